"""The life-cycle of a dispute as one table of verbs. Plain Python: pages, API, refusals, documents and tests read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fengqiao.accounts.permissions import Permission
from fengqiao.core.text import N_


class Status(StrEnum):
    """Where a dispute stands."""

    REGISTERED = "registered"
    REFERRED = "referred"
    ACCEPTED = "accepted"
    MEDIATING = "mediating"
    SUSPENDED = "suspended"
    AGREED = "agreed"
    PERFORMING = "performing"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    DECLINED = "declined"
    CLOSED = "closed"
    ARCHIVED = "archived"


STATUS_NAMES: dict[Status, str] = {
    Status.REGISTERED: N_("已登记"),
    Status.REFERRED: N_("待接收"),
    Status.ACCEPTED: N_("已受理"),
    Status.MEDIATING: N_("调解中"),
    Status.SUSPENDED: N_("已中止"),
    Status.AGREED: N_("签署中"),
    Status.PERFORMING: N_("履行中"),
    Status.TERMINATED: N_("已终止"),
    Status.WITHDRAWN: N_("已撤回"),
    Status.TRANSFERRED: N_("已移送"),
    Status.DECLINED: N_("不予受理"),
    Status.CLOSED: N_("已结案"),
    Status.ARCHIVED: N_("已归档"),
}


class Desk(StrEnum):
    """Whose turn it is, and who may take a step: a place at which the dispute lies."""

    TRIAGE = "triage"
    RECEIVER = "receiver"
    DIRECTOR = "director"
    MEDIATOR = "mediator"
    PARTIES = "parties"
    COURT = "court"
    ARCHIVIST = "archivist"
    NOBODY = "nobody"


DESK_NAMES: dict[Desk, str] = {
    Desk.TRIAGE: N_("分流研判"),
    Desk.RECEIVER: N_("接收单位"),
    Desk.DIRECTOR: N_("调委会主任"),
    Desk.MEDIATOR: N_("调解员"),
    Desk.PARTIES: N_("当事人"),
    Desk.COURT: N_("人民法院"),
    Desk.ARCHIVIST: N_("立卷人"),
    Desk.NOBODY: N_("无需办理"),
}


class By(StrEnum):
    """Which organisation may take the step, besides holding the permission."""

    HOLDER = "holder"
    RECEIVER = "receiver"
    HOLDER_OR_SCOPE = "holder_or_scope"
    SCOPE = "scope"


class Verb(StrEnum):
    """What can be done with a dispute."""

    REGISTER = "register"
    ASSESS = "assess"
    GRADE = "grade"
    ROUTE = "route"
    RETURN = "return"
    ACCEPT = "accept"
    DECLINE = "decline"
    ASSIGN = "assign"
    REPLACE = "replace"
    START = "start"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    AGREE = "agree"
    REVISE = "revise"
    TAKE_EFFECT = "take_effect"
    TERMINATE = "terminate"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"
    CONFIRM = "confirm"
    RECORD_PERFORMANCE = "record_performance"
    DEFAULT = "default"
    VISIT = "visit"
    REOPEN = "reopen"
    CLOSE = "close"
    ARCHIVE = "archive"


@dataclass(frozen=True)
class Need:
    """Something that must be there before a step: the fact asked for, what is said when it is missing, and the rule."""

    fact: str
    missing: str
    source: str


@dataclass(frozen=True)
class Finding:
    """The answer to one fact: whether it holds and, when not, what exactly is missing."""

    holds: bool
    detail: str = ""


@dataclass(frozen=True)
class Step:
    """One row of the life-cycle.

    ``target`` None leaves the status. ``next_desk`` None leaves whose turn it is. ``starts`` and ``stops`` name clocks.
    ``is_offered`` False keeps a step out of menus because another step causes it.
    """

    verb: Verb
    name: str
    permission: Permission
    by: By
    sources: frozenset[Status]
    target: Status | None
    next_desk: Desk | None
    needs: tuple[Need, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    source: str = ""
    is_offered: bool = True


S, D, P, V = Status, Desk, Permission, Verb
OPEN = frozenset({S.REGISTERED, S.REFERRED, S.ACCEPTED, S.MEDIATING, S.SUSPENDED, S.AGREED, S.PERFORMING})
WORKING = frozenset({S.ACCEPTED, S.MEDIATING, S.SUSPENDED, S.AGREED})
ENDED = frozenset({S.TERMINATED, S.WITHDRAWN, S.TRANSFERRED, S.DECLINED, S.CLOSED, S.ARCHIVED})

SUITABLE = Need("suitable", N_("尚未完成受理适宜性审查，或者不属于人民调解受理范围。"), "人民调解工作若干规定")
GRADED = Need("graded", N_("尚未评定风险等级。"), "本地区规则：风险分级")
CATEGORY = Need("category_confirmed", N_("纠纷类型尚未经人工确认。"), "司发通〔2010〕239号")
TWO_SIDES = Need("two_sides", N_("双方当事人尚未登记齐全。"), "人民调解法第2条")
MEDIATOR = Need("mediator_assigned", N_("尚未确定调解员。"), "人民调解法第19条")
NOTICES = Need("rights_notices_signed", N_("权利义务告知书尚未由各方当事人签收。"), "人民调解工作若干规定")
CONSENTS = Need("consents_given", N_("尚未取得各方当事人同意调解的意思表示。"), "人民调解法第17条")
NO_REFUSAL = Need("no_refusal", N_("有当事人明确拒绝调解，只能终止调解并告知救济途径。"), "人民调解法第17条、第23条")
RECORD = Need("record_made", N_("尚无调解记录（笔录）。"), "人民调解法第27条")
AGREEMENT = Need("agreement_complete", N_("协议内容尚不完整。"), "人民调解法第28条、第29条")
FORM_ALLOWED = Need("form_allowed", N_("此类纠纷依法应当采用书面协议。"), "人民调解法第28条")
EFFECTIVE = Need("agreement_effective", N_("协议尚未生效。"), "人民调解法第29条、第30条")
REMEDIES = Need("remedies_told", N_("尚未制作告知仲裁、行政、司法救济途径的终止调解通知书。"), "人民调解法第26条")
PERFORMED = Need("performance_settled", N_("协议尚未全部履行，也未记录违约处理结果。"), "人民调解法第31条")
VISITED = Need("visits_done", N_("按规则应当进行的回访尚未完成。"), "本地区规则：回访")
FILE_COMPLETE = Need("file_complete", N_("卷宗材料不齐。"), "人民调解法第27条")


def _step(
    verb: Verb,
    name: str,
    permission: Permission,
    sources: Iterable[Status],
    target: Status | None,
    next_desk: Desk | None,
    *,
    by: By = By.HOLDER,
    needs: tuple[Need, ...] = (),
    starts: tuple[str, ...] = (),
    stops: tuple[str, ...] = (),
    source: str = "",
    is_offered: bool = True,
) -> Step:
    return Step(
        verb, name, permission, by, frozenset(sources), target, next_desk, needs, starts, stops, source, is_offered
    )


STEPS: dict[Verb, Step] = {
    step.verb: step
    for step in (
        _step(V.REGISTER, N_("登记"), P.REGISTER, (), S.REGISTERED, D.TRIAGE, by=By.SCOPE, starts=("limitation",),
              source="人民调解法第17条；诉讼时效规定第12条", is_offered=False),
        _step(V.ASSESS, N_("适宜性审查"), P.GRADE, {S.REGISTERED, S.REFERRED, S.ACCEPTED, S.MEDIATING}, None, None,
              by=By.HOLDER_OR_SCOPE, source="人民调解工作若干规定"),
        _step(V.GRADE, N_("评定风险等级"), P.GRADE, OPEN, None, None, by=By.HOLDER_OR_SCOPE,
              starts=("grade_response",), source="本地区规则：风险分级"),
        _step(V.ROUTE, N_("分流"), P.ROUTE, {S.REGISTERED}, S.REFERRED, D.RECEIVER, by=By.HOLDER_OR_SCOPE,
              needs=(SUITABLE, GRADED, CATEGORY), starts=("offer_answer",), source="本地区规则：分流"),
        _step(V.RETURN, N_("退回分流"), P.ACCEPT, {S.REFERRED}, S.REGISTERED, D.TRIAGE, by=By.RECEIVER,
              stops=("offer_answer",), source="本地区规则：分流"),
        _step(V.ACCEPT, N_("受理"), P.ACCEPT, {S.REGISTERED, S.REFERRED}, S.ACCEPTED, D.DIRECTOR, by=By.RECEIVER,
              needs=(SUITABLE, CATEGORY, TWO_SIDES), starts=("mediation_period",), stops=("offer_answer",),
              source="人民调解法第17条"),
        _step(V.DECLINE, N_("不予受理"), P.ACCEPT, {S.REGISTERED, S.REFERRED}, S.DECLINED, D.ARCHIVIST, by=By.RECEIVER,
              stops=("offer_answer", "grade_response"), source="人民调解工作若干规定"),
        _step(V.ASSIGN, N_("确定调解员"), P.ASSIGN, {S.ACCEPTED}, None, D.MEDIATOR, source="人民调解法第19条"),
        _step(V.REPLACE, N_("更换调解员（回避）"), P.ASSIGN, {S.ACCEPTED, S.MEDIATING, S.SUSPENDED}, None, D.MEDIATOR,
              needs=(MEDIATOR,), source="人民调解工作若干规定"),
        _step(V.START, N_("开始调解"), P.MEDIATE, {S.ACCEPTED}, S.MEDIATING, D.MEDIATOR,
              needs=(MEDIATOR, NO_REFUSAL, NOTICES, CONSENTS), source="人民调解法第17条、第23条"),
        _step(V.SUSPEND, N_("中止"), P.MEDIATE, {S.ACCEPTED, S.MEDIATING}, S.SUSPENDED, D.MEDIATOR,
              needs=(MEDIATOR,), source="本地区规则：期限"),
        _step(V.RESUME, N_("恢复"), P.MEDIATE, {S.SUSPENDED}, S.MEDIATING, D.MEDIATOR,
              needs=(MEDIATOR, NO_REFUSAL, NOTICES, CONSENTS), source="本地区规则：期限"),
        _step(V.EXTEND, N_("延长期限"), P.MEDIATE, {S.ACCEPTED, S.MEDIATING, S.SUSPENDED}, None, None,
              source="人民调解工作若干规定第33条"),
        _step(V.AGREE, N_("达成协议"), P.MEDIATE, {S.MEDIATING}, S.AGREED, D.PARTIES,
              needs=(NO_REFUSAL, RECORD, AGREEMENT, FORM_ALLOWED), source="人民调解法第28条"),
        _step(V.REVISE, N_("修改协议"), P.MEDIATE, {S.AGREED}, S.MEDIATING, D.MEDIATOR, source="人民调解法第28条"),
        _step(V.TAKE_EFFECT, N_("协议生效"), P.MEDIATE, {S.AGREED}, S.PERFORMING, D.PARTIES, needs=(EFFECTIVE,),
              starts=("confirmation", "enforcement", "follow_up"), stops=("mediation_period", "grade_response"),
              source="人民调解法第29条、第30条", is_offered=False),
        _step(V.TERMINATE, N_("终止调解"), P.MEDIATE, WORKING, S.TERMINATED, D.ARCHIVIST, needs=(REMEDIES,),
              stops=("mediation_period", "grade_response"), source="人民调解法第26条"),
        _step(V.WITHDRAW, N_("当事人撤回"), P.WITHDRAW, {S.REGISTERED, S.REFERRED, *WORKING}, S.WITHDRAWN, D.ARCHIVIST,
              stops=("mediation_period", "offer_answer", "grade_response"), source="人民调解法第23条"),
        _step(V.TRANSFER, N_("移送有关机关"), P.ROUTE, {S.REGISTERED, *WORKING}, S.TRANSFERRED, D.ARCHIVIST,
              by=By.HOLDER_OR_SCOPE, stops=("mediation_period", "offer_answer", "grade_response"),
              source="人民调解法第25条；人民调解工作若干规定"),
        _step(V.CONFIRM, N_("申请司法确认"), P.CONFIRM, {S.PERFORMING, S.CLOSED}, None, D.COURT, needs=(EFFECTIVE,),
              source="人民调解法第33条；民事诉讼法第205条"),
        _step(V.RECORD_PERFORMANCE, N_("记录履行"), P.FOLLOW_UP, {S.PERFORMING}, None, None, needs=(EFFECTIVE,),
              source="人民调解法第31条"),
        _step(V.DEFAULT, N_("记录未履行"), P.FOLLOW_UP, {S.PERFORMING}, None, D.MEDIATOR, needs=(EFFECTIVE,),
              starts=("follow_up",), source="人民调解法第31条、第32条"),
        _step(V.VISIT, N_("回访"), P.FOLLOW_UP, {S.PERFORMING, S.CLOSED, S.TERMINATED}, None, None,
              source="人民调解工作若干规定"),
        _step(V.REOPEN, N_("重新调解"), P.REGISTER, {S.PERFORMING, S.TERMINATED, S.WITHDRAWN, S.CLOSED, S.ARCHIVED}, None,
              None, by=By.HOLDER_OR_SCOPE, source="人民调解工作若干规定"),
        _step(V.CLOSE, N_("结案"), P.FOLLOW_UP, {S.PERFORMING}, S.CLOSED, D.ARCHIVIST, needs=(EFFECTIVE, PERFORMED, VISITED),
              stops=("confirmation", "enforcement"), source="人民调解法第31条"),
        _step(V.ARCHIVE, N_("立卷归档"), P.ARCHIVE, {S.CLOSED, S.TERMINATED, S.WITHDRAWN, S.TRANSFERRED, S.DECLINED}, S.ARCHIVED,
              D.NOBODY, needs=(FILE_COMPLETE,), source="人民调解法第27条"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A step as seen from a dispute: possible, or why not."""

    step: Step
    reasons: tuple[str, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.reasons


def missing(step: Step, facts: Mapping[str, Finding]) -> list[tuple[Need, str]]:
    """Return each need of the step that the facts do not meet, with the detail of what is missing."""
    result = []
    for need in step.needs:
        finding = facts.get(need.fact, Finding(False))
        if not finding.holds:
            result.append((need, finding.detail))
    return result


def offers(status: Status, facts: Mapping[str, Finding]) -> list[Offer]:
    """Return the steps that belong to a status, the possible ones first, each impossible one with its reasons."""
    result = []
    for step in STEPS.values():
        if step.is_offered and status in step.sources:
            reasons = tuple(detail or need.missing for need, detail in missing(step, facts))
            result.append(Offer(step, reasons))
    return sorted(result, key=lambda offer: not offer.is_possible)
