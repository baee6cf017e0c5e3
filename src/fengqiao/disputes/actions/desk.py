"""The triage officer's decisions on one matter, each behind the door and in one transaction."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.disputes import access
from fengqiao.disputes.actions import intake, lifecycle
from fengqiao.disputes.models import Dispute, GradeDecision, SuitabilityDecision


def assess(
    actor: Actor, dispute_id: UUID, answers: Mapping[str, bool], *, expected_revision: int | None = None
) -> SuitabilityDecision:
    """Answer the suitability questions (fact key -> yes or no); see ``intake.assess``."""
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.GRADE, lock=True)
        lifecycle.expect(dispute, expected_revision)
        return intake.assess(actor, dispute, answers)


def grade(
    actor: Actor,
    dispute_id: UUID,
    *,
    facts: Mapping[str, Any] | None = None,
    override: str = "",
    reason: str = "",
    expected_revision: int | None = None,
) -> GradeDecision:
    """Grade again on new facts, or override with a reason; see ``intake.grade``."""
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.GRADE, lock=True)
        lifecycle.expect(dispute, expected_revision)
        return intake.grade(actor, dispute, occasion="review", facts=facts, override=override, reason=reason)


def confirm_category(actor: Actor, dispute_id: UUID, category: str, *, expected_revision: int | None = None) -> Dispute:
    """Confirm or correct the kind of dispute; see ``intake.confirm_category``."""
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.GRADE, lock=True)
        lifecycle.expect(dispute, expected_revision)
        intake.confirm_category(actor, dispute, category)
        return dispute
