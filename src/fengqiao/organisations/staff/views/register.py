"""The register of organisations, for those who work here."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core import submissions
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import said
from fengqiao.organisations import access, actions, queries
from fengqiao.organisations.staff import forms
from fengqiao.organisations.staff.views.frame import MOST_TOLD, frame, kind_name, rules_of, sections, story
from fengqiao.regions import queries as regions
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Option

VIEW, MANAGE = Permission.VIEW_REGISTRY, Permission.MANAGE_REGISTRY


@require_GET
@staff(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The organisations within sight, narrowed by the address."""
    rules = rules_of(request)
    form = forms.OrganisationFilter(request.GET or None, rules=rules)
    wanted = form.wanted() if form.is_bound else {}
    found = queries.listed(request.actor, **wanted)
    page = keyset(found, queries.ORDER, request.GET.get("cursor", ""))
    context = {
        "page": page,
        "place": regions.shared_path(request.actor.region_scope, wanted.get("region", "")),
        "rows": [(row, kind_name(rules, row)) for row in page.rows],
        "count": bounded_count(found),
        "columns": _columns(),
        "form": form,
        "may_manage": request.actor.may(MANAGE),
        "sections": sections(request, "list"),
    }
    return pages.page(request, "organisations/list.html", context, fragment="organisations/_list.html")


@require_GET
@staff(VIEW)
def options(request: StaffRequest) -> HttpResponse:
    """The organisations that hold what was typed (?q=)."""
    text = request.GET.get("q", "").replace("\0", "")[:60]
    found = queries.listed(request.actor, q=text).order_by("name")[:20] if text.strip() else []
    return pages.options(request, [Option(str(row.pk), row.name, row.region.path) for row in found])


@require_GET
@staff(VIEW)
def committees(request: StaffRequest) -> HttpResponse:
    """The mediating organisations of the whole jurisdiction that hold what was typed, whoever asks: their names are public."""
    kinds = rules_of(request).mediating_kinds
    text = request.GET.get("q", "").replace("\0", "")[:60]
    found = queries.public(q=text, kinds=kinds).order_by("name")[:20] if text.strip() else []
    return pages.options(request, [Option(str(row.pk), row.name, row.region.path) for row in found])


@require_GET
@staff(VIEW)
def record(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """One organisation: what it is, who works there, what was done to its entry."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    rules = rules_of(request)
    named = queries.naming_of(
        rules,
        organisation.kind,
        organisation.name,
        organisation.region_code,
        host=organisation.host_name,
        parent=organisation.parent.name if organisation.parent else "",
    )
    context = {
        **frame(request, organisation, "record"),
        "level": rules.level(organisation.level),
        "specialities": [said(item.name) for item in rules.categories.items if item.code in organisation.specialities],
        "named": named,
        "parts": queries.parts(organisation)[:MOST_TOLD],
        "posts": queries.people_of(organisation.pk, local_date(request.actor.at))[:MOST_TOLD],
        "events": story(organisation.pk),
    }
    return pages.page(request, "organisations/record.html", context)


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def new(request: StaffRequest) -> HttpResponse:
    """A new organisation."""
    form = forms.NewOrganisationForm(request.POST if request.method == "POST" else None, rules=rules_of(request))
    if request.method == "POST" and form.is_valid():
        sent = submissions.sent(request.POST, request.actor.user_id)
        try:
            entered = sent.once(lambda: actions.register(request.actor, **form.facts()).pk)
        except DomainError as error:
            pages.refuse(form, _in_form(error))
        else:
            return pages.go(request, reverse("organisations:record", args=[entered]), notice=_("组织已登记。"))
    context = {
        "form": form,
        "title": _("登记组织"),
        "back": reverse("organisations:list"),
        submissions.FIELD: submissions.new_key(),
    }
    return pages.page(request, "organisations/form.html", context, status=pages.status(form))


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def edit(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """What is now true of an organisation."""
    organisation = access.get_for(request.actor, organisation_id, MANAGE)
    form = forms.OrganisationForm(
        request.POST if request.method == "POST" else None, rules=rules_of(request), initial=forms.initial(organisation)
    )
    back = reverse("organisations:record", args=[organisation.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(request.actor, organisation.pk, **form.facts())
        except DomainError as error:
            pages.refuse(form, _in_form(error))
        else:
            return pages.go(request, back, notice=_("变更已保存。"))
    context = {"form": form, "title": organisation.name, "back": back}
    return pages.page(request, "organisations/form.html", context, status=pages.status(form))


@require_POST
@staff(MANAGE)
def deactivate(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """The end of an organisation, today."""
    on = local_date(request.actor.at)
    actions.deactivate(request.actor, organisation_id, on=on, why=request.POST.get("reason", "")[:1000])
    return pages.go(request, reverse("organisations:record", args=[organisation_id]), notice=_("组织已停用。"))


def _columns() -> list[Column]:
    return [
        Column(_("名称"), kind="wide"),
        Column(_("类型")),
        Column(_("所在地")),
        Column(_("编号简称"), kind="narrow", optional=True),
        Column(_("电话"), optional=True),
        Column(_("状态"), kind="narrow"),
    ]


def _in_form(error: DomainError) -> DomainError:
    error.field = {"region_code": "region", "parent_id": "parent", "host_id": "host", "host_name": "host"}.get(
        error.field, error.field
    )
    return error
