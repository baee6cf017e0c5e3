"""The forms of the outcome: agreement, oral agreement, follow-up (人民调解法第二十八至三十一条)."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from fengqiao.core.text import N_
from fengqiao.documents import values
from fengqiao.documents.contexts.base import Boxes, Context, FileNumber, Form, Line, Moment, Prose, Signature, Signer
from fengqiao.documents.contexts.obligations import ObligationContext, clauses, in_table, instalments_in_table
from fengqiao.documents.contexts.people import GroupContext, Parties, listed_groups
from fengqiao.documents.contexts.signing import party_signers, workers_signers


class _Agreed(Form):
    """What the written and the oral agreement have in common: parties, facts, obligations as clauses or tables."""

    derived: ClassVar[tuple[str, ...]] = (
        "heading",
        "clauses",
        "obligation_rows",
        "instalment_rows",
        "signers",
        "groups",
        "copies_sentence",
    )

    parties: Parties
    facts: Prose
    issues: Prose = ""
    responsibilities: Prose = ""
    obligations: tuple[ObligationContext, ...] = ()
    others: tuple[Prose, ...] = ()
    """Further clauses: 双方就本纠纷再无其他争议."""
    performance: Prose = ""
    mediators: tuple[Line, ...]
    recorder: Line = ""
    made_on: date | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        return clauses(self.obligations, self.others)

    @property
    def obligation_rows(self) -> tuple[Context, ...]:
        return in_table(self.obligations)

    @property
    def instalment_rows(self) -> tuple[Context, ...]:
        return instalments_in_table(self.obligations)

    @property
    def groups(self) -> tuple[GroupContext, ...]:
        return listed_groups(self.parties)

    @property
    def signers(self) -> tuple[Signer, ...]:
        return (
            *party_signers(self.parties, "当事人（签名、盖章或按指印）", self.signatures),
            *workers_signers(self.mediators, self.recorder, self.signatures),
        )

    @property
    def copies_sentence(self) -> str:
        return ""


class Agreement(_Agreed):
    """人民调解协议书 (arts 28, 29; 司法部令第75号 adds the place of performance)."""

    code: ClassVar[str] = "agreement"
    title: ClassVar[str] = N_("人民调解协议书")
    basis: ClassVar[str] = "人民调解法第二十八条、第二十九条；司法部令第75号；司发通〔2010〕239号"
    place: ClassVar[int | None] = 8
    mandatory: ClassVar[bool] = True

    copies: Annotated[int, Field(ge=2)]
    court_copy: bool = False

    @property
    def copies_sentence(self) -> str:
        court = "，送人民法院一份" if self.court_copy else ""
        return (
            f"本协议一式{values.ordinal(self.copies)}份，各方当事人各持一份{court}，人民调解委员会留存一份。本协议自各方当事人签名、"
            "盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。"
        )


class OralConfirmation(Context):
    """How a party confirmed an oral agreement when not by signing: by which means and when."""

    name: Line
    way: Line
    at: Moment


class OralAgreement(_Agreed):
    """口头协议登记表 (arts 28, 30): takes effect on the day it is reached."""

    code: ClassVar[str] = "oral_agreement"
    title: ClassVar[str] = N_("人民调解口头协议登记表")
    basis: ClassVar[str] = "人民调解法第二十八条、第三十条；司发通〔2010〕239号"
    place: ClassVar[int | None] = 8
    mandatory: ClassVar[bool] = True
    derived: ClassVar[tuple[str, ...]] = (*_Agreed.derived, "confirmed")

    parties_sign: bool = True
    confirmations: tuple[OralConfirmation, ...] = ()

    @property
    def confirmed(self) -> str:
        parts = (f"{each.name}于{values.moment_words(each.at)}以{each.way}方式确认" for each in self.confirmations)
        return values.sentence("；".join(parts))

    @property
    def signers(self) -> tuple[Signer, ...]:
        if self.parties_sign:
            return super().signers
        return workers_signers(self.mediators, self.recorder, self.signatures)


class FollowUpRecord(Form):
    """人民调解回访记录 (art 31)."""

    code: ClassVar[str] = "follow_up_record"
    title: ClassVar[str] = N_("人民调解回访记录")
    basis: ClassVar[str] = "人民调解法第三十一条；司发通〔2010〕239号"
    place: ClassVar[int | None] = 10
    derived: ClassVar[tuple[str, ...]] = ("heading", "signers", "groups")

    parties: Parties
    agreement_number: FileNumber = ""
    visited: Line = ""
    reason: Prose
    way: Annotated[
        Literal["visit", "phone", "online", "office"],
        Boxes({"visit": "上门", "phone": "电话", "online": "网络", "office": "来访"}),
    ]
    performance: Prose
    satisfaction: Annotated[
        Literal["satisfied", "fair", "unsatisfied"] | None,
        Boxes({"satisfied": "满意", "fair": "基本满意", "unsatisfied": "不满意"}),
    ] = None
    remedies_used: Prose = ""
    """Whether anybody went to arbitration or court, and the result."""
    risk: Prose = ""
    action: Prose = ""
    visitors: tuple[Line, ...]
    visited_at: Moment
    signatures: tuple[Signature, ...] = ()

    @property
    def signers(self) -> tuple[Signer, ...]:
        own = tuple(Signer(label="回访人（签名）", name=name) for name in self.visitors)
        return (*own, Signer(label="被回访人（签名）", name=self.visited)) if self.visited else own

    @property
    def groups(self) -> tuple[GroupContext, ...]:
        return listed_groups(self.parties)
