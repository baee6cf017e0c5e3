"""Suitability, grading and routing: the rules of the front desk and the triage officer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Code, Part, Sourced

Grade = Literal["red", "yellow", "blue"]


Mood = Literal["negated", "conditional", "intended", "feared", "hearsay", "past", "resolved", "elsewhere"]


class TextPattern(Part):
    """Cues that speak for a finding; any one of ``cues`` is enough.

    A cue is words in the order in which they must be read: ``A B`` A then B close by in one clause, ``A … B`` A then B
    in one sentence, ``A & B`` both in one sentence in any order, ``A + B`` both anywhere, ``!C`` and C nowhere in the
    clause. ``A|B`` is either word, ``打(我|他)`` spells alternatives inside a word, ``<name>`` a word list of the
    lexicon, ``<amount>`` any sum of money, ``<million>`` one of a million yuan or more, ``<people>`` any headcount. A cue
    counts when its words are said as fact; ``accepts`` names other moods in which it counts too (threatened, heard of).
    ``unless`` are cues that, read as fact in the same sentence, undo it; ``unless_anywhere`` undo it wherever they
    stand in the narrative.
    """

    cues: tuple[str, ...] = Field(min_length=1)
    accepts: tuple[Mood, ...] = ()
    unless: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()


class Lexicon(Sourced):
    """Word lists that cues name, each a text of words parted by blanks.

    ``marks`` are the lists by which a clause shows its mood (negators, conditions, fears ...); ``masks`` are phrases
    whose inside says nothing ("跳楼价", "手术刀").
    """

    words: dict[Code, str]
    marks: dict[Code, str]
    masks: str


class SuitabilityRule(Sourced):
    """One row of the must-not-accept table (domain: when it is not people's mediation).

    ``question`` is what the front desk asks in plain words; answering yes applies the row. ``effect`` is what follows:
    not suitable; mediated under ``condition``; ``lifts`` frees the rows with ``lifted_by_entrustment`` (an organ entrusted
    the matter by letter), of which ``condition_when_entrusted`` then still holds; ``note`` only says something about the
    agreement. ``fact`` is the key under which a yes or no is given to the rules, ``basis`` the article as printed to the
    parties, ``organ`` who is competent instead. ``categories`` apply the row by the kind of dispute alone.
    About the agreement: ``confirmation`` is what a court could confirm, ``written_must`` the article that orders writing,
    ``paper_only`` bars electronic signatures. A row without a question is only read from the narrative.
    """

    code: Code
    fact: Code
    question: str = ""
    effect: Literal["not-suitable", "mediate-with-condition", "lifts", "note"]
    condition: str = ""
    organ: str = ""
    basis: str
    reason: str
    lifted_by_entrustment: bool = False
    condition_when_entrusted: str = ""
    reports_to_police: bool = False
    categories: tuple[Code, ...] = ()
    confirmation: Literal["", "partly", "no"] = ""
    written_must: str = ""
    paper_only: bool = False
    detect: tuple[TextPattern, ...] = ()

    @property
    def asked(self) -> bool:
        """True when the front desk puts this row to the parties as a question."""
        return bool(self.question)


class GradeFactor(Sourced):
    """A circumstance that raises the grade: a weight, or a hard trigger that alone makes it at least ``trigger``.

    ``fact`` names the input: a yes/no, or a number compared with ``at_least``. ``categories`` makes the kind of dispute
    itself the circumstance.
    """

    code: Code
    name: str
    fact: Code
    weight: int = Field(ge=0, default=0)
    trigger: Grade | None = None
    at_least: float | None = None
    categories: tuple[Code, ...] = ()
    detect: tuple[TextPattern, ...] = ()


class Response(Sourced):
    """What a grade obliges to: who acts, within how many hours of grading, and with whom."""

    grade: Grade
    actor: str
    within_hours: int = Field(gt=0)
    measures: tuple[str, ...]
    expert_panel: bool = False
    leader_in_charge: bool = False


class Grading(Sourced):
    """Red, yellow, blue: factors, the sums from which yellow and red begin, and the response to each."""

    factors: tuple[GradeFactor, ...]
    yellow_from: int
    red_from: int
    responses: tuple[Response, ...]

    def response(self, grade: Grade) -> Response:
        """Return the response owed to a grade."""
        return next(item for item in self.responses if item.grade == grade)


class RoutingRule(Sourced):
    """A preference of the routing table: matters of these kinds, grades and entrusting organs go to these kinds of organisation.

    An empty tuple means any. ``score`` is added to each candidate that fits; ``levels`` narrows the region level.
    """

    code: Code
    name: str
    categories: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    entrusters: tuple[Literal["court", "procuratorate", "police", "petition", "other"], ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    score: int


class Routing(Sourced):
    """The routing table, with the weight of place and load and the hours that a receiver has to answer an offer."""

    rules: tuple[RoutingRule, ...]
    same_place_score: int
    parent_place_score: int
    speciality_score: int
    load_penalty: int
    answer_within_hours: int = Field(gt=0)
