"""How long a file is kept: the first rule of the profile that fits, and why. Nothing is ever destroyed. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fengqiao.core.clock import add_months
from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset import RetentionRule


@dataclass(frozen=True)
class Retention:
    """The rule that applies and the reason in words."""

    rule: RetentionRule
    reason: str

    def until(self, archived_on: date) -> date | None:
        """Return the last local day of keeping, None for ever; then an appraisal with a report (档案法实施条例第24条)."""
        return add_months(archived_on, 12 * self.rule.years) if self.rule.years else None


def choose(
    rules: Sequence[RetentionRule], *, category: str, category_name: str, outcome: str, amount: Decimal | None
) -> Retention:
    """Return the first rule whose conditions all hold, with the reason. amount: yuan in dispute or agreed, the larger.

    Raises ValueError when no rule of the profile fits.
    """
    for rule in rules:
        told = []
        if rule.categories:
            if category not in rule.categories:
                continue
            told.append(N_("纠纷类型为“%(kind)s”") % {"kind": category_name})
        if rule.outcomes:
            if outcome not in rule.outcomes:
                continue
            told.append(N_("按办理结果"))
        if rule.amount_from is not None:
            if amount is None or amount < rule.amount_from:
                continue
            told.append(
                N_("涉及金额%(amount)s元，达到%(from)s元")
                % {"amount": f"{amount:,.2f}", "from": f"{rule.amount_from:,}"}
            )
        source = N_("辖区默认值") if rule.is_default else rule.source
        why = N_("，").join(told) if told else N_("不属于应当延长保管期限的情形")
        return Retention(rule, N_("%(why)s（%(source)s）") % {"why": why, "source": source})
    raise ValueError("no rule of retention fits")
