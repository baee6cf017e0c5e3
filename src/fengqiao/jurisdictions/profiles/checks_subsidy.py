"""What the rules of subsidies must be among themselves. Plain Python: imports no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fengqiao.jurisdictions.ruleset import RuleSet

Fault = tuple[tuple[int | str, ...], str]


def faults(rules: RuleSet) -> Iterator[Fault]:
    """Yield where the rules of subsidies contradict themselves or name what does not exist."""
    found = rules.subsidy
    if found is None:
        return
    for name in ("payers", "classes", "rates", "posts", "evidence", "post_evidence", "budgets", "conflicts"):
        yield from _twice(name, (part.code for part in getattr(found, name)))
    payers, kinds = {payer.code for payer in found.payers}, {kind.code for kind in rules.organisation_types}
    for index, payer in enumerate(found.payers):
        yield from _unknown(("payers", index, "organisation_kind"), [payer.organisation_kind], kinds, "组织类型")
    if [part.takes_the_rest for part in found.classes] != [False] * (len(found.classes) - 1) + [True]:
        yield ("subsidy", "classes"), "最后一类应当不带条件，其余各类应当有条件"
    classes = {part.code for part in found.classes}
    for index, rate in enumerate(found.rates):
        yield from _unknown(("rates", index, "payers"), rate.payers, payers, "付款单位")
        yield from _unknown(("rates", index, "classes"), rate.classes, classes, "案件等次")
        if any(not region.startswith(rules.code[:4]) for region in rate.regions):
            yield ("subsidy", "rates", index, "regions"), "不在本地区"
    for index, post in enumerate(found.posts):
        yield from _unknown(("posts", index, "payer"), [post.payer], payers, "付款单位")
        yield from _unknown(("posts", index, "organisation_kinds"), post.organisation_kinds, kinds, "组织类型")
    for index, budget in enumerate(found.budgets):
        yield from _unknown(("budgets", index, "payer"), filter(None, [budget.payer]), payers, "付款单位")


def _twice(name: str, codes: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            yield ("subsidy", name, index), f"“{code}”出现两次"
        seen.add(code)


def _unknown(at: tuple[int | str, ...], used: Iterable[str], known: set[str], what: str) -> Iterator[Fault]:
    for code in used:
        if code not in known:
            yield ("subsidy", *at), f"没有这个{what}：“{code}”"
