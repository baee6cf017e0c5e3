"""Admission 准入审核 before a post is given, and exit 退出审核 on assessment: asked for by one, decided by another.

Seed 002 (Chengdu) asks for both; which posts need an admission is the profile's (``admission``).
"""

from dataclasses import asdict
from datetime import date
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.organisations import access as organisations
from fengqiao.people import access, queries
from fengqiao.people.actions import entering, posts
from fengqiao.people.facts import Given
from fengqiao.people.models import Appointment, Person, Review
from fengqiao.people.rules import admission as rules

_DATES = ("starts_on", "term_ends_on", "certificate_from", "certificate_until")


@transaction.atomic
def propose(actor: Actor, person_id: UUID, post: posts.NewPost, *, reason: str) -> Review:
    """Ask that a registered person be admitted to a post, and return the request.

    Raises Malformed with the field, NotFound, NotNow when a request for that person there is open.
    """
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    return _propose(actor, person, post, reason)


@transaction.atomic
def propose_new(actor: Actor, *, post: posts.NewPost, reason: str, **given: Unpack[Given]) -> Review:
    """Enter a person without a post and ask for admission; raises as ``register`` and ``propose``."""
    actor.require(Permission.MANAGE_REGISTRY)
    return _propose(actor, entering.enter(actor, given, certificates=[]), post, reason)


def _propose(actor: Actor, person: Person, post: posts.NewPost, reason: str) -> Review:
    organisation = organisations.get_for(actor, post.organisation_id, Permission.MANAGE_REGISTRY)
    posts.check(person, post, max(post.starts_on, local_date(actor.at)))
    proposed: dict[str, Any] = {**asdict(post), "organisation_id": str(post.organisation_id)}
    proposed |= {name: proposed[name].isoformat() if proposed[name] else None for name in _DATES}
    return _open(
        actor, Review(kind=Review.Kind.ADMISSION, person=person, organisation=organisation, proposed=proposed), reason
    )


@transaction.atomic
def propose_exit(actor: Actor, appointment_id: UUID, *, reason: str) -> Review:
    """Ask that somebody leave a post after a failed assessment, and return the request; raises as ``propose``."""
    appointment = access.appointment_for(actor, appointment_id, Permission.MANAGE_REGISTRY)
    if appointment.ends_on is not None:
        raise NotNow("appointment_ended", _("这项任职已经结束。"))
    review = Review(
        kind=Review.Kind.EXIT, person=appointment.person, organisation=appointment.organisation, appointment=appointment
    )
    return _open(actor, review, reason)


def _open(actor: Actor, review: Review, reason: str) -> Review:
    if len(reason.strip()) < 4:
        raise Malformed("reason_missing", _("请写明申请的理由和依据。"), field="reason")
    same = Review.objects.filter(
        person=review.person, organisation=review.organisation, kind=review.kind, state=Review.State.SUBMITTED
    )
    if same.exists():
        raise NotNow(
            "review_open", _("此人在该组织已有一份待审核的申请。"), next_step=_("请先审核或者撤回原来的申请。")
        )
    review.reason, review.created_at = reason.strip()[:2000], actor.at
    review.submitted_by_id, review.submitted_by_name = actor.user_id, actor.name
    review.save()
    audit.record(actor, review.person, "propose_review", why=review.reason, data=_told(review))
    return review


@transaction.atomic
def approve(actor: Actor, review_id: UUID, *, opinion: str) -> Review:
    """Approve: an admission gives the post at once; after an exit, the electing or appointing unit still has to end it.

    Not by who asked (default of the platform: two people). Raises NotNow, also while a check of the law fails.
    """
    review = _to_decide(actor, review_id, opinion)
    if review.kind == Review.Kind.ADMISSION:
        checks = queries.admission_checks(review, local_date(actor.at))
        review.checks = [check.plain() for check in checks]
        if failed := [check for check in checks if check.state == rules.FAIL]:
            raise NotNow("admission_fails", failed[0].text, rule=failed[0].source, next_step=failed[0].fix)
        review.appointment = posts.give(actor, review.person, _post(review), is_admitted=True)
    return _decide(actor, review, Review.State.APPROVED, opinion)


@transaction.atomic
def refuse(actor: Actor, review_id: UUID, *, opinion: str) -> Review:
    """Refuse, with the reason; raises as ``approve``."""
    return _decide(actor, _to_decide(actor, review_id, opinion), Review.State.REFUSED, opinion)


@transaction.atomic
def withdraw(actor: Actor, review_id: UUID, *, why: str) -> Review:
    """Take a request back. Raises NotNow when it is decided, Malformed without a reason."""
    review = access.review_for(actor, review_id, Permission.MANAGE_REGISTRY, lock=True)
    _check_open(review)
    if len(why.strip()) < 2:
        raise Malformed("reason_missing", _("请写明理由。"), field="opinion")
    return _decide(actor, review, Review.State.WITHDRAWN, why)


def _to_decide(actor: Actor, review_id: UUID, opinion: str) -> Review:
    review = access.review_for(actor, review_id, Permission.MANAGE_REGISTRY, lock=True)
    _check_open(review)
    if actor.user_id is not None and review.submitted_by_id == actor.user_id:
        raise NotNow(
            "second_person", _("申请人不能审核自己提交的申请。"), next_step=_("请由本单位另一名工作人员审核。")
        )
    if actor.person_id == review.person_id:
        raise NotNow("own_person", _("不能办理与本人有关的事项。"))
    if len(opinion.strip()) < 2:
        raise Malformed("opinion_missing", _("请写明审核意见。"), field="opinion")
    return review


def _check_open(review: Review) -> None:
    if review.state != Review.State.SUBMITTED:
        raise NotNow("review_decided", _("这份申请已经办结。"))


def _decide(actor: Actor, review: Review, state: str, opinion: str) -> Review:
    review.state, review.opinion = state, opinion.strip()[:2000]
    review.decided_at, review.decided_by_name = actor.at, actor.name
    review.save()
    audit.record(actor, review.person, "decide_review", after=state, why=review.opinion, data=_told(review))
    return review


def _told(review: Review) -> dict[str, Any]:
    return {"review": review.pk, "kind": review.kind, "organisation": review.organisation.name}


def _post(review: Review) -> posts.NewPost:
    given = dict(review.proposed)
    given |= {name: date.fromisoformat(given[name]) if given.get(name) else None for name in _DATES}
    return posts.NewPost(**{**given, "organisation_id": UUID(given["organisation_id"])})


def leaving_of(review: Review) -> Appointment | None:
    """Return the post that an approved exit is about and that still goes on, or None."""
    appointment = review.appointment
    is_due = review.kind == Review.Kind.EXIT and review.state == Review.State.APPROVED
    return appointment if is_due and appointment and appointment.ends_on is None else None
