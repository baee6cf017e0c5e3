"""Reads of subsidies that others may use."""
