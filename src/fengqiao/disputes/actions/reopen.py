"""A new case from an old one: after reneging or failure, with its lineage."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.actions.parties import given
from fengqiao.disputes.actions.register import register
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.workflow import Verb


def reopen(actor: Actor, dispute_id: UUID, *, why: str, expected_revision: int | None = None) -> Dispute:
    """Register the matter anew with its parties, linked to the old one, which stays as it is.

    why: what happened since; it opens the new narrative. Raises Malformed without it.
    """
    if not why.strip():
        raise Malformed("reason_missing", _("请写明重新调解的缘由。"), field="why")
    with transaction.atomic():
        old = access.get_for(actor, dispute_id, Permission.REGISTER, lock=True)
        lifecycle.take(actor, old, Verb.REOPEN, why=why, expected_revision=expected_revision)
        matter = NewMatter(
            narrative=f"{why.strip()}\n{old.narrative}"[:20_000],
            category=old.category,
            category_confirmed=True,
            region_code=old.region_code,
            parties=tuple(given(party) for party in old.parties.prefetch_related("agents")),
            amount=old.amount,
            place=old.place,
            door=old.door,
            source="application",
        )
        return register(actor, matter, reopened_from=old)
