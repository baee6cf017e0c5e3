"""What every part of a rule set shares: strictness and the source of each value."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

NO_SOURCE = "default, no source"
LevelCode = Literal["city", "county", "street", "community", "grid"]

Source = Annotated[
    str, Field(min_length=4, description="a seed by file and phrase, an article, or 'default, no source'")
]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
RegionCode = Annotated[str, Field(pattern=r"^\d{6}$")]


class Part(BaseModel):
    """A frozen piece of a rule set that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Part):
    """A rule or value together with where it comes from."""

    source: Source

    @property
    def is_default(self) -> bool:
        """True when no law or published text stands behind the value."""
        return self.source.startswith(NO_SOURCE)
