"""The rows of the permission matrix about training."""

from collections.abc import Mapping
from typing import Any

from fengqiao.accounts.permissions import Permission as P
from tests.permission_row import ANYBODY, NOWHERE, SIGNED_IN, Row, post

_VIEW, _PLAN, _LIST = P.VIEW_TRAINING, P.PLAN_TRAINING, P.SIGN_IN_TRAINING
_COURSE = {"course_id": NOWHERE}
_VENUE = {**_COURSE, "venue_id": NOWHERE}
_TRAINEE = {**_COURSE, "trainee_id": NOWHERE}
_CERTIFICATE = {**_COURSE, "certificate_id": NOWHERE}
_MATERIAL = {**_COURSE, "material_id": NOWHERE}
_SCHOOL = {"training_id": NOWHERE}
_PLACE = {**_SCHOOL, "trainee_id": NOWHERE}
_FACTS = {
    "title": "x", "kind": "collective", "starts_on": "2026-01-01", "ends_on": "2026-01-01", "hours": "6",
}  # fmt: skip
_PLANNED = {"year": 2026, "title": "x"}
_ASKED = {"kind": "true_false", "subject": "x", "text": "x", "answers": [0]}
_SIT = {"opens_at": "2026-01-01T00:00:00Z", "closes_at": "2026-01-02T00:00:00Z", "minutes": 30, "single": 1}


def _form(name: str, who: P, args: Mapping[str, Any]) -> tuple[Row, Row]:
    return Row(f"training:{name}", who, args=args, allowed=404), post(f"training:{name}", who, args=args)


def _told(name: str, who: P | str, body: Mapping[str, Any] | None = None, **more: Any) -> Row:
    return post(f"api:{name}", who, args={**_SCHOOL, **more}, body=body or {})


PAGES = (
    *(Row(f"training:{name}", _VIEW) for name in ("list", "calendar", "short", "plans", "lecturers")),
    Row("training:export", _VIEW),
    Row("training:questions", _PLAN),
    Row("training:new_question", _PLAN),
    post("training:new_question", _PLAN, 422),
    *_form("question", _PLAN, {"question_id": NOWHERE}),
    post("training:retire", _PLAN, args={"question_id": NOWHERE}),
    Row("training:new_plan", _PLAN),
    post("training:new_plan", _PLAN, 422),
    Row("training:plan", _VIEW, args={"plan_id": NOWHERE}, allowed=404),
    Row("training:missing", _VIEW, args={"plan_id": NOWHERE}, allowed=404),
    *_form("edit_plan", _PLAN, {"plan_id": NOWHERE}),
    Row("training:sign_in", SIGNED_IN),
    post("training:sign_in", SIGNED_IN, 422),
    Row("training:person", _VIEW, args={"person_id": NOWHERE}, allowed=404),
    post("training:certificate", SIGNED_IN, args={"certificate_id": NOWHERE, "kind": "pdf"}),
    Row("training:new_course", _PLAN, allowed=403),
    post("training:new_course", _PLAN, 403),
    Row("training:course", _VIEW, args=_COURSE, allowed=404),
    *_form("edit_course", _PLAN, _COURSE),
    *_form("modules", _PLAN, _COURSE),
    *_form("add_venues", _PLAN, _COURSE),
    post("training:remove_venue", _PLAN, args=_VENUE),
    Row("training:code", _LIST, args=_VENUE, allowed=404),
    *(post("training:act", _PLAN, args={**_COURSE, "verb": verb}) for verb in ("close", "reopen", "cancel", "certify")),
    *_form("add_material", _PLAN, _COURSE),
    Row("training:material", _VIEW, args=_MATERIAL, allowed=404),
    post("training:remove_material", _PLAN, args=_MATERIAL),
    Row("training:roll", _LIST, args=_COURSE, allowed=404),
    *_form("enrol", _LIST, _COURSE),
    *_form("enrol_posts", _LIST, _COURSE),
    post("training:sign_in_list", _LIST, 422, args=_COURSE),
    *_form("marks", _LIST, _COURSE),
    Row("training:trainee", _VIEW, args=_TRAINEE, allowed=404),
    *_form("hours", _LIST, _TRAINEE),
    *_form("move", _LIST, _TRAINEE),
    post("training:withdraw", _LIST, args=_TRAINEE, body={"reason": "x"}),
    post("training:void", _PLAN, args=_CERTIFICATE, body={"reason": "x"}),
    *_form("set_exam", _PLAN, _COURSE),
    Row("training:exam", SIGNED_IN, args=_COURSE, allowed=404),
    post("training:begin", SIGNED_IN, args=_COURSE),
    post("training:submit", SIGNED_IN, args=_COURSE),
    Row("portal_training:sign_in", ANYBODY),
    post("portal_training:sign_in", ANYBODY, 422),
)
API = (
    Row("api:trainings", _VIEW),
    post("api:trainings", _PLAN, body={**_FACTS, "organiser_id": NOWHERE}),
    Row("api:training", _VIEW, args=_SCHOOL, allowed=404),
    _told("training_change", _PLAN, _FACTS),
    _told("training_close", _PLAN),
    _told("training_reopen", _PLAN, {"why": "x"}),
    _told("training_cancel", _PLAN, {"why": "x"}),
    Row("api:training_modules", _VIEW, args=_SCHOOL, allowed=404),
    _told("training_modules", _PLAN, {"modules": []}),
    Row("api:training_venues", _VIEW, args=_SCHOOL, allowed=404),
    _told("training_venues", _PLAN, {"venues": [{"name": "x"}]}),
    _told("training_venue_remove", _PLAN, venue_id=NOWHERE),
    Row("api:training_code", _LIST, args={**_SCHOOL, "venue_id": NOWHERE}, allowed=404),
    Row("api:training_materials", _VIEW, args=_SCHOOL, allowed=404),
    post("api:training_materials", SIGNED_IN, 422, args=_SCHOOL),
    Row("api:training_material_file", _VIEW, args={**_SCHOOL, "material_id": NOWHERE}, allowed=404),
    _told("training_material_remove", _PLAN, material_id=NOWHERE),
    post("api:training_sign_in", SIGNED_IN, 409, body={"code": "AAAAAA"}),
    Row("api:training_trainees", _VIEW, args=_SCHOOL, allowed=404),
    _told("training_trainees", _LIST, {"venue_id": NOWHERE, "people": [NOWHERE]}),
    _told("training_enrol_posts", _LIST, {"venue_id": NOWHERE}),
    _told("training_sign_ins", _LIST, {"trainees": [NOWHERE]}),
    _told("training_marks", _LIST, {"marks": [{"trainee_id": NOWHERE, "mark": "80"}]}),
    post("api:trainee_hours", _LIST, args=_PLACE, body={"hours": "1", "why": "x"}),
    post("api:trainee_move", _LIST, args=_PLACE, body={"venue_id": NOWHERE}),
    post("api:trainee_withdraw", _LIST, args=_PLACE, body={"why": "x"}),
    _told("training_certify", _PLAN),
    post("api:training_certificate_paper", SIGNED_IN, args={"certificate_id": NOWHERE, "kind": "pdf"}),
    _told("training_certificate_void", _PLAN, {"why": "x"}, certificate_id=NOWHERE),
    Row("api:training_questions", _PLAN),
    post("api:training_questions", _PLAN, 403, body=_ASKED),
    post("api:training_question_change", _PLAN, args={"question_id": NOWHERE}, body=_ASKED),
    post("api:training_question_use", _PLAN, args={"question_id": NOWHERE}, body={"is_active": False}),
    _told("training_exam", _PLAN, _SIT),
    Row("api:training_paper", SIGNED_IN, args=_SCHOOL, allowed=404),
    _told("training_paper", SIGNED_IN),
    _told("training_paper_submit", SIGNED_IN, {"answers": []}),
    Row("api:training_plans", _VIEW),
    post("api:training_plans", _PLAN, body={**_PLANNED, "organisation_id": NOWHERE}),
    Row("api:training_plan", _VIEW, args={"plan_id": NOWHERE}, allowed=404),
    Row("api:training_plan_audience", _VIEW, args={"plan_id": NOWHERE}, allowed=404),
    Row("api:training_plan_missing", _VIEW, args={"plan_id": NOWHERE}, allowed=404),
    post("api:training_plan_change", _PLAN, args={"plan_id": NOWHERE}, body=_PLANNED),
    Row("api:training_lecturers", _VIEW),
    Row("api:training_periods", _VIEW),
    Row("api:training_shortfalls", _VIEW),
    Row("api:person_trainings", _VIEW, args={"person_id": NOWHERE}, allowed=404),
    Row("api:person_training_duties", _VIEW, args={"person_id": NOWHERE}, allowed=404),
)
TRAINING = (*PAGES, *API)
