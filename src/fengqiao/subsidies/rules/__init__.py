"""The rules of subsidies. Plain Python."""
