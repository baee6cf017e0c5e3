"""Who gets what at the addresses of assessment and grades."""

from collections.abc import Mapping
from typing import Any

from fengqiao.accounts.permissions import Permission as P
from tests.permission_row import ANYBODY, NOWHERE, Row, post

VIEW, APPLY, PREPARE, APPROVE = (
    P.VIEW_ASSESSMENTS, P.APPLY_FOR_GRADES, P.PREPARE_ASSESSMENTS, P.APPROVE_ASSESSMENTS,
)  # fmt: skip
_ONE = {"pk": NOWHERE}
_ROUND = {"round_id": NOWHERE}
_SCORE = {"score_id": NOWHERE}
_APPLICATION = {"application_id": NOWHERE}
_GRADE = {"grade_id": NOWHERE}
_VOICE = {"name": "x", "phone": "1", "text": "哪里不对呢"}
_ANSWER = {"outcome": "dismissed", "answer": "x"}
_ENTRY = {"code": "charm", "organisation_id": NOWHERE, "value": "1", "on": "2026-01-01", "evidence": "xxxx"}


def _form(name: str, who: P, args: Mapping[str, Any]) -> tuple[Row, Row]:
    return Row(f"assessment:{name}", who, args=args, allowed=404), post(f"assessment:{name}", who, args=args)


PAGES = (
    Row("assessment:list", VIEW),
    Row("assessment:new", PREPARE),
    post("assessment:new", PREPARE, 422),
    Row("assessment:library", VIEW),
    Row("assessment:entries", VIEW),
    Row("assessment:enter", PREPARE),
    post("assessment:enter", PREPARE, 422),
    Row("assessment:entry_file", VIEW, args=_ONE, allowed=404),
    post("assessment:strike", PREPARE, args=_ONE, body={"reason": "x"}),
    Row("assessment:score", VIEW, args=_ONE, allowed=404),
    Row("assessment:cases", VIEW, args={**_ONE, "code": "cases", "part": "numerator"}, allowed=404),
    *_form("appeal", APPLY, _ONE),
    Row("assessment:round", VIEW, args=_ONE, allowed=404),
    Row("assessment:export", VIEW, args=_ONE, allowed=404),
    Row("assessment:progress", VIEW, args=_ONE, allowed=404),
    *_form("answer", APPROVE, {**_ONE, "appeal": NOWHERE}),
    *(post("assessment:act", PREPARE, args={**_ONE, "verb": verb}) for verb in ("compute", "submit", "publish")),
    *(post("assessment:act", APPROVE, args={**_ONE, "verb": verb}) for verb in ("approve", "lock")),
    *(
        post("assessment:act", APPROVE, args={**_ONE, "verb": verb}, body={"reason": "x"})
        for verb in ("return", "cancel")
    ),
    Row("assessment:grades", VIEW),
    Row("assessment:schemes", VIEW),
    Row("assessment:applications", VIEW),
    Row("assessment:apply", APPLY),
    post("assessment:apply", APPLY, 422),
    Row("assessment:application", VIEW, args=_ONE, allowed=404),
    *_form("settle", APPROVE, {**_ONE, "objection_id": NOWHERE}),
    post("assessment:move", PREPARE, args={**_ONE, "verb": "evaluate"}),
    *(post("assessment:move", APPROVE, args={**_ONE, "verb": verb}) for verb in ("admit", "award")),
    post("assessment:move", APPROVE, args={**_ONE, "verb": "refuse"}, body={"reason": "x"}),
    post("assessment:move", APPLY, args={**_ONE, "verb": "retract"}),
    Row("assessment:grade", VIEW, args=_ONE, allowed=404),
    post("assessment:certificate", PREPARE, args=_ONE),
    post("assessment:withdraw", APPROVE, args=_ONE, body={"reason": "x"}),
    Row("assessment:paper", VIEW, args={**_ONE, "paper_id": NOWHERE, "kind": "pdf"}, allowed=404),
    Row("portal_assessment:list", ANYBODY),
    Row("portal_assessment:round", ANYBODY, args=_ONE, allowed=404),
    Row("portal_assessment:object", ANYBODY, args=_ONE, allowed=404),
    post("portal_assessment:object", ANYBODY, args=_ONE),
    Row("portal_assessment:grades", ANYBODY),
    Row("portal_assessment:object_to_grade", ANYBODY, args=_ONE, allowed=404),
    post("portal_assessment:object_to_grade", ANYBODY, args=_ONE),
)
API = (
    Row("api:assessments", VIEW),
    post("api:assessments", PREPARE, 403, body={"subject": "person", "period": "2026-11"}),
    Row("api:assessment_indicators", VIEW),
    Row("api:assessment_entries", VIEW),
    post("api:assessment_entries", PREPARE, 422, body=_ENTRY),
    post("api:assessment_strike", PREPARE, args={"entry_id": NOWHERE}, body={"why": "x"}),
    Row("api:assessment", VIEW, args=_ROUND, allowed=404),
    Row("api:assessment_scores", VIEW, args=_ROUND, allowed=404),
    Row("api:assessment_scores_file", VIEW, args=_ROUND, allowed=404),
    Row("api:assessment_appeals", PREPARE, args=_ROUND, allowed=404),
    Row("api:assessment_score", VIEW, args=_SCORE, allowed=404),
    Row("api:assessment_cases", VIEW, args=_SCORE, allowed=404),
    post("api:assessment_appeal", APPLY, args=_SCORE, body=_VOICE),
    post("api:assessment_answer", APPROVE, args={**_ROUND, "appeal_id": NOWHERE}, body=_ANSWER),
    *(post(f"api:assessment_{verb}", PREPARE, args=_ROUND) for verb in ("compute", "submit", "publish")),
    *(post(f"api:assessment_{verb}", APPROVE, args=_ROUND) for verb in ("approve", "lock")),
    *(post(f"api:assessment_{verb}", APPROVE, args=_ROUND, body={"why": "x"}) for verb in ("return", "cancel")),
    Row("api:assessment_publicity", ANYBODY, args=_ROUND, allowed=404),
    Row("api:grades", VIEW),
    Row("api:grade_schemes", VIEW),
    Row("api:grade_applications", VIEW),
    post("api:grade_applications", APPLY, 422, body={"scheme": "national", "level": "tenth"}),
    Row("api:grade_application", VIEW, args=_APPLICATION, allowed=404),
    post("api:grade_evaluate", PREPARE, args=_APPLICATION),
    *(post(f"api:grade_{verb}", APPROVE, args=_APPLICATION) for verb in ("admit", "award")),
    post("api:grade_refuse", APPROVE, args=_APPLICATION, body={"why": "x"}),
    post("api:grade_retract", APPLY, args=_APPLICATION),
    post("api:grade_settle", APPROVE, args={**_APPLICATION, "objection_id": NOWHERE}, body=_ANSWER),
    Row("api:grade", VIEW, args=_GRADE, allowed=404),
    post("api:grade_withdraw", APPROVE, args=_GRADE, body={"why": "x"}),
    post("api:grade_certificate", PREPARE, args=_GRADE),
)
ASSESSMENT = (*PAGES, *API)
