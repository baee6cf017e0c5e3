"""The guards in front of every verb of a round and every move of an application."""

from django.utils.translation import gettext as _

from fengqiao.assessment.models import Application, Round
from fengqiao.assessment.workflow import (
    MOVES,
    STAGE_NAMES,
    STATE_NAMES,
    STEPS,
    Move,
    RoundState,
    Stage,
    Step,
    Verb,
)
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.text import listed, said


def step(actor: Actor, found: Round, verb: Verb) -> Step[RoundState]:
    """Return the step of a verb; raises Forbidden, or NotNow when a locked round is in no state for it."""
    wanted = STEPS[verb]
    actor.require(wanted.permission)
    if RoundState(found.state) not in wanted.sources:
        names = [said(STATE_NAMES[state]) for state in RoundState if state in wanted.sources]
        raise _not_now(
            "round_state", _("这次考核"), said(STATE_NAMES[RoundState(found.state)]), said(wanted.name), names
        )
    return wanted


def move(actor: Actor, found: Application, name: Move) -> Step[Stage]:
    """Return the move of an application; raises Forbidden, or NotNow when it is at no stage for it."""
    wanted = MOVES[name]
    actor.require(wanted.permission)
    if Stage(found.stage) not in wanted.sources:
        names = [said(STAGE_NAMES[stage]) for stage in Stage if stage in wanted.sources]
        stage = said(STAGE_NAMES[Stage(found.stage)])
        raise _not_now("application_stage", _("这份申请"), stage, said(wanted.name), names)
    return wanted


def _not_now(code: str, what: str, state: str, step: str, states: list[str]) -> NotNow:
    return NotNow(
        code,
        _("%(what)s现在是“%(state)s”，不能%(step)s。") % {"what": what, "state": state, "step": step},
        next_step=_("%(step)s只在下列状态下办理：%(states)s。") % {"step": step, "states": said(listed(states))},
    )


def reason(why: str, most: int = 300) -> str:
    """Return a reason; raises Malformed when there is none."""
    if not why.strip():
        raise Malformed("reason_missing", _("请写明理由。"), field="reason")
    return why.strip()[:most]
