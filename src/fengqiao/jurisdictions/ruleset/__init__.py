"""The rules of one jurisdiction as validated, frozen, dated data. Plain Python: imports no Django."""

from __future__ import annotations

from datetime import date

from .agreement import AgreementRules, HintRule
from .assessment import AssessmentRules, Band, GradeCriterion, GradeLevel, GradeScheme, Indicator, StoredInput
from .base import NO_SOURCE, Code, LevelCode, Part, RegionCode, Source, Sourced
from .categories import Category, CategoryList, Crosswalk
from .clocks import ClockRule
from .intake import Grade, GradeFactor, Grading, Lexicon, Response, Routing, RoutingRule, SuitabilityRule, TextPattern
from .organisations import CompositionRules, FilingRule, OrganisationType
from .outcome import DocumentRule, FollowUpRule, Limits, NumberPattern, RetentionRule, ScreeningRule
from .people import AdmissionRule
from .subsidy import SubsidyRules
from .training import TrainingRule, TrainingRules, Window

__all__ = [
    "NO_SOURCE",
    "AdmissionRule",
    "AgreementRules",
    "AssessmentRules",
    "Band",
    "Category",
    "CategoryList",
    "ClockRule",
    "CompositionRules",
    "Crosswalk",
    "DocumentRule",
    "FilingRule",
    "FollowUpRule",
    "Grade",
    "GradeCriterion",
    "GradeFactor",
    "GradeLevel",
    "GradeScheme",
    "Grading",
    "HintRule",
    "Indicator",
    "Level",
    "LevelCode",
    "Lexicon",
    "Limits",
    "NumberPattern",
    "OrganisationType",
    "Part",
    "Response",
    "RetentionRule",
    "Routing",
    "RoutingRule",
    "RuleSet",
    "ScreeningRule",
    "Sourced",
    "StoredInput",
    "SubsidyRules",
    "SuitabilityRule",
    "TextPattern",
    "TrainingRule",
    "TrainingRules",
    "Window",
]


class Level(Sourced):
    """A level of the jurisdiction's network, from the top down; ``code`` is a level of the region tree."""

    code: LevelCode
    name: str


class RuleSet(Sourced):
    """All rules of one jurisdiction at one version.

    ``version`` is the text under which decisions record the rules that they saw; ``valid_from`` the first local date on
    which it applies. ``source`` stands behind code and names.
    """

    code: RegionCode
    slug: Code
    name: str
    short_name: str
    phone: str
    phone_source: Source
    version: str
    valid_from: date
    levels: tuple[Level, ...]
    organisation_types: tuple[OrganisationType, ...]
    lexicon: Lexicon
    categories: CategoryList
    clocks: tuple[ClockRule, ...]
    suitability: tuple[SuitabilityRule, ...]
    grading: Grading
    agreement: AgreementRules
    routing: Routing
    numbering: tuple[NumberPattern, ...]
    follow_up: tuple[FollowUpRule, ...]
    retention: tuple[RetentionRule, ...]
    documents: tuple[DocumentRule, ...]
    screening: tuple[ScreeningRule, ...]
    limits: Limits
    subsidy: SubsidyRules | None = None
    training: TrainingRules | None = None
    assessment: AssessmentRules | None = None
    grades: tuple[GradeScheme, ...] = ()
    admission: AdmissionRule | None = None
    composition: CompositionRules = CompositionRules()
    filing: tuple[FilingRule, ...] = ()

    def clock(self, code: str) -> ClockRule | None:
        """Return the clock with this code, or None."""
        return next((rule for rule in self.clocks if rule.code == code), None)

    def number_pattern(self, series: str) -> NumberPattern:
        """Return the pattern of a series; KeyError when the profile has none."""
        for pattern in self.numbering:
            if pattern.series == series:
                return pattern
        raise KeyError(series)

    def organisation_type(self, code: str) -> OrganisationType | None:
        """Return the kind of organisation with this code, or None."""
        return next((kind for kind in self.organisation_types if kind.code == code), None)

    def grade_scheme(self, code: str) -> GradeScheme | None:
        """Return the scheme of grades with this code, or None."""
        return next((scheme for scheme in self.grades if scheme.code == code), None)

    def level(self, code: str) -> Level | None:
        """Return the level with this code, or None when the jurisdiction does not use it."""
        return next((level for level in self.levels if level.code == code), None)

    @property
    def mediating_kinds(self) -> tuple[str, ...]:
        """The kinds of organisation that accept cases."""
        return tuple(kind.code for kind in self.organisation_types if kind.mediates)
