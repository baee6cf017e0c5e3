"""How marks follow from figures, and whether the conditions of a grade are met. Plain Python."""
