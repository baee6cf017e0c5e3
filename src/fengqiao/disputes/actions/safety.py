"""Duties that outrank the case: reports to the police, and every look at masked personal data."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotFound
from fengqiao.disputes import access, papers
from fengqiao.disputes.actions import intake, lifecycle, paperwork
from fengqiao.disputes.models import CrimeReport, Party, PartyAgent

REVEALABLE = ("id_number", "phone", "address")


def report_offence(
    actor: Actor,
    dispute_id: UUID,
    *,
    recipient: str,
    content: str,
    measures: str = "",
    nature: str = "crime",
    expected_revision: int | None = None,
) -> CrimeReport:
    """Report a suspected offence or looming escalation to the police (人民调解法第25条), and grade anew.

    recipient: the police office; content: what was seen; measures: what was done to calm things;
    nature: escalation, public_security or crime. The letter is made, and the report can be neither changed nor deleted: the
    database refuses it. Whoever works on a matter in sight may report; nobody's turn is needed. Raises Malformed without recipient
    and content.
    """
    for field, value in (("recipient", recipient), ("content", content)):
        if not value.strip():
            raise Malformed(
                f"{field}_missing", _("报告须写明接收的公安机关和线索内容。"), field=field, rule="人民调解法第25条"
            )
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.GRADE, lock=True)
        lifecycle.expect(dispute, expected_revision)
        report = CrimeReport.objects.create(
            dispute=dispute,
            recipient=recipient.strip(),
            content=content.strip(),
            measures=measures.strip(),
            reported_at=actor.at,
            reported_by_name=actor.name,
        )
        lifecycle.touch(actor, dispute, "report_offence", why=content.strip(), data={"recipient": recipient.strip()})
        paperwork.keep(actor, dispute, papers.crime_report(dispute, report, nature=nature))
        facts = {"escalation": True} if nature != "public_security" else {}
        intake.regrade(actor, dispute, occasion="offence_report", text=content.strip(), facts=facts)
    return report


def reveal(actor: Actor, dispute_id: UUID, party_id: UUID, *, field: str, reason: str) -> str:
    """Return the masked value of a party, or of one who stands for a party, in full; keep who looked, when and why.

    Raises Malformed without a reason or for a field that is not masked, NotFound for a party of another dispute.
    """
    if field not in REVEALABLE:
        raise Malformed("field_not_masked", _("该项没有遮盖。"), field="field")
    if len(reason.strip()) < 4:
        raise Malformed("reason_missing", _("查看完整信息须写明理由（至少四个字）。"), field="reason")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.REVEAL, lock=True)
        party: Party | PartyAgent | None = Party.objects.filter(pk=party_id, dispute=dispute).first()
        party = party or PartyAgent.objects.filter(pk=party_id, party__dispute=dispute).first()
        if party is None or not hasattr(party, field):
            raise NotFound("party_not_found", _("没有找到该当事人。"))
        audit.record(actor, dispute, "reveal", why=reason.strip(), data={"party": str(party.pk), "field": field})
    value: str = getattr(party, field)
    return value
