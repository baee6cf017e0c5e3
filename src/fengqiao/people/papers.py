"""The letters about people, filled from the register."""

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.language import official
from fengqiao.documents.contexts import (
    AppointmentLetter,
    CommendationDecision,
    ComplaintAnswer,
    ComplaintReceipt,
    DismissalNotice,
    ElectionNotice,
    Form,
    RemovalNotice,
    SanctionNotice,
    TracedContext,
    TraceReport,
)
from fengqiao.organisations import queries as organisations
from fengqiao.people import queries
from fengqiao.people.models import Appointment, Commendation, Complaint, Ended, Origin, Trace, TracedPerson
from fengqiao.people.rules import complaints as rules


@official
def office_of(actor: Actor) -> str:
    """Return the name under which the actor's office writes."""
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    return own.name if own else actor.name


@official
def of_post(actor: Actor, post: Appointment) -> Form:
    """聘书 of the appointed, 当选通知书 of the elected (人民调解法第9条、第13条)."""
    shared = {
        "committee": post.organisation.name,
        "addressees": (post.person.name,),
        "issued_on": local_date(actor.at),
        "post": str(post.get_post_display()),
        "organisation": post.organisation.name,
        "starts_on": post.starts_on,
        "term_ends_on": post.term_ends_on,
    }
    if post.origin == Origin.ELECTED:
        return ElectionNotice(**shared, body=post.body)
    return AppointmentLetter(**shared, is_full_time=post.is_full_time, certificate=post.certificate)


@official
def of_leaving(actor: Actor, post: Appointment) -> Form | None:
    """罢免通知书 or 解聘通知书 of a post that ended so (人民调解法第15条); None for any other end."""
    kind = {Ended.REMOVED: RemovalNotice, Ended.DISMISSED: DismissalNotice}.get(Ended(post.ended_how or Ended.OTHER))
    if kind is None or post.ends_on is None:
        return None
    return kind(
        committee=post.ended_by,
        addressees=(post.person.name,),
        issued_on=local_date(actor.at),
        post=str(post.get_post_display()),
        organisation=post.organisation.name,
        body=post.ended_by,
        ended_on=post.ends_on,
        reason=post.ended_why,
        receipt_slip=True,
    )


@official
def receipt(office: str, complaint: Complaint) -> Form:
    """投诉登记回执."""
    received = local_date(complaint.created_at)
    return ComplaintReceipt(
        committee=office,
        number=complaint.number,
        addressees=(complaint.complainant,),
        issued_on=received,
        about=complaint.about,
        received_on=received,
        due_on=complaint.due_on,
        query_code=queries.complaint_code(complaint.pk),
    )


@official
def answer(actor: Actor, complaint: Complaint) -> Form | None:
    """投诉答复书, None before there is an answer."""
    if complaint.answered_at is None:
        return None
    return ComplaintAnswer(
        committee=office_of(actor),
        number=complaint.number,
        addressees=(complaint.complainant,),
        issued_on=local_date(complaint.answered_at),
        about=complaint.about,
        received_on=local_date(complaint.created_at),
        result=rules.RESULT_NAMES[rules.InquiryResult(complaint.result)] if complaint.result else "",
        answer=complaint.answer,
        appeal_until=queries.appeal_until(complaint),
    )


@official
def sanction(actor: Actor, complaint: Complaint) -> Form | None:
    """投诉处理通知书, None where nothing was decided against anybody."""
    if complaint.person is None or complaint.decided_on is None or complaint.sanction == rules.Sanction.NONE:
        return None
    return SanctionNotice(
        committee=complaint.decided_by or office_of(actor),
        number=complaint.number,
        addressees=(complaint.person.name,),
        issued_on=complaint.decided_on,
        finding=complaint.finding,
        sanction=rules.SANCTION_NAMES[rules.Sanction(complaint.sanction)],
        body=complaint.decided_by,
        decided_on=complaint.decided_on,
        decision=complaint.decision,
        receipt_slip=True,
    )


@official
def trace(actor: Actor, row: Trace) -> Form | None:
    """责任倒查报告, None before it is concluded."""
    if row.concluded_at is None:
        return None
    office = office_of(actor)
    return TraceReport(
        committee=office,
        addressees=(office,),
        issued_on=local_date(row.concluded_at),
        matter=row.matter,
        outcome=str(row.get_kind_display()),
        occurred_on=row.occurred_on,
        narrative=row.narrative,
        people=tuple(_traced(person) for person in queries.traced(row)),
        conclusion=row.conclusion,
        measures=row.measures,
    )


def _traced(person: TracedPerson) -> TracedContext:
    return TracedContext(
        name=person.name,
        organisation=person.organisation_name,
        part=person.part,
        degree=str(person.get_degree_display()),
        finding=person.finding,
    )


@official
def commendation(row: Commendation) -> Form | None:
    """表彰决定, None before the award."""
    if row.awarded_on is None:
        return None
    return CommendationDecision(
        committee=row.awarded_by,
        number=row.number,
        addressees=(row.name,),
        issued_on=row.awarded_on,
        name=row.name,
        honour=row.title,
        deeds=row.deeds,
        awarded_on=row.awarded_on,
    )
