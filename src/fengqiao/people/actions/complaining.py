"""A complaint from its receipt to its end. The steps stand in ``rules.complaints``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, numbering
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import listed, said
from fengqiao.organisations import queries as organisations
from fengqiao.people import access, facts, queries
from fengqiao.people.actions import posts, standing
from fengqiao.people.models import MEDIATING_POSTS, Appointment, Complaint, Ended, Trace
from fengqiao.people.queries.register import on
from fengqiao.people.rules import complaints as rules
from fengqiao.people.rules.complaints import Act, ComplaintState, Gravity, InquiryResult, Sanction, Verb
from fengqiao.regions import queries as regions

LONGEST = 4000


@dataclass(frozen=True)
class NewComplaint:
    """A complaint as it is told. about: name or description of whom it concerns; person_id when that is known.

    region_code: of the place, needed when neither person nor organisation is known. acts: of ``rules.Act``.
    """

    about: str
    narrative: str
    complainant: str
    phone: str
    acts: Sequence[str] = ()
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    region_code: str = ""
    matter: str = ""


@transaction.atomic
def receive(actor: Actor, new: NewComplaint, *, door: str, trace: Trace | None = None) -> Complaint:
    """Take a complaint in and return it, with number, code and the day by which it is to be answered.

    door: of Complaint.Door; from the web nobody needs an account, otherwise the actor needs to supervise. Raises Malformed.
    """
    if door != Complaint.Door.WEB:
        actor.require(Permission.SUPERVISE)
    if door not in Complaint.Door.values:
        raise Malformed("door", _("请选择投诉的途径。"), field="door")
    complaint = Complaint(door=door, created_at=actor.at, trace=trace)
    _fill(complaint, new)
    complaint.due_on = local_date(actor.at) + timedelta(days=rules.INQUIRY_DAYS)
    complaint.number = _number(actor)
    complaint.follow_code_hash = keyed_hash(queries.complaint_code(complaint.pk))
    complaint.save()
    told: dict[str, Any] = {"number": complaint.number, "door": door, "acts": complaint.acts}
    audit.record(actor, complaint, "register", after=ComplaintState.RECEIVED, data=told)
    return complaint


def _fill(complaint: Complaint, new: NewComplaint) -> None:
    complaint.about = _text("about", new.about, 1, 60, _("请写明投诉的是谁，不知道姓名的写明特征。"))
    complaint.narrative = _text("narrative", new.narrative, 10, LONGEST, _("请写清楚时间、地点、经过，至少10个字。"))
    complaint.complainant = _text("complainant", new.complainant, 1, 60, _("请填写您的姓名。"))
    phone = facts.plain_phone(new.phone)
    if not facts.is_phone(phone) and complaint.door != Complaint.Door.TRACE:
        raise Malformed("phone", _("请填写11位手机号或者带区号的座机号。"), field="phone")
    complaint.phone, complaint.phone_tail = phone, phone[-4:]
    complaint.phone_hash = facts.phone_hash(phone)
    complaint.acts = list(dict.fromkeys(new.acts)) or [Act.OTHER.value]
    if wrong := set(complaint.acts) - {act.value for act in Act}:
        raise Malformed("acts", _("没有这类行为：%(acts)s") % {"acts": said(listed(sorted(wrong)))}, field="acts")
    complaint.matter = " ".join(new.matter.split())[:120]
    _place(complaint, new)


def _place(complaint: Complaint, new: NewComplaint) -> None:
    """Set whom and which place it concerns: by the person's post, the organisation, or the place that was named."""
    complaint.person = queries.get(new.person_id) if new.person_id else None
    if new.person_id and complaint.person is None:
        raise Malformed("person", _("没有找到这个人。"), field="person_id")
    organisation = organisations.get(new.organisation_id) if new.organisation_id else None
    if new.organisation_id and organisation is None:
        raise Malformed("organisation", _("没有找到这个组织。"), field="organisation_id")
    if organisation is None and complaint.person:
        post = complaint.person.appointments.select_related("organisation").order_by("ends_on", "-starts_on").first()
        organisation = post.organisation if post else None
    complaint.organisation = organisation
    if organisation:
        complaint.region_code = organisation.region_code
    elif regions.get(new.region_code):
        complaint.region_code = new.region_code
    else:
        raise Malformed("region", _("请选择事情发生的地区。"), field="region_code")


def _number(actor: Actor) -> str:
    year = local_date(actor.at).year
    return f"T{year}-{numbering.allot(f'complaint:{year}'):05d}"


def _step(actor: Actor, complaint_id: UUID, verb: Verb) -> Complaint:
    """Return the complaint, locked, when the step is possible now; raises NotNow."""
    complaint = access.complaint_for(actor, complaint_id, Permission.MANAGE_REGISTRY, lock=True)
    _check_state(complaint, verb)
    return complaint


def _check_state(complaint: Complaint, verb: Verb) -> None:
    step = rules.STEPS[verb]
    if ComplaintState(complaint.state) not in step.sources:
        raise NotNow(
            "complaint_state",
            _("这件投诉现在是“%(state)s”，不能%(step)s。") % {"state": _(complaint.state_name), "step": _(step.name)},
            next_step=_("请刷新页面查看最新状态。"),
        )


def _take(actor: Actor, complaint: Complaint, verb: Verb, *, why: str = "", data: dict[str, Any] | None = None) -> None:
    before, complaint.state = complaint.state, rules.STEPS[verb].target.value
    complaint.save()
    audit.record(actor, complaint, verb.value, before=before, after=complaint.state, why=why, data=data)


@transaction.atomic
def decline(actor: Actor, complaint_id: UUID, *, why: str) -> Complaint:
    """Not take up a complaint, with the reason, which is its answer. Raises NotNow, Malformed."""
    complaint = _step(actor, complaint_id, Verb.DECLINE)
    complaint.answer = _text("why", why, 4, LONGEST, _("请写明不予受理的理由。"))
    complaint.answered_at = complaint.closed_at = actor.at
    _take(actor, complaint, Verb.DECLINE, why=complaint.answer)
    return complaint


@transaction.atomic
def name_subject(actor: Actor, complaint_id: UUID, *, person_id: UUID) -> Complaint:
    """Enter whom of the register a complaint concerns, when it only described somebody. Raises NotNow, Malformed."""
    complaint = access.complaint_for(actor, complaint_id, Permission.MANAGE_REGISTRY, lock=True)
    if ComplaintState(complaint.state) not in (ComplaintState.RECEIVED, ComplaintState.INQUIRING):
        raise NotNow("complaint_state", _("核查结论已经登记，不能再改被投诉人。"))
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY)
    if complaint.inquirer_id == person.pk:
        raise Malformed("inquirer_involved", _("核查人不能是被投诉人。"), field="person_id")
    complaint.person = person
    complaint.save(update_fields=["person"])
    audit.record(actor, complaint, "name_subject", data={"person": person.pk, "name": person.name})
    return complaint


@transaction.atomic
def inquire(actor: Actor, complaint_id: UUID, *, inquirer_id: UUID) -> Complaint:
    """Name who inquires: somebody uninvolved, after an appeal somebody new. Raises NotNow, Malformed with the reason."""
    complaint = _step(actor, complaint_id, Verb.INQUIRE)
    inquirer = queries.get(inquirer_id)
    if inquirer is None:
        raise Malformed("inquirer", _("没有找到这个人。"), field="inquirer_id")
    told = queries.involvement(complaint, inquirer, local_date(actor.at))
    if told:
        raise Malformed(
            "inquirer_involved",
            told[0],
            field="inquirer_id",
            rule=rules.DEFAULT,
            next_step=_("请指定与此事无关的人核查。"),
        )
    complaint.inquirer = inquirer
    complaint.inquirers = [*complaint.inquirers, str(inquirer.pk)]
    _take(actor, complaint, Verb.INQUIRE, data={"inquirer": inquirer.name})
    return complaint


@transaction.atomic
def find(actor: Actor, complaint_id: UUID, *, result: str, gravity: str, finding: str) -> Complaint:
    """Enter what the inquiry found. result: of InquiryResult; gravity: minor or serious where something was proved.

    Raises NotNow (also while it is not known whom it concerns), Malformed.
    """
    complaint = _step(actor, complaint_id, Verb.FIND)
    if result not in list(InquiryResult):
        raise Malformed("result", _("请选择核查结论。"), field="result")
    proved = InquiryResult(result) in (InquiryResult.FOUNDED, InquiryResult.PARTLY)
    if proved and gravity not in (Gravity.MINOR, Gravity.SERIOUS):
        raise Malformed("gravity", _("请选择情节轻重。"), field="gravity", rule=rules.LAW)
    if proved and complaint.person is None:
        raise NotNow("subject_unknown", _("还没有确定被投诉人是谁。"), next_step=_("请先确定被投诉人，再登记结论。"))
    complaint.result, complaint.gravity = result, gravity if proved else ""
    complaint.finding = _text("finding", finding, 10, LONGEST, _("请写明查明的事实和依据，至少10个字。"))
    complaint.found_at = actor.at
    _take(actor, complaint, Verb.FIND, data={"result": result, "gravity": complaint.gravity})
    return complaint


@transaction.atomic
def decide(
    actor: Actor,
    complaint_id: UUID,
    *,
    decided_on: date,
    decision: str,
    appointment_id: UUID | None = None,
    by: str = "",
) -> Complaint:
    """Enter the decision of the body that art 15 names: criticism by the committee, removal by the electing unit, dismissal by
    the appointing unit; the last two end the post.

    appointment_id: which post, where the person holds several. by: the body, needed only where the register does not know it.
    Raises NotNow, Malformed with the field, also while matters must be handed over first.
    """
    complaint = _step(actor, complaint_id, Verb.DECIDE)
    if not (complaint.found_at and local_date(complaint.found_at) <= decided_on <= local_date(actor.at)):
        reason = _("决定日期不能早于核查结论，也不能晚于今天。")
        raise Malformed("decided_on", reason, field="decided_on")
    appointment = _concerned(complaint, appointment_id, decided_on)
    due = queries.decider_of(complaint, appointment)
    body = due.body or " ".join(by.split())[:120]
    if due.sanction == Sanction.REMOVAL and not body:
        raise Malformed("by_missing", _("请写明作出罢免决定的推选单位。"), field="by", rule=rules.LAW)
    complaint.sanction, complaint.decided_by, complaint.decided_on = due.sanction.value, body, decided_on
    complaint.decision = _text("decision", decision, 4, LONGEST, _("请写明处理的内容。"))
    complaint.appointment = appointment
    ends = {Sanction.REMOVAL: Ended.REMOVED, Sanction.DISMISSAL: Ended.DISMISSED}.get(due.sanction)
    if ends and appointment:
        held = access.appointment_for(actor, appointment.pk, Permission.MANAGE_REGISTRY)
        posts.close(actor, held, on=decided_on, why=complaint.decision[:1000], how=ends, by=body)
    _lift_interim(actor, complaint)
    _take(actor, complaint, Verb.DECIDE, data={"sanction": complaint.sanction, "by": body, "on": decided_on})
    return complaint


def _concerned(complaint: Complaint, appointment_id: UUID | None, day: date) -> Appointment | None:
    """Return the mediating post that the complaint is about; raises Malformed when one of several must be chosen."""
    if complaint.person is None or complaint.gravity == Gravity.NONE:
        return None
    held = Appointment.objects.filter(on(day), person=complaint.person, post__in=MEDIATING_POSTS, ends_on=None)
    posts_held = list(held.select_related("organisation").order_by("starts_on", "id"))
    if appointment_id:
        chosen = next((post for post in posts_held if post.pk == appointment_id), None)
        if chosen is None:
            raise Malformed("appointment", _("请选择此人现任的调解职务。"), field="appointment_id")
        return chosen
    here = [post for post in posts_held if post.organisation_id == complaint.organisation_id] or posts_held
    if len(here) > 1 and complaint.gravity == Gravity.SERIOUS:
        raise Malformed("appointment", _("此人担任几项调解职务，请选择涉及的一项。"), field="appointment_id")
    return here[0] if here else None


def _lift_interim(actor: Actor, complaint: Complaint) -> None:
    """End the suspension that was laid on for this complaint: the decision takes its place."""
    person = complaint.person
    found = person.suspensions.filter(complaint=complaint, ends_on=None).first() if person else None
    if person and found:
        standing.end_suspension(actor, person, found, local_date(actor.at), complaint.number)


@transaction.atomic
def answer(actor: Actor, complaint_id: UUID, *, answer: str) -> Complaint:
    """Tell the complainant the result; from today on it may be appealed against. Raises NotNow, Malformed."""
    complaint = _step(actor, complaint_id, Verb.ANSWER)
    complaint.answer = _text("answer", answer, 10, LONGEST, _("请写明答复的内容，至少10个字。"))
    complaint.answered_at = actor.at
    _take(actor, complaint, Verb.ANSWER)
    return complaint


@transaction.atomic
def appeal(actor: Actor, complaint_id: UUID, *, by: str, grounds: str) -> Complaint:
    """Enter an appeal by the complainant or the person complained of, within the time. Raises NotNow, Malformed."""
    complaint = _step(actor, complaint_id, Verb.APPEAL)
    return _appealed(actor, complaint, by, grounds)


@transaction.atomic
def appeal_by_complainant(actor: Actor, code: str, phone_tail: str, grounds: str) -> Complaint:
    """Enter the appeal of a complainant who has the code and knows the phone, without an account; raises as ``appeal``."""
    hashed = keyed_hash(code.strip().upper())
    found = Complaint.objects.filter(follow_code_hash=hashed, phone_tail=phone_tail.strip())
    complaint = found.select_for_update().first()
    if complaint is None:
        raise NotFound("follow_not_found", _("查询码和电话后四位对不上。"))
    _check_state(complaint, Verb.APPEAL)
    return _appealed(actor, complaint, "complainant", grounds)


def _appealed(actor: Actor, complaint: Complaint, by: str, grounds: str) -> Complaint:
    if by not in ("complainant", "person"):
        raise Malformed("appeal_by", _("请选择是谁申诉。"), field="by")
    last = queries.appeal_until(complaint)
    if last is None or local_date(actor.at) > last:
        raise NotNow("appeal_late", _("申诉期限已过。"), rule=rules.DEFAULT)
    complaint.appeal_by, complaint.appealed_at = by, actor.at
    complaint.appeal = _text("grounds", grounds, 10, LONGEST, _("请写明申诉的理由，至少10个字。"))
    _take(actor, complaint, Verb.APPEAL, data={"by": by})
    return complaint


@transaction.atomic
def uphold(actor: Actor, complaint_id: UUID, *, opinion: str) -> Complaint:
    """Leave the result as it is after an appeal; to look into it again, name another to inquire. Raises NotNow, Malformed."""
    complaint = _step(actor, complaint_id, Verb.UPHOLD)
    complaint.appeal_opinion = _text("opinion", opinion, 10, LONGEST, _("请写明复核意见，至少10个字。"))
    complaint.closed_at = actor.at
    _take(actor, complaint, Verb.UPHOLD, why=complaint.appeal_opinion[:200])
    return complaint


@transaction.atomic
def close(actor: Actor, complaint_id: UUID) -> Complaint:
    """End a complaint that was answered and not appealed against in time. Raises NotNow."""
    complaint = _step(actor, complaint_id, Verb.CLOSE)
    last = queries.appeal_until(complaint)
    if last is not None and local_date(actor.at) <= last:
        raise NotNow("appeal_open", _("申诉期限还没有届满。"), rule=rules.DEFAULT)
    complaint.closed_at = actor.at
    _take(actor, complaint, Verb.CLOSE)
    return complaint


@transaction.atomic
def reveal_complainant(actor: Actor, complaint_id: UUID, *, why: str) -> tuple[str, str]:
    """Return who complained and the phone to who handles complaints, for a reason that is kept. Raises Forbidden, Malformed."""
    complaint = access.complaint_for(actor, complaint_id, Permission.MANAGE_REGISTRY)
    actor.require(Permission.REVEAL)
    if len(why.strip()) < 2:
        raise Malformed("reason_missing", _("请写明查看的理由。"), field="reason")
    audit.record(actor, complaint, "reveal", why=why.strip(), data={"field": "complainant"})
    return str(complaint.complainant), str(complaint.phone)


def _text(field: str, text: str, least: int, most: int, reason: str) -> str:
    kept = text.strip()
    if not least <= len(kept) <= most:
        wrong = reason if len(kept) < least else _("不能超过%(most)s个字。") % {"most": most}
        raise Malformed(f"{field}_text", wrong, field=field)
    return kept
