"""One analyser for a set of intake rules: every cue compiled once, every narrative read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol, get_args

from fengqiao.core.text import N_
from fengqiao.disputes.rules import categories_cues
from fengqiao.disputes.rules.narrative import Text
from fengqiao.disputes.rules.narrative_cues import CueBook, Kept
from fengqiao.disputes.rules.narrative_numbers import Amount, Headcount, amounts, headcounts
from fengqiao.disputes.rules.narrative_reading import Match, Reading
from fengqiao.jurisdictions.catalogue_intake import (
    national_categories,
    national_grading,
    national_lexicon,
    national_suitability,
)
from fengqiao.jurisdictions.ruleset.categories import Category, CategoryList
from fengqiao.jurisdictions.ruleset.intake import Grading, Lexicon, Mood, SuitabilityRule, TextPattern


class IntakeRules(Protocol):
    """What the rules of intake need of a rule set; RuleSet has it."""

    @property
    def code(self) -> str:
        """The jurisdiction: CN or a region code."""

    @property
    def lexicon(self) -> Lexicon:
        """The word lists that the cues name."""

    @property
    def categories(self) -> CategoryList:
        """The kinds of dispute."""

    @property
    def suitability(self) -> tuple[SuitabilityRule, ...]:
        """The must-not-accept table."""

    @property
    def grading(self) -> Grading:
        """Factors and responses of the grades."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A set of intake rules outside a rule set, such as the national ones."""

    code: str
    lexicon: Lexicon
    categories: CategoryList
    suitability: tuple[SuitabilityRule, ...]
    grading: Grading


@lru_cache(maxsize=1)
def national_rules() -> Rules:
    """Return the national defaults as rules for jurisdiction CN."""
    return Rules("CN", national_lexicon(), national_categories(), national_suitability(), national_grading())


class Analyser:
    """The compiled cues of one rule set."""

    def __init__(self, rules: IntakeRules) -> None:
        self.rules = rules
        self.book = CueBook(rules.lexicon)
        categories_cues.file_cues(self.book, rules.categories)
        self._file("suitability", ((rule.code, rule.detect) for rule in rules.suitability))
        for kind in PARTIES:
            self.book.add(f"party:{kind}", [TextPattern(cues=(f"<{kind}>",), accepts=_ANY_MOOD)])
        self._file("grading", ((factor.code, factor.detect) for factor in rules.grading.factors))

    def _file(self, table: str, rows: Iterable[tuple[str, tuple[TextPattern, ...]]]) -> None:
        for code, patterns in rows:
            self.book.add(f"{table}:{code}", patterns)

    def read(self, narrative: str) -> Narrative:
        """Return a narrative read by these rules."""
        return Narrative(self, narrative)


class Narrative:
    """A narrative under one rule set: what each rule finds in it."""

    def __init__(self, analyser: Analyser, written: str) -> None:
        self._analyser = analyser
        self.text = Text(written)
        self.reading: Reading = Reading(self.text, analyser.book)

    def matches(self, table: str, code: str) -> tuple[Match, ...]:
        """Return what speaks for one row of a table (suitability, grading)."""
        return self.reading.matches(f"{table}:{code}")

    def quote(self, match: Match) -> str:
        """Return the words of a match as written."""
        return self.text.quote(match.start, match.end)

    @cached_property
    def ranked(self) -> list[tuple[str, int, list[str]]]:
        """The kinds that the narrative suggests: (code, score, words), best first."""
        return categories_cues.rank(self.reading, self._analyser.rules.categories)

    @cached_property
    def category(self) -> Category:
        """The kind with the best score; the last of the list when none has any."""
        kinds = self._analyser.rules.categories
        return kinds.get(categories_cues.choose(self.ranked)) or kinds.items[-1]

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The sums of money it names."""
        return amounts(self.text)

    @cached_property
    def headcounts(self) -> tuple[Headcount, ...]:
        """The numbers of people it names."""
        return headcounts(self.text)


PARTIES = {
    "neighbour": N_("邻居"),
    "spouse": N_("夫妻或者恋人"),
    "parent": N_("父母长辈"),
    "child": N_("子女"),
    "sibling": N_("兄弟姐妹"),
    "worker": N_("务工人员"),
    "staff": N_("职工"),
    "site": N_("工地施工方"),
    "company": N_("公司企业"),
    "hospital": N_("医疗机构"),
    "patient": N_("患者"),
    "police": N_("公安机关"),
    "court": N_("人民法院"),
    "government": N_("行政机关"),
    "cadre": N_("干部"),
}
_ANY_MOOD: tuple[Mood, ...] = get_args(Mood)
_analysers: Kept[Analyser] = Kept()


def analyser(rules: IntakeRules) -> Analyser:
    """Return the analyser of a rule set, compiled once."""
    return _analysers.get((rules.lexicon, rules.categories, rules.suitability, rules.grading), lambda: Analyser(rules))
