"""What a rule set must be in itself, beyond the shape of each value. Plain Python: imports no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Any

from fengqiao.jurisdictions.profiles import checks_assessment, checks_subsidy, checks_training, sources
from fengqiao.jurisdictions.ruleset import RuleSet

Location = tuple[int | str, ...]
Fault = tuple[Location, str]


def faults(rules: RuleSet) -> Iterator[Fault]:
    """Yield where the rules contradict themselves and why."""
    yield from _twice("levels", (level.code for level in rules.levels))
    yield from _twice("organisation_types", (kind.code for kind in rules.organisation_types))
    yield from _twice("categories", (item.code for item in rules.categories.items), "items")
    yield from _twice("clocks", (clock.code for clock in rules.clocks))
    yield from _twice("suitability", (rule.code for rule in rules.suitability))
    yield from _twice("numbering", (pattern.series for pattern in rules.numbering))
    yield from _twice("follow_up", (rule.code for rule in rules.follow_up))
    yield from _twice("documents", (rule.form for rule in rules.documents))
    yield from _twice("filing", (rule.code for rule in rules.filing))
    yield from _twice("screening", (rule.level for rule in rules.screening))
    yield from _grading(rules)
    yield from _routing(rules)
    yield from _references(rules)
    yield from _numbering(rules)
    yield from checks_subsidy.faults(rules)
    yield from checks_training.faults(rules)
    yield from checks_assessment.faults(rules)
    yield from _organisations(rules)
    if not any(not rule.categories and not rule.outcomes and rule.amount_from is None for rule in rules.retention):
        yield ("retention",), "缺少一条不带条件、适用于其余卷宗的保管期限"


def source_faults(content: Any) -> Iterator[Fault]:
    """Yield sources that name a seed that does not exist, or name it without a phrase from it.

    content: profile data before its sources are spelled out.
    """
    for at, source in sources.sources(content):
        try:
            named = list(sources.quoted(source))
        except KeyError:
            yield at, "没有这份来源文件"
            continue
        if source.startswith("seed") and not (named and named[0][1]):
            yield at, "来源应写作：seed 文件名：“原文短语”"


def _twice(name: str, keys: Iterable[str], *inner: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield (name, *inner, index), f"“{key}”出现两次"
        seen.add(key)


def _grading(rules: RuleSet) -> Iterator[Fault]:
    grading = rules.grading
    yield from _twice("grading", (factor.code for factor in grading.factors), "factors")
    if not 0 < grading.yellow_from < grading.red_from:
        yield ("grading", "yellow_from"), f"黄色起点应大于0且小于红色起点{grading.red_from}"
    grades = sorted(response.grade for response in grading.responses)
    if grades != ["blue", "red", "yellow"]:
        yield ("grading", "responses"), "红、黄、蓝三级应当各有一项处置要求"


def _routing(rules: RuleSet) -> Iterator[Fault]:
    yield from _twice("routing", (rule.code for rule in rules.routing.rules), "rules")
    kinds = {kind.code for kind in rules.organisation_types}
    levels: set[str] = {level.code for level in rules.levels}
    categories = {item.code for item in rules.categories.items}
    for index, rule in enumerate(rules.routing.rules):
        at: Location = ("routing", "rules", index)
        yield from _unknown((*at, "organisation_kinds"), rule.organisation_kinds, kinds, "组织类型")
        yield from _unknown((*at, "levels"), rule.levels, levels, "层级")
        yield from _unknown((*at, "categories"), rule.categories, categories, "纠纷类型")


def _references(rules: RuleSet) -> Iterator[Fault]:
    clocks = {clock.code for clock in rules.clocks}
    levels: set[str] = {level.code for level in rules.levels}
    categories = {item.code for item in rules.categories.items}
    for index, item in enumerate(rules.categories.items):
        if item.clock not in clocks:
            yield ("categories", "items", index, "clock"), f"期限目录中没有“{item.clock}”"
    for index, rule in enumerate(rules.retention):
        yield from _unknown(("retention", index, "categories"), rule.categories, categories, "纠纷类型")
    for index, screening in enumerate(rules.screening):
        yield from _unknown(("screening", index, "level"), (screening.level,), levels, "层级")
    for index, kind in enumerate(rules.organisation_types):
        if kind.mediates and not kind.table_row:
            yield ("organisation_types", index, "table_row"), "受理案件的组织应当归入统计表的一行"
    orders = [document.order for document in rules.documents]
    if orders != sorted(set(orders)):
        yield ("documents",), "文书顺序号应当从小到大且不重复"


_NAME_PARTS = {"place", "host", "parent", "subject"}


def _organisations(rules: RuleSet) -> Iterator[Fault]:
    categories = {item.code for item in rules.categories.items}
    kinds = {kind.code for kind in rules.organisation_types}
    for index, kind in enumerate(rules.organisation_types):
        try:
            parts = {field for _text, field, _spec, _how in Formatter().parse(kind.name_form) if field is not None}
        except ValueError:
            parts = {"{"}
        if parts - _NAME_PARTS:
            reason = "名称格式只能含 {place}、{host}、{parent}、{subject}"
            yield ("organisation_types", index, "name_form"), reason
    for index, rule in enumerate(rules.filing):
        yield from _unknown(("filing", index, "kinds"), rule.kinds, kinds, "组织类型")
        yield from _unknown(("filing", index, "specialities"), rule.specialities, categories, "纠纷类型")
    if not 0 < rules.composition.members_least <= rules.composition.members_most:
        yield ("composition", "members_least"), "委员人数的下限应当大于0且不超过上限"


def _unknown(at: Location, used: Iterable[str], known: set[str], what: str) -> Iterator[Fault]:
    for code in used:
        if code not in known:
            yield at, f"没有这个{what}：“{code}”"


def _numbering(rules: RuleSet) -> Iterator[Fault]:
    for index, pattern in enumerate(rules.numbering):
        try:
            fields = sorted(
                field for _text, field, _spec, _how in Formatter().parse(pattern.pattern) if field is not None
            )
        except ValueError:
            fields = []
        if fields != ["serial", "short", "year"]:
            yield ("numbering", index, "pattern"), "编号格式应当含 {year}、{short}、{serial} 各一次"
    if all(pattern.series != "case" for pattern in rules.numbering):
        yield ("numbering",), "缺少案件编号（series: case）"
