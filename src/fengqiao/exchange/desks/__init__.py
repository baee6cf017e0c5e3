"""One module for each register: what its rows become, and which of its rows are known already."""
