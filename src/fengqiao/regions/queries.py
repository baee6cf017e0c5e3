"""Reading the tree of places. Places are public knowledge: these reads ask for no permission."""

from collections.abc import Iterable

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.db.models.functions import Length

from fengqiao.core.search import matching
from fengqiao.regions.models import OFFICIAL_LENGTH, Region, scope_of

SHOWN = 20
"""At most so many places are offered for a typed text."""


def root() -> Region:
    """Return the jurisdiction's own place; raises Region.DoesNotExist before the places are loaded."""
    return Region.objects.get(parent=None)


def get(code: str) -> Region | None:
    """Return the place with this code, also one that is gone, or None."""
    return Region.objects.filter(code=code).first()


def children(code: str = "") -> QuerySet[Region]:
    """Return the present places directly below one, by code; without a code the jurisdiction itself."""
    present = Region.objects.filter(valid_to=None).order_by("code")
    return present.filter(parent__code=code) if code else present.filter(parent=None)


def ancestor_codes(code: str) -> list[str]:
    """Return the codes of all places that hold this one, from the city down, its own last.

    420111005008001 -> 420100000000, 420111000000, 420111005000, 420111005008, 420111005008001. Codes above the
    jurisdiction may be among them.
    """
    scope = scope_of(code)
    lengths = [length for length in (4, 6, 9, 12, 15) if length <= len(scope)]
    return [scope[:length].ljust(OFFICIAL_LENGTH, "0") for length in lengths]


def ancestors(code: str) -> list[Region]:
    """Return the places that hold this one, from the jurisdiction down, itself last; empty for an unknown code."""
    return list(Region.objects.filter(code__in=ancestor_codes(code)).order_by("code"))


def search(text: str, *, limit: int = SHOWN) -> list[Region]:
    """Return present places whose path holds every part of the text, at most ``limit``.

    Parts may be typed with or without blanks, any one character or more (洪山 珞南, 珞南街). Places whose own name matches come
    first, larger ones before smaller ones.
    """
    condition = matching(text)
    if condition is None:
        return []
    last = text.split()[-1]
    own = Case(When(name__contains=last, then=Value(False)), default=Value(True), output_field=BooleanField())
    found = Region.objects.filter(search=condition, valid_to=None).annotate(elsewhere=own, length=Length("path"))
    return list(found.defer("tokens", "search").order_by("elsewhere", "length", "code")[:limit])


def paths(codes: Iterable[str]) -> dict[str, str]:
    """Return the full names of places by code, in one query; unknown codes are left out."""
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", "path"))
