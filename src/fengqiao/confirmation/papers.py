"""The application, the proof of mediation and the address for service, filled from the record."""

from collections.abc import Sequence

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.disputes import papers as intake
from fengqiao.disputes.models import Dispute, Party
from fengqiao.disputes.rules.matter import kind_of_dispute
from fengqiao.documents.contexts import ConfirmationApplication, DeliveryAddress, MediationProof
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.queries import case


def application(
    actor: Actor,
    dispute: Dispute,
    agreement: Agreement,
    *,
    court: str,
    parties: Sequence[Party],
    attachments: Sequence[str],
) -> ConfirmationApplication:
    """Return 司法确认申请书 of all applicants (民事诉讼法第205条)."""
    today = local_date(actor.at)
    return ConfirmationApplication(
        committee=dispute.organisation.name,
        court=court,
        applicants=tuple(intake.party_context(party, today, with_id=True) for party in parties),
        agreement_number=dispute.file_number or "",
        agreement_made_on=local_date(agreement.reached_at or actor.at),
        effective_on=local_date(agreement.effective_at or actor.at),
        facts=agreement.facts,
        attachments=tuple(attachments),
        applied_on=today,
    )


def proof(actor: Actor, dispute: Dispute, agreement: Agreement, *, court: str) -> MediationProof:
    """Return 主持调解证明 for the court (民诉法解释第354条)."""
    today = local_date(actor.at)
    return MediationProof(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        court=court,
        parties=intake.party_contexts(dispute, today),
        matter=_kind(dispute),
        accepted_on=local_date(dispute.accepted_at or dispute.registered_at),
        agreement_number=dispute.file_number or "",
        agreement_made_on=local_date(agreement.reached_at or actor.at),
        effective_on=local_date(agreement.effective_at or actor.at),
        mediators=tuple(each.person.name for each in case.mediators(dispute)),
        entrusted_by=dispute.entrusting_organ,
        issued_on=today,
        contact=dispute.organisation.phone or current_ruleset().phone,
    )


def _kind(dispute: Dispute) -> str:
    category = current_ruleset().categories.get(dispute.category)
    return f"{kind_of_dispute(category) if category else '纠纷'}一案"


def delivery(
    actor: Actor,
    dispute: Dispute,
    party: Party,
    *,
    court: str,
    recipient: str,
    address: str,
    postcode: str,
    phone: str,
    accepts_electronic: bool | None,
    electronic_address: str,
) -> DeliveryAddress:
    """Return 送达地址确认书 of one applicant."""
    today = local_date(actor.at)
    return DeliveryAddress(
        committee=dispute.organisation.name,
        court=court,
        matter=intake.matter_line(dispute),
        party=intake.party_context(party, today),
        recipient=recipient,
        address=address,
        postcode=postcode,
        phone=phone,
        electronic="yes" if accepts_electronic else None if accepts_electronic is None else "no",
        electronic_address=electronic_address,
        confirmed_on=today,
    )
