"""The entrance of those who work here."""
