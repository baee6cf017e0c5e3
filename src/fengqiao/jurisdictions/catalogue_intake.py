"""The national rules of intake and agreement as shipped in profiles/CN: words, kinds, suitability, grading, hints."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from .catalogue import profiles_folder
from .ruleset.agreement import AgreementRules
from .ruleset.categories import CategoryList
from .ruleset.intake import Grading, Lexicon, SuitabilityRule

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _national(name: str) -> Any:
    """Return one file of profiles/CN parsed."""
    written = (profiles_folder() / "CN" / name).read_text(encoding="utf-8")
    return yaml.load(written, Loader=_LOADER)  # noqa: S506 - the safe loader, in C where PyYAML has it


@lru_cache(maxsize=1)
def national_lexicon() -> Lexicon:
    """Return the word lists that cues name."""
    return Lexicon.model_validate(_national("lexicon.yaml"))


@lru_cache(maxsize=1)
def national_categories() -> CategoryList:
    """Return the 18 kinds of dispute of the national case table (司发通〔2010〕239号)."""
    return CategoryList.model_validate(_national("categories.yaml"))


@lru_cache(maxsize=1)
def national_suitability() -> tuple[SuitabilityRule, ...]:
    """Return the must-not-accept table, in the order in which a row outweighs the next."""
    return tuple(SuitabilityRule.model_validate(row) for row in _national("suitability.yaml")["rules"])


@lru_cache(maxsize=1)
def national_grading() -> Grading:
    """Return the default factors, weights and responses of red, yellow and blue; none of the numbers has a source."""
    return Grading.model_validate(_national("grading.yaml"))


@lru_cache(maxsize=1)
def national_agreement_hints() -> AgreementRules:
    """Return the legality hints for agreement texts and the bounds of interest and penalty."""
    return AgreementRules.model_validate(_national("agreement.yaml"))
