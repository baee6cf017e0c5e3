"""The national catalogue of clocks, read from profiles/CN/clocks.yaml."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import Field, ValidationError, field_validator

from .ruleset.base import Part
from .ruleset.clocks import ClockRule


class Catalogue(Part):
    """A dated list of clocks, each code once."""

    version: str = Field(min_length=1)
    clocks: tuple[ClockRule, ...] = Field(min_length=1)

    @field_validator("clocks")
    @classmethod
    def _each_code_once(cls, clocks: tuple[ClockRule, ...]) -> tuple[ClockRule, ...]:
        codes = [rule.code for rule in clocks]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"listed twice: {', '.join(twice)}")
        return clocks


class BrokenCatalogue(Exception):
    """The file of clocks cannot be used; the message names file, place, value and reason."""


def profiles_folder() -> Path:
    """Return the folder of profiles: FENGQIAO_PROFILES, else profiles/ of FENGQIAO_HOME or of the checkout."""
    named = os.environ.get("FENGQIAO_PROFILES")
    if named:
        return Path(named)
    return Path(os.environ.get("FENGQIAO_HOME") or Path(__file__).parents[3]) / "profiles"


def read_catalogue(path: Path) -> Catalogue:
    """Read and validate a file of clocks.

    Raises BrokenCatalogue, naming the file and every place that is wrong.
    """
    try:
        return Catalogue.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise BrokenCatalogue(f"{path}: {wrong}") from wrong
    except ValidationError as wrong:
        places = (
            f"{'.'.join(map(str, error['loc']))} = {error['input']!r:.80}: {error['msg']}" for error in wrong.errors()
        )
        raise BrokenCatalogue(f"{path}: {'; '.join(places)}") from wrong


@lru_cache(maxsize=1)
def national_clocks() -> tuple[ClockRule, ...]:
    """Return the catalogue of clocks: national rules and the local ones that the catalogue lists, read once."""
    return read_catalogue(profiles_folder() / "CN" / "clocks.yaml").clocks
