"""The guard in front of every verb of a batch."""

from django.utils.translation import gettext as _

from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotNow
from fengqiao.core.text import listed, said
from fengqiao.subsidies.models import Batch
from fengqiao.subsidies.workflow import STATE_NAMES, STEPS, BatchState, Step, Verb


def step(actor: Actor, batch: Batch, verb: Verb) -> Step:
    """Return the step of a verb; raises Forbidden, or NotNow when a locked batch is in no state for it."""
    found = STEPS[verb]
    actor.require(found.permission)
    if BatchState(batch.state) not in found.sources:
        states = said(listed(STATE_NAMES[state] for state in BatchState if state in found.sources))
        raise NotNow(
            "batch_state",
            _("这一批现在是“%(state)s”，不能%(step)s。")
            % {"state": said(STATE_NAMES[BatchState(batch.state)]), "step": said(found.name)},
            next_step=_("%(step)s只在下列状态下办理：%(states)s。") % {"step": said(found.name), "states": states},
        )
    return found
