"""The shapes that components take. Templates also accept plain dictionaries with the same keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """A sentence of a record's story. tone: "", good, warn or bad."""

    at: datetime
    who: str
    text: str
    detail: str = ""
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Step:
    """Something that can be done now: a page to go to, or a dialog of this page (its id)."""

    label: str
    url: str = ""
    hint: str = ""
    icon: str = ""
    dialog: str = ""
    danger: bool = False


@dataclass(frozen=True)
class Reason:
    """Why something cannot be done now, what says so, and where it can be put right."""

    text: str
    source: str = ""
    fix_url: str = ""
    fix_label: str = ""


@dataclass(frozen=True)
class Blocked:
    """A step that is not possible now."""

    label: str
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Tab:
    """A page of a record, or a saved filter of a list. count: a number, or a bounded one such as "2000+"."""

    label: str
    url: str
    count: int | str | None = None
    current: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a list. kind: "", num, date, narrow, wide, or main for the one that takes the room that is left.

    sorted: "", ascending or descending.
    """

    label: str
    kind: str = ""
    optional: bool = False
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Check:
    """A line of a checklist. state: pass, warn, fail or todo."""

    state: str
    text: str
    source: str = ""
    fix: str = ""
    fix_url: str = ""


@dataclass(frozen=True)
class Option:
    """A hit of a picker."""

    code: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Progress:
    """Long work. url answers with pages.progress; failed: why it ended without a result."""

    url: str
    done: int
    total: int
    doing: str
    cancel_url: str = ""
    finished: bool = False
    result_url: str = ""
    result_label: str = ""
    failed: str = ""
