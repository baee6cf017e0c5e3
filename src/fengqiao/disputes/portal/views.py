"""The portal: apply without an account, keep the receipt, follow by code and phone tail. Works without a script."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fengqiao.accounts.origin import address_of
from fengqiao.accounts.permissions import Permission
from fengqiao.core import limits, submissions
from fengqiao.core.actor import Actor
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.disputes import actions, papers, queries
from fengqiao.disputes.models import Dispute, Door
from fengqiao.disputes.portal import words
from fengqiao.disputes.portal.forms import PAGES, desk_of
from fengqiao.disputes.rules.categories import suggest_category
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.documents import typesetting
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.ui import pages
from fengqiao.ui.forms import FollowForm, Picked

OTHER_KIND = "other"
"""The kind of what no cue tells; a person sets it right."""
CROWD = 50
"""Where no address is known all visitors count as one, who may so many times as much as one."""
DRAFT, MINE = "portal_application", "portal_disputes"
FIRST = ((Permission.VIEW_DISPUTES, "disputes:todo"), (Permission.MANAGE_ACCOUNTS, "accounts:list"))
"""The first page of those who signed in, by what they may."""


def _limited(request: HttpRequest, what: str, *, limit: int, at: datetime) -> None:
    address = address_of(request)
    allowed = limit if address else limit * CROWD
    limits.take(f"{what}:{keyed_hash(address)}", limit=allowed, seconds=3600, at=at)


def _party(name: str, at: datetime) -> Actor:
    """The applicant as actor: may register and nothing else."""
    return Actor(
        user_id=None, name=name[:60], at=at, permissions=frozenset({Permission.REGISTER.value}), device=_("网上申请")
    )


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Return cleaned data as the session can keep it."""
    kept: dict[str, Any] = {}
    for name, value in data.items():
        kept[name] = (
            [value.code, value.text]
            if isinstance(value, Picked)
            else str(value)
            if isinstance(value, Decimal)
            else value
        )
    return kept


def _initial(kept: dict[str, Any]) -> dict[str, Any]:
    return {name: Picked(*value) if isinstance(value, list) else value for name, value in kept.items()}


def _bar(current: str) -> dict[str, Any]:
    names = [name for name, _label, _form in PAGES]
    place = names.index(current)
    return {
        "step": place + 1,
        "steps": len(PAGES),
        "step_label": PAGES[place][1],
        "back": reverse("portal:apply", args=[names[place - 1]]) if place else reverse("portal:home"),
    }


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What can be done here; staff are led to their work."""
    if request.user.is_authenticated:
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set for every request by accounts.middleware
        return redirect(next((page for permission, page in FIRST if actor.may(permission)), "accounts:mine"))
    return pages.page(request, "disputes/portal/home.html")


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, page: str = PAGES[0][0]) -> HttpResponse:
    """One question of the application; the last page registers it."""
    names = [name for name, _label, _form in PAGES]
    if page not in names:
        raise NotFound("page_not_found", _("没有这一页。"), next_step=_("请从第一页开始填写。"))
    kept: dict[str, Any] = request.session.get(DRAFT, {})
    missing = next((name for name in names[: names.index(page)] if name not in kept), None)
    if missing:
        made = _sent(request, kept).earlier(whatever_it_said=True)
        return redirect("portal:receipt", made) if made else redirect("portal:apply", missing)
    kind = PAGES[names.index(page)][2]
    form = kind(request.POST) if request.method == "POST" else kind(initial=_initial(kept.get(page, {})))
    if request.method == "POST" and form.is_valid():
        if page == names[-1]:
            done = _register(request, kept, form)
            if done:
                return done
        else:
            request.session[DRAFT] = {**kept, page: _plain(form.cleaned_data)}
            following = names[names.index(page) + 1]
            return redirect(
                "portal:apply", "check" if request.POST.get("to") == "check" and "wish" in kept else following
            )
    context = {"form": form, "kept": kept, "page": page, submissions.FIELD: submissions.new_key(), **_bar(page)}
    template = "disputes/portal/check.html" if page == names[-1] else "disputes/portal/question.html"
    return pages.page(request, template, context, status=422 if form.errors else 200)


def _matter(kept: dict[str, Any]) -> NewMatter:
    story, place, own, other, wish = (kept[name] for name in ("story", "place", "self", "other", "wish"))
    narrative = f"{story['narrative']}\n{_('希望的解决办法：')}{wish['wish']}"
    suggested = suggest_category(narrative, current_ruleset())
    return NewMatter(
        narrative=narrative,
        category=suggested[0][0] if suggested else OTHER_KIND,
        region_code=place["region"][0],
        place=place["place"] or place["region"][1],
        door=Door.WEB,
        amount=Decimal(wish["amount"]) if wish.get("amount") else None,
        parties=(
            NewParty(side="applicant", kind="person", name=own["name"], phone=own["phone"], id_number=own["id_number"]),
            NewParty(
                side="respondent",
                kind=other["kind"],
                name=other["name"],
                phone=other["phone"],
                address=other["address"],
            ),
        ),
    )


def _sent(request: HttpRequest, kept: dict[str, Any]) -> submissions.Submission:
    return submissions.Submission(None, request.POST.get(submissions.FIELD, ""), json.dumps(kept, sort_keys=True))


def _register(request: HttpRequest, kept: dict[str, Any], form: Form) -> HttpResponse | None:
    now = timezone.now()
    try:
        _limited(request, "portal-apply", limit=20, at=now)
        matter = _matter(kept)
        applicant, desk = _party(matter.parties[0].name, now), desk_of(matter.region_code)
        made = _sent(request, kept).once(lambda: actions.register(applicant, matter, keeper_id=desk.pk).pk)
    except DomainError as error:
        pages.refuse(form, error)
        return None
    request.session.pop(DRAFT, None)
    request.session[MINE] = [*request.session.get(MINE, [])[-9:], str(made)]
    return redirect("portal:receipt", made)


def _own(request: HttpRequest, pk: UUID) -> Dispute:
    dispute = queries.of_party(pk) if str(pk) in request.session.get(MINE, []) else None
    if dispute is None:
        raise NotFound("receipt_not_found", _("没有找到这份回执。"), next_step=_("请用查询码和电话后四位查进度。"))
    return dispute


@require_safe
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt: number, code, the moment of the request and its hash; to be printed or photographed."""
    dispute = _own(request, pk)
    event = queries.registration_event(dispute)
    context = {"dispute": dispute, "code": queries.follow_code(dispute.pk), "hash": event.hash if event else ""}
    return pages.page(request, "disputes/portal/receipt.html", context)


@require_safe
def receipt_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt as PDF/A."""
    dispute = _own(request, pk)
    actor = _party(dispute.registered_by_name, timezone.now())
    content = typesetting.render_pdf(papers.receipt(actor, dispute), moment=actor.at)
    name = f"{dispute.receipt_number}.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=name) or ""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Where a matter stands, for whoever has the code and knows the phone: no grade, no staff names, no other party's data."""
    form = (
        FollowForm(request.POST)
        if request.method == "POST"
        else FollowForm(initial={"code": request.GET.get("code", "")[:10]})
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            _limited(request, "portal-follow", limit=60, at=now)
            dispute = queries.by_follow_code(form.cleaned_data["code"], form.cleaned_data["phone_tail"])
            if dispute is None:
                raise NotFound(
                    "follow_not_found",
                    _("查询码和电话后四位对不上。"),
                    next_step=_("请对照回执核对；回执丢失的，可带身份证到登记的单位查询。"),
                )
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.page(request, "disputes/portal/progress.html", {"dispute": dispute, **words.progress(dispute)})
    return pages.page(request, "disputes/portal/follow.html", {"form": form}, status=pages.status(form))
