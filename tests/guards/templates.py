"""Templates carry no script and no style of their own: the Content-Security-Policy would refuse them."""

import re
from collections.abc import Iterator

INLINE = re.compile(r"""<script(?![^>]*\bsrc=)[^>]*>|<style\b|<[^>]*\s(style|on[a-z]+)=|javascript:""", re.IGNORECASE)


def inline(text: str) -> Iterator[str]:
    """The places of a template where script or style stands in the page itself."""
    return (found.group()[:80] for found in INLINE.finditer(text))
