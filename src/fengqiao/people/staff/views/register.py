"""The register of people, for those who work here."""

from typing import Any
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
from fengqiao.documents import queries as documents
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import queries as organisations
from fengqiao.people import access, actions, queries
from fengqiao.people.actions.printing import PERSON
from fengqiao.people.models import Person
from fengqiao.people.staff.forms import register as forms
from fengqiao.people.staff.views.frame import story, tabs
from fengqiao.regions import queries as regions
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Option

VIEW, MANAGE, REVEAL = Permission.VIEW_REGISTRY, Permission.MANAGE_REGISTRY, Permission.REVEAL


@require_GET
@staff(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The people within sight, narrowed by the address."""
    rules, today = _rules(request), local_date(request.actor.at)
    form = forms.PersonFilter(request.GET or None)
    wanted = form.wanted() if form.is_bound else {}
    found = queries.listed(request.actor, today, **wanted)
    page = keyset(found, queries.ORDER, request.GET.get("cursor", ""))
    context = {
        "page": page,
        "place": regions.shared_path(request.actor.region_scope, wanted.get("region", "")),
        "rows": [(person, _specialities(rules, person)) for person in page.rows],
        "count": bounded_count(found),
        "columns": _columns(),
        "form": form,
        "tabs": tabs(request, "list"),
        "may_manage": request.actor.may(MANAGE),
    }
    return pages.page(request, "people/list.html", context, fragment="people/_list.html")


@require_GET
@staff(VIEW)
def options(request: StaffRequest) -> HttpResponse:
    """The people that a typed text may mean, each with the first post, for pickers."""
    text = request.GET.get("q", "")[:60]
    day = local_date(request.actor.at)
    found = (
        queries.listed(request.actor, day, q=text, state="all").order_by("pinyin", "id")[:12] if text.strip() else []
    )
    return pages.options(request, [Option(str(row.pk), row.name, _first_post(row)) for row in found])


def _first_post(person: Person) -> str:
    held: list[Any] = person.posts  # type: ignore[attr-defined]  # set by queries.listed
    return f"{held[0].organisation.name} {held[0].get_post_display()}" if held else ""


@require_GET
@staff(VIEW)
def record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """One person: who it is, the posts held and once held, what bears on them, what was done to the entry."""
    person = access.get_for(request.actor, person_id, VIEW)
    form = forms.PostForm(initial={"starts_on": local_date(request.actor.at)})
    return _record(request, person, form)


def _record(request: StaffRequest, person: Person, form: forms.PostForm) -> HttpResponse:
    actor = request.actor
    may = actor.may(MANAGE) and access.may_change(actor, person)
    suspension = queries.suspension(person.pk, local_date(actor.at))
    context = {
        "person": person,
        "specialities": _specialities(_rules(request), person),
        "hours": [label for code, label in forms.hours() if code in person.hours],
        "posts": queries.appointments(person),
        "ties": queries.ties(person),
        "suspension": suspension,
        "commendations": queries.commendations_of(person),
        "mentions": organisations.tells_of(person.pk),
        "complaints": queries.complaints_about(person)[:20] if _sees_conduct(request, person) else [],
        "papers": documents.for_subject(PERSON, person.pk) if may else [],
        "events": story(person.pk),
        "may_manage": may,
        "may_see_training": actor.may(Permission.VIEW_TRAINING),
        "may_declare": may or actor.person_id == person.pk,
        "reveal_url": reverse("people:reveal", args=[person.pk]) if actor.may(REVEAL) else "",
        "form": form,
    }
    return pages.page(request, "people/record.html", context, status=pages.status(form))


def _sees_conduct(request: StaffRequest, person: Person) -> bool:
    return request.actor.may(Permission.SUPERVISE) and request.actor.person_id != person.pk


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def new(request: StaffRequest) -> HttpResponse:
    """A new person with a first post."""
    rules = _rules(request)
    person = forms.PersonForm(request.POST if request.method == "POST" else None, rules=rules)
    post = forms.PostForm(
        request.POST if request.method == "POST" else None, initial={"starts_on": local_date(request.actor.at)}
    )
    if request.method == "POST" and person.is_valid() and post.is_valid():
        sent = submissions.sent(request.POST, request.actor.user_id)
        try:
            entered = sent.once(lambda: actions.register(request.actor, **person.cleaned_data, post=post.new_post()).pk)
        except DomainError as error:
            pages.refuse(post if _field(error) in post.fields else person, error)
        else:
            return pages.go(request, reverse("people:record", args=[entered]), notice=_("人员已登记。"))
    context = {"person": person, "post": post, submissions.FIELD: submissions.new_key()}
    status = max(pages.status(person), pages.status(post))
    return pages.page(request, "people/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def edit(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What is now true of a person."""
    person = access.get_for(request.actor, person_id, MANAGE)
    form = forms.PersonForm(
        request.POST if request.method == "POST" else None, rules=_rules(request), initial=forms.initial(person)
    )
    back = reverse("people:record", args=[person.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(request.actor, person.pk, **form.cleaned_data)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, back, notice=_("变更已保存。"))
    context = {"form": form, "title": person.name, "back": back}
    return pages.page(
        request,
        "people/form.html",
        {**context, "submit": _("保存"), "back_label": _("返回")},
        status=pages.status(form),
    )


@require_POST
@staff(MANAGE)
def appoint(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A further post."""
    form = forms.PostForm(request.POST)
    if form.is_valid():
        try:
            actions.appoint(request.actor, person_id, form.new_post())
        except DomainError as error:
            _field(error)
            pages.refuse(form, error)
        else:
            return pages.go(request, reverse("people:record", args=[person_id]), notice=_("任职已登记。"))
    return _record(request, access.get_for(request.actor, person_id, MANAGE), form)


@require_POST
@staff(REVEAL)
def reveal(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """An identity number or phone in the clear, for a reason that is kept."""
    field, why = request.POST.get("field", ""), request.POST.get("reason", "")[:1000]
    text = actions.reveal(request.actor, person_id, field=field, why=why)
    return pages.page(request, "people/_revealed.html", {"text": text})


def _columns() -> list[Column]:
    return [
        Column(_("姓名")),
        Column(_("任职"), kind="main"),
        Column(_("擅长类型"), optional=True),
        Column(_("电话"), kind="narrow"),
    ]


def _rules(request: StaffRequest) -> RuleSet:
    return current_ruleset(local_date(request.actor.at))


def _specialities(rules: RuleSet, person: Person) -> list[str]:
    return [said(item.name) for item in rules.categories.items if item.code in person.specialities]


def _field(error: DomainError) -> str:
    error.field = "organisation" if error.field == "organisation_id" else error.field
    return error.field
