"""What comes out of the API of mediation."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema

from fengqiao.mediation.models import (
    Agreement,
    Evidence,
    Instalment,
    MediationRecord,
    MediatorAssignment,
    Obligation,
    Signature,
)


class MediatorOut(Schema):
    """一名调解员。"""

    person_id: UUID
    name: str
    part: str
    chosen_by: str
    started_at: datetime

    @staticmethod
    def resolve_name(row: MediatorAssignment) -> str:
        """Return the person's name."""
        return row.person.name


class NoticeOut(Schema):
    """一方签收的告知书。"""

    id: UUID
    party_id: UUID
    by_name: str
    mode: str
    signed_at: datetime


class ConsentOut(Schema):
    """一方的意见。"""

    id: UUID
    party_id: UUID
    answer: str
    by_name: str
    mode: str
    publicity: str
    at: datetime


class InviteeOut(Schema):
    """受邀人。"""

    id: UUID
    kind: str
    name: str
    relation: str


class ParticipantOut(Schema):
    """参加人；is_present为空表示尚未进行。"""

    id: UUID
    capacity: str
    name: str
    party_id: UUID | None
    is_present: bool | None


class SessionOut(Schema):
    """一次调解。"""

    id: UUID
    ordinal: int
    starts_at: datetime
    ends_at: datetime | None
    place: str
    mode: str
    is_open: bool
    closed_reason: str
    status: str
    cancelled_reason: str
    participants: list[ParticipantOut]


class RecordOut(Schema):
    """一次调解的记录。"""

    id: UUID
    session_id: UUID
    ordinal: int
    body: str
    result: str
    next_on: date | None
    recorder_name: str
    written_at: datetime

    @staticmethod
    def resolve_ordinal(row: MediationRecord) -> int:
        """Return which session it is of."""
        return row.session.ordinal


class RecordCheckOut(Schema):
    """一方对记录的核对。"""

    id: UUID
    party_id: UUID
    name: str
    outcome: str
    mode: str
    at: datetime


class InvestigationOut(Schema):
    """一次调查。"""

    id: UUID
    investigated_at: datetime
    place: str
    interviewee: str
    relation: str
    investigators: str
    body: str
    signed_mode: str


class EvidenceOut(Schema):
    """一份证据；sha256是文件内容的校验码。"""

    id: UUID
    ordinal: int
    name: str
    provider_name: str
    party_id: UUID | None
    provided_at: datetime
    copy_kind: str
    pages: int
    purpose: str
    shared_at: datetime | None
    sha256: str
    size: int
    media_type: str

    @staticmethod
    def resolve_copy_kind(row: Evidence) -> str:
        """Return what kind of copy it is."""
        return row.copy

    @staticmethod
    def resolve_sha256(row: Evidence) -> str:
        """Return the hash of the file."""
        return row.file.sha256

    @staticmethod
    def resolve_size(row: Evidence) -> int:
        """Return the size of the file in bytes."""
        return row.file.size

    @staticmethod
    def resolve_media_type(row: Evidence) -> str:
        """Return the kind of the file."""
        return row.file.media_type


class InstalmentOut(Schema):
    """一期。"""

    seq: int
    amount: Decimal
    due_on: date


class ObligationOut(Schema):
    """一项协议内容。"""

    id: UUID
    seq: int
    kind: str
    description: str
    debtor_id: UUID
    debtor_name: str
    creditor_id: UUID | None
    creditor_name: str
    amount: Decimal | None
    mode: str
    place: str
    due_on: date | None
    on_the_spot: bool
    instalments: list[InstalmentOut]

    @staticmethod
    def resolve_instalments(row: Obligation) -> list[Instalment]:
        """Return the instalments in order."""
        return list(row.instalments.all())


class SignatureOut(Schema):
    """一个签名或者印章；binding把签名与文本校验码、时间、设备绑定。"""

    id: UUID
    signer_kind: str
    party_id: UUID | None
    agent_id: UUID | None
    person_id: UUID | None
    name: str
    mode: str
    at: datetime
    document_hash: str
    binding: str


class HintOut(Schema):
    """一条提示；is_required为真的须先补齐。"""

    code: str
    text: str
    article: str
    fix: str
    field: str
    is_required: bool


class AgreementOut(Schema):
    """当前的协议文本。"""

    id: UUID
    revision: int
    form: str
    facts: str
    issues: str
    responsibilities: str
    other_terms: str
    place: str
    copies: int
    written_requested: bool
    document_hash: str
    reached_at: datetime | None
    parties_signed_at: datetime | None
    mediator_signed_at: datetime | None
    sealed_at: datetime | None
    effective_at: datetime | None
    effect_rule: str
    obligations: list[ObligationOut]
    signatures: list[SignatureOut]

    @staticmethod
    def resolve_obligations(row: Agreement) -> list[Obligation]:
        """Return the obligations in order."""
        return list(row.obligations.all())

    @staticmethod
    def resolve_signatures(row: Agreement) -> list[Signature]:
        """Return the signatures in order."""
        return list(row.signatures.all())


class DraftedOut(Schema):
    """写下的草稿和提示。"""

    agreement: AgreementOut
    hints: list[HintOut]
