"""Invented raw cases for trying out and measuring: reproducible from a seed, in the form that the importer takes."""
