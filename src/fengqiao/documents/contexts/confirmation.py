"""The confirmation pack: application, proof that the committee mediated, address for service.

民事诉讼法第二百零五条、第二百零六条; 最高人民法院关于适用民事诉讼法的解释第三百五十四条 (materials).
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from fengqiao.core.text import N_
from fengqiao.documents import values
from fengqiao.documents.contexts.base import Boxes, FileNumber, Form, Line, Prose, Signer
from fengqiao.documents.contexts.people import GroupContext, Parties, PartyContext, listed_groups
from fengqiao.documents.contexts.signing import party_signers


class ConfirmationApplication(Form):
    """司法确认申请书: both parties, jointly, within thirty days from the day the agreement took effect."""

    code: ClassVar[str] = "confirmation_application"
    title: ClassVar[str] = N_("司法确认申请书")
    basis: ClassVar[str] = "人民调解法第三十三条；民事诉讼法第二百零五条"
    place: ClassVar[int | None] = 11
    derived: ClassVar[tuple[str, ...]] = ("heading", "request", "undertaking", "signers", "groups")

    court: Line
    applicants: Parties
    agreement_number: FileNumber
    agreement_made_on: date
    effective_on: date
    facts: Prose
    attachments: tuple[Line, ...] = ()
    applied_on: date | None = None

    @property
    def request(self) -> str:
        return (
            f"请求确认申请人于{values.date_words(self.agreement_made_on)}经{self.committee}主持调解达成的、编号为"
            f"{self.agreement_number}的人民调解协议书有效。该协议自{values.date_words(self.effective_on)}起生效。"
        )

    @property
    def undertaking(self) -> str:
        return (
            "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容而给国家、集体或者他人造成损害的，"
            "愿意承担相应的民事责任和其他法律责任。申请人提供的材料真实。"
        )

    @property
    def signers(self) -> tuple[Signer, ...]:
        return party_signers(self.applicants, "申请人（签名、盖章或按指印）")

    @property
    def groups(self) -> tuple[GroupContext, ...]:
        return listed_groups(self.applicants)


class MediationProof(Form):
    """调解组织主持调解的证明 for the court."""

    code: ClassVar[str] = "mediation_proof"
    title: ClassVar[str] = N_("主持调解证明")
    basis: ClassVar[str] = "民事诉讼法解释第三百五十四条"
    place: ClassVar[int | None] = 11
    derived: ClassVar[tuple[str, ...]] = ("heading", "paragraphs")

    court: Line
    parties: Parties
    matter: Line
    accepted_on: date
    agreement_number: FileNumber
    agreement_made_on: date
    effective_on: date
    mediators: tuple[Line, ...]
    entrusted_by: Line = ""
    issued_on: date | None = None
    contact: Line = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        people = "、".join(party.display for party in self.parties)
        entrusted = f"经{self.entrusted_by}委托，" if self.entrusted_by else ""
        return (
            f"{entrusted}{self.committee}于{values.date_words(self.accepted_on)}受理{people}{self.matter}，"
            f"卷号为{self.number}，由人民调解员{'、'.join(self.mediators)}主持调解。",
            f"各方当事人在平等协商的基础上，于{values.date_words(self.agreement_made_on)}自愿达成编号为{self.agreement_number}的"
            f"人民调解协议书，协议自{values.date_words(self.effective_on)}起生效。",
            f"{self.committee}是依法设立的人民调解组织，上述调解未向当事人收取任何费用。特此证明。",
        )


class DeliveryAddress(Form):
    """送达地址确认书, one for each applicant."""

    code: ClassVar[str] = "delivery_address"
    title: ClassVar[str] = N_("送达地址确认书")
    basis: ClassVar[str] = "民事诉讼法第二百零五条；人民法院在线调解规则第十七条"
    place: ClassVar[int | None] = 11
    derived: ClassVar[tuple[str, ...]] = ("heading", "told", "signers")

    court: Line
    matter: Line
    party: PartyContext
    recipient: Line
    address: Line
    postcode: Line = ""
    phone: Line = ""
    electronic: Annotated[Literal["yes", "no"] | None, Boxes({"yes": "同意", "no": "不同意"})] = None
    electronic_address: Line = ""
    confirmed_on: date | None = None

    @property
    def told(self) -> tuple[str, ...]:
        return (
            "一、当事人应当提供准确的送达地址；送达地址有变更的，应当及时书面告知。",
            "二、提供的地址不准确、变更后不告知，致使文书无法送达的，由当事人承担由此产生的法律后果。",
            "三、同意电子送达的，文书到达所确认的电子地址即视为送达。",
        )

    @property
    def signers(self) -> tuple[Signer, ...]:
        return party_signers((self.party,), "当事人或者代理人（签名、盖章或按指印）")
