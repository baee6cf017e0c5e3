"""Notices of termination, suspension and extension, and the report to the police."""

from collections.abc import Sequence

from fengqiao.core.clock import local_date
from fengqiao.disputes import papers as intake
from fengqiao.disputes.models import Dispute
from fengqiao.documents.contexts import ExtensionNotice, RemedyContext, SuspensionNotice, TerminationNotice
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.models import Ending, Extension, Suspension
from fengqiao.mediation.rules.endings import END_SOURCES
from fengqiao.mediation.rules.words import END_REASON_NAMES, EndReason


def end_words(reason: str) -> str:
    """Return why mediation ended, in words."""
    return END_REASON_NAMES[EndReason(reason)]


def _kind(dispute: Dispute) -> str:
    """Return the kind of dispute in words: 邻里纠纷."""
    category = current_ruleset().categories.get(dispute.category)
    name = category.name if category else ""
    return name if name.endswith("纠纷") else f"{name}纠纷"


def _names(dispute: Dispute) -> tuple[str, ...]:
    return tuple(dispute.parties.values_list("name", flat=True))


def termination(dispute: Dispute, ending: Ending) -> TerminationNotice:
    """Return 终止调解通知书 with the remedies (人民调解法第26条)."""
    day = local_date(ending.ended_at)
    through = f"（{ending.party.name}）" if ending.party else ""
    told = f"：{ending.explanation}" if ending.explanation else ""
    return TerminationNotice(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        addressees=_names(dispute),
        issued_on=day,
        receipt_slip=True,
        parties=intake.party_contexts(dispute, day),
        matter=_kind(dispute),
        accepted_on=local_date(dispute.accepted_at) if dispute.accepted_at else None,
        terminated_on=day,
        reason=f"{end_words(ending.reason)}{through}{told}",
        rule=END_SOURCES[EndReason(ending.reason)],
        remedies=tuple(RemedyContext(**each) for each in ending.remedies),
    )


def suspension(dispute: Dispute, row: Suspension) -> SuspensionNotice:
    """Return 中止调解通知书."""
    day = local_date(row.started_at)
    expected = f"预计{row.expected_on:%Y年%m月%d日}恢复" if row.expected_on else ""
    return SuspensionNotice(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        addressees=_names(dispute),
        issued_on=day,
        parties=intake.party_contexts(dispute, day),
        matter=_kind(dispute),
        suspended_on=day,
        reason=row.reason,
        resumes_when=expected,
    )


def extension(dispute: Dispute, row: Extension, agreed_by: Sequence[str], rule: str) -> ExtensionNotice:
    """Return 延长调解期限通知书; agreed_by: names of the parties that agreed; rule: the article of the period."""
    if row.due_before is None or row.due_after is None:
        raise ValueError("an extension without its old and new last day")
    return ExtensionNotice(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        addressees=_names(dispute),
        issued_on=row.agreed_on,
        parties=intake.party_contexts(dispute, row.agreed_on),
        matter=_kind(dispute),
        due_on=local_date(row.due_before),
        extended_to=local_date(row.due_after),
        reason=row.reason,
        agreed_by=tuple(agreed_by),
        rule=rule,
    )
