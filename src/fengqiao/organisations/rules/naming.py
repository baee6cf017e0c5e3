"""What an organisation of a kind should be called. Plain Python: imports no Django.

A name that breaks the pattern of its kind is warned of, with the right one offered; it is never refused (domain 2.4).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

_ENDINGS = (
    "矛盾纠纷人民调解委员会", "纠纷人民调解委员会", "人民调解委员会", "调解委员会", "调委会", "人民调解工作室", "律师调解工作室",
    "调解工作室", "工作室", "调解室", "调解小组", "评理说事点", "中心", "委员会",
)  # fmt: skip
_LONGEST = 120


@dataclass(frozen=True)
class Named:
    """Whether a name keeps the rule of its kind; ``offered`` is the name that would, "" when it cannot be worked out."""

    fits: bool
    offered: str = ""


@dataclass(frozen=True)
class About:
    """What a name is made of: spellings of the place (the first is offered), the host's and the parent's name."""

    places: Sequence[str] = ()
    host: str = ""
    parent: str = ""


def places_of(path: str, county: str = "") -> tuple[str, ...]:
    """Return the spellings of a place: in full (武汉市洪山区珞南街道) and from its county on (洪山区珞南街道).

    path: the full name. county: the full name of the county it lies in and "/" and the county's own name, "" for a city.
    """
    around, _bar, own = county.partition("/")
    if not own or not path.startswith(around):
        return (path,)
    return tuple(dict.fromkeys((path, own + path[len(around) :])))


def check(form: str, name: str, about: About) -> Named:
    """Compare a name with the form of its kind ({place} {host} {parent} {subject} and fixed text); "" fits any name."""
    if not form or re.fullmatch(_pattern(form, about), name):
        return Named(True)
    offered = _offered(form, name, about)
    fits = bool(offered) and len(offered) <= _LONGEST and re.fullmatch(_pattern(form, about), offered)
    return Named(False, offered if fits else "")


def _pattern(form: str, about: About) -> str:
    known = {
        "place": "|".join(re.escape(place) for place in about.places),
        "host": re.escape(about.host),
        "parent": re.escape(about.parent),
    }
    made = ""
    for text, field, _spec, _how in Formatter().parse(form):
        made += re.escape(text)
        if field is not None:
            made += f"(?:{known.get(field) or '.{2,60}'})"
    return made


def _offered(form: str, name: str, about: About) -> str:
    values = {
        "place": _place_for(name, about.places),
        "host": about.host,
        "parent": about.parent,
        "subject": _subject(form, name, about),
    }
    fields = {field for _text, field, _spec, _how in Formatter().parse(form) if field is not None}
    return form.format(**values) if all(values[field] for field in fields) else ""


def _place_for(name: str, places: Sequence[str]) -> str:
    return next((place for place in places if name.startswith(place)), places[0] if places else "")


def _subject(form: str, name: str, about: About) -> str:
    """What is left of a name without the place in front and what the form ends with."""
    rest = name
    for place in sorted(about.places if "{place}" in form else (), key=len, reverse=True):
        if rest.startswith(place):
            rest = rest[len(place) :]
            break
    else:
        rest = _without_part_of_place(rest, about.places) if "{place}" in form else rest
    ending = form.rsplit("}", 1)[-1]
    for tail in (ending, *_ENDINGS):
        if tail and rest.endswith(tail):
            return rest[: -len(tail)]
    return rest


def _without_part_of_place(name: str, places: Sequence[str]) -> str:
    """Drop the longest tail of the place with which the name begins: 洪山区…, where 武汉市洪山区 is the place."""
    tails = {place[at:] for place in places for at in range(1, len(place) - 1)}
    found = max((tail for tail in tails if name.startswith(tail)), key=len, default="")
    return name[len(found) :]
