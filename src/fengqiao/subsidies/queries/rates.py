"""The versions of the rates: which applied when, and which is to come."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from fengqiao.core.errors import NotFound
from fengqiao.core.text import N_
from fengqiao.jurisdictions.queries import ruleset, versions
from fengqiao.jurisdictions.ruleset import SubsidyRules

MOST = 24
"""Of the versions, so many of the newest are told apart."""


class Standing(StrEnum):
    """Whether rates applied before, apply now, or will."""

    EARLIER = "earlier"
    CURRENT = "current"
    COMING = "coming"


STANDING_NAMES = {Standing.EARLIER: N_("已经失效"), Standing.CURRENT: N_("现行"), Standing.COMING: N_("尚未生效")}


@dataclass(frozen=True)
class Edition:
    """Rates that applied from one local day to another (None: still), under the version that brought them."""

    version: str
    valid_from: date
    valid_until: date | None
    standing: Standing
    rules: SubsidyRules


def standing(first: date, last: date | None, day: date) -> Standing:
    """Return how a span of validity stands on a local day."""
    if day < first:
        return Standing.COMING
    return Standing.EARLIER if last is not None and last < day else Standing.CURRENT


def editions(day: date) -> list[Edition]:
    """Return the rates of the jurisdiction at work that differ from one another, the newest first.

    Of versions of the same day the one loaded last applies; versions that changed nothing about subsidies are no edition.
    """
    applied: dict[date, str] = {}
    for version, first in versions().values_list("version", "valid_from")[:MOST]:
        applied.setdefault(first, version)
    told: list[tuple[str, date, SubsidyRules]] = []
    for first, version in sorted(applied.items()):
        rules = ruleset(version).subsidy
        if rules is not None and (not told or told[-1][2] != rules):
            told.append((version, first, rules))
    ends = [first - timedelta(days=1) for _version, first, _rules in told[1:]]
    found = [
        Edition(version, first, last, standing(first, last, day), rules)
        for (version, first, rules), last in zip(told, [*ends, None], strict=True)
    ]
    return found[::-1]


def edition(day: date, version: str = "") -> tuple[Edition, list[Edition]]:
    """Return the rates of a version, those that apply on a day when none is named, and all editions; raises NotFound."""
    found = editions(day)
    named = [each for each in found if (each.version == version if version else each.standing == Standing.CURRENT)]
    chosen = next(iter(named or (found[-1:] if not version else [])), None)
    if chosen is None:
        raise NotFound("rates_not_found", _("没有这个版本的补贴标准。"), next_step=_("请从版本列表中选择。"))
    return chosen, found
