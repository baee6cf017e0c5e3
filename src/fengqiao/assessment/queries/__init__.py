"""Reads of assessments and grades that others may use."""
