"""What is handed to the actions of mediation: facts as entered, typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Upload:
    """A file as it came in: the sender's name of it and its content."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Word:
    """How a party's word was taken down.

    mode: paper, pad or oral_recorded. by_agent_id: who spoke for the party (None: itself). strokes: of a pad.
    evidence: a scan, a recording or a photo. witness: who was there, for an oral word without a recording.
    """

    mode: str = "paper"
    by_agent_id: UUID | None = None
    strokes: Any = None
    evidence: Upload | None = None
    witness: str = ""


@dataclass(frozen=True)
class PartyAnswer:
    """One party's signature for the notice and its answer, as taken down on one page; parts left None stay as they are.

    answer: gives or refuses; publicity: open, closed or "".
    """

    party_id: UUID
    word: Word = field(default_factory=Word)
    notice_at: datetime | None = None
    has_notice: bool = False
    answer: str = ""
    at: datetime | None = None
    publicity: str = ""
    mediator_choice: str = ""
    reason: str = ""


@dataclass(frozen=True)
class NewSession:
    """A session to plan.

    mode: on_site, on_the_spot, phone or video. is_open: in public or not, with closed_reason; None: as the law and the
    parties' wishes have it.
    """

    starts_at: datetime
    place: str
    mode: str = "on_site"
    ends_at: datetime | None = None
    is_open: bool | None = None
    closed_reason: str = ""
    invitee_ids: Sequence[UUID] = ()


@dataclass(frozen=True)
class NewInstalment:
    """One part of an obligation to pay."""

    amount: Decimal
    due_on: date


@dataclass(frozen=True)
class NewObligation:
    """A promise as entered. kind: pay, deliver, act, refrain or apologise; members are named people of a group."""

    kind: str
    description: str
    debtor_id: UUID
    creditor_id: UUID | None = None
    debtor_member_id: UUID | None = None
    creditor_member_id: UUID | None = None
    amount: Decimal | None = None
    mode: str = ""
    place: str = ""
    due_on: date | None = None
    on_the_spot: bool = False
    instalments: tuple[NewInstalment, ...] = ()


@dataclass(frozen=True)
class Draft:
    """The text of an agreement as entered. form: written or oral."""

    form: str = "written"
    facts: str = ""
    issues: str = ""
    responsibilities: str = ""
    other_terms: str = ""
    place: str = ""
    copies: int = 0
    written_requested: bool = False
    obligations: tuple[NewObligation, ...] = ()


@dataclass(frozen=True)
class Signer:
    """Whose signature: kind party, agent, mediator, recorder or seal, with the key that the kind needs."""

    kind: str
    party_id: UUID | None = None
    agent_id: UUID | None = None
    person_id: UUID | None = None
