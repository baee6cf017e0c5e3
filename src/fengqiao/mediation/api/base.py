"""What the operations of mediation share."""

from typing import Any
from uuid import UUID

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest
from fengqiao.disputes import access
from fengqiao.disputes.api.records import whole
from fengqiao.disputes.models import Dispute


def seen(request: ApiRequest, dispute_id: UUID) -> Dispute:
    """Return a dispute that the caller may see."""
    return access.get_for(request.actor, dispute_id, Permission.VIEW_DISPUTES)


def after(request: ApiRequest, dispute_id: UUID) -> dict[str, Any]:
    """Return the dispute as it is after a verb."""
    return whole(seen(request, dispute_id))
