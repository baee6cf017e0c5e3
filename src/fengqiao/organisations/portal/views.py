"""Find a committee by place and kind, and read its published filing. Works without an account and without a script."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fengqiao.core.errors import NotFound
from fengqiao.core.paging import keyset
from fengqiao.core.text import said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import OrganisationType, RuleSet
from fengqiao.organisations import queries
from fengqiao.organisations.rules.filing import EVENT_NAMES, Event
from fengqiao.ui import pages
from fengqiao.ui.forms import Picked, PickField

SHAPES = ("committee", "room", "studio", "point", "centre")
"""Kinds that the public may look for: where somebody mediates or talks a matter over."""


class FindForm(forms.Form):
    """Where, and what kind."""

    place = PickField("regions:options", required=False, label=_("住在哪里，或者组织名称"))
    kind = forms.ChoiceField(label=_("类型"), required=False)

    def __init__(self, *args: object, kinds: list[OrganisationType], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed through
        choices = [("", gettext("全部类型")), *((kind.code, said(kind.name)) for kind in kinds)]
        self.fields["kind"] = forms.ChoiceField(label=_("类型"), required=False, choices=choices)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The committees of a place, and those above it that answer for it too."""
    kinds = public_kinds(current_ruleset())
    form = FindForm(request.GET or None, kinds=kinds)
    form.is_valid()
    data = form.cleaned_data if form.is_bound else {}
    place: Picked = data.get("place") or Picked("", "")
    wanted = [data["kind"]] if data.get("kind") else [kind.code for kind in kinds]
    region = place.code if place.code.isdigit() else ""
    found = queries.public(q="" if region else place.text, kinds=wanted, region=region)
    page = keyset(found, queries.ORDER, request.GET.get("cursor", "")[:2000])
    names = {kind.code: said(kind.name) for kind in kinds}
    context = {
        "form": form,
        "asked": form.is_bound,
        "page": page,
        "rows": [(row, names.get(row.kind, row.kind)) for row in page.rows],
    }
    return pages.page(request, "organisations/portal/list.html", context)


@require_safe
def record(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One committee: where and when to find it, and what was filed and published of it."""
    rules = current_ruleset()
    kinds = {kind.code: kind for kind in public_kinds(rules)}
    found = queries.public(kinds=kinds).filter(pk=organisation_id).first()
    if found is None:
        raise NotFound("organisation_not_found", gettext("没有找到这个组织。"), next_step=gettext("请按地点重新查找。"))
    filings = queries.published(found.pk)
    members = filings[0].facts.get("members", []) if filings else []
    context = {
        "organisation": found,
        "kind_name": said(kinds[found.kind].name),
        "filings": [(filing, said(EVENT_NAMES[Event(filing.event)])) for filing in filings],
        "members": members,
    }
    return pages.page(request, "organisations/portal/record.html", context)


def public_kinds(rules: RuleSet) -> list[OrganisationType]:
    """Return the kinds that the public may look for."""
    return [kind for kind in rules.organisation_types if kind.shape in SHAPES]
