"""What must hold in every case table (domain: Σ主体 = Σ来源 = Σ类型 = 总数, and so on). A difference is published, not hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fengqiao.core.text import N_
from fengqiao.statistics.rules.cells import ROWS, SOURCES
from fengqiao.statistics.rules.facts import AGREED, AMOUNT, PEOPLE, TOP, TOTAL


@dataclass(frozen=True)
class Identity:
    """One statement about a table: left equals right, or is at most right (``at_most``)."""

    text: str
    left: int
    right: int
    at_most: bool = False

    @property
    def holds(self) -> bool:
        """Whether the statement is true."""
        return self.left <= self.right if self.at_most else self.left == self.right

    @property
    def gap(self) -> int:
        """By how much the left side misses the right one; 0 when the statement holds."""
        return 0 if self.holds else self.left - self.right


def _sum(counts: Mapping[str, int], codes: Iterable[str]) -> int:
    return sum(counts.get(code, 0) for code in codes)


def identities(counts: Mapping[str, int]) -> tuple[Identity, ...]:
    """Return the statements about one table, from its raw counts."""
    total, agreed = counts.get(TOTAL, 0), counts.get(AGREED, 0)
    of_category = [code for code in counts if code.startswith("category_")]
    sources = ("source_proactive", "source_application", "source_entrusted")
    entrusters = [cell.code for cell in SOURCES.cells if cell.code.startswith("entruster_")]
    return (
        Identity(N_("各主体合计等于调解案件总数"), _sum(counts, (cell.code for cell in ROWS.cells)), total),
        Identity(N_("各来源合计等于调解案件总数"), _sum(counts, sources), total),
        Identity(N_("各类型合计等于调解案件总数"), _sum(counts, of_category), total),
        Identity(N_("各部门委托移送合计等于接受委托移送"), _sum(counts, entrusters), counts.get("source_entrusted", 0)),
        Identity(N_("口头协议加书面协议等于调解成功"), _sum(counts, ("form_oral", "form_written")), agreed),
        Identity(N_("调解成功不超过调解案件总数"), agreed, total, at_most=True),
        Identity(N_("协议履行不超过调解成功"), counts.get("performed", 0), agreed, at_most=True),
        Identity(N_("司法确认不超过调解成功"), counts.get("confirmed", 0), agreed, at_most=True),
        Identity(N_("本级不超过总计"), counts.get(TOP, 0), total, at_most=True),
        Identity(N_("案件数不超过当事人数"), total, counts.get(PEOPLE, 0), at_most=True),
        Identity(N_("没有协议就没有协议金额"), counts.get(AMOUNT, 0) if not agreed else 0, 0),
    )


def written_confirmations(counts: Mapping[str, int]) -> Identity:
    """Return the ministry's check that confirmed agreements are written ones.

    Kept apart, because a court may also confirm an oral agreement that was recorded (民诉法解释第353条): a difference here is
    told as a remark, not as an error.
    """
    return Identity(
        N_("司法确认不超过书面协议"), counts.get("confirmed", 0), counts.get("form_written", 0), at_most=True
    )


def parent_and_children(parent: Mapping[str, int], children: Iterable[Mapping[str, int]]) -> Identity:
    """Return the statement that a region's cases are its own level's and those of the regions directly below."""
    below = sum(child.get(TOTAL, 0) for child in children)
    return Identity(N_("本级加各下级等于总计"), below + parent.get(TOP, 0), parent.get(TOTAL, 0))
