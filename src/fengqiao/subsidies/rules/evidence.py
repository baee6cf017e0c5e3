"""Whether a case happened and a post was served: what the rules ask for, and what the records have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fengqiao.core.text import N_, Phrase, listed
from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.jurisdictions.ruleset.subsidy import EvidenceRule, PostEvidenceRule
from fengqiao.subsidies.rules.awards import Case


class CallAnswer(StrEnum):
    """What a party said when called back."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    UNREACHED = "unreached"


ANSWER_NAMES = {
    CallAnswer.CONFIRMED: N_("确有此事，内容相符"),
    CallAnswer.DENIED: N_("没有此事，或者内容不符"),
    CallAnswer.UNREACHED: N_("没有联系上"),
}


class ServiceAnswer(StrEnum):
    """What the unit of a post said when it was asked whether the post was served in a month."""

    SERVED = "served"
    ABSENT = "absent"


SERVICE_NAMES = {
    ServiceAnswer.SERVED: N_("当月到岗履职"),
    ServiceAnswer.ABSENT: N_("当月没有到岗履职"),
}


class Shown(StrEnum):
    """How a proof stands."""

    THERE = "there"
    MISSING = "missing"
    DENIED = "denied"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Traces:
    """What the records of a case hold."""

    records: int = 0
    unwritten: int = 0
    signatures: int = 0
    performances: int = 0
    vouchers: int = 0
    visits_done: int = 0
    visits_owed: int = 0
    answers: tuple[str, ...] = ()
    materials: int = 0
    archived: bool = False


@dataclass(frozen=True)
class Proof:
    """One proof and how it stands; ``values``: its figures; ``lacks``: which of them are not enough; ``stops``: or forbid."""

    code: str
    state: Shown
    values: dict[str, int]
    lacks: tuple[dict[str, Any], ...] = ()
    stops: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing more is asked for."""
        return self.state in (Shown.THERE, Shown.NOT_NEEDED)

    def plain(self) -> dict[str, Any]:
        """Return it as it is stored with a line."""
        kept: dict[str, Any] = {"code": self.code, "state": self.state.value, "values": self.values}
        if self.state == Shown.MISSING:
            kept["lacks"] = list(self.lacks)
        if self.state == Shown.DENIED:
            kept["stops"] = list(self.stops)
        return kept


FACTS = {
    "records": N_("调解记录"),
    "unwritten": N_("未作记录的调解"),
    "effective": N_("生效的协议"),
    "signatures": N_("签名、盖章"),
    "performed": N_("全部履行"),
    "performances": N_("履行记录"),
    "vouchers": N_("履行凭证"),
    "visits_done": N_("已做的回访"),
    "visits_owed": N_("应当做而没有做的回访"),
    "confirmed": N_("当事人核实无误"),
    "denied": N_("当事人否认"),
    "unreached": N_("没有联系上当事人"),
    "materials": N_("证据材料"),
    "archived": N_("卷宗归档"),
    "sessions": N_("当月参加的调解"),
    "courses": N_("当月参加的培训"),
    "attested": N_("单位证明到岗履职"),
    "absent": N_("单位反映没有到岗"),
}
"""What a figure counts."""
COUNTED = {
    "records": N_("调解记录%(n)d份"),
    "unwritten": N_("未作记录的调解%(n)d次"),
    "effective": N_("协议已生效"),
    "signatures": N_("签名、盖章%(n)d处"),
    "performed": N_("已全部履行"),
    "performances": N_("履行记录%(n)d条"),
    "vouchers": N_("履行凭证%(n)d份"),
    "visits_done": N_("已做回访%(n)d次"),
    "visits_owed": N_("应当做而没有做的回访%(n)d次"),
    "confirmed": N_("%(n)d位当事人核实无误"),
    "denied": N_("%(n)d位当事人否认"),
    "unreached": N_("%(n)d次没有联系上当事人"),
    "materials": N_("证据材料%(n)d份"),
    "archived": N_("卷宗已归档"),
    "sessions": N_("参加调解%(n)d次"),
    "courses": N_("参加培训%(n)d次"),
    "attested": N_("单位证明到岗履职%(n)d次"),
    "absent": N_("单位反映没有到岗%(n)d次"),
}
"""What a figure says."""
NONE = {
    "records": N_("没有调解记录"),
    "effective": N_("协议尚未生效"),
    "signatures": N_("协议没有签名、盖章"),
    "performed": N_("协议尚未全部履行"),
    "performances": N_("没有履行记录"),
    "vouchers": N_("没有履行凭证"),
    "visits_done": N_("没有做过回访"),
    "confirmed": N_("尚未向当事人核实"),
    "unreached": N_("没有联系过当事人"),
    "materials": N_("没有证据材料"),
    "archived": N_("卷宗尚未归档"),
    "sessions": N_("当月没有参加调解的记录"),
    "courses": N_("当月没有参加培训的记录"),
    "attested": N_("尚未向单位核实到岗情况"),
}
"""What is said where there is nothing of what is asked for."""
STOPS = {
    "denied": N_("当事人否认有此事或者内容不符，应当先查清"),
    "absent": N_("单位反映当月没有到岗履职，应当先查清"),
}
"""What is said of what stops a payment."""
REASONS = {
    "no_rate": N_("没有适用的补贴标准"),
    "no_payee": N_("没有登记主持调解员"),
    "same_matter": N_("同一纠纷已经领取或者列入本批，一案一补"),
}


def sentence(stored: dict[str, Any]) -> str:
    """Return what a stored proof or reason says, as a phrase that can be read in another language."""
    if "state" not in stored:
        return REASONS[stored["code"]]
    values, state = stored["values"], stored["state"]
    if state == Shown.NOT_NEEDED:
        return N_("按规则不需要")
    if state == Shown.DENIED:
        stops = stored.get("stops", ["denied"])
        return listed(STOPS.get(fact, _counted(fact, values.get(fact, 0))) for fact in stops)
    if state == Shown.MISSING and "lacks" in stored:
        return listed(_lacked(one, values.get(one["fact"], 0)) for one in stored["lacks"])
    return listed(_counted(fact, number) for fact, number in values.items() if number) or N_("没有缺少的")


def _counted(fact: str, number: int) -> str:
    filled: str = Phrase(COUNTED[fact]) % {"n": number}
    return filled


def _lacked(one: Mapping[str, Any], number: int) -> str:
    if one.get("at_most") is not None:
        return _counted(one["fact"], number)
    if not number and one["fact"] in NONE:
        return NONE[one["fact"]]
    text: str = N_("%(what)s，要求至少%(limit)d") % {"what": _counted(one["fact"], number), "limit": one["at_least"]}
    return text


def proofs(rules: SubsidyRules, case: Case, traces: Traces, *, sampled: bool) -> tuple[Proof, ...]:
    """Return each proof that the rules know and how it stands. sampled: the case is drawn for a call back."""
    facts = facts_of(case, traces)
    return tuple(_proof(rule, facts, is_needed(rule, case, sampled)) for rule in rules.evidence)


def month_proofs(rules: SubsidyRules, facts: Mapping[str, int]) -> tuple[Proof, ...]:
    """Return each proof that the rules ask of a month in post. facts: what the records have, 0 when nothing is named."""
    return tuple(_proof(rule, facts, True) for rule in rules.post_evidence)


def facts_of(case: Case, traces: Traces) -> dict[str, int]:
    """Return the figures that rules of evidence may ask for, by name."""
    return {
        "records": traces.records,
        "unwritten": traces.unwritten,
        "effective": int(bool(case.form)),
        "signatures": traces.signatures,
        "performed": int(case.performed),
        "performances": traces.performances,
        "vouchers": traces.vouchers,
        "visits_done": traces.visits_done,
        "visits_owed": traces.visits_owed,
        "confirmed": traces.answers.count(CallAnswer.CONFIRMED),
        "denied": traces.answers.count(CallAnswer.DENIED),
        "unreached": traces.answers.count(CallAnswer.UNREACHED),
        "materials": traces.materials,
        "archived": int(traces.archived),
    }


def is_needed(rule: EvidenceRule, case: Case, sampled: bool) -> bool:
    """Whether a case must show this proof."""
    oral = case.form == "oral"
    return {
        "always": True,
        "agreement": bool(case.form),
        "oral": oral,
        "sample": sampled,
        "oral_or_sample": oral or sampled,
    }[rule.needed]


def _proof(rule: EvidenceRule | PostEvidenceRule, facts: Mapping[str, int], needed: bool) -> Proof:
    values = {one.fact: facts.get(one.fact, 0) for one in (*rule.holds, *rule.stopped_by)}
    stops = tuple(one.fact for one in rule.stopped_by if one.holds(values[one.fact]))
    if stops:
        return Proof(rule.code, Shown.DENIED, values, stops=stops)
    if not needed:
        return Proof(rule.code, Shown.NOT_NEEDED, values)
    lacks = tuple(one.model_dump(exclude_none=True) for one in rule.holds if not one.holds(values[one.fact]))
    if not lacks or (rule.is_any and len(lacks) < len(rule.holds)):
        return Proof(rule.code, Shown.THERE, values)
    return Proof(rule.code, Shown.MISSING, values, lacks=lacks)


def lacking(found: Iterable[Proof]) -> list[dict[str, Any]]:
    """Return the proofs that do not hold, as they are stored."""
    return [proof.plain() for proof in found if not proof.holds]
