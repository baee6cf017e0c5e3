"""What goes in and out of the disputes API."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from fengqiao.core.api import Input
from fengqiao.disputes.models import CourtStage, Door, Entruster, GradeLevel, PartyKind, Side, Source
from fengqiao.disputes.rules.matter import LONGEST_NARRATIVE, NewMatter
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.disputes.workflow import Desk, Status, Verb

Line = Annotated[str, Field(max_length=200)]
Revision = Annotated[int | None, Field(ge=1, le=2_000_000_000, description="所见的版本号；填写后，他人已办理则拒绝")]
Reason = Annotated[str, Field(min_length=1, max_length=2000)]


class AgentIn(Input):
    """代表人、代理人、法定代理人或者多人一方的成员。"""

    role: Literal["representative", "agent", "guardian", "member"]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    relation: Annotated[str, Field(max_length=40)] = ""
    authority: Line = ""
    id_number: Annotated[str, Field(max_length=18)] = ""
    phone: Annotated[str, Field(max_length=30)] = ""


class PartyIn(Input):
    """一方当事人。"""

    side: Side
    kind: PartyKind = PartyKind.PERSON
    name: Annotated[str, Field(min_length=1, max_length=120)]
    sex: Literal["", "m", "f"] = ""
    ethnicity: Annotated[str, Field(max_length=20)] = ""
    birth_on: date | None = None
    occupation: Annotated[str, Field(max_length=60)] = ""
    id_number: Annotated[str, Field(max_length=18)] = ""
    credit_code: Annotated[str, Field(max_length=18)] = ""
    legal_representative: Annotated[str, Field(max_length=60)] = ""
    legal_representative_post: Annotated[str, Field(max_length=40)] = ""
    phone: Annotated[str, Field(max_length=30)] = ""
    address: Line = ""
    headcount: Annotated[int, Field(ge=1, le=100_000)] = 1
    agents: Annotated[list[AgentIn], Field(max_length=1000)] = []

    def party(self) -> NewParty:
        """Return the party as the rules take it."""
        values = self.model_dump(exclude={"agents"})
        return NewParty(**values, agents=tuple(NewAgent(**agent.model_dump()) for agent in self.agents))


class MatterIn(Input):
    """登记一件纠纷。"""

    narrative: Annotated[str, Field(min_length=1, max_length=LONGEST_NARRATIVE)]
    category: Annotated[str, Field(max_length=40, description="纠纷类型代码，见规则")]
    region_code: Annotated[str, Field(pattern=r"^\d{12}(\d{3})?$")]
    parties: Annotated[list[PartyIn], Field(min_length=1, max_length=50)]
    source: Source = Source.APPLICATION
    door: Door = Door.API
    category_confirmed: bool = False
    amount: Annotated[Decimal | None, Field(ge=0, max_digits=16, decimal_places=2)] = None
    place: Line = ""
    entruster: Entruster | Literal[""] = ""
    entrusting_organ: Annotated[str, Field(max_length=120)] = ""
    entrusting_reference: Annotated[str, Field(max_length=80)] = ""
    court_stage: CourtStage = CourtStage.NONE
    occurred_on: date | None = None
    requested_at: datetime | None = None
    is_difficult: bool = False
    answers: Annotated[dict[str, bool], Field(max_length=40, description="适宜性问题的回答，键见规则")] = {}

    def matter(self) -> NewMatter:
        """Return the matter as the rules take it."""
        values = self.model_dump(exclude={"parties"})
        return NewMatter(**values, parties=tuple(party.party() for party in self.parties))


class AgentOut(Schema):
    """代表人、代理人、法定代理人或者成员；签名、协议以id指明。"""

    id: UUID
    role: str
    name: str


class PartyOut(Schema):
    """一方当事人，证件号码和电话已遮盖。"""

    id: UUID
    side: str
    kind: str
    name: str
    sex: str
    headcount: int
    phone: str
    id_number: str
    agents: list[AgentOut]


class ClockOut(Schema):
    """一项期限。"""

    clock: str
    rule: str
    title: str
    started_at: datetime
    due_at: datetime
    state: str
    is_provisional: bool
    source: str
    explanation: str


class DisputeRow(Schema):
    """纠纷，列表中的样子。"""

    id: UUID
    receipt_number: str
    file_number: str | None
    title: str
    category: str
    status: Status
    grade: str
    region_code: str
    source: str
    organisation_id: UUID
    next_desk: Desk
    next_organisation_id: UUID | None
    due_at: datetime | None
    registered_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    outcome: str
    revision: int


class OfferedStep(Schema):
    """一个可办或者暂不可办的步骤。"""

    verb: Verb
    name: str
    is_possible: bool
    reasons: list[str]


class DisputeOut(DisputeRow):
    """一件纠纷的全貌。"""

    narrative: str
    amount: Decimal | None
    place: str
    people_count: int
    entruster: str
    entrusting_organ: str
    entrusting_reference: str
    court_stage: str
    requested_at: datetime
    parties: list[PartyOut]
    clocks: list[ClockOut]
    steps: list[OfferedStep]


class RegisteredOut(DisputeRow):
    """刚登记的纠纷，附查询码和链哈希。"""

    follow_code: str
    chain_hash: str


class EventOut(Schema):
    """经过中的一项。"""

    sequence: int
    at: datetime
    actor_name: str
    verb: str
    before: str
    after: str
    why: str
    data: dict[str, Any]
    hash: str


class DocumentOut(Schema):
    """一份文书。"""

    id: UUID
    kind: str
    title: str
    number: str
    sha256: str
    made_at: datetime


class DuplicateOut(Schema):
    """一件可能重复的纠纷。"""

    id: UUID
    title: str
    registered_at: datetime
    why: list[str]


class SuggestionOut(Schema):
    """一个去处建议。"""

    organisation_id: UUID
    name: str
    score: int
    reasons: list[dict[str, Any]]


class Filters(Input):
    """列表的筛选。"""

    q: Annotated[str, Field(max_length=100, description="编号、姓名、电话后四位、任意一两个字")] = ""
    status: Status | None = None
    grade: GradeLevel | None = None
    category: Annotated[str, Field(max_length=40)] = ""
    source: Source | None = None
    mine: bool = False
    cursor: Annotated[str, Field(max_length=2000)] = ""
    size: Annotated[int, Field(ge=1, le=100)] = 25


class StepIn(Input):
    """不需要其他内容的步骤。"""

    revision: Revision = None


class NewPartyIn(PartyIn):
    """追加的当事人。"""

    why: Annotated[str, Field(min_length=1, max_length=500)]
    revision: Revision = None

    def party(self) -> NewParty:
        """Return the party as the rules take it."""
        return PartyIn(**self.model_dump(exclude={"why", "revision"})).party()


class PartyChangesIn(StepIn):
    """更正当事人信息；不填的不改。"""

    why: Annotated[str, Field(min_length=1, max_length=500)]
    side: Side | None = None
    kind: PartyKind | None = None
    name: Annotated[str | None, Field(min_length=1, max_length=120)] = None
    sex: Literal["", "m", "f"] | None = None
    ethnicity: Annotated[str | None, Field(max_length=20)] = None
    birth_on: date | None = None
    occupation: Annotated[str | None, Field(max_length=60)] = None
    id_number: Annotated[str | None, Field(max_length=18)] = None
    credit_code: Annotated[str | None, Field(max_length=18)] = None
    legal_representative: Annotated[str | None, Field(max_length=60)] = None
    legal_representative_post: Annotated[str | None, Field(max_length=40)] = None
    phone: Annotated[str | None, Field(max_length=30)] = None
    address: Annotated[str | None, Field(max_length=200)] = None
    headcount: Annotated[int | None, Field(ge=1, le=100_000)] = None
    agents: Annotated[list[AgentIn] | None, Field(max_length=1000)] = None

    def changes(self) -> dict[str, Any]:
        """Return what is to be changed, as the action takes it."""
        given = self.model_dump(exclude={"why", "revision", "agents"}, exclude_none=True)
        if self.agents is not None:
            given["agents"] = tuple(NewAgent(**agent.model_dump()) for agent in self.agents)
        return given


class ReasonIn(StepIn):
    """只需要理由的步骤。"""

    why: Reason


class RouteIn(StepIn):
    """分流。"""

    receiver_id: UUID
    why: Annotated[str, Field(max_length=300)] = ""


class AcceptIn(StepIn):
    """受理。"""

    materials_signed_at: datetime | None = None


class OrganIn(StepIn):
    """不予受理或者移送。"""

    reason: Reason
    organ: Annotated[str, Field(min_length=1, max_length=120)]


class AssessIn(StepIn):
    """适宜性审查的回答。"""

    answers: Annotated[dict[str, bool], Field(max_length=40)] = {}


class GradeIn(StepIn):
    """评定等级；不填override则按规则。"""

    facts: Annotated[dict[str, bool | int | float], Field(max_length=60)] = {}
    override: GradeLevel | Literal[""] = ""
    reason: Annotated[str, Field(max_length=500)] = ""


class CategoryIn(StepIn):
    """确认类型。"""

    category: Annotated[str, Field(max_length=40)]


class OffenceIn(StepIn):
    """向公安机关报告。"""

    nature: Literal["escalation", "public_security", "crime"]
    recipient: Annotated[str, Field(min_length=1, max_length=120)]
    content: Annotated[str, Field(min_length=1, max_length=5000)]
    measures: Annotated[str, Field(max_length=2000)] = ""


class RevealIn(Input):
    """查看完整信息。"""

    party_id: UUID
    field: Literal["id_number", "phone", "address"]
    reason: Annotated[str, Field(min_length=4, max_length=300)]


class PaperIn(Input):
    """制作一种登记阶段的文书。"""

    form: Annotated[str, Field(max_length=40)]
