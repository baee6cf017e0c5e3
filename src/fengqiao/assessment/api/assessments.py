"""`/assessments`: rounds with their scores and cases, appeals, the library, figures entered; and the public list."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from fengqiao.assessment import access, actions, exports
from fengqiao.assessment.api.schemas import (
    AppealAnswerIn,
    AppealOut,
    AssessmentOpenIn,
    AssessmentOpinionIn,
    AssessmentWhyIn,
    CountedOut,
    EntryIn,
    EntryOut,
    FactWhich,
    LibraryOut,
    PublicScoreOut,
    RoundOut,
    RoundWhich,
    ScoreDetailOut,
    ScoreOut,
    ScoreWhich,
    VoiceIn,
)
from fengqiao.assessment.models import Appeal, Entry, Round, Score
from fengqiao.assessment.portal.views import public_name
from fengqiao.assessment.queries import counting, publicity, rounds
from fengqiao.assessment.staff.frame import PREPARE, VIEW
from fengqiao.core.api import ApiRequest, Paged, Paging, paged
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import keyset
from fengqiao.core.sheets import XLSX
from fengqiao.statistics.rules import periods

router = Router(tags=["assessment"])


@router.get("/assessments", response=Paged[RoundOut], url_name="assessments")
def listed(request: ApiRequest, query: Query[RoundWhich]) -> dict[str, Any]:
    """看得到的考核，新的在前。"""
    found = rounds.listed(request.actor, subject=query.subject or "", state=query.state or "")
    return paged(keyset(found, rounds.ORDER, query.cursor, query.size))


@router.post("/assessments", response={201: RoundOut}, url_name="assessments")
def open_round(request: ApiRequest, body: AssessmentOpenIn) -> Status[Round]:
    """为本人负责的地区建立一次考核，由后台计算。"""
    request.actor.require(PREPARE)
    made = actions.open_round(request.actor, subject=body.subject, period=periods.read(body.period))
    return Status(201, made)


@router.get("/assessments/indicators", response=LibraryOut, url_name="assessment_indicators")
def library(request: ApiRequest) -> dict[str, Any]:
    """现行指标库，每项有依据；目标只展示。"""
    request.actor.require(VIEW)
    rules, version = access.rules_for(request.actor)
    return {
        "version": version, "indicators": list(rules.indicators), "bands": list(rules.bands),
        "publicity_days": rules.publicity_days, "publicity_days_source": rules.publicity_days_source,
    }  # fmt: skip


@router.get("/assessments/entries", response=Paged[EntryOut], url_name="assessment_entries")
def entries(request: ApiRequest, query: Query[Paging]) -> dict[str, Any]:
    """凭材料登记的数据，新的在前。"""
    return paged(keyset(rounds.entries(request.actor), rounds.ENTRIES, query.cursor, query.size))


@router.post("/assessments/entries", response={201: EntryOut}, url_name="assessment_entries")
def enter(request: ApiRequest, body: EntryIn) -> Status[Entry]:
    """登记一项数据。"""
    return Status(201, actions.enter(request.actor, **body.model_dump()))


@router.post("/assessments/entries/{entry_id}/strike", response=EntryOut, url_name="assessment_strike")
def strike(request: ApiRequest, entry_id: UUID, body: AssessmentWhyIn) -> Entry:
    """作废一项数据。"""
    return actions.strike(request.actor, entry_id, why=body.why)


@router.get("/assessments/{round_id}", response=RoundOut, url_name="assessment")
def one(request: ApiRequest, round_id: UUID) -> Round:
    """一次考核。"""
    return access.get_for(request.actor, round_id, VIEW)


@router.get("/assessments/{round_id}/scores", response=Paged[ScoreOut], url_name="assessment_scores")
def scores(request: ApiRequest, round_id: UUID, query: Query[ScoreWhich]) -> dict[str, Any]:
    """得分，高的在前。"""
    found = access.get_for(request.actor, round_id, VIEW)
    rows = rounds.scores(request.actor, found, q=query.q, band=query.band)
    return paged(keyset(rows, rounds.SCORES, query.cursor, query.size))


@router.get("/assessments/{round_id}/scores.xlsx", response={200: bytes}, url_name="assessment_scores_file")
def scores_file(request: ApiRequest, round_id: UUID) -> HttpResponse:
    """得分和各项指标的表格文件（XLSX）。"""
    found = access.get_for(request.actor, round_id, VIEW)
    return HttpResponse(exports.scores(request.actor, found), content_type=XLSX)


@router.get("/assessments/scores/{score_id}", response=ScoreDetailOut, url_name="assessment_score")
def score(request: ApiRequest, score_id: UUID) -> Score:
    """一个对象的得分和各项指标。"""
    return access.score_for(request.actor, score_id)


@router.get("/assessments/scores/{score_id}/cases", response=Paged[CountedOut], url_name="assessment_cases")
def cases(request: ApiRequest, score_id: UUID, query: Query[FactWhich]) -> dict[str, Any]:
    """一个数字背后的案件，件数与数字相同。"""
    found = access.score_for(request.actor, score_id)
    wanted = next((each for each in counting.indicators_of(found.round) if each.code == query.indicator), None)
    name = str(getattr(wanted, query.part)) if wanted else ""
    if not name.startswith(counting.CASES):
        raise NotFound("figure_not_found", _("没有找到这个数字。"), field="indicator")
    page = keyset(rounds.with_cases(counting.of_score(found, name)), rounds.CASES, query.cursor, query.size)
    items = [
        {
            "dispute_id": row.dispute_id, "file_number": row.dispute.file_number, "accepted_on": row.accepted_on,
            "organisation_id": row.organisation_id, "category": row.category,
        }
        for row in page.rows
    ]  # fmt: skip
    return {**paged(page), "items": items}


@router.post("/assessments/scores/{score_id}/appeals", response={201: AppealOut}, url_name="assessment_appeal")
def appeal(request: ApiRequest, score_id: UUID, body: VoiceIn) -> Status[Appeal]:
    """对本人、本单位的得分提出申诉。"""
    return Status(201, actions.appeal(request.actor, score_id, actions.Voice(**body.model_dump())))


@router.get("/assessments/{round_id}/appeals", response=list[AppealOut], url_name="assessment_appeals")
def appeals(request: ApiRequest, round_id: UUID) -> list[Appeal]:
    """一次考核的申诉，没有答复的在前。"""
    return rounds.appeals(access.get_for(request.actor, round_id, PREPARE))


@router.post("/assessments/{round_id}/appeals/{appeal_id}/answer", response=AppealOut, url_name="assessment_answer")
def answer(request: ApiRequest, round_id: UUID, appeal_id: UUID, body: AppealAnswerIn) -> Appeal:
    """答复申诉。"""
    return actions.answer(request.actor, round_id, appeal_id, outcome=body.outcome, text=body.answer, marks=body.marks)


@router.post("/assessments/{round_id}/compute", response=RoundOut, url_name="assessment_compute")
def compute(request: ApiRequest, round_id: UUID) -> Round:
    """重新计算。"""
    return actions.recompute(request.actor, round_id)


@router.post("/assessments/{round_id}/submit", response=RoundOut, url_name="assessment_submit")
def submit(request: ApiRequest, round_id: UUID) -> Round:
    """提交审核。"""
    return actions.submit(request.actor, round_id)


@router.post("/assessments/{round_id}/return", response=RoundOut, url_name="assessment_return")
def give_back(request: ApiRequest, round_id: UUID, body: AssessmentWhyIn) -> Round:
    """退回。"""
    return actions.give_back(request.actor, round_id, why=body.why)


@router.post("/assessments/{round_id}/approve", response=RoundOut, url_name="assessment_approve")
def approve(request: ApiRequest, round_id: UUID, body: AssessmentOpinionIn) -> Round:
    """审核通过；不得由核算、提交的人审核。"""
    return actions.approve(request.actor, round_id, opinion=body.opinion)


@router.post("/assessments/{round_id}/publish", response=RoundOut, url_name="assessment_publish")
def publish(request: ApiRequest, round_id: UUID) -> Round:
    """公示。"""
    return actions.publish(request.actor, round_id)


@router.post("/assessments/{round_id}/lock", response=RoundOut, url_name="assessment_lock")
def lock(request: ApiRequest, round_id: UUID) -> Round:
    """锁定：得分不再变动。"""
    return actions.lock(request.actor, round_id)


@router.post("/assessments/{round_id}/cancel", response=RoundOut, url_name="assessment_cancel")
def cancel(request: ApiRequest, round_id: UUID, body: AssessmentWhyIn) -> Round:
    """撤销没有锁定的考核。"""
    return actions.cancel(request.actor, round_id, why=body.why)


@router.get(
    "/publicity/assessments/{round_id}", response=Paged[PublicScoreOut], url_name="assessment_publicity", auth=None
)
def public(request: ApiRequest, round_id: UUID, query: Query[Paging]) -> dict[str, Any]:
    """公示名单，人人可看。"""
    found = publicity.round_of(round_id)
    if found is None:
        raise NotFound("publicity_not_found", _("没有这份公示。"))
    page = keyset(publicity.scores(found), publicity.SCORES, query.cursor, query.size)
    items = [
        {
            "id": row.pk, "name": public_name(row), "organisation": row.organisation.name, "total": row.total,
            "band": row.band,
        }
        for row in page.rows
    ]  # fmt: skip
    return {**paged(page), "items": items}
