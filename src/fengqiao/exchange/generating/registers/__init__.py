"""The registers of the five jurisdictions at the size that they published, with invented people and real places.

The published numbers say only how many of each there are; every figure is counted from the rows (statistics).
"""
