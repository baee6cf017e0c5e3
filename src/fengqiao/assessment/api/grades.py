"""`/grades`: the register, the schemes, applications with their criteria and moves."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from fengqiao.assessment import access, actions
from fengqiao.assessment.api.schemas import (
    ApplicationWhich,
    AssessmentOpinionIn,
    AssessmentWhyIn,
    GradeApplicationOut,
    GradeApplyIn,
    GradeCertificateOut,
    GradeObjectionOut,
    GradeOut,
    GradeSchemeOut,
    GradeSettleIn,
    GradeWhich,
)
from fengqiao.assessment.models import Application, Grade, Objection
from fengqiao.assessment.queries import grades
from fengqiao.assessment.staff.frame import VIEW
from fengqiao.assessment.staff.register import reminded
from fengqiao.core.api import ApiRequest, Paged, paged
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.documents.models import Document
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import GradeScheme

router = Router(tags=["grades"])


@router.get("/grades", response=Paged[GradeOut], url_name="grades")
def listed(request: ApiRequest, query: Query[GradeWhich]) -> dict[str, Any]:
    """等级名册，新评定的在前。"""
    today = local_date(request.actor.at)
    found = grades.grades(
        request.actor, today, scheme=query.scheme, level=query.level, state=query.state, q=query.q,
        within=reminded(current_ruleset().grades),
    )  # fmt: skip
    return paged(keyset(found, grades.GRADES, query.cursor, query.size))


@router.get("/grades/schemes", response=list[GradeSchemeOut], url_name="grade_schemes")
def schemes(request: ApiRequest) -> list[GradeScheme]:
    """等级种类和条件，每项有依据。"""
    request.actor.require(VIEW)
    return list(current_ruleset().grades)


@router.get("/grades/applications", response=Paged[GradeApplicationOut], url_name="grade_applications")
def applications(request: ApiRequest, query: Query[ApplicationWhich]) -> dict[str, Any]:
    """看得到的等级申请，新的在前。"""
    found = grades.applications(request.actor, stage=query.stage or "", scheme=query.scheme)
    return paged(keyset(found, grades.APPLICATIONS, query.cursor, query.size))


@router.post("/grades/applications", response={201: GradeApplicationOut}, url_name="grade_applications")
def apply(request: ApiRequest, body: GradeApplyIn) -> Status[Application]:
    """申请等级；提交时逐项核对条件。"""
    return Status(201, actions.apply(request.actor, **body.model_dump()))


@router.get("/grades/applications/{application_id}", response=GradeApplicationOut, url_name="grade_application")
def application(request: ApiRequest, application_id: UUID) -> Application:
    """一份等级申请。"""
    return access.application_for(request.actor, application_id, VIEW)


@router.post("/grades/applications/{application_id}/evaluate", response=GradeApplicationOut, url_name="grade_evaluate")
def evaluate(request: ApiRequest, application_id: UUID) -> Application:
    """按现在的记录重新核对条件。"""
    return actions.evaluate(request.actor, application_id)


@router.post("/grades/applications/{application_id}/admit", response=GradeApplicationOut, url_name="grade_admit")
def admit(request: ApiRequest, application_id: UUID, body: AssessmentOpinionIn) -> Application:
    """评审通过并公示；不得由申请人、提交人评审。"""
    return actions.admit(request.actor, application_id, opinion=body.opinion)


@router.post("/grades/applications/{application_id}/refuse", response=GradeApplicationOut, url_name="grade_refuse")
def refuse(request: ApiRequest, application_id: UUID, body: AssessmentWhyIn) -> Application:
    """不予评定。"""
    return actions.refuse(request.actor, application_id, why=body.why)


@router.post("/grades/applications/{application_id}/retract", response=GradeApplicationOut, url_name="grade_retract")
def retract(request: ApiRequest, application_id: UUID) -> Application:
    """撤回申请。"""
    return actions.retract(request.actor, application_id)


@router.post(
    "/grades/applications/{application_id}/objections/{objection_id}/settle", response=GradeObjectionOut,
    url_name="grade_settle",
)  # fmt: skip
def settle(request: ApiRequest, application_id: UUID, objection_id: UUID, body: GradeSettleIn) -> Objection:
    """答复异议；成立的不予评定。"""
    return actions.settle(request.actor, application_id, objection_id, outcome=body.outcome, text=body.answer)


@router.post("/grades/applications/{application_id}/award", response={201: GradeOut}, url_name="grade_award")
def award(request: ApiRequest, application_id: UUID) -> Status[Grade]:
    """评定并制作证书；公示期满、没有未答复的异议才可以。"""
    return Status(201, actions.award(request.actor, application_id))


@router.get("/grades/{grade_id}", response=GradeOut, url_name="grade")
def one(request: ApiRequest, grade_id: UUID) -> Grade:
    """名册中的一个等级。"""
    return access.grade_for(request.actor, grade_id, VIEW)


@router.post("/grades/{grade_id}/withdraw", response=GradeOut, url_name="grade_withdraw")
def withdraw(request: ApiRequest, grade_id: UUID, body: AssessmentWhyIn) -> Grade:
    """撤销等级。"""
    return actions.withdraw(request.actor, grade_id, why=body.why)


@router.post("/grades/{grade_id}/certificate", response=GradeCertificateOut, url_name="grade_certificate")
def certificate(request: ApiRequest, grade_id: UUID) -> Document:
    """制作证书；内容没有变化的返回原来的一份。"""
    return actions.print_certificate(request.actor, grade_id)
