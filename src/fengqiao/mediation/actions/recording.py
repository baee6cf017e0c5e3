"""What is written down: the record of each session, inquiries, evidence."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fengqiao.core import audit, events, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes.actions import lifecycle
from fengqiao.mediation.actions import door, holding
from fengqiao.mediation.given import Upload, Word
from fengqiao.mediation.models import Evidence, InvestigationRecord, MediationRecord, RecordCheck
from fengqiao.mediation.models.sessions import LONGEST_BODY
from fengqiao.mediation.rules import hands, moments
from fengqiao.mediation.rules.words import CHECK_NAMES, CheckOutcome, Copy, Mode, RecordResult, SessionStatus

RECORD = "人民调解法第27条"
MOST_PAGES = 10_000


def write_record(
    actor: Actor,
    dispute_id: UUID,
    session_id: UUID,
    *,
    body: str,
    result: str,
    told_principles: bool,
    next_on: date | None = None,
    recorder_name: str = "",
    expected_revision: int | None = None,
) -> MediationRecord:
    """Write or correct the record of a held session (人民调解法第27条); one record a session.

    body: at most 20,000 characters; result: agreed, not_agreed or continue (then next_on is the next day);
    told_principles: that the principles, rights and effect were told. A corrected text must be checked by the parties anew.
    """
    body = door.filled("body", body, _("请写明调解经过。"), rule=RECORD, longest=LONGEST_BODY)
    door.one_of("result", result, [each.value for each in RecordResult])
    if not told_principles:
        raise Malformed("principles_not_told", _("须先告知调解的性质、原则、效力和当事人的权利义务。"), field="told_principles",
                        rule="人民调解工作若干规定")  # fmt: skip
    if (result == RecordResult.CONTINUE) != (next_on is not None):
        raise Malformed("next_day_mismatch", _("有待继续调解的写明下次日期，其他结果不写。"), field="next_on")
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(dispute, door.WORKING, _("制作调解记录"), rule=RECORD)
        session = holding.session_of(dispute, session_id)
        if session.status != SessionStatus.HELD or session.ends_at is None:
            raise NotNow("session_not_held", _("本次调解尚未进行，不能制作记录。"), rule=RECORD,
                         next_step=_("请先登记本次调解已进行。"))  # fmt: skip
        if next_on is not None and next_on < local_date(session.ends_at):
            raise Malformed("next_day_past", _("下次调解日期早于本次调解。"), field="next_on")
        record, _made = MediationRecord.objects.update_or_create(
            session=session,
            defaults={
                "dispute": dispute,
                "told_principles": True,
                "body": body,
                "result": result,
                "next_on": next_on,
                "recorder_name": door.bounded("recorder_name", recorder_name, 60) or actor.name,
                "written_at": actor.at,
            },
        )
        text = N_("制作第%(ordinal)s次调解记录") % {"ordinal": session.ordinal}
        data = {"text": text, "result": result, "body": hands.text_hash(body)}
        lifecycle.touch(actor, dispute, "write_record", data=data)
        events.publish("dispute.told", actor=actor, dispute=dispute, text=body, occasion="session_record")
        return record


def check_record(
    actor: Actor,
    dispute_id: UUID,
    record_id: UUID,
    *,
    party_id: UUID,
    word: Word,
    outcome: str = CheckOutcome.SIGNED,
    note: str = "",
    at: datetime | None = None,
    expected_revision: int | None = None,
) -> RecordCheck:
    """Record that a party checked a record and signed it, or refused to sign (人民调解工作若干规定)."""
    door.one_of("outcome", outcome, [each.value for each in CheckOutcome])
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        record = MediationRecord.objects.filter(dispute=dispute, pk=record_id).first()
        if record is None:
            raise NotFound("record_not_found", _("没有这份调解记录。"))
        party = door.party_of(dispute, party_id)
        words = door.spoken(actor, party, word, door.standing_of(actor, party))
        if words["evidence"] is not None:
            record.scan = words["evidence"]
            record.save(update_fields=["scan"])
        check, _made = RecordCheck.objects.update_or_create(
            record=record,
            party=party,
            agent=words["by_agent"],
            body_hash=hands.text_hash(record.body),
            defaults={
                "name": words["by_name"],
                "outcome": outcome,
                "mode": words["mode"],
                "strokes": words["strokes"],
                "note": door.bounded("note", note or word.witness, 300),
                "at": moments.happened(at, now=actor.at, since=dispute.requested_at, field="at"),
            },
        )
        told = {"party": party.name, "outcome": CHECK_NAMES[CheckOutcome(outcome)]}
        text = N_("%(party)s：%(outcome)s") % told
        lifecycle.touch(actor, dispute, "check_record", data={"text": text, "outcome": outcome})
        return check


def investigate(
    actor: Actor,
    dispute_id: UUID,
    *,
    investigated_at: datetime,
    place: str,
    interviewee: str,
    body: str,
    relation: str = "",
    participants: str = "",
    investigators: str = "",
    signed_mode: str = Mode.PAPER,
    strokes: Any = None,
    scan: Upload | None = None,
    expected_revision: int | None = None,
) -> InvestigationRecord:
    """Keep the record of an inquiry: when, where, who was asked and what was said, signed by whom was asked."""
    mode = door.one_of("signed_mode", signed_mode, [each.value for each in Mode])
    body = door.filled("body", body, _("请写明调查内容。"), rule=RECORD, longest=LONGEST_BODY)
    place = door.filled("place", place, _("请填写调查地点。"), longest=200)
    interviewee = door.filled("interviewee", interviewee, _("请填写被调查人姓名。"), longest=60)
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(dispute, door.BEFORE_AGREEMENT, _("登记调查"), rule=RECORD)
        record = InvestigationRecord.objects.create(
            dispute=dispute,
            investigated_at=moments.happened(
                investigated_at, now=actor.at, since=dispute.requested_at, field="investigated_at"
            ),
            place=place,
            participants=door.bounded("participants", participants, 300),
            interviewee=interviewee,
            relation=door.bounded("relation", relation, 80),
            investigators=door.bounded("investigators", investigators, 200) or actor.name,
            recorder_name=actor.name,
            body=body,
            signed_mode=mode,
            signed_at=actor.at,
            strokes=hands.strokes(strokes) if mode == Mode.PAD else None,
            scan=door.keep(actor, scan, allow=files.SCANS),
            created_at=actor.at,
        )
        text = N_("向%(who)s调查") % {"who": interviewee}
        lifecycle.touch(actor, dispute, "investigate", data={"text": text, "at": record.investigated_at})
        events.publish("dispute.told", actor=actor, dispute=dispute, text=body, occasion="inquiry")
        return record


def add_evidence(
    actor: Actor,
    dispute_id: UUID,
    *,
    name: str,
    upload: Upload,
    party_id: UUID | None = None,
    provider_name: str = "",
    provided_at: datetime | None = None,
    copy: str = Copy.COPY,
    pages: int = 1,
    purpose: str = "",
    expected_revision: int | None = None,
) -> Evidence:
    """Add a piece of evidence with its file; party_id or provider_name says who gave it.

    Raises Malformed when the file is too large, of a kind not taken, or not what its name says; then nothing is kept.
    """
    name = door.filled("name", name, _("请填写证据名称。"), longest=120)
    door.one_of("copy", copy, [each.value for each in Copy])
    if not 1 <= pages <= MOST_PAGES:
        raise Malformed("pages_out_of_range", _("页数应当在1至%(most)s之间。") % {"most": MOST_PAGES}, field="pages")
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(dispute, door.WORKING, _("登记证据"), rule=RECORD)
        party = door.party_of(dispute, party_id) if party_id else None
        provider = (
            party.name if party else door.filled("provider_name", provider_name, _("请填写提供人。"), longest=120)
        )
        last = Evidence.objects.filter(dispute=dispute).aggregate(last=Max("ordinal"))["last"] or 0
        evidence = Evidence.objects.create(
            dispute=dispute,
            ordinal=last + 1,
            name=name,
            party=party,
            provider_name=provider,
            provided_at=moments.happened(provided_at, now=actor.at, since=dispute.requested_at, field="provided_at"),
            copy=copy,
            pages=pages,
            purpose=door.bounded("purpose", purpose, 300),
            file=files.store(actor, upload.name, upload.content),
            created_at=actor.at,
        )
        text = N_("%(provider)s提供证据“%(name)s”") % {"provider": provider, "name": name}
        data = {"text": text, "provider": provider, "sha256": evidence.file.sha256}
        lifecycle.touch(actor, dispute, "add_evidence", data=data)
        audit.record(actor, evidence, "add", data=data)
        return evidence


def share_evidence(
    actor: Actor, dispute_id: UUID, evidence_id: UUID, *, expected_revision: int | None = None
) -> Evidence:
    """Allow the other side to see a piece of evidence."""
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        evidence = Evidence.objects.filter(dispute=dispute, pk=evidence_id).select_related("file").first()
        if evidence is None:
            raise NotFound("evidence_not_found", _("没有这份证据。"))
        if evidence.shared_at is None:
            evidence.shared_at = actor.at
            evidence.save(update_fields=["shared_at"])
            text = N_("允许对方当事人查看证据“%(name)s”") % {"name": evidence.name}
            lifecycle.touch(actor, dispute, "share_evidence", data={"text": text})
        return evidence
