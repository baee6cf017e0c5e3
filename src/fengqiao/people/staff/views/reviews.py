"""Admissions and exits, asked for by one and decided by another."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.people import access, queries
from fengqiao.people.actions import reviewing
from fengqiao.people.models import Post, Review
from fengqiao.people.staff.forms import register as forms
from fengqiao.people.staff.views.frame import bound, step, tabs
from fengqiao.ui import pages
from fengqiao.ui.parts import Check, Column, Tab

MANAGE = Permission.MANAGE_REGISTRY
BOTH = require_http_methods(["GET", "POST"])
_VERBS = {"approve": reviewing.approve, "refuse": reviewing.refuse}


@require_GET
@staff(MANAGE)
def index(request: StaffRequest) -> HttpResponse:
    """What waits for a decision; what was decided."""
    state = request.GET.get("state", Review.State.SUBMITTED)
    state = state if state in Review.State.values or not state else Review.State.SUBMITTED
    found = queries.reviews(request.actor, state=state)
    page = keyset(found, queries.REVIEW_ORDER, request.GET.get("cursor", ""))
    url = reverse("people:reviews")
    shown = [(Review.State.SUBMITTED.value, _("待审核")), ("", _("全部"))]
    context = {
        "page": page,
        "count": bounded_count(found),
        "tabs": tabs(request, "reviews"),
        "states": [Tab(label, f"{url}?state={code}", current=code == state) for code, label in shown],
        "columns": [
            Column(_("姓名")),
            Column(_("种类"), kind="narrow"),
            Column(_("组织"), kind="wide"),
            Column(_("状态"), kind="narrow"),
            Column(_("提交"), kind="date"),
        ],  # fmt: skip
        "rule": current_ruleset().admission,
    }
    return pages.page(request, "people/reviews.html", context)


@BOTH
@staff(MANAGE)
def new(request: StaffRequest) -> HttpResponse:
    """Somebody new who is to be admitted: the person, the post, the reason."""
    data = request.POST if request.method == "POST" else None
    person = forms.PersonForm(data, rules=current_ruleset())
    post = forms.PostForm(data, initial={"starts_on": local_date(request.actor.at)})
    reason = forms.ReasonForm(data)
    if data is not None and person.is_valid() and post.is_valid() and reason.is_valid():
        try:
            made = reviewing.propose_new(
                request.actor, post=post.new_post(), reason=reason.cleaned_data["reason"], **person.cleaned_data
            )
        except DomainError as error:
            error.field = "organisation" if error.field == "organisation_id" else error.field
            each = next((form for form in (post, reason) if error.field in form.fields), person)
            pages.refuse(each, error)
        else:
            return pages.go(request, reverse("people:review", args=[made.pk]), notice=_("申请已提交，等待另一人审核。"))
    status = max(pages.status(form) for form in (person, post, reason))
    context = {"person": person, "post": post, "reason": reason, "back": reverse("people:reviews")}
    return pages.page(request, "people/review_new.html", context, status=status)


@BOTH
@staff(MANAGE)
def propose(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Somebody of the register who is to be admitted to a post."""
    person = access.get_for(request.actor, person_id, MANAGE)
    data = request.POST if request.method == "POST" else None
    post = forms.PostForm(data, initial={"starts_on": local_date(request.actor.at)})
    reason = forms.ReasonForm(data)
    if data is not None and post.is_valid() and reason.is_valid():
        try:
            made = reviewing.propose(request.actor, person_id, post.new_post(), reason=reason.cleaned_data["reason"])
        except DomainError as error:
            error.field = "organisation" if error.field == "organisation_id" else error.field
            pages.refuse(post if error.field in post.fields else reason, error)
        else:
            return pages.go(request, reverse("people:review", args=[made.pk]), notice=_("申请已提交，等待另一人审核。"))
    status = max(pages.status(post), pages.status(reason))
    context = {"post": post, "reason": reason, "name": person.name, "back": reverse("people:record", args=[person_id])}
    return pages.page(request, "people/review_new.html", context, status=status)


@BOTH
@staff(MANAGE)
def propose_exit(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """An exit on assessment."""
    person = access.get_for(request.actor, person_id, MANAGE)
    return step(
        request, bound(request, forms.ReasonForm),
        lambda data: reverse(
            "people:review",
            args=[reviewing.propose_exit(request.actor, appointment_id, reason=data["reason"]).pk],
        ),
        title=_("提出退出"), lead=_("写明考核结果和依据，由另一人审核；审核通过后由推选或者聘任单位罢免、解聘。"),
        back=reverse("people:record", args=[person.pk]), done=_("申请已提交，等待另一人审核。"),
    )  # fmt: skip


@require_GET
@staff(MANAGE)
def record(request: StaffRequest, review_id: UUID) -> HttpResponse:
    """One request with what the register says, line by line."""
    review = access.review_for(request.actor, review_id, MANAGE)
    is_open = review.state == Review.State.SUBMITTED
    checks: list[Check] = []
    if review.kind == Review.Kind.ADMISSION and is_open:
        found = queries.admission_checks(review, local_date(request.actor.at))
        checks = [Check(each.state, said(each.text), each.source, said(each.fix)) for each in found]
    elif review.kind == Review.Kind.ADMISSION:
        checks = [Check(each["state"], said(each["text"]), each["source"]) for each in review.checks]
    context = {
        "review": review,
        "post_name": dict(Post.choices).get(review.proposed.get("post", ""), ""),
        "checks": checks,
        "is_open": is_open,
        "may_decide": is_open and (request.actor.user_id is None or review.submitted_by_id != request.actor.user_id),
        "leaving": reviewing.leaving_of(review),
    }
    return pages.page(request, "people/review.html", context)


@require_POST
@staff(MANAGE)
def take(request: StaffRequest, review_id: UUID, verb: str) -> HttpResponse:
    """Approve, refuse or withdraw."""
    reason = request.POST.get("reason", "")[:2000]
    if verb == "withdraw":
        reviewing.withdraw(request.actor, review_id, why=reason)
    elif verb in _VERBS:
        _VERBS[verb](request.actor, review_id, opinion=reason)
    else:
        raise NotFound("step_unknown", _("没有这个步骤。"))
    return pages.go(request, reverse("people:review", args=[review_id]), notice=_("已办理。"))
