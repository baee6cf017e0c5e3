"""What goes into the API of mediation."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from fengqiao.core.api import Input
from fengqiao.core.errors import Malformed
from fengqiao.disputes.api.schemas import MatterIn, Revision
from fengqiao.mediation import actions
from fengqiao.mediation.models.sessions import LONGEST_BODY
from fengqiao.mediation.rules.words import (
    AgreementForm,
    Answer,
    CheckOutcome,
    Chooser,
    Copy,
    EndReason,
    InviteeKind,
    Mode,
    ObligationKind,
    Publicity,
    RecordResult,
    SessionMode,
    SignerKind,
)

Name = Annotated[str, Field(min_length=1, max_length=60)]
Line = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="所见协议文本的校验码")]
Strokes = Annotated[
    list[list[list[float]]], Field(max_length=200, description="笔画，每点为[横, 纵]或者[横, 纵, 毫秒]")
]
Money = Annotated[Decimal | None, Field(ge=0, max_digits=14, decimal_places=2)]


class Revised(Input):
    """所见的版本号。"""

    revision: Revision = None


class AssignIn(Revised):
    """确定调解员。"""

    lead_id: UUID
    co_ids: Annotated[list[UUID], Field(max_length=9)] = []
    chosen_by: Chooser = Chooser.COMMITTEE


class ReplaceIn(Revised):
    """更换调解员。"""

    person_id: UUID
    by_id: UUID
    reason: Annotated[str, Field(min_length=1, max_length=300)]
    chosen_by: Chooser = Chooser.COMMITTEE


class WordIn(Input):
    """如何作出的表示。"""

    mode: Mode = Mode.PAPER
    by_agent_id: UUID | None = None
    strokes: Strokes | None = None
    witness: Annotated[str, Field(max_length=120)] = ""

    def word(self) -> actions.Word:
        """Return the word as the actions take it."""
        return actions.Word(**self.model_dump())


class NoticeIn(Revised):
    """一方当事人签收权利义务告知书。"""

    party_id: UUID
    word: WordIn = WordIn()
    signed_at: AwareDatetime | None = None


class ConsentIn(Revised):
    """一方当事人的意见；refuses即终止调解并告知救济途径。"""

    party_id: UUID
    answer: Answer
    word: WordIn = WordIn()
    at: AwareDatetime | None = None
    publicity: Publicity | None = None
    mediator_choice: Annotated[str, Field(max_length=60)] = ""
    reason: Annotated[str, Field(max_length=500)] = ""

    def given(self) -> actions.PartyAnswer:
        """Return the answer as the actions take it."""
        values = self.model_dump(include={"party_id", "at", "mediator_choice", "reason"})
        publicity = self.publicity.value if self.publicity else ""
        return actions.PartyAnswer(**values, answer=self.answer.value, publicity=publicity, word=self.word.word())


class InviteIn(Revised):
    """邀请有关人员参加。"""

    kind: InviteeKind
    name: Name
    relation: Annotated[str, Field(max_length=80)] = ""
    consenting_ids: Annotated[list[UUID], Field(max_length=50)] = []


class WelcomeIn(Revised):
    """又一方当事人同意邀请。"""

    party_id: UUID


class SessionIn(Revised):
    """安排一次调解。"""

    starts_at: AwareDatetime
    ends_at: AwareDatetime | None = None
    place: Annotated[str, Field(min_length=1, max_length=200)]
    mode: SessionMode = SessionMode.ON_SITE
    is_open: Annotated[bool | None, Field(description="不填则按当事人的要求和法律规定")] = None
    closed_reason: Line = ""
    invitee_ids: Annotated[list[UUID], Field(max_length=50)] = []

    def new(self) -> actions.NewSession:
        """Return the session as the actions take it."""
        return actions.NewSession(**self.model_dump(exclude={"revision"}))


class HoldIn(Revised):
    """一次调解已经进行；present_ids为到场的参加人，不填为全部。"""

    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    present_ids: Annotated[list[UUID] | None, Field(max_length=500)] = None


class CancelIn(Revised):
    """取消一次调解的安排。"""

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class RecordIn(Revised):
    """一次调解的记录；再次提交即更正。"""

    session_id: UUID
    body: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY)]
    result: RecordResult
    told_principles: bool
    next_on: date | None = None
    recorder_name: Annotated[str, Field(max_length=60)] = ""


class CheckIn(Revised):
    """一方当事人核对记录。"""

    party_id: UUID
    word: WordIn = WordIn()
    outcome: CheckOutcome = CheckOutcome.SIGNED
    note: Annotated[str, Field(max_length=300)] = ""
    at: AwareDatetime | None = None


class InvestigationIn(Revised):
    """一次调查。"""

    investigated_at: AwareDatetime
    place: Annotated[str, Field(min_length=1, max_length=200)]
    interviewee: Name
    body: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY)]
    relation: Annotated[str, Field(max_length=80)] = ""
    participants: Annotated[str, Field(max_length=300)] = ""
    investigators: Line = ""
    signed_mode: Mode = Mode.PAPER
    strokes: Strokes | None = None


class EvidenceIn(Revised):
    """一份证据的说明，与文件一同提交。"""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    party_id: UUID | None = None
    provider_name: Annotated[str, Field(max_length=120)] = ""
    provided_at: AwareDatetime | None = None
    copy_kind: Copy = Copy.COPY
    pages: Annotated[int, Field(ge=1, le=10_000)] = 1
    purpose: Annotated[str, Field(max_length=300)] = ""


class InstalmentIn(Input):
    """一期。"""

    amount: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
    due_on: date


class ObligationIn(Input):
    """一项协议内容：谁向谁、做什么或者给付多少、如何、何地、何时。"""

    kind: ObligationKind
    description: Annotated[str, Field(min_length=1, max_length=1000)]
    debtor_id: UUID
    creditor_id: UUID | None = None
    debtor_member_id: UUID | None = None
    creditor_member_id: UUID | None = None
    amount: Money = None
    mode: Annotated[str, Field(max_length=120)] = ""
    place: Line = ""
    due_on: date | None = None
    on_the_spot: bool = False
    instalments: Annotated[list[InstalmentIn], Field(max_length=240)] = []

    def obligation(self) -> actions.NewObligation:
        """Return the obligation as the actions take it."""
        parts = tuple(actions.NewInstalment(part.amount, part.due_on) for part in self.instalments)
        return actions.NewObligation(**self.model_dump(exclude={"instalments"}), instalments=parts)


class DraftIn(Revised):
    """协议草稿，整份提交。"""

    form: AgreementForm = AgreementForm.WRITTEN
    facts: Annotated[str, Field(max_length=10_000)] = ""
    issues: Annotated[str, Field(max_length=5_000)] = ""
    responsibilities: Annotated[str, Field(max_length=5_000)] = ""
    other_terms: Annotated[str, Field(max_length=5_000)] = ""
    place: Line = ""
    copies: Annotated[int, Field(ge=0, le=100)] = 0
    written_requested: bool = False
    obligations: Annotated[list[ObligationIn], Field(max_length=500)] = []

    def draft(self) -> actions.Draft:
        """Return the draft as the actions take it."""
        values = self.model_dump(exclude={"revision", "obligations"})
        return actions.Draft(**values, obligations=tuple(each.obligation() for each in self.obligations))


class AgreeIn(Revised):
    """各方达成协议。"""

    reached_at: AwareDatetime | None = None


class SignerIn(Input):
    """谁的签名或者印章。"""

    kind: SignerKind
    party_id: UUID | None = None
    agent_id: UUID | None = None
    person_id: UUID | None = None

    def signer(self) -> actions.Signer:
        """Return the signer as the actions take it."""
        return actions.Signer(**self.model_dump())


class PadIn(Input):
    """手写板上的一个签名。"""

    signer: SignerIn
    strokes: Strokes
    document_hash: Hash
    device: Annotated[str, Field(max_length=120)] = ""


_SIGNERS = TypeAdapter(Annotated[list[SignerIn], Field(min_length=1, max_length=200)])


class ScanIn(Input):
    """纸质协议上的签名和印章，与扫描件一同提交。"""

    signers: Annotated[
        str, Field(max_length=40_000, description='JSON文本：[{"kind": "party", "party_id": …}, {"kind": "seal"}]')
    ]
    document_hash: Hash
    signed_at: AwareDatetime | None = None

    def read(self) -> list[actions.Signer]:
        """Return the signers; raises Malformed when the text is no list of signers."""
        try:
            given = _SIGNERS.validate_json(self.signers)
        except ValidationError as error:
            text = _("签名人应为JSON数组，每项写明kind和对应的标识。")
            raise Malformed("signers_malformed", text, field="signers") from error
        return [each.signer() for each in given]


class MediationReasonIn(Revised):
    """只需理由。"""

    reason: Reason


class SuspendIn(MediationReasonIn):
    """中止调解。"""

    expected_on: date | None = None


class ResumeIn(Revised):
    """恢复调解。"""

    note: Annotated[str, Field(max_length=500)] = ""


class ExtendIn(MediationReasonIn):
    """延长期限：天数或者月数，以及同意的当事人。"""

    days: Annotated[int | None, Field(ge=1, le=365)] = None
    months: Annotated[int | None, Field(ge=1, le=12)] = None
    agreed_by: Annotated[list[UUID], Field(max_length=50)]
    agreed_on: date | None = None


class TerminateIn(Revised):
    """终止调解；终止调解通知书同时制作。"""

    reason: EndReason
    explanation: Annotated[str, Field(max_length=1000)] = ""
    party_id: UUID | None = None
    undisputed_facts: Annotated[str, Field(max_length=5000)] = ""


class WithdrawIn(Revised):
    """当事人撤回或者自行和解。"""

    party_id: UUID
    reason: EndReason = EndReason.WITHDRAWN
    explanation: Annotated[str, Field(max_length=1000)] = ""


class PromiseIn(Input):
    """当场履行的一项；debtor、creditor是当事人在matter.parties中的位置，从0起。"""

    description: Annotated[str, Field(min_length=1, max_length=1000)]
    debtor: Annotated[int, Field(ge=0, le=49)]
    creditor: Annotated[int | None, Field(ge=0, le=49)] = None
    kind: ObligationKind = ObligationKind.ACT
    amount: Money = None


class SettleIn(Input):
    """简单纠纷一次办结：登记、受理、告知、同意、调解、记录、当场履行的口头协议。"""

    matter: MatterIn
    started_at: AwareDatetime
    place: Annotated[str, Field(min_length=1, max_length=200)]
    facts: Annotated[str, Field(min_length=1, max_length=10_000)]
    promises: Annotated[list[PromiseIn], Field(min_length=1, max_length=50)]
    told_principles: bool
    consented: bool
    body: Annotated[str, Field(max_length=LONGEST_BODY)] = ""
    notice_mode: Mode = Mode.PAPER
    witness: Annotated[str, Field(max_length=120)] = ""
    is_closed: bool = False
    other_terms: Annotated[str, Field(max_length=5_000)] = ""

    def sitting(self) -> actions.Sitting:
        """Return the sitting as the actions take it."""
        values: dict[str, Any] = self.model_dump(exclude={"matter", "promises"})
        return actions.Sitting(**values, promises=tuple(actions.Promise(**each.model_dump()) for each in self.promises))
