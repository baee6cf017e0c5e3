"""What waits for who answers for subsidies: batches to approve and to publish, objections to answer."""

from django.urls import reverse

from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.waiting import Waiting
from fengqiao.core.actor import Actor
from fengqiao.core.text import N_
from fengqiao.subsidies import access
from fengqiao.subsidies.models import Objection
from fengqiao.subsidies.queries import batches
from fengqiao.subsidies.workflow import BatchState


def waiting(*, actor: Actor) -> list[Waiting]:
    """Answer the question "waiting" for subsidies."""
    told = []
    if actor.may(Permission.APPROVE_SUBSIDIES):
        told.append(_batches(actor, N_("补贴待审批"), BatchState.SUBMITTED))
        open_ones = Objection.objects.filter(
            outcome="", line__batch__state=BatchState.PUBLIC, line__batch__in=access.visible_to(actor)
        )
        url = f"{reverse('subsidies:list')}?state={BatchState.PUBLIC}"
        told.append(Waiting(N_("补贴异议待答复"), url, open_ones, "line__batch__public_until"))
    if actor.may(Permission.PREPARE_SUBSIDIES):
        told.append(_batches(actor, N_("补贴待公示"), BatchState.APPROVED))
    return told


def _batches(actor: Actor, what: str, state: BatchState) -> Waiting:
    return Waiting(what, f"{reverse('subsidies:list')}?state={state}", batches.listed(actor, state=state))
