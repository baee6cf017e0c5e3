"""Wiring of the whole: settings, addresses, the command line, the embedded database. The only package that may import all others."""
