"""`/subsidies`: batches, their lines and waiting cases, the verbs of a batch, rates, budgets, and the public lists."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from fengqiao.core.api import ApiRequest, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.masking import mask_name
from fengqiao.core.paging import keyset
from fengqiao.subsidies import access, actions
from fengqiao.subsidies.api.schemas import (
    AnswerIn,
    BatchOut,
    BudgetIn,
    BudgetOut,
    CallIn,
    CallOut,
    DrawIn,
    LineOut,
    ObjectionOut,
    OpinionIn,
    PayIn,
    PublicLineOut,
    RatesOut,
    RecoverIn,
    RecoveryOut,
    ServiceIn,
    ServiceOut,
    SubsidyWhich,
    TakeInIn,
    WaitingOut,
    WhichRates,
    WhyIn,
    YearNumber,
    YearOut,
)
from fengqiao.subsidies.models import Batch, Budget, CallBack, Line, Objection, Recovery, ServiceCheck
from fengqiao.subsidies.queries import batches, budgets, publicity
from fengqiao.subsidies.queries import rates as rates_of
from fengqiao.subsidies.rules.budgets import Outlook
from fengqiao.subsidies.rules.evidence import sentence
from fengqiao.subsidies.staff.views import ENDINGS, PREPARE, VIEW

router = Router(tags=["subsidies"])


def _waiting(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "dispute_id": row.dispute_id,
        "file_number": row.dispute.file_number if row.dispute else None,
        "month": row.month,
        "person_id": row.person_id,
        "person_name": row.person_name,
        "amount": row.amount,
        "reasons": [{"code": each["code"], "text": sentence(each)} for each in row.reasons],
    }


def _outlook(kind: str, each: Outlook) -> dict[str, Any]:
    spent = each.spending
    shown = {
        "budget": each.budget, "committed": spent.committed, "paid": spent.paid, "returned": spent.returned,
        "actual": spent.actual, "to_come": each.to_come, "forecast": each.forecast,
    }  # fmt: skip
    return {"kind": kind, **{name: value.value for name, value in shown.items()}}


@router.get("/subsidies/batches", response=Paged[BatchOut], url_name="subsidies")
def listed(request: ApiRequest, query: Query[SubsidyWhich]) -> dict[str, Any]:
    """看得到的批次，新的在前。"""
    request.actor.require(VIEW)
    found = batches.listed(request.actor, kind=query.kind or "", state=query.state or "", year=query.year)
    return paged(keyset(found, batches.ORDER, query.cursor, query.size))


@router.post("/subsidies/batches", response={201: BatchOut}, url_name="subsidies")
def draw(request: ApiRequest, body: DrawIn) -> Status[Batch]:
    """为本单位造册，算出每一笔和等待的案件。"""
    return Status(201, actions.draw(request.actor, kind=body.kind, first_on=body.first_on, last_on=body.last_on))


@router.get("/subsidies/batches/{batch_id}", response=BatchOut, url_name="subsidy")
def one(request: ApiRequest, batch_id: UUID) -> Batch:
    """一批补贴。"""
    return access.get_for(request.actor, batch_id, VIEW)


@router.get("/subsidies/batches/{batch_id}/lines", response=Paged[LineOut], url_name="subsidy_lines")
def lines(request: ApiRequest, batch_id: UUID, query: Query[Paging]) -> dict[str, Any]:
    """每一笔：金额、标准、依据、核算时看到的情况和凭据。"""
    batch = access.get_for(request.actor, batch_id, VIEW)
    return paged(keyset(batches.lines(batch), batches.LINES, query.cursor, query.size))


@router.get("/subsidies/batches/{batch_id}/waiting", response=Paged[WaitingOut], url_name="subsidy_waiting")
def waiting(request: ApiRequest, batch_id: UUID, query: Query[Paging]) -> dict[str, Any]:
    """等待的案件和原因。"""
    batch = access.get_for(request.actor, batch_id, VIEW)
    page = keyset(batches.waiting(batch), batches.WAITING, query.cursor, query.size)
    return {**paged(page), "items": [_waiting(row) for row in page.rows]}


@router.post("/subsidies/batches/{batch_id}/refresh", response=BatchOut, url_name="subsidy_refresh")
def refresh(request: ApiRequest, batch_id: UUID) -> Batch:
    """重新核算。"""
    return actions.refresh(request.actor, batch_id)


@router.post("/subsidies/batches/{batch_id}/submit", response=BatchOut, url_name="subsidy_submit")
def submit(request: ApiRequest, batch_id: UUID) -> Batch:
    """提交审批。"""
    return actions.submit(request.actor, batch_id)


@router.post("/subsidies/batches/{batch_id}/return", response=BatchOut, url_name="subsidy_return")
def give_back(request: ApiRequest, batch_id: UUID, body: WhyIn) -> Batch:
    """退回造册。"""
    return actions.give_back(request.actor, batch_id, why=body.why)


@router.post("/subsidies/batches/{batch_id}/approve", response=BatchOut, url_name="subsidy_approve")
def approve(request: ApiRequest, batch_id: UUID, body: OpinionIn) -> Batch:
    """审批通过；不得由造册、提交的人审批。"""
    return actions.approve(request.actor, batch_id, opinion=body.opinion)


@router.post("/subsidies/batches/{batch_id}/publish", response=BatchOut, url_name="subsidy_publish")
def publish(request: ApiRequest, batch_id: UUID) -> Batch:
    """公示。"""
    return actions.publish(request.actor, batch_id)


@router.post("/subsidies/batches/{batch_id}/pay", response=BatchOut, url_name="subsidy_pay")
def pay(request: ApiRequest, batch_id: UUID, body: PayIn) -> Batch:
    """登记发放；公示期满、没有未答复的异议才可以。"""
    return actions.pay(request.actor, batch_id, paid_on=body.paid_on, reference=body.reference)


@router.post("/subsidies/batches/{batch_id}/cancel", response=BatchOut, url_name="subsidy_cancel")
def cancel(request: ApiRequest, batch_id: UUID, body: WhyIn) -> Batch:
    """撤销没有发放的一批。"""
    return actions.cancel(request.actor, batch_id, why=body.why)


@router.post("/subsidies/batches/{batch_id}/lines/{line_id}/strike", response=LineOut, url_name="subsidy_strike")
def strike(request: ApiRequest, batch_id: UUID, line_id: UUID, body: WhyIn) -> Line:
    """剔除一笔。"""
    return actions.strike(request.actor, batch_id, line_id, why=body.why)


@router.post(
    "/subsidies/batches/{batch_id}/lines/{line_id}/recover", response={201: RecoveryOut}, url_name="subsidy_recover"
)
def recover(request: ApiRequest, batch_id: UUID, line_id: UUID, body: RecoverIn) -> Status[Recovery]:
    """追回一笔的全部或者部分。"""
    return Status(201, actions.recover(request.actor, batch_id, line_id, amount=body.amount, why=body.why))


@router.post("/subsidies/batches/{batch_id}/recoveries/{recovery_id}", response=RecoveryOut, url_name="subsidy_take_in")
def take_in(request: ApiRequest, batch_id: UUID, recovery_id: UUID, body: TakeInIn) -> Recovery:
    """登记追回款到账。"""
    return actions.take_in(request.actor, batch_id, recovery_id, returned_on=body.returned_on, reference=body.reference)


@router.post("/disputes/{dispute_id}/call-backs", response={201: CallOut}, url_name="subsidy_call_back")
def call_back(request: ApiRequest, dispute_id: UUID, body: CallIn) -> Status[CallBack]:
    """记录向当事人核实的结果。"""
    request.actor.require(PREPARE)
    made = actions.call_back(request.actor, dispute_id, body.party_id, answer=body.answer, note=body.note)
    return Status(201, made)


@router.post(
    "/subsidies/batches/{batch_id}/waiting/{waiting_id}/check",
    response={201: ServiceOut},
    url_name="subsidy_check_service",
)
def check_service(request: ApiRequest, batch_id: UUID, waiting_id: UUID, body: ServiceIn) -> Status[ServiceCheck]:
    """记录等待的岗位当月到岗履职的核实结果。"""
    made = actions.check_service(request.actor, batch_id, waiting_id, answer=body.answer, evidence=body.evidence)
    return Status(201, made)


@router.get("/subsidies/batches/{batch_id}/objections", response=list[ObjectionOut], url_name="subsidy_objections")
def objections(request: ApiRequest, batch_id: UUID) -> list[Objection]:
    """公示期间收到的异议和答复，没有答复的在前。"""
    return batches.objections(access.get_for(request.actor, batch_id, VIEW))


@router.post(
    "/subsidies/batches/{batch_id}/objections/{objection_id}", response=ObjectionOut, url_name="subsidy_answer"
)
def answer(request: ApiRequest, batch_id: UUID, objection_id: UUID, body: AnswerIn) -> Objection:
    """答复一条异议；成立的，这一笔剔除。"""
    return actions.answer(request.actor, batch_id, objection_id, outcome=body.outcome, text=body.answer)


@router.get(
    "/subsidies/batches/{batch_id}/payment.{ending}",
    response={200: bytes},
    url_name="subsidy_payment",
)
def payment(request: ApiRequest, batch_id: UUID, ending: Literal["xlsx", "csv"]) -> HttpResponse:
    """发放清单；审批以后才有。"""
    found = access.get_for(request.actor, batch_id, PREPARE)
    make, media_type = ENDINGS[ending]
    return HttpResponse(make(found), content_type=media_type)


@router.get("/subsidies/rates", response=RatesOut, url_name="subsidy_rates")
def rates(request: ApiRequest, query: Query[WhichRates]) -> dict[str, Any]:
    """现行的标准，或者指明的一个版本，每项有依据。"""
    request.actor.require(VIEW)
    access.rules_for(request.actor)
    shown, editions = rates_of.edition(local_date(request.actor.at), query.version)
    rules = shown.rules
    return {
        "version": shown.version,
        "editions": editions,
        "rates": list(rules.rates),
        "posts": list(rules.posts),
        "evidence": list(rules.evidence),
        "post_evidence": list(rules.post_evidence),
        "publicity_days": rules.publicity_days,
        "publicity_days_source": rules.publicity_days_source,
    }


@router.get("/subsidies/budgets/{year}", response=YearOut, url_name="subsidy_budgets")
def year(request: ApiRequest, year: YearNumber) -> dict[str, Any]:
    """一个年度的预算、实际和预测。"""
    request.actor.require(VIEW)
    found = budgets.year(request.actor, year)
    return {
        "year": year,
        "budgets": found.lines,
        "outlooks": [_outlook(kind, each) for kind, each in found.by_kind.items()],
        "forecast": found.whole.forecast.value,
    }


@router.post("/subsidies/budgets", response={201: BudgetOut}, url_name="subsidy_budget")
def set_budget(request: ApiRequest, body: BudgetIn) -> Status[Budget]:
    """登记或者更改一项预算。"""
    return Status(201, actions.set_budget(request.actor, **body.model_dump()))


@router.get("/publicity/subsidies/{batch_id}", response=Paged[PublicLineOut], url_name="subsidy_publicity", auth=None)
def public(request: ApiRequest, batch_id: UUID, query: Query[Paging]) -> dict[str, Any]:
    """公示名单，人人可看。"""
    batch = publicity.batch(batch_id)
    if batch is None:
        raise NotFound("publicity_not_found", _("没有这份公示。"))
    page = keyset(publicity.lines(batch), publicity.LINES, query.cursor, query.size)
    items = [
        {
            "id": line.pk,
            "name": mask_name(line.person_name),
            "organisation": line.organisation.name,
            "subject": (line.dispute.file_number if line.dispute else f"{line.month:%Y-%m}") or "",
            "amount": line.amount,
        }
        for line in page.rows
    ]
    return {**paged(page), "items": items}
