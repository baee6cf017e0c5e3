"""Publicity on the portal: scores and grades with what may be said against them. Works without a script.

People's scores bear masked names; who is to be graded is named, as mediators are in the public register.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fengqiao.assessment import actions
from fengqiao.assessment.actions import Voice
from fengqiao.assessment.models import Round, Score
from fengqiao.assessment.queries import publicity
from fengqiao.assessment.staff import words
from fengqiao.assessment.staff.forms import VoiceForm
from fengqiao.core import limits
from fengqiao.core.clock import local_date
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.core.masking import mask_name
from fengqiao.core.paging import keyset
from fengqiao.ui import pages

BOTH = require_http_methods(["GET", "HEAD", "POST"])


def _shown(found: Round) -> dict[str, object]:
    return {
        "round": found,
        "subject": words.subject_name(found.subject),
        "period": words.period_name(found),
        "state": words.state_name(found.state),
        "is_open": publicity.is_open(found, local_date(timezone.now())),
    }


def public_name(score: Score) -> str:
    """Return the name under which a score is shown to everybody: a person's is masked."""
    return mask_name(score.name) if score.person_id else score.name


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rounds that are or were public, the latest first, and where grades stand out."""
    page = keyset(publicity.rounds().defer("indicators"), publicity.ORDER, request.GET.get("cursor", ""))
    context = {"page": page, "rows": [_shown(found) for found in page.rows]}
    return pages.page(request, "assessment/portal/list.html", context)


@require_safe
def round_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One round: name, marks, band of each; nothing of any case."""
    found = publicity.round_of(pk)
    if found is None:
        raise NotFound("publicity_not_found", _("没有这份公示。"), next_step=_("请从公示列表中选择。"))
    page = keyset(publicity.scores(found), publicity.SCORES, request.GET.get("cursor", ""), 50)
    bands = words.band_names(found.bands)
    rows = [
        {"score": row, "name": public_name(row), "total": words.number(row.total), "band": bands.get(row.band, "")}
        for row in page.rows
    ]
    return pages.page(request, "assessment/portal/round.html", {**_shown(found), "page": page, "rows": rows})


@BOTH
def object_to(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what is wrong with one score."""
    found = publicity.score(pk)
    if found is None:
        raise NotFound("score_not_found", _("没有找到这项得分。"), next_step=_("请从公示名单中选择。"))
    context = {**_shown(found.round), "lead": f"{public_name(found)} {words.number(found.total)}"}
    back = reverse("portal_assessment:round", args=[found.round_id])
    return _heard(request, back, context, lambda voice, at: actions.object_to(pk, voice, at=at))


@require_safe
def grades(request: HttpRequest) -> HttpResponse:
    """Who is to be graded, until when objections are taken, and who holds a grade."""
    today = local_date(timezone.now())
    page = keyset(publicity.grades(today), publicity.GRADES, request.GET.get("cursor", ""))
    shown = list(publicity.applications(today).order_by("-public_until", "-id")[:100])
    context = {"applications": shown, "page": page, "rows": page.rows}
    return pages.page(request, "assessment/portal/grades.html", context)


@BOTH
def object_to_grade(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what is wrong with a grade that is to be given."""
    found = publicity.application(pk)
    if found is None:
        raise NotFound("application_not_found", _("没有找到这项公示。"), next_step=_("请从公示名单中选择。"))
    is_open = publicity.takes_objections(found, local_date(timezone.now()))
    context = {"lead": f"{found.name} {found.level_name}", "is_open": is_open, "application": found}
    back = reverse("portal_assessment:grades")
    return _heard(request, back, context, lambda voice, at: actions.object_to_grade(pk, voice, at=at))


def _heard(
    request: HttpRequest, back: str, context: dict[str, object], act: Callable[[Voice, datetime], object]
) -> HttpResponse:
    form: forms.Form = VoiceForm(request.POST if request.method == "POST" else None)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            limits.take(f"assessment-object:{keyed_hash(request.META['REMOTE_ADDR'])}", limit=20, seconds=3600, at=now)
            act(Voice(**form.cleaned_data), now)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, back, notice=_("已收到，组织单位会打电话答复您。"))
    context = {**context, "form": form, "back": back}
    return pages.page(request, "assessment/portal/object.html", context, status=pages.status(form))
