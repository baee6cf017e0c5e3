"""The life of a batch as one table of verbs. Plain Python: pages, API, refusals and tests read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fengqiao.accounts.permissions import Permission
from fengqiao.core.text import N_


class BatchKind(StrEnum):
    """What a batch pays."""

    CASE = "case"
    MONTHLY = "monthly"


KIND_NAMES = {BatchKind.CASE: N_("以案定补"), BatchKind.MONTHLY: N_("岗位补贴")}


class BatchState(StrEnum):
    """Where a batch stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLIC = "public"
    PAID = "paid"
    CANCELLED = "cancelled"


STATE_NAMES = {
    BatchState.DRAFT: N_("造册中"),
    BatchState.SUBMITTED: N_("待审批"),
    BatchState.APPROVED: N_("已审批"),
    BatchState.PUBLIC: N_("公示中"),
    BatchState.PAID: N_("已发放"),
    BatchState.CANCELLED: N_("已撤销"),
}


class Verb(StrEnum):
    """What can be done with a batch."""

    REFRESH = "refresh"
    STRIKE = "strike"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    ANSWER = "answer"
    PAY = "pay"
    RECOVER = "recover"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Step:
    """A row of the table. ``target`` None leaves the state. ``rule``: what asks for it, shown with a refusal."""

    verb: Verb
    name: str
    permission: Permission
    sources: frozenset[BatchState]
    target: BatchState | None = None
    rule: str = ""


P = Permission
SECOND_PERSON = "default, no source：造册与审批不得为同一人"
PUBLICITY = "default, no source：发放前公示"
STEPS: dict[Verb, Step] = {
    step.verb: step
    for step in (
        Step(Verb.REFRESH, N_("重新核算"), P.PREPARE_SUBSIDIES, frozenset({BatchState.DRAFT})),
        Step(Verb.STRIKE, N_("剔除"), P.PREPARE_SUBSIDIES, frozenset({BatchState.DRAFT})),
        Step(Verb.SUBMIT, N_("提交审批"), P.PREPARE_SUBSIDIES, frozenset({BatchState.DRAFT}), BatchState.SUBMITTED),
        Step(Verb.RETURN, N_("退回造册"), P.APPROVE_SUBSIDIES, frozenset({BatchState.SUBMITTED}), BatchState.DRAFT),
        Step(Verb.APPROVE, N_("审批通过"), P.APPROVE_SUBSIDIES, frozenset({BatchState.SUBMITTED}), BatchState.APPROVED, SECOND_PERSON),
        Step(Verb.PUBLISH, N_("公示"), P.PREPARE_SUBSIDIES, frozenset({BatchState.APPROVED}), BatchState.PUBLIC, PUBLICITY),
        Step(Verb.ANSWER, N_("答复异议"), P.APPROVE_SUBSIDIES, frozenset({BatchState.PUBLIC}), None, PUBLICITY),
        Step(Verb.PAY, N_("登记发放"), P.PREPARE_SUBSIDIES, frozenset({BatchState.PUBLIC}), BatchState.PAID, PUBLICITY),
        Step(Verb.RECOVER, N_("追回"), P.APPROVE_SUBSIDIES, frozenset({BatchState.PAID})),
        Step(
            Verb.CANCEL, N_("撤销本批"), P.APPROVE_SUBSIDIES,
            frozenset({BatchState.DRAFT, BatchState.SUBMITTED, BatchState.APPROVED, BatchState.PUBLIC}), BatchState.CANCELLED,
        ),
    )
}  # fmt: skip
