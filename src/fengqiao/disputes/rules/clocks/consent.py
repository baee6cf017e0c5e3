"""Who agreed to an extension, read from the many ways in which people write it down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fengqiao.core.text import N_, listed
from fengqiao.jurisdictions.ruleset.clocks import Approval

from .values import refuse, shown

NOBODY = {"", "nobody", "none", "no one", "null", "n/a", "无", "没有", "无人"}
DISSENT = re.compile(r"不同意|未同意|没有同意|拒绝|反对|\bnot\b|refus|disagree|reject", re.I)
ALL_SIDES = re.compile(r"双方|各方|全体当事人|所有当事人|both|all[ _]|^all$|parties|everyone|甲乙", re.I)
COMMITTEE = re.compile(r"调委会|医调委|调解委员会|调解组织|调解机构|committee|organi[sz]ation|\bpmc\b", re.I)
HEAD = re.compile(
    r"主任|负责人|首长|领导|局长|院长|所长|主管|director|head|chair|leader|charge|chief|president|principal", re.I
)
BYSTANDER = re.compile(r"调解员|法院|法官|书记员|司法所|mediator|court|judge|clerk|system", re.I)
ONE_SIDE = re.compile(r"^(一方|单方|任何一方|一方当事人|one(_party|_side| party| side)?|single|party)$", re.I)
SEPARATORS = re.compile(r"[、，,;；/&+\n]|\s+and\s+", re.I)
CONJUNCTION = re.compile(r"[和与及]")
ROLE_LETTERS = set("甲乙丙丁")


@dataclass(frozen=True)
class Consent:
    """Whose word is there: how many sides of the matter, the committee's, the head's of the organ that handles it."""

    words: tuple[str, ...]
    sides: frozenset[str]
    all_sides: bool
    committee: bool
    head: bool

    def lacking(self, approval: Approval) -> str:
        """Return in Chinese whose word the article asks for and is not there; "" when nothing is lacking."""
        if approval == "head":
            return "" if self.head else N_("有权批准的负责人（主任）的批准")
        lacking = [] if self.all_sides or len(self.sides) > 1 else [N_("双方（各方）当事人的一致同意")]
        if approval == "parties_and_committee" and not self.committee:
            lacking.append(N_("调解委员会的同意"))
        return listed(lacking)


def _words(value: object, field: str, depth: int = 0) -> Iterator[str]:
    """Yield the names and roles in a text, a list, or an object such as {name} or {role: true}."""
    if value is None or value is False:
        return
    if isinstance(value, str):
        yield from _split(value)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 3:
        for item in list(value)[:500]:
            yield from _words(item, field, depth + 1)
    elif isinstance(value, Mapping) and depth < 3:
        if value.get("agreed") is False:
            return
        named = next((value[key] for key in ("name", "party", "side", "role", "who", "by") if value.get(key)), None)
        if named is not None:
            yield from _words(named, field, depth + 1)
            return
        for key, said in list(value.items())[:500]:
            if isinstance(said, list | tuple):
                yield from _words(said, field, depth + 1)
            elif said not in (None, False, ""):
                yield from _split(str(key))
    else:
        raise refuse("malformed_modifier", N_('应写明同意的人，例如 ["甲方", "乙方"]'), field)


def _split(text: str) -> Iterator[str]:
    for piece in SEPARATORS.split(text):
        parts = [part.strip() for part in CONJUNCTION.split(piece)]
        apart = len(parts) > 1 and all(len(part) > 1 or part in ROLE_LETTERS for part in parts)
        for word in parts if apart else [piece.strip()]:
            if word.lower() not in NOBODY:
                yield word


def read_consent(value: object, field: str) -> Consent:
    """Read ``agreed_by``: a text, a list of names or roles, or an object.

    Two different names are two sides. Raises ClockRefused ``extension_by_nobody`` when no one is named.
    """
    words = tuple(dict.fromkeys(_words(value, field)))
    if not words:
        raise refuse("extension_by_nobody", N_("延长期限须有人同意或者批准，没有写明由谁同意"), field)
    sides, found = set(), {"all_sides": False, "committee": False, "head": False}
    for word in words:
        if DISSENT.search(word):
            continue
        matched = {"all_sides": ALL_SIDES, "committee": COMMITTEE, "head": HEAD}
        hits = [name for name, pattern in matched.items() if pattern.search(word)]
        for name in hits:
            found[name] = True
        if not hits and not BYSTANDER.search(word):
            sides.add("一方" if ONE_SIDE.match(word) else word)
    return Consent(tuple(shown(word) for word in words), frozenset(sides), **found)
