"""Profiles: the rules of a jurisdiction as files, read into one validated ``RuleSet``. Plain Python: imports no Django.

A profile is a folder with ``profile.yaml``. It says ``extends: CN`` and then only what is its own: entries replace the
national ones with the same code, new ones are added, ``omit`` drops some. What is wrong in any file refuses the whole profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fengqiao.jurisdictions.ruleset import RuleSet

from . import checks, nodes, sources
from .nodes import Node, Problem, ProfileError

__all__ = ["NATIONAL", "Problem", "ProfileError", "load", "slugs"]

NATIONAL = "CN"
WHOLE = ("lexicon", "categories", "grading", "agreement", "subsidy", "training", "assessment")
"""National files whose content is the rule of that name."""
PARTS = {
    "clocks": ("clocks", "clocks"),
    "suitability": ("suitability", "rules"),
    **{name: (name, name) for name in ("organisation_types", "documents", "retention", "follow_up", "filing")},
    **{name: (name, name) for name in ("numbering", "routing", "limits", "grades")},
}
"""Other national rules: name -> file and the key in it under which the rule stands."""

_REASONS = {
    "missing": "缺少此项",
    "extra_forbidden": "不认识此项",
    "string_type": "应当是文字（数字请加引号）",
    "string_too_short": "内容过短或者为空",
    "string_pattern_mismatch": "格式不符，应当符合 {pattern}",
    "literal_error": "应当是 {expected} 之一",
    "int_type": "应当是整数",
    "int_parsing": "应当是整数",
    "int_from_float": "应当是整数",
    "float_type": "应当是数字",
    "float_parsing": "应当是数字",
    "bool_type": "应当是 true 或者 false",
    "bool_parsing": "应当是 true 或者 false",
    "greater_than": "应当大于 {gt}",
    "greater_than_equal": "应当不小于 {ge}",
    "less_than_equal": "应当不大于 {le}",
    "date_type": "应当是日期，如 2026-01-01",
    "date_from_datetime_parsing": "应当是日期，如 2026-01-01",
    "tuple_type": "应当是列表",
    "dict_type": "应当是一组“名称: 值”",
    "model_type": "应当是一组“名称: 值”",
}


def slugs(root: Path) -> list[str]:
    """Return the names of the profiles in a folder, sorted."""
    return sorted(path.parent.name for path in root.glob("*/profile.yaml") if path.parent.name != NATIONAL)


def load(root: Path, slug: str) -> RuleSet:
    """Return the rules of one profile.

    root: the folder of all profiles. slug: the profile's folder in it. Raises ProfileError with every fault of any of the
    files that it is made of.
    """
    own = nodes.read(root / slug / "profile.yaml", f"{slug}/profile.yaml")
    tree = _combined(root, own)
    if found := list(_shape(tree, own, slug)):
        raise ProfileError(found)
    content = tree.plain()
    unsourced = list(checks.source_faults(content))
    try:
        rules = RuleSet.model_validate(content if unsourced else sources.spelled_out(content))
    except ValidationError as error:
        raise ProfileError(_problem(tree, dict(fault)) for fault in error.errors()) from None
    if faults := [*unsourced, *checks.faults(rules)]:
        raise ProfileError(tree.problem(at, reason) for at, reason in faults)
    return rules


def _combined(root: Path, own: Node) -> Node:
    said = dict(own.value)
    extends, omitted = said.pop("extends", None), said.pop("omit", None)
    local = Node(said, own.file, own.path, own.line)
    if extends is None:
        return local
    if extends.value != NATIONAL:
        raise ProfileError([own.problem(("extends",), f"只能沿用全国规则 {NATIONAL}")])
    keys = omitted.plain() if omitted else {}
    if not isinstance(keys, dict) or not all(isinstance(listed, list) for listed in keys.values()):
        raise ProfileError([own.problem(("omit",), "应当是“名称: [代码, …]”")])
    return nodes.merged(nodes.without(_national(root), keys), local)


def _national(root: Path) -> Node:
    def file(name: str) -> Node:
        return nodes.read(root / NATIONAL / f"{name}.yaml", f"{NATIONAL}/{name}.yaml")

    content = {name: file(name) for name in WHOLE}
    for name, (source, key) in PARTS.items():
        whole = file(source)
        if key not in whole.value:
            raise ProfileError([whole.problem((key,), "缺少此项")])
        content[name] = whole.value[key]
    return Node(content, NATIONAL)


def _shape(tree: Node, own: Node, slug: str) -> Iterator[Problem]:
    stated = tree.value.get("slug")
    if stated and stated.value != slug:
        yield own.problem(("slug",), f"应当与文件夹名“{slug}”一致")


def _problem(tree: Node, fault: dict[str, Any]) -> Problem:
    pattern = _REASONS.get(fault["type"])
    reason = pattern.format_map(fault.get("ctx", {})) if pattern else fault["msg"]
    return tree.problem(fault["loc"], reason)
