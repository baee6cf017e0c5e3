"""What the rules of training must be among themselves. Plain Python: imports no Django."""

from __future__ import annotations

from collections.abc import Iterator

from fengqiao.jurisdictions.ruleset import RuleSet

Fault = tuple[tuple[int | str, ...], str]


def faults(rules: RuleSet) -> Iterator[Fault]:
    """Yield where the rules of training contradict themselves or name what does not exist."""
    if rules.training is None:
        return
    kinds, seen = {kind.code for kind in rules.organisation_types}, set()
    named = [each.code for each in rules.training.audiences]
    for index, each in enumerate(rules.training.audiences):
        if each.code in named[:index]:
            yield ("training", "audiences", index), f"“{each.code}”出现两次"
        for code in each.organisation_kinds:
            if code not in kinds:
                yield ("training", "audiences", index, "organisation_kinds"), f"没有这个组织类型：“{code}”"
    for index, rule in enumerate(rules.training.rules):
        if rule.code in seen:
            yield ("training", "rules", index), f"“{rule.code}”出现两次"
        seen.add(rule.code)
        for code in rule.organisation_kinds:
            if code not in kinds:
                yield ("training", "rules", index, "organisation_kinds"), f"没有这个组织类型：“{code}”"
        for number, (one, after) in enumerate(zip(rule.windows, rule.windows[1:], strict=False), 1):
            if after.first <= (one.until or one.due):
                yield ("training", "rules", index, "windows", number), "与前一个期间重叠"
