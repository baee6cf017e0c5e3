"""When an agreement takes effect: the last of the acts that the rule asks for. Every moment is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fengqiao.core.clock import SHANGHAI
from fengqiao.core.text import N_, listed
from fengqiao.jurisdictions.ruleset.clocks import Act, ClockRule

from .modifiers import Given
from .signatures import Signature, last_of, read_signatures
from .values import refuse, shown, told_moment

ALL_ACTS: tuple[Act, ...] = ("parties", "mediator", "seal")
ACT_NAMES: Mapping[str, str] = {
    "parties": N_("各方当事人签名"),
    "mediator": N_("调解员签名"),
    "seal": N_("加盖调解组织印章"),
}
DELEGATED = re.compile(r"委派|delegat", re.I)
ENTRUSTED = re.compile(r"委托|entrust|立案后", re.I)
COURT = re.compile(r"法院|诉|委派|委托|court|delegat|entrust", re.I)
PEOPLES_MEDIATION = re.compile(r"人民调解|调委会|people|\bpmc\b", re.I)


@dataclass(frozen=True)
class Effect:
    """Whether, when and why an agreement took effect.

    ``missing`` names the acts still lacking: parties, mediator, seal. ``candidates`` are the moments that one or another
    reading takes for the effect, with the reading; ``safe_from`` is the earliest, from which JC_30_SAFE is counted.
    """

    at: datetime | None
    missing: tuple[str, ...]
    moments: Mapping[str, Any]
    candidates: tuple[tuple[datetime, str], ...]
    is_arguable: bool
    explanation: str

    @property
    def safe_from(self) -> datetime | None:
        """The earliest candidate; None while the parties have not all signed."""
        return min((at for at, _reading in self.candidates), default=None)


def effect(rule: ClockRule, start_at: datetime, given: Given) -> Effect:
    """Return the effect of an agreement under an EFFECT_* rule.

    ``start_at`` is the moment of the first signature or, for an oral agreement, of reaching it. Raises ClockRefused when a
    party signed before the first signature, or when the channel is one that the rule does not cover.
    """
    if not rule.effect_acts:
        return _oral(rule, start_at, given)
    needed = _needed(rule, given)
    signed = {act: read_signatures(given.get(act), f"modifiers.{act}", start_at) for act in ALL_ACTS}
    if any(party.at is not None and party.at < start_at for party in signed["parties"]):
        raise refuse("end_before_start", N_("有当事人的签名早于首个签名"), "modifiers.parties")
    done = {act: last_of(signatures) for act, signatures in signed.items()}
    if len(signed["parties"]) == 1 and not isinstance(given.get("parties"), str):
        done["parties"] = None  # one party alone makes no agreement; a single moment is that of the last party
    missing = tuple(act for act in needed if done[act] is None)
    at = None if missing else _latest(done, needed)
    candidates = _candidates(done)
    arguable = bool(rule.reading) and len({when for when, _reading in candidates}) > 1
    return Effect(
        at=at,
        missing=missing,
        moments=_moments(start_at, signed, done, given),
        candidates=candidates,
        is_arguable=arguable,
        explanation=_explanation(rule, needed, signed, done, at) + (rule.reading if arguable else ""),
    )


def _oral(rule: ClockRule, start_at: datetime, given: Given) -> Effect:
    """人民调解法 30: an oral agreement takes effect when it is reached; the register and the seal only prove it."""
    at = start_at.astimezone(SHANGHAI)
    kept: dict[str, Any] = {"reached": _iso(at)}
    for name in ("register_signed", "seal"):
        value = given.get(name)
        kept[name] = value if value is True else _iso(last_of(read_signatures(value, f"modifiers.{name}", start_at)))
    text = N_(
        "依据{source}，口头协议自达成之时（{at}）起生效；登记表签名、盖章只作证明，不影响生效时刻。生效后，{effect}。"
    ).format(source=rule.source, at=told_moment(at), effect=rule.end_effect)
    return Effect(at, (), kept, ((at, N_("达成口头协议")),), False, text)


def _needed(rule: ClockRule, given: Given) -> tuple[Act, ...]:
    """Return the acts that count; 特邀调解规定 24(3) and 在线调解规则 19(2) ask for the parties' signatures only."""
    channel, organisation = _description(given, "channel"), _description(given, "organisation")
    if rule.effect_acts == ("parties",):
        if ENTRUSTED.search(channel) and not DELEGATED.search(channel):
            raise refuse(
                "channel_not_covered",
                N_("第24条第3款只规定委派调解的生效时刻；委托调解的协议由人民法院审查并制作调解书"),
                "modifiers.channel",
            )
        return rule.effect_acts
    if COURT.search(channel) and not PEOPLES_MEDIATION.search(organisation):
        return ("parties",)
    return rule.effect_acts


def _description(given: Given, name: str) -> str:
    """Return the words that describe a channel or an organisation; true for an organisation is a people's committee."""
    value = given.get(name)
    if isinstance(value, Mapping):
        value = " ".join(part for part in value.values() if isinstance(part, str))
    if isinstance(value, bool):
        value = "人民调解委员会" if value else ""
    if value is not None and not isinstance(value, str):
        raise refuse("malformed_modifier", N_("应为文字"), f"modifiers.{name}")
    return value or ""


def _latest(done: Mapping[Act, datetime | None], acts: tuple[Act, ...]) -> datetime | None:
    """Return the last of the acts in local time; None when one is lacking."""
    moments = [when for act in acts if (when := done[act]) is not None]
    return max(moments).astimezone(SHANGHAI) if len(moments) == len(acts) else None


def _candidates(done: Mapping[Act, datetime | None]) -> tuple[tuple[datetime, str], ...]:
    readings: tuple[tuple[tuple[Act, ...], str], ...] = (
        (("parties",), N_("各方当事人均已签名")),
        (ALL_ACTS, N_("各方当事人、调解员均已签名并已盖章")),
    )
    return tuple((at, reading) for acts, reading in readings if (at := _latest(done, acts)) is not None)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(SHANGHAI).isoformat()


def _moments(
    start_at: datetime,
    signed: Mapping[Act, list[Signature]],
    done: Mapping[Act, datetime | None],
    given: Given,
) -> dict[str, Any]:
    """Return every moment as told, for the record."""
    kept: dict[str, Any] = {
        "first_signature": _iso(start_at),
        "parties": [{"name": party.name, "signed_at": _iso(party.at)} for party in signed["parties"]],
        "mediator": _iso(done["mediator"]),
        "seal": _iso(done["seal"]),
    }
    return kept | {name: shown(_description(given, name)) for name in ("channel", "organisation") if name in given}


def _explanation(
    rule: ClockRule,
    needed: tuple[Act, ...],
    signed: Mapping[Act, list[Signature]],
    done: Mapping[Act, datetime | None],
    at: datetime | None,
) -> str:
    names = listed(ACT_NAMES[act] for act in needed)
    sentences = [N_("依据{source}，协议以{acts}均已完成的时刻为生效时刻。").format(source=rule.source, acts=names)]
    for act in ALL_ACTS:
        when = done[act]
        if when is not None:
            sentences.append(N_("{act}：{when}完成。").format(act=ACT_NAMES[act], when=told_moment(when)))
        else:
            unsigned = "、".join(person.name for person in signed[act] if person.at is None and person.name)
            who = f"（{unsigned}）" if unsigned else ""
            sentences.append(N_("{act}：尚未完成{who}。").format(act=ACT_NAMES[act], who=who))
    if at is not None:
        sentences.append(N_("协议于{at}生效，{effect}。").format(at=told_moment(at), effect=rule.end_effect))
        if "seal" not in needed:
            sentences.append(N_("调解员签名和印章的时刻照样留存，不决定生效时刻。"))
    else:
        sentences.append(N_("协议尚未生效，申请司法确认的期限尚未开始。"))
    return "".join(sentences)
