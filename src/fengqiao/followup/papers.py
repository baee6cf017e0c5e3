"""The record of a visit and the list of vouchers, filled from what is known."""

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.disputes import papers as intake
from fengqiao.disputes.models import Dispute
from fengqiao.documents.contexts import FollowUpRecord, PerformanceVouchers, VoucherContext
from fengqiao.followup.models import Visit
from fengqiao.followup.queries import Overview


def follow_up_record(dispute: Dispute, visit: Visit) -> FollowUpRecord:
    """Return 人民调解回访记录 of a visit that was made (人民调解法第31条)."""
    if visit.visited_at is None:
        raise ValueError("a visit that was not made")
    return FollowUpRecord(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        parties=intake.party_contexts(dispute, local_date(visit.visited_at)),
        agreement_number=dispute.file_number or "",
        visited=visit.visited,
        reason=visit.title,
        way=visit.way,
        performance=visit.performance,
        satisfaction=visit.satisfaction or None,
        remedies_used=visit.remedies_used,
        risk=visit.risk,
        action=visit.action,
        visitors=tuple(name for name in visit.visitors.split("、") if name),
        visited_at=visit.visited_at,
    )


def performance_vouchers(actor: Actor, dispute: Dispute, found: Overview) -> PerformanceVouchers:
    """Return 调解协议履行凭证 (list): what was performed by whom, when, by which paper; struck entries are left out."""
    parts = {each.part.key: each.part for each in found.progress}
    rows = [row for row in found.performances if row.struck_at is None]
    vouchers = []
    for ordinal, row in enumerate(rows, 1):
        part = parts[(row.obligation_id, row.instalment_id)]
        vouchers.append(
            VoucherContext(
                ordinal=ordinal,
                obligation=f"{part.label}：{part.what}",
                payer=part.debtor,
                payee=part.creditor,
                amount=row.amount,
                performed_on=row.performed_on,
                paper=row.voucher.name if row.voucher else row.note,
            )
        )
    return PerformanceVouchers(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        matter=intake.matter_line(dispute),
        agreement_number=dispute.file_number or "",
        vouchers=tuple(vouchers),
        registrar=actor.name,
        listed_on=local_date(actor.at),
    )
