"""Interface texts of modules that import no Django: marked for the catalogue, and still translatable once they are filled in."""

import operator
from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from typing import Any

_translate: Callable[[str], str] = str


def speak_with(translate: Callable[[str], str]) -> None:
    """Say texts through this function from now on: the platform gives gettext, a program without Django nothing."""
    global _translate
    _translate = translate


class Phrase(str):
    """A Chinese text that knows how it was put together.

    As a value it is the Chinese text and nothing else: so it is stored, hashed, sent and compared. ``said`` tells it in the
    reader's language.
    """

    made: tuple[Callable[[Any, Any], str], str, Any] | None = None
    """How, from which pattern, with which values; None for a text that was not filled in."""

    def __mod__(self, values: Any) -> "Phrase":
        return _made(operator.mod, str.__mod__(self, values), self, values)

    def format(self, *args: object, **values: object) -> "Phrase":
        """Fill in {names}; they have no positions, because another language has another order."""
        return _made(_format, str.format(self, *args, **values), self, values)

    def join(self, texts: Iterable[str], /) -> "Phrase":
        """Put texts together with this one between them."""
        parts = list(texts)
        return _made(str.join, str.join(self, parts), self, parts)


def _format(pattern: str, values: dict[str, object]) -> str:
    return pattern.format(**values)


def _made(how: Callable[[Any, Any], str], text: str, pattern: str, values: Any) -> Phrase:
    phrase = Phrase(text)
    phrase.made = (how, pattern, values)
    return phrase


def N_(message: str) -> str:
    """Return the message, as a ``Phrase``; the catalogue extractor finds it by this call."""
    return Phrase(message)


def listed(names: Iterable[str]) -> str:
    """Return names in a row: 甲、乙."""
    return N_("、").join(names)


def day_words(day: date) -> str:
    """Return a day: 2026年12月21日."""
    return N_("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}


def sentences(texts: Iterable[str]) -> str:
    """Return whole sentences one after the other."""
    told = list(texts)
    return (
        reduce(lambda first, next_one: N_("%(first)s%(next)s") % {"first": first, "next": next_one}, told)
        if told
        else ""
    )


def said(text: object) -> str:
    """Return a text of the interface in the reader's language; what the catalogue does not know stays as it is."""
    made = text.made if isinstance(text, Phrase) else None
    if made is None:
        plain = "" if text is None else str(text)
        told = _translate(plain) if plain else ""
        return text if isinstance(text, str) and told == plain else told  # markup that is safe stays so
    how, pattern, values = made
    return how(said(pattern), _told(values))


def _told(values: Any) -> Any:
    if isinstance(values, Phrase):
        return said(values)
    if isinstance(values, dict):
        return {name: _told(value) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return type(values)(map(_told, values))
    return values
