"""Kinds of dispute, versioned, with the words by which a narrative suggests them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Code, Part, Sourced

WrittenForm = Literal["must", "should", "optional"]


class Category(Sourced):
    """One of the kinds of dispute that the case table counts.

    ``keywords`` maps a weight in the suggestion to the cues that carry it (written as in TextPattern; a weight may be
    negative). ``written`` says whether an agreement of this kind must be in writing, ``paper_only`` that signatures
    must be on paper (电子签名法第3条). ``organ`` is the kind of committee that usually mediates it, ``statutes``
    are articles to look up first.
    """

    code: Code
    name: str
    keywords: dict[int, tuple[str, ...]] = Field(default_factory=dict)
    written: WrittenForm = "optional"
    written_source: str = ""
    paper_only: bool = False
    organ: str = ""
    statutes: tuple[str, ...] = ()
    clock: str = "PM_MONTH"


class Crosswalk(Part):
    """How the codes of another version of the list map to this one."""

    from_version: str
    mapping: dict[str, Code]


class CategoryList(Sourced):
    """The versioned list of kinds."""

    version: str
    items: tuple[Category, ...]
    crosswalks: tuple[Crosswalk, ...] = ()

    def get(self, code: str) -> Category | None:
        """Return the kind with this code, or None."""
        return next((item for item in self.items if item.code == code), None)
