"""Reading the tree of places. Places are public knowledge: these reads ask for no permission."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Length

from fengqiao.core.search import matching
from fengqiao.regions.models import OFFICIAL_LENGTH, Region, scope_of

SHOWN = 20
"""At most so many places are offered for a typed text."""
_CANDIDATES = 200


def root() -> Region:
    """Return the jurisdiction's own place; raises Region.DoesNotExist before the places are loaded."""
    return Region.objects.get(parent=None)


def get(code: str) -> Region | None:
    """Return the place with this code, also one that is gone, or None."""
    return Region.objects.filter(code=code).first()


def present(codes: Iterable[str]) -> dict[str, Region]:
    """Return the present places with these codes, in one query."""
    found = Region.objects.filter(code__in=set(codes), valid_to=None).defer("tokens", "search")
    return {region.code: region for region in found}


def called(path: str) -> Region | None:
    """Return the present place with exactly this full name (武汉市洪山区珞南街道), or None."""
    return Region.objects.filter(path=path, valid_to=None).first()


def all_called(paths: Iterable[str]) -> dict[str, str]:
    """Return the codes of the present places with these full names, in one query."""
    return dict(Region.objects.filter(path__in=set(paths), valid_to=None).values_list("path", "code"))


def children(code: str = "") -> QuerySet[Region]:
    """Return the present places directly below one, by code; without a code the jurisdiction itself."""
    present = Region.objects.filter(valid_to=None).order_by("code")
    return present.filter(parent__code=code) if code else present.filter(parent=None)


def grids_below(codes: Iterable[str]) -> QuerySet[Region]:
    """Return the grids, groups and estates directly below these places, also those that are gone."""
    return Region.objects.filter(parent__in=set(codes), is_local=True).defer("tokens", "search")


def codes(ids: Iterable[UUID]) -> list[str]:
    """Return the codes of places."""
    return list(Region.objects.filter(pk__in=set(ids)).values_list("code", flat=True))


def grids(scope: str) -> QuerySet[Region]:
    """Return all grids, groups and estates within a scope, by code, also those that are gone, with their places."""
    found = Region.objects.filter(is_local=True, code__startswith=scope or "-").select_related("parent")
    return found.defer("tokens", "search", "parent__tokens", "parent__search").order_by("code")


def districts() -> QuerySet[Region]:
    """Return the present places directly below the jurisdiction itself, by code, for filters."""
    return Region.objects.filter(parent__level__isnull=False, parent__parent=None, valid_to=None).order_by("code")


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
    """Return present places whose full name holds every part of the text, at most ``limit``.

    Parts may be parted by blanks (洪山 珞南) or run together with words left out (洪山珞南). Places whose own name matches
    come first, shorter full names before longer ones.
    """
    if not text.split():
        return []
    return (
        _found(text, limit)
        or [region for region in _found(" ".join(text), _CANDIDATES) if _in_order("".join(text.split()), region.path)][
            :limit
        ]
    )


def _found(text: str, limit: int) -> list[Region]:
    condition = matching(text)
    if condition is None:
        return []
    own = Case(When(name__contains=text.split()[-1], then=Value(0)), default=Value(1))
    found = Region.objects.filter(search=condition, valid_to=None).annotate(elsewhere=own, length=Length("path"))
    return list(found.defer("tokens", "search").order_by("elsewhere", "length", "code")[:limit])


def _in_order(typed: str, path: str) -> bool:
    rest = iter(path)
    return all(character in rest for character in typed)


def paths(codes: Iterable[str]) -> dict[str, str]:
    """Return the full names of places by code, in one query; unknown codes are left out."""
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", "path"))


def shared_path(*scopes: str) -> str:
    """Return the full name of the narrowest of these scopes: what goes without saying in a list of it; "" without any."""
    narrowest = max(scopes, key=len).ljust(OFFICIAL_LENGTH, "0")
    return paths([narrowest]).get(narrowest, "")


def everything() -> list[tuple[str, str, str, str, str]]:
    """Return all present places by code: code, name, level, the code of the place above ("" for the jurisdiction), full name."""
    found = Region.objects.filter(valid_to=None).order_by("code")
    rows = found.values_list("code", "name", "level", "parent__code", "path")
    return [(code, name, level, parent or "", path) for code, name, level, parent, path in rows]
