"""What the rules of assessment and of grades must be among themselves. Plain Python: imports no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.jurisdictions.ruleset.assessment import AssessmentRules, FactName, GradeScheme

Fault = tuple[tuple[int | str, ...], str]


def faults(rules: RuleSet) -> Iterator[Fault]:
    """Yield where the rules of assessment and of grades contradict themselves or name what does not exist."""
    if rules.assessment is not None:
        yield from _assessment(rules, rules.assessment)
    yield from _twice(("grades",), (scheme.code for scheme in rules.grades))
    for index, scheme in enumerate(rules.grades):
        yield from _scheme(rules, scheme, index)


def _assessment(rules: RuleSet, found: AssessmentRules) -> Iterator[Fault]:
    for name in ("indicators", "bands", "inputs"):
        yield from _twice(("assessment", name), (part.code for part in getattr(found, name)))
    marks = [band.at_least for band in found.bands]
    if marks != sorted(set(marks), reverse=True) or marks[-1] != 0:
        yield ("assessment", "bands"), "等次应当从高到低排列，最后一等从0分起"
    for subject in ("organisation", "person"):
        weights = [one.weight for one in found.indicators_for(subject)]
        if weights and sum(weights) != 100:
            who = "组织" if subject == "organisation" else "人员"
            yield ("assessment", "indicators"), f"考核{who}的指标权重合计应当为100，现为{sum(weights)}"
    inputs = {one.code for one in found.inputs}
    categories = {item.code for item in rules.categories.items}
    for index, one in enumerate(found.indicators):
        for name in ("numerator", "denominator"):
            yield from _fact(("assessment", "indicators", index, name), getattr(one, name), inputs, categories)


def _fact(at: tuple[int | str, ...], fact: FactName, inputs: set[str], categories: set[str]) -> Iterator[Fault]:
    if fact.startswith("input.") and fact.removeprefix("input.") not in inputs:
        yield at, f"没有这项登记数据：“{fact}”"
    if fact.startswith("cases.category_") and fact.removeprefix("cases.category_") not in categories:
        yield at, f"没有这个纠纷类型：“{fact}”"


def _scheme(rules: RuleSet, scheme: GradeScheme, index: int) -> Iterator[Fault]:
    kinds = {kind.code for kind in rules.organisation_types}
    inputs = {one.code for one in rules.assessment.inputs} if rules.assessment else set()
    yield from _twice(("grades", index, "levels"), (level.code for level in scheme.levels))
    for kind in scheme.kinds:
        if kind not in kinds:
            yield ("grades", index, "kinds"), f"没有这个组织类型：“{kind}”"
    for at, level in enumerate(scheme.levels):
        place: tuple[int | str, ...] = ("grades", index, "levels", at, "criteria")
        yield from _twice(place, (criterion.code for criterion in level.criteria))
        for number, criterion in enumerate(level.criteria):
            if criterion.input and criterion.input not in inputs:
                yield (*place, number, "input"), f"没有这项登记数据：“{criterion.input}”"


def _twice(at: tuple[int | str, ...], codes: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            yield (*at, index), f"“{code}”出现两次"
        seen.add(code)
