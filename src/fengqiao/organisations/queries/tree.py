"""The register as a tree of places, one branch at a time."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Substr

from fengqiao.core.actor import Actor
from fengqiao.organisations import access
from fengqiao.organisations.models import Organisation
from fengqiao.regions import queries as regions
from fengqiao.regions.models import Region, scope_of

MOST = 200
"""At most so many organisations of one place are shown in the tree; the list has them all."""


@dataclass(frozen=True)
class Branch:
    """A place below another: how many organisations are in it altogether, and whether there is anything to open."""

    region: Region
    total: int


def branches(actor: Actor, code: str = "") -> tuple[list[Branch], list[Organisation]]:
    """Return the places directly below one with their counts, and the active organisations that stand at it itself.

    code: of the place; "" for the jurisdiction's own. Places without any organisation are left out. Four queries at most.
    """
    code = code or next((region.code for region in regions.children()), "")
    seen = access.visible_to(actor).filter(is_active=True)
    children = list(regions.children(code).defer("tokens", "search"))
    here: list[Organisation] = []
    if code:
        here = list(seen.filter(region__code=code).defer("tokens", "search").order_by("kind", "name")[:MOST])
    if not children:
        return [], here
    length = len(children[0].scope)
    counted = (
        seen.filter(region__code__startswith=scope_of(code) if code else "")
        .annotate(branch=Substr("region_id", 1, length))
        .order_by()
        .values("branch")
        .annotate(total=Count("id"))
    )
    totals = {row["branch"]: row["total"] for row in counted}
    found = (Branch(child, totals.get(child.scope[:length], 0)) for child in children)
    return [branch for branch in found if branch.total], here
