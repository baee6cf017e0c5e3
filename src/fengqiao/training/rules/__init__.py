"""The rules of training. Plain Python: imports no Django."""
