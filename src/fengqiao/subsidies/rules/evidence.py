"""Whether a case shows that it happened: what the rules ask for, and what its records have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fengqiao.core.text import N_, Phrase
from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.jurisdictions.ruleset.subsidy import EvidenceRule
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


@dataclass(frozen=True)
class Proof:
    """One proof of a case and how it stands; ``values`` fill the sentence."""

    code: str
    state: Shown
    values: dict[str, Any]

    @property
    def holds(self) -> bool:
        """Whether nothing more is asked for."""
        return self.state in (Shown.THERE, Shown.NOT_NEEDED)

    def plain(self) -> dict[str, Any]:
        """Return it as it is stored with a line."""
        return {"code": self.code, "state": self.state.value, "values": self.values}


WORDS: dict[tuple[str, Shown], str] = {
    ("record", Shown.THERE): N_("调解记录%(records)d份"),
    ("record", Shown.MISSING): N_("没有调解记录，或者有%(unwritten)d次调解未作记录"),
    ("signatures", Shown.THERE): N_("协议已生效，签名、盖章%(signatures)d处"),
    ("signatures", Shown.MISSING): N_("协议尚未生效"),
    ("performance", Shown.THERE): N_("已全部履行：履行记录%(performances)d条，凭证%(vouchers)d份"),
    ("performance", Shown.MISSING): N_("协议尚未全部履行"),
    ("follow_up", Shown.THERE): N_("应当进行的回访都已完成，共%(visits_done)d次"),
    ("follow_up", Shown.MISSING): N_("还有%(visits_owed)d次应当进行的回访没有做"),
    ("call_back", Shown.THERE): N_("已向当事人核实，%(confirmed)d人确认"),
    ("call_back", Shown.MISSING): N_("尚未向当事人核实"),
    ("call_back", Shown.DENIED): N_("当事人否认有此事或者内容不符，应当先查清"),
}
REASONS = {
    "no_rate": N_("没有适用的补贴标准"),
    "no_payee": N_("没有登记主持调解员"),
    "same_matter": N_("同一纠纷已经领取或者列入本批，一案一补"),
}


def sentence(stored: dict[str, Any]) -> str:
    """Return what a stored proof or reason says, as a phrase that can be read in another language."""
    if "state" not in stored:
        return REASONS[stored["code"]]
    if stored["state"] == Shown.NOT_NEEDED:
        return N_("按规则不需要")
    words = WORDS[stored["code"], Shown(stored["state"])]
    filled: str = Phrase(words) % stored["values"]
    return filled


def proofs(rules: SubsidyRules, case: Case, traces: Traces, *, sampled: bool) -> tuple[Proof, ...]:
    """Return each proof that the rules know and how it stands. sampled: the case is drawn for a call back."""
    return tuple(_proof(rule, case, traces, sampled) for rule in rules.evidence)


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


def _proof(rule: EvidenceRule, case: Case, traces: Traces, sampled: bool) -> Proof:
    values = {
        "record": {"records": traces.records, "unwritten": traces.unwritten},
        "signatures": {"signatures": traces.signatures},
        "performance": {"performances": traces.performances, "vouchers": traces.vouchers},
        "follow_up": {"visits_done": traces.visits_done, "visits_owed": traces.visits_owed},
        "call_back": {"confirmed": traces.answers.count(CallAnswer.CONFIRMED)},
    }[rule.code]
    if rule.code == "call_back" and CallAnswer.DENIED in traces.answers:
        return Proof(rule.code, Shown.DENIED, values)
    if not is_needed(rule, case, sampled):
        return Proof(rule.code, Shown.NOT_NEEDED, values)
    there = {
        "record": traces.records > 0 and traces.unwritten == 0,
        "signatures": bool(case.form),
        "performance": case.performed,
        "follow_up": traces.visits_owed == 0,
        "call_back": CallAnswer.CONFIRMED in traces.answers,
    }[rule.code]
    return Proof(rule.code, Shown.THERE if there else Shown.MISSING, values)


def lacking(found: Iterable[Proof]) -> list[dict[str, Any]]:
    """Return the proofs that do not hold, as they are stored."""
    return [proof.plain() for proof in found if not proof.holds]
