"""Exams: what a question must be, how a paper is drawn, what answers are worth. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from random import Random
from typing import TypeVar

from fengqiao.core.text import N_

T = TypeVar("T")
FULL = Decimal(100)
MOST_OPTIONS = 8
LETTERS = "ABCDEFGH"


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"


QUESTION_NAMES = {
    QuestionKind.SINGLE: N_("单选题"),
    QuestionKind.MULTIPLE: N_("多选题"),
    QuestionKind.TRUE_FALSE: N_("判断题"),
}
TRUE_FALSE = (N_("正确"), N_("错误"))
"""The options of a question that is true or false, in this order."""


def fault(kind: QuestionKind, options: Sequence[str], answers: Sequence[int]) -> str:
    """Return why a question cannot be asked, "" when it can. answers: places of the right options, from 0."""
    if kind == QuestionKind.TRUE_FALSE:
        return "" if len(answers) == 1 and answers[0] in (0, 1) else N_("判断题的答案应当是正确或者错误之一。")
    if not 2 <= len(options) <= MOST_OPTIONS or len(set(options)) != len(options) or not all(options):
        return N_("请填写2至8个互不相同的选项，每行一个。")
    if not all(0 <= answer < len(options) for answer in answers):
        return N_("答案不在选项之中。")
    if kind == QuestionKind.SINGLE:
        return "" if len(answers) == 1 else N_("单选题有且只有一个答案。")
    return "" if len(set(answers)) >= 2 else N_("多选题至少有两个答案。")


def draw(bank: Mapping[QuestionKind, Sequence[T]], counts: Mapping[QuestionKind, int], chance: Random) -> list[T]:
    """Return the questions of a paper: so many of each kind, each once, in the order of the kinds.

    Raises ValueError when the bank holds too few of a kind.
    """
    drawn: list[T] = []
    for kind in QuestionKind:
        drawn += chance.sample(list(bank.get(kind, ())), counts.get(kind, 0))
    return drawn


def mark(right: Sequence[Iterable[int]], given: Sequence[Iterable[int]]) -> Decimal:
    """Return what answers are worth out of 100, to a tenth: every question the same, a question wholly right or nothing."""
    if not right:
        return Decimal("0.0")
    hits = sum(set(wanted) == set(told) for wanted, told in zip(right, given, strict=True))
    return (FULL * hits / len(right)).quantize(Decimal("0.1"), ROUND_HALF_UP)
