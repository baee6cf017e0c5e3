"""Closing a matter whose agreement is performed, or whose defaults are decided, and whose owed visits were made."""

from uuid import UUID

from django.db import transaction

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, lifecycle, paperwork
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Verb
from fengqiao.followup import papers, queries
from fengqiao.followup.queries import CLOCK, ENFORCEMENT, VISIT_CLOCK
from fengqiao.mediation.actions.agreeing import CONFIRMATION, WARNING

NO_LONGER = (CLOCK, VISIT_CLOCK, ENFORCEMENT, CONFIRMATION, WARNING)
"""Clocks that say nothing any more once a matter is closed."""


def close(actor: Actor, dispute_id: UUID, *, note: str = "", expected_revision: int | None = None) -> Dispute:
    """Close a matter (人民调解法第31条); the list of vouchers is made for the file.

    Raises NotNow naming what is not performed, what was not decided and which visit is owed; then nothing changes.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.FOLLOW_UP, lock=True)
        lifecycle.check(actor, dispute, Verb.CLOSE, expected_revision=expected_revision)
        found = queries.overview(dispute)
        if found and any(row.struck_at is None for row in found.performances):
            paperwork.keep(actor, dispute, papers.performance_vouchers(actor, dispute, found))
        deadlines.drop(actor, dispute, *NO_LONGER)
        lifecycle.apply(actor, dispute, Verb.CLOSE, why=note.strip()[:500])
    return dispute
