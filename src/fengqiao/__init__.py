"""Fengqiao: an open platform for people's mediation in China."""

__version__ = "0.1.0"
