"""Complaints, traces and commendations: lists, who is uninvolved, who decides, until when an appeal is open."""

import base64
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.core import events
from fengqiao.core.actor import Actor
from fengqiao.core.clock import end_of, local_date, start_of
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.text import N_
from fengqiao.people import access
from fengqiao.people.models import (
    MEDIATING_POSTS,
    Appointment,
    Commendation,
    Complaint,
    Person,
    Trace,
    TracedPerson,
)
from fengqiao.people.queries.register import on
from fengqiao.people.queries.standing import PartyMark, cautions
from fengqiao.people.rules import complaints as rules
from fengqiao.people.rules.complaints import ComplaintState, Decider, Gravity, InquiryResult

ORDER_BY_TIME = "-created_at,-id"


def complaint_code(complaint_id: UUID) -> str:
    """Return the code by which a complainant follows the complaint: ten letters and digits, from the record and the key."""
    digest = bytes.fromhex(keyed_hash(f"complaint:{complaint_id}"))
    return base64.b32encode(digest)[:10].decode()


def by_complaint_code(code: str, phone_tail: str) -> Complaint | None:
    """Return the complaint of this code and the last four digits of the complainant's phone, or None."""
    found = Complaint.objects.filter(follow_code_hash=keyed_hash(code.strip().upper()), phone_tail=phone_tail.strip())
    return found.select_related("organisation").first()


def complaint_of(complaint_id: UUID) -> Complaint | None:
    """Return a complaint to the browser that handed it in; the caller has checked that it did."""
    return Complaint.objects.filter(pk=complaint_id).select_related("organisation").first()


def complaints(actor: Actor, *, view: str = "open", day: date | None = None) -> QuerySet[Complaint]:
    """Return the complaints in sight, newest first. view: open (the office owes a step), late, answered, ended or all."""
    found = access.complaints_visible_to(actor).select_related("person", "organisation", "inquirer")
    found = found.defer("narrative", "finding", "decision", "answer", "appeal", "appeal_opinion")
    still = [state.value for state in rules.OPEN]
    if view == "late":
        return found.filter(state__in=still, due_on__lt=day or local_date(actor.at))
    chosen = {
        "open": still,
        "answered": [ComplaintState.ANSWERED.value],
        "ended": [ComplaintState.CLOSED.value, ComplaintState.DECLINED.value],
    }.get(view)
    return found.filter(state__in=chosen) if chosen else found


def complaints_about(person: Person) -> QuerySet[Complaint]:
    """Return the complaints against a person, newest first; for who may see complaints."""
    return person.complaints.order_by("-created_at", "-id")


def proved(first: date, last: date) -> QuerySet[Complaint]:
    """Return the complaints that were found true, wholly or in part, within local days and on which a decision stands."""
    return Complaint.objects.filter(
        result__in=[InquiryResult.FOUNDED.value, InquiryResult.PARTLY.value],
        state__in=[ComplaintState.DECIDED.value, ComplaintState.ANSWERED.value, ComplaintState.CLOSED.value],
        found_at__gte=start_of(first),
        found_at__lt=end_of(last),
    )


def answerable(first: date, last: date) -> QuerySet[TracedPerson]:
    """Return who answers for a matter that escalated, of the traces concluded within local days (责任倒查)."""
    found = TracedPerson.objects.filter(
        person__isnull=False,
        trace__state=Trace.State.CONCLUDED,
        trace__concluded_at__gte=start_of(first),
        trace__concluded_at__lt=end_of(last),
    )
    return found.exclude(degree__in=["", TracedPerson.Degree.NONE])


def appeal_until(complaint: Complaint) -> date | None:
    """Return the last day on which the answer may be appealed against, None before it was given (default of the platform)."""
    if complaint.answered_at is None or complaint.state == ComplaintState.DECLINED:
        return None
    return local_date(complaint.answered_at) + timedelta(days=rules.APPEAL_DAYS)


def decider_of(complaint: Complaint, appointment: Appointment | None) -> Decider:
    """Return which sanction art 15 names for what was found, and the body that takes it."""
    committee = appointment.organisation.name if appointment else ""
    if not committee and complaint.organisation:
        committee = complaint.organisation.name
    result = InquiryResult(complaint.result) if complaint.result else InquiryResult.UNPROVED
    gravity = Gravity(complaint.gravity)
    if gravity == Gravity.SERIOUS and appointment is None:
        gravity = Gravity.MINOR  # nobody is left to be removed: who holds no mediating post can only be criticised
    return rules.decider(
        result,
        gravity,
        origin=appointment.origin if appointment else "",
        committee=committee,
        body=appointment.body if appointment else "",
    )


def posts_concerned(complaint: Complaint, day: date) -> list[Appointment]:
    """Return the mediating posts that the person complained of holds today."""
    if complaint.person_id is None:
        return []
    held = Appointment.objects.filter(on(day), person=complaint.person_id, post__in=MEDIATING_POSTS, ends_on=None)
    return list(held.select_related("organisation").order_by("starts_on", "id"))


def involvement(complaint: Complaint, inquirer: Person, day: date) -> list[str]:
    """Return why somebody cannot inquire into a complaint: is its subject, a colleague or tied, complained, or did so before."""
    told = []
    if inquirer.pk == complaint.person_id:
        told.append(_("核查人不能是被投诉人。"))
    if str(inquirer.pk) in complaint.inquirers and complaint.state == ComplaintState.APPEALED:
        told.append(_("申诉后应当另外指定人核查。"))
    if inquirer.phone_hash and inquirer.phone_hash == complaint.phone_hash:
        told.append(_("核查人不能是投诉人。"))
    places = set(Appointment.objects.filter(on(day), person=inquirer).values_list("organisation_id", flat=True))
    subject = Appointment.objects.filter(on(day), person=complaint.person_id).values_list("organisation_id", flat=True)
    if (complaint.organisation_id and complaint.organisation_id in places) or places & set(subject):
        told.append(_("核查人与被投诉人在同一个组织任职。"))
    parties = [PartyMark(complaint.person.name)] if complaint.person else []
    told += [
        str(caution.text) for caution in cautions([inquirer.pk], parties, day).get(inquirer.pk, ()) if caution.source
    ]
    return told


def traces(actor: Actor) -> QuerySet[Trace]:
    """Return the traces of responsibility in sight, newest first."""
    return access.traces_visible_to(actor).defer("narrative", "conclusion", "measures")


def traced(trace: Trace) -> list[TracedPerson]:
    """Return who had the matter in hand, in order."""
    return list(trace.people.select_related("person").order_by("created_at", "id"))


def escalated_matter(number: str) -> dict[str, object] | None:
    """Ask the packages above for a matter by its number: id, title, region_code, handlers; None when there is none.

    Answered by "people.matter"; handlers are dictionaries of person_id, name, organisation, part.
    """
    answers = [each for each in events.collect("people.matter", number=number.strip()) if each]
    return answers[0] if answers else None


def commendations(actor: Actor, *, state: str = "", subject: str = "") -> QuerySet[Commendation]:
    """Return the commendations in sight, newest first."""
    found = access.commendations_visible_to(actor).select_related("person", "organisation").defer("deeds")
    for column, value in (("state", state), ("subject", subject)):
        if value:
            found = found.filter(**{column: value})
    return found


def commendations_of(person: Person) -> QuerySet[Commendation]:
    """Return the commendations that a person received."""
    return person.commendations.filter(state=Commendation.State.AWARDED).order_by("-awarded_on", "-id")


def public_commendations(day: date) -> QuerySet[Commendation]:
    """Return what the public is shown: what stands out for objections today, and what was awarded."""
    shown = Q(state=Commendation.State.SHOWN, shown_from__lte=day) | Q(state=Commendation.State.AWARDED)
    return Commendation.objects.filter(shown).select_related("person", "organisation").order_by("-created_at", "-id")


APPEAL_BY = {"complainant": N_("投诉人"), "person": N_("被投诉人")}
