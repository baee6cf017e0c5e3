"""How pages look: the parts they are made of, the writing of values, forms, and what a refusal looks like."""
