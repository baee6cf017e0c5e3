"""What the API of assessments and grades takes and gives."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from fengqiao.assessment.workflow import AssessedAs, RoundState, Stage
from fengqiao.core.api import Input, Paging

Why = Annotated[str, Field(min_length=1, max_length=300)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
AssessmentOutcome = Literal["upheld", "dismissed"]


class AssessmentOpenIn(Input):
    """建立考核：对象和期间（2026、2026H1、2026Q3）。"""

    subject: AssessedAs
    period: Annotated[str, Field(max_length=30)]


class AssessmentWhyIn(Input):
    """理由。"""

    why: Why


class AssessmentOpinionIn(Input):
    """审核意见。"""

    opinion: Annotated[str, Field(max_length=300)] = ""


class VoiceIn(Input):
    """谁、怎样联系、哪里不对。"""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(min_length=1, max_length=20)]
    text: Annotated[str, Field(min_length=5, max_length=1000)]


class AppealAnswerIn(Input):
    """申诉的答复；成立的可以调整分数。"""

    outcome: AssessmentOutcome
    answer: Annotated[str, Field(min_length=1, max_length=1000)]
    marks: Annotated[Decimal, Field(ge=-100, le=100, decimal_places=2)] = Decimal(0)


class GradeSettleIn(Input):
    """等级异议的答复；成立的不予评定。"""

    outcome: AssessmentOutcome
    answer: Annotated[str, Field(min_length=1, max_length=1000)]


class EntryIn(Input):
    """凭材料登记的一项数据；人员的数据写明人员和所在组织。"""

    code: Code
    organisation_id: UUID
    person_id: UUID | None = None
    value: Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]
    on: date
    evidence: Annotated[str, Field(min_length=4, max_length=500)]


class GradeApplyIn(Input):
    """申请等级：人员的写明人员，组织的写明组织。"""

    scheme: Code
    level: Code
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    statement: Annotated[str, Field(max_length=2000)] = ""


class RoundWhich(Paging):
    """哪些考核。"""

    subject: AssessedAs | None = None
    state: RoundState | None = None


class ScoreWhich(Paging):
    """哪些得分。"""

    q: Annotated[str, Field(max_length=60)] = ""
    band: Annotated[str, Field(max_length=40)] = ""


class FactWhich(Paging):
    """得分中哪一个数字的案件。"""

    indicator: Annotated[str, Field(max_length=40)] = ""
    part: Literal["numerator", "denominator"] = "numerator"


class ApplicationWhich(Paging):
    """哪些申请。"""

    stage: Stage | None = None
    scheme: Annotated[str, Field(max_length=40)] = ""


class GradeWhich(Paging):
    """哪些等级。"""

    scheme: Annotated[str, Field(max_length=40)] = ""
    level: Annotated[str, Field(max_length=40)] = ""
    state: Literal["", "standing", "expiring", "lapsed", "ended"] = ""
    q: Annotated[str, Field(max_length=60)] = ""


class RoundOut(Schema):
    """一次考核。"""

    id: UUID
    number: str
    subject: str
    state: str
    organisation_id: UUID
    region: str
    first_on: date
    last_on: date
    scores_count: int
    done: int
    total: int
    computed_at: datetime | None
    made_by_name: str
    submitted_by_name: str
    approved_by_name: str
    public_from: date | None
    public_until: date | None
    locked_at: datetime | None
    ruleset_version: str


class FigureOut(Schema):
    """一项指标的数据和得分；没有数据可算的不适用。"""

    code: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    marks: Decimal
    applies: bool


class ScoreOut(Schema):
    """一个对象的得分。"""

    id: UUID
    round_id: UUID
    organisation_id: UUID
    person_id: UUID | None
    name: str
    computed: Decimal | None
    adjustment: Decimal
    total: Decimal | None
    band: str


class ScoreDetailOut(ScoreOut):
    """一个对象的得分和各项指标。"""

    figures: list[FigureOut]


class CountedOut(Schema):
    """数字背后的一件案件。"""

    dispute_id: UUID
    file_number: str | None
    accepted_on: date
    organisation_id: UUID
    category: str


class AppealOut(Schema):
    """一条申诉和答复。"""

    id: UUID
    score_id: UUID
    text: str
    made_at: datetime
    outcome: str
    marks: Decimal
    answer: str


class IndicatorOut(Schema):
    """一项指标：由什么算出，怎样计分。目标只展示。"""

    code: str
    name: str
    subjects: list[str]
    numerator: str
    denominator: str
    direction: str
    weight: Decimal
    none_at: Decimal
    full_at: Decimal
    deduction: Decimal
    cap: Decimal
    target: Decimal | None
    source: str


class BandOut(Schema):
    """一个等次。"""

    code: str
    name: str
    at_least: Decimal


class LibraryOut(Schema):
    """指标库。"""

    version: str
    indicators: list[IndicatorOut]
    bands: list[BandOut]
    publicity_days: int
    publicity_days_source: str


class EntryOut(Schema):
    """一项登记数据。"""

    id: UUID
    code: str
    organisation_id: UUID
    person_id: UUID | None
    value: Decimal
    on: date
    evidence: str
    entered_by_name: str
    struck_why: str


class PublicScoreOut(Schema):
    """公示的得分：人员的姓名隐去一部分。"""

    id: UUID
    name: str
    organisation: str
    total: Decimal | None
    band: str


class GradeApplicationOut(Schema):
    """一份等级申请；逐项条件在 found 中。"""

    id: UUID
    number: str
    scheme: str
    level: str
    level_name: str
    stage: str
    organisation_id: UUID
    person_id: UUID | None
    name: str
    is_eligible: bool
    found: list[dict[str, Any]]
    evaluated_at: datetime
    opinion: str
    public_from: date | None
    public_until: date | None
    ruleset_version: str


class GradeOut(Schema):
    """名册中的一个等级。"""

    id: UUID
    scheme: str
    level: str
    level_name: str
    organisation_id: UUID
    person_id: UUID | None
    name: str
    number: str
    issuer: str
    awarded_on: date
    valid_until: date
    ended_on: date | None
    ended_how: str
    ended_why: str


class GradeCertificateOut(Schema):
    """一份证书。"""

    id: UUID
    number: str
    title: str
    sha256: str


class GradeObjectionOut(Schema):
    """一条等级异议和答复。"""

    id: UUID
    application_id: UUID
    text: str
    outcome: str
    answer: str


class GradeCriterionOut(Schema):
    """一项条件；不作要求的只供参考。"""

    code: str
    name: str
    kind: str
    at_least: Decimal | None
    at_most: Decimal | None
    required: bool
    source: str


class GradeLevelOut(Schema):
    """一级。"""

    code: str
    name: str
    rated_by: str
    criteria: list[GradeCriterionOut]
    source: str


class GradeSchemeOut(Schema):
    """一种等级，从高到低。"""

    code: str
    name: str
    subject: str
    is_offered: bool
    levels: list[GradeLevelOut]
    validity_years: int
    source: str
