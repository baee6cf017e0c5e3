"""Profile files as trees that remember where each value stands, so that a refusal can name file, line and path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C where PyYAML has it
KEYS = ("code", "series", "form", "grade", "level")
"""What identifies an entry of a list: the first of these that it has. A local entry replaces the fields of its national namesake."""


@dataclass(frozen=True)
class Problem:
    """One fault of a profile: where it stands, what stands there, and why it cannot stay."""

    file: str
    path: str
    value: str
    reason: str
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}  {self.path or '（整个文件）'}  {self.value or '（空）'}  {self.reason}"


class ProfileError(Exception):
    """A profile is refused as a whole; ``problems`` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProfileError], tuple[tuple[Problem, ...]]]:
        """Keep the problems on the way from one process to another."""
        return ProfileError, (self.problems,)


@dataclass(frozen=True)
class Node:
    """A value of a profile with its place. ``value`` is a dict or list of nodes, or a plain scalar."""

    value: Any
    file: str
    path: str = ""
    line: int = 0

    def plain(self) -> Any:
        """Return the value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, location: Iterable[int | str]) -> tuple[Node, str]:
        """Return the deepest node on the way to a location, and the path that is asked for, as in its file."""
        node, rest = self, ""
        for step in location:
            inner = node.value
            if not rest and isinstance(inner, dict) and step in inner:
                node = inner[step]
            elif not rest and isinstance(inner, list) and isinstance(step, int) and step < len(inner):
                node = inner[step]
            else:
                rest = _join(rest, step)
        return node, _join(node.path, rest) if rest else node.path

    def problem(self, location: Iterable[int | str], reason: str) -> Problem:
        """Return a fault at a location below this node."""
        node, path = self.at(location)
        value = "" if path != node.path or isinstance(node.value, dict | list) else str(node.value)
        return Problem(node.file, path, value, reason, node.line)


def _join(path: str, step: int | str) -> str:
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path and step else f"{path}{step}"


def read(path: Path, file: str) -> Node:
    """Return a YAML file as a tree; ``file`` is its name in refusals.

    Raises ProfileError when it cannot be read, is not a mapping, or holds a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ProfileError([Problem(file, "", "", "没有这个文件")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError([Problem(file, "", "", f"文件无法按 UTF-8 读取：{error}")]) from None
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise ProfileError([Problem(file, "", "", "文件应当是一组“名称: 值”")])
        return _converted(loader, root, file, "")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ProfileError([Problem(file, "", "", f"不是有效的 YAML：{error.problem}", line)]) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ProfileError([Problem(file, "", "", f"不是有效的 YAML：{error}")]) from None
    finally:
        loader.dispose()


def _converted(loader: Any, node: yaml.Node, file: str, path: str) -> Node:
    line = node.start_mark.line + 1
    if node.tag not in _LOADER.yaml_constructors:
        raise ProfileError([Problem(file, path, node.tag, "不是有效的 YAML：不接受带类型标记的值", line)])
    if isinstance(node, yaml.MappingNode):
        content: dict[str, Node] = {}
        for key_node, value_node in node.value:
            key = str(loader.construct_object(key_node))
            if key in content:
                reason = "同一名称出现两次"
                raise ProfileError([Problem(file, _join(path, key), key, reason, key_node.start_mark.line + 1)])
            content[key] = _converted(loader, value_node, file, _join(path, key))
        return Node(content, file, path, line)
    if isinstance(node, yaml.SequenceNode):
        items = [_converted(loader, item, file, _join(path, index)) for index, item in enumerate(node.value)]
        return Node(items, file, path, line)
    return Node(loader.construct_object(node), file, path, line)


def _key(node: Node) -> tuple[str, Any] | None:
    if not isinstance(node.value, dict):
        return None
    return next(((name, node.value[name].value) for name in KEYS if name in node.value), None)


def merged(base: Node, over: Node) -> Node:
    """Return ``base`` with what ``over`` says instead.

    Mappings are merged name by name; lists of entries entry by entry, by their key, new ones at the end; other values give
    way.
    """
    if isinstance(base.value, dict) and isinstance(over.value, dict):
        content = dict(base.value)
        for name, node in over.value.items():
            content[name] = merged(content[name], node) if name in content else node
        return replace(over, value=content)
    if isinstance(base.value, list) and isinstance(over.value, list):
        keys = [_key(node) for node in over.value]
        if over.value and all(keys):
            return replace(over, value=_merged_entries(base.value, dict(zip(keys, over.value, strict=True))))
    return over


def _merged_entries(base: list[Node], over: dict[tuple[str, Any] | None, Node]) -> list[Node]:
    known = {_key(node) for node in base}
    changed = [merged(node, over[key]) if (key := _key(node)) in over else node for node in base]
    return changed + [node for key, node in over.items() if key not in known]


def without(node: Node, omitted: Mapping[str, Iterable[str]]) -> Node:
    """Return a rule tree without the entries whose keys are listed for its top-level names."""
    content = dict(node.value)
    for name, keys in omitted.items():
        gone = set(keys)
        if name in content and isinstance(content[name].value, list):
            kept = [entry for entry in content[name].value if (_key(entry) or ("", None))[1] not in gone]
            content[name] = replace(content[name], value=kept)
    return replace(node, value=content)
