"""The life of a round of assessment and of an application for a grade, as tables of verbs. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from fengqiao.accounts.permissions import Permission
from fengqiao.core.text import N_

S = TypeVar("S", bound=StrEnum)


class AssessedAs(StrEnum):
    """Who is assessed or graded."""

    ORGANISATION = "organisation"
    PERSON = "person"


SUBJECT_NAMES = {AssessedAs.ORGANISATION: N_("组织"), AssessedAs.PERSON: N_("人员")}


class RoundState(StrEnum):
    """Where a round stands."""

    COMPUTING = "computing"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLIC = "public"
    LOCKED = "locked"
    CANCELLED = "cancelled"


STATE_NAMES = {
    RoundState.COMPUTING: N_("计算中"),
    RoundState.DRAFT: N_("待提交"),
    RoundState.SUBMITTED: N_("待审核"),
    RoundState.APPROVED: N_("已审核"),
    RoundState.PUBLIC: N_("公示中"),
    RoundState.LOCKED: N_("已锁定"),
    RoundState.CANCELLED: N_("已撤销"),
}
SHOWN = frozenset({RoundState.PUBLIC, RoundState.LOCKED})
"""States in which those who are assessed, and the public, see the scores."""


class Verb(StrEnum):
    """What can be done with a round."""

    COMPUTE = "compute"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    APPEAL = "appeal"
    ANSWER = "answer"
    LOCK = "lock"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Step(Generic[S]):
    """A row of the table. ``target`` None leaves the state. ``rule``: what asks for it, shown with a refusal."""

    verb: StrEnum
    name: str
    permission: Permission
    sources: frozenset[S]
    target: S | None = None
    rule: str = ""


P = Permission
SECOND_PERSON = "default, no source：核算与审核不得为同一人"
PUBLICITY = "default, no source：考核和评定结果应当公示"
STEPS: dict[Verb, Step[RoundState]] = {
    Verb.COMPUTE: Step(
        Verb.COMPUTE, N_("重新计算"), P.PREPARE_ASSESSMENTS, frozenset({RoundState.DRAFT, RoundState.COMPUTING}), RoundState.COMPUTING
    ),
    Verb.SUBMIT: Step(
        Verb.SUBMIT, N_("提交审核"), P.PREPARE_ASSESSMENTS, frozenset({RoundState.DRAFT}), RoundState.SUBMITTED
    ),
    Verb.RETURN: Step(Verb.RETURN, N_("退回"), P.APPROVE_ASSESSMENTS, frozenset({RoundState.SUBMITTED}), RoundState.DRAFT),
    Verb.APPROVE: Step(
        Verb.APPROVE, N_("审核通过"), P.APPROVE_ASSESSMENTS, frozenset({RoundState.SUBMITTED}), RoundState.APPROVED, SECOND_PERSON
    ),
    Verb.PUBLISH: Step(
        Verb.PUBLISH, N_("公示"), P.PREPARE_ASSESSMENTS, frozenset({RoundState.APPROVED}), RoundState.PUBLIC, PUBLICITY
    ),
    Verb.APPEAL: Step(Verb.APPEAL, N_("申诉"), P.APPLY_FOR_GRADES, frozenset({RoundState.PUBLIC}), None, PUBLICITY),
    Verb.ANSWER: Step(Verb.ANSWER, N_("答复申诉"), P.APPROVE_ASSESSMENTS, frozenset({RoundState.PUBLIC}), None, PUBLICITY),
    Verb.LOCK: Step(Verb.LOCK, N_("锁定"), P.APPROVE_ASSESSMENTS, frozenset({RoundState.PUBLIC}), RoundState.LOCKED, PUBLICITY),
    Verb.CANCEL: Step(
        Verb.CANCEL, N_("撤销"), P.APPROVE_ASSESSMENTS,
        frozenset({RoundState.COMPUTING, RoundState.DRAFT, RoundState.SUBMITTED, RoundState.APPROVED, RoundState.PUBLIC}), RoundState.CANCELLED,
    ),
}  # fmt: skip


class Stage(StrEnum):
    """Where an application for a grade stands."""

    SUBMITTED = "submitted"
    PUBLIC = "public"
    AWARDED = "awarded"
    REFUSED = "refused"
    RETRACTED = "retracted"


STAGE_NAMES = {
    Stage.SUBMITTED: N_("待评审"),
    Stage.PUBLIC: N_("公示中"),
    Stage.AWARDED: N_("已评定"),
    Stage.REFUSED: N_("未通过"),
    Stage.RETRACTED: N_("已撤回"),
}


class Move(StrEnum):
    """What can be done with an application."""

    EVALUATE = "evaluate"
    ADMIT = "admit"
    REFUSE = "refuse"
    RETRACT = "retract"
    SETTLE = "settle"
    AWARD = "award"


MOVES: dict[Move, Step[Stage]] = {
    Move.EVALUATE: Step(Move.EVALUATE, N_("重新核对条件"), P.PREPARE_ASSESSMENTS, frozenset({Stage.SUBMITTED})),
    Move.ADMIT: Step(
        Move.ADMIT, N_("评审通过并公示"), P.APPROVE_ASSESSMENTS, frozenset({Stage.SUBMITTED}), Stage.PUBLIC, SECOND_PERSON
    ),
    Move.REFUSE: Step(
        Move.REFUSE, N_("不予评定"), P.APPROVE_ASSESSMENTS, frozenset({Stage.SUBMITTED, Stage.PUBLIC}), Stage.REFUSED
    ),
    Move.RETRACT: Step(
        Move.RETRACT, N_("撤回申请"), P.APPLY_FOR_GRADES, frozenset({Stage.SUBMITTED}), Stage.RETRACTED
    ),
    Move.SETTLE: Step(Move.SETTLE, N_("答复异议"), P.APPROVE_ASSESSMENTS, frozenset({Stage.PUBLIC}), None, PUBLICITY),
    Move.AWARD: Step(Move.AWARD, N_("评定"), P.APPROVE_ASSESSMENTS, frozenset({Stage.PUBLIC}), Stage.AWARDED, PUBLICITY),
}  # fmt: skip
