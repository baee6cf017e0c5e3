"""When an agreement takes effect, by the rule for its form, kind and channel (人民调解法第29条、第30条). Plain Python."""

from __future__ import annotations

from datetime import datetime

from fengqiao.disputes.rules.clocks.effect import Effect, effect
from fengqiao.jurisdictions.ruleset import ClockRule
from fengqiao.mediation.rules.signing import Signing

ORGANISATION = "人民调解委员会"


def rule_code(*, form: str, clock: str, court_stage: str) -> str:
    """Return the code of the rule for the moment of effect.

    form: written or oral; clock: the period of the kind of dispute (MED_30WD marks a medical one); court_stage: how a court
    handed the matter over.
    """
    if form == "oral":
        return "EFFECT_ORAL"
    if court_stage == "delegated":
        return "EFFECT_DELEGATED"
    return "EFFECT_MEDICAL" if clock == "MED_30WD" else "EFFECT_WRITTEN"


def of_oral(rule: ClockRule, reached_at: datetime) -> Effect:
    """Return the effect of an oral agreement: it needs nothing more than to be reached."""
    return effect(rule, reached_at, {})


def of_written(rule: ClockRule, signing: Signing, reached_at: datetime) -> Effect:
    """Return the effect of a written agreement from the signatures that are there; every moment is kept."""
    parties = [
        {
            "name": each.party.name,
            "signed_at": moment.isoformat() if (moment := each.moment(signing.by_party)) else None,
        }
        for each in signing.parties
    ]
    moments = [*signing.by_party.values(), *signing.by_mediator.values(), *filter(None, [signing.sealed_at])]
    given: dict[str, object] = {
        "parties": parties,
        "mediator": signing.mediator_at.isoformat() if signing.mediator_at else None,
        "seal": signing.sealed_at.isoformat() if signing.sealed_at else None,
        "organisation": ORGANISATION,
    }
    return effect(rule, min(moments, default=reached_at), given)
