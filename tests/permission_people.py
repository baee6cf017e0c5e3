"""The rows of the permission matrix about people, their posts and their conduct."""

from collections.abc import Mapping
from typing import Any

from fengqiao.accounts.permissions import Permission as P
from tests.permission_row import ANYBODY, NOWHERE, SIGNED_IN, Row, post

_SOMEBODY = {"person_id": NOWHERE}
_POST = {**_SOMEBODY, "appointment_id": NOWHERE}
_COMPLAINT = {"complaint_id": NOWHERE}
_TRACE = {"trace_id": NOWHERE}
_COMMENDATION = {"commendation_id": NOWHERE}
_APPOINTMENT = {"appointment_id": NOWHERE}
_LONG = "写满十个字以上的一段文字"
_TEXT = {"text": _LONG}
_API_POST = {"organisation_id": NOWHERE, "post": "officer", "starts_on": "2026-01-01"}
_API_COMPLAINT = {
    "door": "phone", "about": "某某", "narrative": _LONG, "complainant": "某某", "phone": "13900001234",
}  # fmt: skip


def _form(name: str, who: P, args: Mapping[str, Any], allowed: int = 404) -> tuple[Row, Row]:
    """A page of people that shows a form and takes it."""
    taken = 404 if allowed == 404 else 422
    return Row(f"people:{name}", who, args=args, allowed=allowed), post(f"people:{name}", who, taken, args=args)


PEOPLE = (
    Row("people:options", P.VIEW_REGISTRY),
    Row("people:expiring", P.VIEW_REGISTRY),
    *_form("end", P.MANAGE_REGISTRY, _POST),
    *_form("renew", P.MANAGE_REGISTRY, _POST),
    *_form("verify", P.MANAGE_REGISTRY, _SOMEBODY),
    *_form("set_photo", P.MANAGE_REGISTRY, _SOMEBODY),
    *_form("declare", P.VIEW_REGISTRY, _SOMEBODY),
    *_form("propose", P.MANAGE_REGISTRY, _SOMEBODY),
    *_form("propose_exit", P.MANAGE_REGISTRY, _POST),
    Row("people:photo", P.VIEW_REGISTRY, args=_SOMEBODY, allowed=404),
    post("people:withdraw_tie", P.MANAGE_REGISTRY, args={**_SOMEBODY, "tie_id": NOWHERE}),
    post("people:suspend", P.MANAGE_REGISTRY, args=_SOMEBODY),
    post("people:lift", P.MANAGE_REGISTRY, args=_SOMEBODY),
    post("people:letter", P.MANAGE_REGISTRY, args=_POST),
    Row(
        "people:paper",
        P.MANAGE_REGISTRY,
        args={"subject": "person", "pk": NOWHERE, "document_id": NOWHERE, "kind": "pdf"},
        allowed=404,
    ),
    Row("people:reviews", P.MANAGE_REGISTRY),
    *_form("new_review", P.MANAGE_REGISTRY, {}, 200),
    Row("people:review", P.MANAGE_REGISTRY, args={"review_id": NOWHERE}, allowed=404),
    post("people:review_step", P.MANAGE_REGISTRY, args={"review_id": NOWHERE, "verb": "approve"}),
    Row("people:complaints", P.SUPERVISE),
    *_form("new_complaint", P.SUPERVISE, {}, 200),
    Row("people:complaint", P.SUPERVISE, args=_COMPLAINT, allowed=404),
    *_form("complaint_step", P.MANAGE_REGISTRY, {**_COMPLAINT, "verb": "inquire"}),
    post("people:complaint_suspend", P.MANAGE_REGISTRY, args=_COMPLAINT),
    post("people:complaint_letter", P.MANAGE_REGISTRY, args=_COMPLAINT),
    post("people:reveal_complainant", P.MANAGE_REGISTRY, args=_COMPLAINT),
    Row("people:traces", P.SUPERVISE),
    *_form("new_trace", P.MANAGE_REGISTRY, {}, 200),
    Row("people:trace", P.SUPERVISE, args=_TRACE, allowed=404),
    *_form("trace_person", P.MANAGE_REGISTRY, _TRACE),
    *_form("trace_degree", P.MANAGE_REGISTRY, {**_TRACE, "traced_id": NOWHERE}),
    *_form("conclude", P.MANAGE_REGISTRY, _TRACE),
    post("people:trace_letter", P.MANAGE_REGISTRY, args=_TRACE),
    Row("people:commendations", P.VIEW_REGISTRY),
    *_form("new_commendation", P.MANAGE_REGISTRY, {}, 200),
    Row("people:commendation", P.VIEW_REGISTRY, args=_COMMENDATION, allowed=404),
    *_form("commendation_step", P.MANAGE_REGISTRY, {**_COMMENDATION, "verb": "show"}),
    post("people:commendation_letter", P.MANAGE_REGISTRY, args=_COMMENDATION),
    post("api:people", P.MANAGE_REGISTRY, body={"name": "某某", "post": _API_POST}),
    post("api:person_change", P.MANAGE_REGISTRY, args=_SOMEBODY, body={"name": "某某"}),
    post("api:person_posts", P.MANAGE_REGISTRY, args=_SOMEBODY, body=_API_POST),
    Row("api:appointments_expiring", P.VIEW_REGISTRY),
    post("api:appointment_renew", P.MANAGE_REGISTRY, args=_APPOINTMENT, body={"starts_on": "2026-11-01"}),
    post(
        "api:appointment_end",
        P.MANAGE_REGISTRY,
        args=_APPOINTMENT,
        body={"on": "2026-11-01", "how": "moved", "why": "调离"},
    ),
    post("api:person_ties", P.MANAGE_REGISTRY, args=_SOMEBODY, body={"kind": "relative", "name": "某某"}),
    Row("api:person_ties", P.VIEW_REGISTRY, args=_SOMEBODY, allowed=404),
    post("api:person_suspend", P.MANAGE_REGISTRY, args=_SOMEBODY, body={"why": "核查"}),
    post("api:person_lift", P.MANAGE_REGISTRY, args=_SOMEBODY, body={"why": "核查"}),
    post("api:person_admission", P.MANAGE_REGISTRY, args=_SOMEBODY, body={"post": _API_POST, "reason": "面试合格"}),
    post("api:appointment_exit", P.MANAGE_REGISTRY, args=_APPOINTMENT, body={"why": "考核不合格"}),
    post(
        "api:review_decide",
        P.MANAGE_REGISTRY,
        args={"review_id": NOWHERE},
        body={"verb": "approve", "opinion": "同意"},
    ),
    post("api:person_verify", P.MANAGE_REGISTRY, args=_SOMEBODY, body={"how": "card"}),
    post("api:person_photo", SIGNED_IN, 422, args=_SOMEBODY),
    Row("api:person_photo", P.VIEW_REGISTRY, args=_SOMEBODY, allowed=404),
    post("api:appointment_letter", P.MANAGE_REGISTRY, args=_APPOINTMENT, body={}),
    post("api:complaint_letter", P.MANAGE_REGISTRY, args=_COMPLAINT, body={"form": "receipt"}),
    post("api:trace_letter", P.MANAGE_REGISTRY, args=_TRACE),
    post("api:commendation_letter", P.MANAGE_REGISTRY, args=_COMMENDATION),
    Row("api:letters", P.MANAGE_REGISTRY, args={"about": "person", "record_id": NOWHERE}, allowed=404),
    Row(
        "api:letter",
        P.MANAGE_REGISTRY,
        args={"about": "person", "record_id": NOWHERE, "document_id": NOWHERE, "ending": "pdf"},
        allowed=404,
    ),
    Row("api:reviews", P.MANAGE_REGISTRY),
    Row("api:review", P.MANAGE_REGISTRY, args={"review_id": NOWHERE}, allowed=404),
    Row("api:traces", P.SUPERVISE),
    Row("api:complaints", P.SUPERVISE),
    post("api:complaints", P.SUPERVISE, 422, body=_API_COMPLAINT),
    Row("api:complaint", P.SUPERVISE, args=_COMPLAINT, allowed=404),
    post("api:complaint_decline", P.MANAGE_REGISTRY, args=_COMPLAINT, body=_TEXT),
    post("api:complaint_subject", P.MANAGE_REGISTRY, args=_COMPLAINT, body=_SOMEBODY),
    post("api:complaint_inquire", P.MANAGE_REGISTRY, args=_COMPLAINT, body=_SOMEBODY),
    post("api:complaint_find", P.MANAGE_REGISTRY, args=_COMPLAINT, body={"result": "founded", "finding": _LONG}),
    post(
        "api:complaint_decide",
        P.MANAGE_REGISTRY,
        args=_COMPLAINT,
        body={"decided_on": "2026-11-01", "decision": "批评教育"},
    ),
    post("api:complaint_answer", P.MANAGE_REGISTRY, args=_COMPLAINT, body=_TEXT),
    post("api:complaint_appeal", P.MANAGE_REGISTRY, args=_COMPLAINT, body={"by": "person", "grounds": _LONG}),
    post("api:complaint_uphold", P.MANAGE_REGISTRY, args=_COMPLAINT, body=_TEXT),
    post("api:complaint_close", P.MANAGE_REGISTRY, args=_COMPLAINT),
    post(
        "api:traces",
        P.MANAGE_REGISTRY,
        422,
        body={"kind": "crime", "occurred_on": "2026-11-01", "narrative": _LONG},
    ),
    Row("api:trace", P.SUPERVISE, args=_TRACE, allowed=404),
    post(
        "api:trace_degree",
        P.MANAGE_REGISTRY,
        args={**_TRACE, "traced_id": NOWHERE},
        body={"degree": "none", "finding": "按期排查"},
    ),
    post("api:trace_conclude", P.MANAGE_REGISTRY, args=_TRACE, body={"conclusion": _LONG, "measures": _LONG}),
    Row("api:commendations", P.VIEW_REGISTRY),
    post(
        "api:commendations",
        P.MANAGE_REGISTRY,
        422,
        body={"subject": "person", "title": "先进", "rank": "city", "awarded_by": "某局", "deeds": _LONG},
    ),
    post("api:commendation_show", P.MANAGE_REGISTRY, args=_COMMENDATION, body={"until": "2026-12-31"}),
    post("api:commendation_award", P.MANAGE_REGISTRY, args=_COMMENDATION, body={"on": "2026-11-01", "number": "1"}),
    Row("mediators:list", ANYBODY),
    Row("mediators:complain", ANYBODY),
    post("mediators:complain", ANYBODY, 422),
    Row("mediators:receipt", ANYBODY, args={"pk": NOWHERE}, allowed=404),
    Row("mediators:receipt_pdf", ANYBODY, args={"pk": NOWHERE}, allowed=404),
    Row("mediators:follow", ANYBODY),
    post("mediators:follow", ANYBODY, 404),
    Row("mediators:commendations", ANYBODY),
)
