"""Rows and strings of a workbook's XML, read by the piece where they are as programs write them: faster than by a parser.

What is written otherwise, as a formula or a text in several fonts, is told apart and left to the parser.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

PIECE = 64 * 1024
_LONGEST = 8 * PIECE
_HEAD = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?(?: standalone="(?:yes|no)")?\s*\?>)?\s*'
    rb'<\w+(?: [\w:]+="[^"<&]*")*? xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
)
_ENDS = (b"<!", b"<?", b"</sheetData", b"</sst")
"""Behind these, what looks plain may stand in a comment or after the rows."""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
_NONE = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_TEXT, _MORE = r"([^<]*+)", r'((?: [\w:]+="[^"<&]*")*+)'
_SAID = rf'<t(?: xml:space="preserve")?(?:/>|>{_TEXT}</t>)'
_CELL = rf'<c r="([A-Z]{{1,3}})\d+"{_MORE}(?:/>|>(?:<v ?/>|<v>{_TEXT}</v>|<is>{_SAID}</is>)?</c>)'
_PARTS = re.compile(rf'({_CELL}|<row r="(\d{{1,7}})"{_MORE} ?/?>|</row>|\s++)', re.ASCII)
_STRINGS = re.compile(rf"(<si>{_SAID}</si>)", re.ASCII)
_LETTER = re.compile(r"(&#\d+;)")
_OTHER = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_GIVEN = re.compile(r' (s|t)="([^"]*)"')
_SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
Part = tuple[str, str, str, str, str, str, str]
"""As written; letters, attributes, value and own text of a cell; number and attributes of a row. Blanks have none of these."""


def pieces(source: IO[bytes], begin: bytes, end: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield what a part holds, piece by piece, each with whether it is made of whole elements that stand behind ``begin``.

    end: the end of such an element. Whole elements may be left out of what a parser is given: it never misses them.
    """
    piece = source.read(PIECE)
    start = piece.find(begin) + len(begin)
    if start < len(begin) or not _HEAD.match(piece):
        start = 0
    is_plain = bool(start)
    if start:
        yield piece[:start], False
    rest = piece[start:]
    while True:
        cut = rest.rfind(end) + len(end) if is_plain else len(rest)
        if cut < len(end) and is_plain:
            cut = 0 if len(rest) < _LONGEST else len(rest)
        if whole := rest[:cut]:
            is_plain = is_plain and whole.endswith(end) and not any(mark in whole for mark in _ENDS)
            yield whole, is_plain
        piece = source.read(PIECE)
        if not piece:
            break
        rest = rest[cut:] + piece
    if rest[cut:]:
        yield rest[cut:], False


def parts(piece: bytes) -> list[Part] | None:
    """Return what rows are made of, None when they hold anything that is not plain."""
    return _found(_PARTS, piece)


def strings(piece: bytes) -> list[str] | None:
    """Return shared strings, None when there is anything that is not plain."""
    found = _found(_STRINGS, piece)
    return None if found is None else [unescaped(said) if "&" in said else said for _written, said in found]


def _found(pattern: re.Pattern[str], piece: bytes) -> list[Any] | None:
    if len(piece.translate(None, _CONTROLS)) != len(piece) or any(mark in piece for mark in _NONE):
        return None
    text = piece.decode()
    if "&#" in text:
        apart = _LETTER.split(text)
        apart[1::2] = map(_letter, apart[1::2])
        text = "".join(apart)
    if "&" in text and _OTHER.search(text):
        return None
    found = pattern.findall(text)
    return found if sum([len(part[0]) for part in found]) == len(text) else None


@lru_cache(maxsize=32768)
def _letter(reference: str) -> str:
    """Return the letter that stands behind a number, which is left as it is when it is none, or one that XML itself uses."""
    code = int(reference[2:-1])
    is_letter = 0xA0 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return chr(code) if is_letter else reference


def unescaped(text: str) -> str:
    """Return text with the five signs that XML itself uses."""
    for name, sign in _SIGNS:
        text = text.replace(name, sign)
    return text


@lru_cache(maxsize=4096)
def given(attributes: str) -> tuple[str, str]:
    """Return type and style of a cell."""
    told = dict(_GIVEN.findall(attributes))
    return told.get("t", "n"), told.get("s", "0")
