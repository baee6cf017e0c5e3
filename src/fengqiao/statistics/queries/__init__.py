"""Reading figures: one queryset gives a cell's number, its list and its export."""
