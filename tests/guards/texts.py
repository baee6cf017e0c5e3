"""Chinese that a reader sees without it going through the catalogue."""

import ast
import re
from collections.abc import Iterator

from tests.guards.source import Finding, Source

HAN = re.compile("[\u3400-\u9fff]")
WIDE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
"""Characters and marks of Chinese writing."""
MARKS = frozenset(
    ("_", "N_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
    + ("npgettext", "npgettext_lazy")
)
"""What marks a text for the catalogue; `scripts/messages.py` knows the same names."""
_TRANSLATED = re.compile(
    r"\{#.*?#\}|\{% comment\b.*?endcomment %\}|\{% blocktrans(?:late)?\b.*?endblocktrans(?:late)? %\}"
    r"|\{% trans(?:late)? (\"[^\"]*\"|'[^']*')|\b_\((\"[^\"]*\"|'[^']*')\)|\{% source \"[^\"]*\"",
    re.DOTALL,
)
"""Comments, translated texts, and the names of laws, which are the same in every language."""


SHOWN = re.compile(r"/(staff|portal|shells|models)/|/(models|forms|decorators|preferences|words)\.py$")
"""Where Chinese text is always text for a reader; elsewhere it may also be a source of law, a paper or a word to look for."""
LAW = re.compile(r"第[0-9一二三四五六七八九十百]+条|人民调解工作若干规定|〔\d{4}〕|SF/T")
"""The name of a source of law, which is the same in every language."""


def unwrapped_in_template(text: str) -> Iterator[tuple[int, str]]:
    """Each line of a template with Chinese, be it a comma, outside of translate tags, with its number."""
    rest = _TRANSLATED.sub(lambda found: "\n" * found.group().count("\n"), text)
    for number, line in enumerate(rest.split("\n"), start=1):
        if found := WIDE.search(line):
            yield number, line[found.start() :][:60]


def unwrapped(source: Source) -> Iterator[Finding]:
    """Chinese in views, forms, models and menus goes through _() or N_()."""
    if source.is_test or not SHOWN.search(source.place):
        return
    allowed: set[int] = set()
    for node in source.nodes:
        if isinstance(node, ast.Call) and _name(node.func) in MARKS:
            allowed |= {id(part) for argument in node.args for part in ast.walk(argument)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))  # a docstring
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in allowed:
            if HAN.search(node.value) and not LAW.search(node.value):
                yield Finding(source.place, node.lineno, f"mark {node.value[:40]!r} with _() or N_()")


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
