"""The records of the process: investigation and mediation (人民调解法第二十七条; 司法部令第75号)."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from fengqiao.core.text import N_
from fengqiao.documents import values
from fengqiao.documents.contexts.base import Boxes, Form, Line, Moment, Prose, Signature, Signer
from fengqiao.documents.contexts.people import (
    GroupContext,
    ParticipantContext,
    Parties,
    PersonContext,
    listed_groups,
    names,
)
from fengqiao.documents.contexts.signing import party_signers, signer, workers_signers


def _span(held_from: Moment, held_to: Moment | None) -> str:
    start = values.moment_words(held_from)
    if held_to is None:
        return start
    end = values.moment_words(held_to)
    day = values.date_words(held_to.astimezone(values.CHINA).date())
    return f"{start}至{end.removeprefix(day) if start.startswith(day) else end}"


class InvestigationRecord(Form):
    """人民调解调查记录: who was asked, by whom, what was said."""

    code: ClassVar[str] = "investigation_record"
    title: ClassVar[str] = N_("人民调解调查记录")
    basis: ClassVar[str] = "人民调解法第二十七条；司法部令第75号；司发通〔2010〕239号"
    place: ClassVar[int | None] = 5
    derived: ClassVar[tuple[str, ...]] = ("heading", "held", "present", "signers")

    matter: Line = ""
    held_from: Moment
    held_to: Moment | None = None
    venue: Line
    participants: tuple[ParticipantContext, ...] = ()
    asked: PersonContext
    investigators: tuple[Line, ...]
    recorder: Line = ""
    body: Prose
    signatures: tuple[Signature, ...] = ()

    @property
    def held(self) -> str:
        return _span(self.held_from, self.held_to)

    @property
    def present(self) -> str:
        return names(self.participants)

    @property
    def signers(self) -> tuple[Signer, ...]:
        asked = signer("被调查人（签名）", self.asked.name, self.signatures)
        askers = tuple(signer("调查人（签名）", name, self.signatures) for name in self.investigators)
        return (asked, *askers, signer("记录人（签名）", self.recorder, self.signatures))


class MediationRecord(Form):
    """人民调解记录: one for each session, with its result."""

    code: ClassVar[str] = "mediation_record"
    title: ClassVar[str] = N_("人民调解记录")
    basis: ClassVar[str] = "人民调解法第二十七条；司法部令第75号；司发通〔2010〕239号"
    place: ClassVar[int | None] = 7
    mandatory: ClassVar[bool] = True
    derived: ClassVar[tuple[str, ...]] = ("heading", "held", "present", "told", "signers", "outcome")

    matter: Line = ""
    session: Annotated[int, Field(ge=1)] = 1
    held_from: Moment
    held_to: Moment | None = None
    venue: Line
    publicity: Annotated[Literal["open", "closed"], Boxes({"open": "公开", "closed": "不公开"})] = "open"
    parties: Parties
    absent: tuple[Line, ...] = ()
    participants: tuple[ParticipantContext, ...] = ()
    mediators: tuple[Line, ...]
    recorder: Line = ""
    told_in: Literal["writing", "speech"] = "writing"
    body: Prose
    result: Annotated[
        Literal["agreed", "not_agreed", "continued"],
        Boxes({"agreed": "达成调解协议", "not_agreed": "未达成调解协议", "continued": "有待继续调解"}),
    ]
    result_note: Prose = ""
    next_at: Moment | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def held(self) -> str:
        return _span(self.held_from, self.held_to)

    @property
    def present(self) -> str:
        return names(self.participants)

    @property
    def told(self) -> str:
        way = "书面" if self.told_in == "writing" else "口头"
        return (
            f"人民调解委员会已经以{way}形式告知当事人人民调解的性质、原则和效力，以及当事人在调解活动中享有的权利和履行的义务，"
            "并询问当事人是否申请更换人民调解员。"
        )

    @property
    def outcome(self) -> str:
        parts = [values.sentence(self.result_note)] if self.result_note else []
        if self.next_at:
            parts.append(f"下次调解时间：{values.moment_words(self.next_at)}。")
        return "".join(parts)

    @property
    def signers(self) -> tuple[Signer, ...]:
        others = tuple(signer("参加人（签名）", person.name, self.signatures) for person in self.participants)
        return (
            *party_signers(
                tuple(party for party in self.parties if party.name not in self.absent),
                "当事人（签名、盖章或按指印）",
                self.signatures,
            ),
            *others,
            *workers_signers(self.mediators, self.recorder, self.signatures),
        )

    @property
    def groups(self) -> tuple[GroupContext, ...]:
        return listed_groups(self.parties)
