"""The records of sessions and inquiries, and the list of evidence."""

from collections.abc import Sequence
from datetime import datetime, time

from fengqiao.core.actor import Actor
from fengqiao.core.clock import SHANGHAI, local_date
from fengqiao.core.language import official
from fengqiao.disputes import papers as intake
from fengqiao.disputes.models import Dispute
from fengqiao.documents.contexts import (
    EvidenceItem,
    EvidenceList,
    ParticipantContext,
    PersonContext,
    Signature,
)
from fengqiao.documents.contexts import InvestigationRecord as InvestigationForm
from fengqiao.documents.contexts import MediationRecord as RecordForm
from fengqiao.mediation.models import Evidence, InvestigationRecord, MediationRecord
from fengqiao.mediation.papers.hands import drawn
from fengqiao.mediation.rules import hands
from fengqiao.mediation.rules.words import Capacity, RecordResult

_RESULTS = {
    RecordResult.AGREED: "agreed",
    RecordResult.NOT_AGREED: "not_agreed",
    RecordResult.CONTINUE: "continued",
}


def _record_signatures(record: MediationRecord) -> tuple[Signature, ...]:
    body = hands.text_hash(record.body)
    return tuple(
        Signature(label="当事人", name=check.name, strokes=drawn(check.strokes), signed_at=check.at)
        for check in record.checks.all()
        if check.strokes and check.body_hash == body
    )


@official
def mediation_record(dispute: Dispute, record: MediationRecord) -> RecordForm:
    """Return 人民调解记录 of one session, with those who were there."""
    session = record.session
    there = list(session.participants.all())
    present_through = {each.party_id for each in there if each.capacity == Capacity.AGENT and each.is_present}
    others = [each for each in there if each.is_present and each.capacity in (Capacity.AGENT, Capacity.INVITEE)]
    mediators = [each.name for each in there if each.capacity == Capacity.MEDIATOR and each.is_present]
    next_at = datetime.combine(record.next_on, time(9), SHANGHAI) if record.next_on else None
    return RecordForm(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        matter=intake.matter_line(dispute),
        session=session.ordinal,
        held_from=session.starts_at,
        held_to=session.ends_at,
        venue=f"{session.place}（{session.get_mode_display()}）",
        publicity="open" if session.is_open else "closed",
        parties=intake.party_contexts(dispute, local_date(session.starts_at)),
        absent=tuple(
            each.name
            for each in there
            if each.capacity == Capacity.PARTY and each.is_present is False and each.party_id not in present_through
        ),
        participants=tuple(
            ParticipantContext(
                name=each.name, role=each.get_capacity_display() if each.invitee is None else each.invitee.relation
            )
            for each in others
        ),
        mediators=tuple(mediators),
        recorder=record.recorder_name,
        body=record.body,
        result=_RESULTS[RecordResult(record.result)],
        result_note=f"下次调解日期：{record.next_on:%Y年%m月%d日}" if next_at else "",
        signatures=_record_signatures(record),
    )


def investigation(dispute: Dispute, record: InvestigationRecord) -> InvestigationForm:
    """Return 人民调解调查记录."""
    signed = (
        (
            Signature(
                label="被调查人", name=record.interviewee, strokes=drawn(record.strokes), signed_at=record.signed_at
            ),
        )
        if record.strokes
        else ()
    )
    return InvestigationForm(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        matter=intake.matter_line(dispute),
        held_from=record.investigated_at,
        venue=record.place,
        participants=(ParticipantContext(name=record.participants),) if record.participants else (),
        asked=PersonContext(name=record.interviewee, role=record.relation or "被调查人"),
        investigators=tuple(name for name in record.investigators.replace("，", "、").split("、") if name.strip()),
        recorder=record.recorder_name,
        body=record.body,
        signatures=signed,
    )


def evidence_list(actor: Actor, dispute: Dispute, rows: Sequence[Evidence]) -> EvidenceList:
    """Return 人民调解证据材料 (list)."""
    return EvidenceList(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        matter=intake.matter_line(dispute),
        evidence=tuple(
            EvidenceItem(
                ordinal=row.ordinal,
                name=row.name,
                provider=row.provider_name,
                provided_on=local_date(row.provided_at),
                original=row.copy,
                pages=row.pages,
                remark=row.purpose,
            )
            for row in rows
        ),
        registrar=actor.name,
        listed_on=local_date(actor.at),
    )
