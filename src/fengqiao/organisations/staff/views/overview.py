"""The register as a tree of places, and how committees stand to the rules on their composition."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.core.text import said
from fengqiao.organisations import access, queries
from fengqiao.organisations.rules.composition import Finding, Standing
from fengqiao.organisations.staff.views.frame import frame, kind_name, rules_of, sections
from fengqiao.regions import queries as regions
from fengqiao.ui import pages
from fengqiao.ui.parts import Check, Column, Tab

VIEW = Permission.VIEW_REGISTRY
_STATES = {Standing.KEPT: "pass", Standing.GAP: "fail", Standing.ADVICE: "warn", Standing.UNKNOWN: "todo"}


@require_GET
@staff(VIEW)
def tree(request: StaffRequest) -> HttpResponse:
    """One branch of the tree of places (?place=); without one the jurisdiction itself."""
    place = _digits(request.GET.get("place", ""))
    rules = rules_of(request)
    branches, here = queries.branches(request.actor, place)
    context: dict[str, Any] = {
        "branches": branches,
        "here": [(row, kind_name(rules, row)) for row in here],
        "place": regions.get(place) if place else None,
        "sections": sections(request, "tree"),
    }
    return pages.page(request, "organisations/tree.html", context, fragment="organisations/_branch.html")


@require_GET
@staff(VIEW)
def compliance(request: StaffRequest) -> HttpResponse:
    """The committees of a place with what they fall short of; each figure opens to its list. Nothing is blocked by it."""
    rules, day = rules_of(request), local_date(request.actor.at)
    region, rule = _digits(request.GET.get("region", "")), request.GET.get("gap", "")
    found = queries.compliant(rules, request.actor, region=region, kind=request.GET.get("kind", "")[:40])
    total, short = queries.gap_counts(rules, found, day)
    anything = {pk for ids in short.values() for pk in ids}
    if rule in short:
        found = found.filter(pk__in=short[rule])
    elif rule == "any":
        found = found.filter(pk__in=anything)
    page = keyset(found, queries.ORDER, request.GET.get("cursor", "")[:2000])
    rows = [(row, kind_name(rules, row.organisation)) for row in queries.compliance(rules, page.rows, day)]
    context: dict[str, Any] = {
        "page": page,
        "place": regions.shared_path(request.actor.region_scope, region),
        "rows": rows,
        "columns": [
            Column(_("名称"), kind="wide"),
            Column(_("类型")),
            Column(_("所在地")),
            Column(_("不足之处"), kind="wide"),
        ],
        "total": total,
        "short": len(anything),
        "tabs": _gap_tabs(request, total, short, len(anything)),
        "places": [(one.scope, one.name) for one in regions.districts()],
        "kinds": [(kind.code, said(kind.name)) for kind in rules.organisation_types if kind.shape == "committee"],
        "sections": sections(request, "compliance"),
    }
    return pages.page(request, "organisations/compliance.html", context, fragment="organisations/_compliance.html")


@require_GET
@staff(VIEW)
def members(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """What one committee is made of, rule by rule, with the article."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    day = local_date(request.actor.at)
    found = queries.compliance_of(rules_of(request), organisation, day)
    context = {
        **frame(request, organisation, "members"),
        "checks": [_check(each) for each in found.findings],
        "gaps": len(found.gaps),
        "posts": queries.people_of(organisation.pk, day),
    }
    return pages.page(request, "organisations/members.html", context)


def _check(found: Finding) -> Check:
    text = _("%(name)s：%(found)s（应当%(owed)s）") % {
        "name": said(found.name), "found": said(found.found), "owed": said(found.owed),
    }  # fmt: skip
    return Check(_STATES[found.standing], text, found.source)


def _gap_tabs(request: StaffRequest, total: int, short: dict[str, list[UUID]], anything: int) -> list[Tab]:
    query = request.GET.copy()
    chosen = query.get("gap", "")
    query.pop("cursor", None)

    def url(code: str) -> str:
        query["gap"] = code
        return f"{reverse('organisations:compliance')}?{query.urlencode()}"

    tabs = [
        Tab(_("全部"), url(""), total, current=chosen not in (*short, "any")),
        Tab(_("有不足"), url("any"), anything, current=chosen == "any"),
    ]
    return tabs + [
        Tab(said(name), url(code), len(short[code]), current=chosen == code)
        for code, name in queries.FILTERS.items()
        if short[code] or chosen == code
    ]


def _digits(text: str) -> str:
    return text if text.isdigit() and text.isascii() and len(text) <= 15 else ""
