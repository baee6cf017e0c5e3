"""Marking interface strings for translation in modules that import no Django."""


def N_(message: str) -> str:
    """Return the message unchanged; the catalogue extractor finds it by this call."""
    return message
