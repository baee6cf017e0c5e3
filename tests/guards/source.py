"""The source tree as the guards see it: every Python file parsed once, and what a rule says about it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """A Python file: its place below src or the checkout, written with slashes, and its text."""

    place: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def package(self) -> str:
        """The feature package: `fengqiao.disputes`, `fengqiao.shells.portal`; "" outside of src/fengqiao."""
        parts = self.place.removesuffix(".py").split("/")
        if parts[:2] != ["src", "fengqiao"]:
            return ""
        return ".".join(parts[1 : 4 if parts[2] == "shells" else 3])

    @property
    def part(self) -> str:
        """What the file is within its package, by its first name there: `actions`, `models`, `staff`, `tests` …"""
        parts = self.place.removesuffix(".py").split("/")
        return parts[min(4 if "shells" in parts else 3, len(parts) - 1)]

    @property
    def is_test(self) -> bool:
        return "tests/" in self.place or self.place == "conftest.py"


@dataclass(frozen=True)
class Finding:
    """A broken rule: where, and what to do instead."""

    place: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.message}"


Rule = Callable[[Source], Iterator[Finding]]


def sources() -> list[Source]:
    """Every Python file of the platform and of its tests, without migrations, which Django writes."""
    files = [ROOT / "conftest.py", *ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("scripts/*.py")]
    return [
        Source(str(file.relative_to(ROOT)), file.read_text("utf-8"))
        for file in sorted(files)
        if "migrations" not in file.parts
    ]
