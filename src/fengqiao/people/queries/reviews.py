"""Admissions and exits: the list, and what is looked at before one is decided."""

from datetime import date

from django.db.models import QuerySet

from fengqiao.core.actor import Actor
from fengqiao.people import access
from fengqiao.people.models import Appointment, Complaint, Ended, Person, Review
from fengqiao.people.queries.standing import suspension
from fengqiao.people.rules import admission
from fengqiao.people.rules.complaints import OPEN

REVIEW_ORDER = "-created_at,-id"


def reviews(actor: Actor, *, state: str = Review.State.SUBMITTED) -> QuerySet[Review]:
    """Return the reviews within the actor's region, of one state or all ("")."""
    found = access.reviews_visible_to(actor).select_related("person", "organisation")
    return found.filter(state=state) if state else found


def admission_checks(review: Review, day: date) -> list[admission.Check]:
    """Return what the register says about who is to be admitted, line by line."""
    person = review.person
    starts = review.proposed.get("starts_on")
    same = Person.objects.filter(name=person.name, phone_hash=person.phone_hash).exclude(phone_hash="")
    ended = Appointment.objects.filter(person=person, ended_how__in=(Ended.REMOVED, Ended.DISMISSED))
    candidate = admission.Candidate(
        birth_on=person.birth_on,
        has_id_number=bool(person.id_number),
        is_verified=person.verified_on is not None,
        education=person.education,
        organisation_kind=review.organisation.kind,
        starts_on=date.fromisoformat(starts) if starts else day,
        same_name_and_phone=same.exclude(pk=person.pk).count(),
        is_suspended=suspension(person.pk, day) is not None,
        open_complaints=Complaint.objects.filter(person=person, state__in=[state.value for state in OPEN]).count(),
        was_removed=ended.exists(),
        certificate=str(review.proposed.get("certificate", "")),
    )
    return list(admission.checks(candidate))
