"""Who gets what at the addresses of subsidies."""

from collections.abc import Mapping
from typing import Any

from fengqiao.accounts.permissions import Permission as P
from tests.permission_row import ANYBODY, NOWHERE, Row, post

_BATCH = {"pk": NOWHERE}
_API_BATCH = {"batch_id": NOWHERE}
_LINE = {**_BATCH, "line": NOWHERE}
_SPAN = {"kind": "case", "first_on": "2026-01-01", "last_on": "2026-01-31"}
_MONEY = {"year": 2026, "name": "x", "kind": "case", "amount": "1", "source": "xxxx", "payer": "nobody"}


def _batch_form(name: str, who: P, args: Mapping[str, Any]) -> tuple[Row, Row]:
    return Row(f"subsidies:{name}", who, args=args, allowed=404), post(f"subsidies:{name}", who, args=args)


SUBSIDIES = (
    Row("subsidies:list", P.VIEW_SUBSIDIES),
    Row("subsidies:draw", P.PREPARE_SUBSIDIES),
    post("subsidies:draw", P.PREPARE_SUBSIDIES, 422),
    Row("subsidies:rates", P.VIEW_SUBSIDIES),
    Row("subsidies:budgets", P.VIEW_SUBSIDIES),
    Row("subsidies:set_budget", P.MANAGE_BUDGETS),
    post("subsidies:set_budget", P.MANAGE_BUDGETS, 422),
    post("subsidies:adopt", P.MANAGE_BUDGETS, 302),
    *_batch_form("call_back", P.PREPARE_SUBSIDIES, {"dispute_id": NOWHERE}),
    Row("subsidies:batch", P.VIEW_SUBSIDIES, args=_BATCH, allowed=404),
    *_batch_form("pay", P.PREPARE_SUBSIDIES, _BATCH),
    Row("subsidies:payment", P.PREPARE_SUBSIDIES, args={**_BATCH, "ending": "csv"}, allowed=404),
    Row("subsidies:line", P.VIEW_SUBSIDIES, args=_LINE, allowed=404),
    post("subsidies:strike", P.PREPARE_SUBSIDIES, 422, args=_LINE),
    *_batch_form("recover", P.APPROVE_SUBSIDIES, _LINE),
    *_batch_form("take_in", P.PREPARE_SUBSIDIES, {**_BATCH, "recovery": NOWHERE}),
    *_batch_form("check_service", P.PREPARE_SUBSIDIES, {**_BATCH, "waiting": NOWHERE}),
    *_batch_form("answer", P.APPROVE_SUBSIDIES, {**_BATCH, "objection": NOWHERE}),
    *(
        post("subsidies:act", P.PREPARE_SUBSIDIES, args={**_BATCH, "verb": verb})
        for verb in ("refresh", "submit", "publish")
    ),
    post("subsidies:act", P.APPROVE_SUBSIDIES, args={**_BATCH, "verb": "approve"}),
    *(
        post("subsidies:act", P.APPROVE_SUBSIDIES, args={**_BATCH, "verb": verb}, body={"reason": "x"})
        for verb in ("return", "cancel")
    ),
    Row("portal_subsidies:list", ANYBODY),
    Row("portal_subsidies:batch", ANYBODY, args=_BATCH, allowed=404),
    Row("portal_subsidies:object", ANYBODY, args=_BATCH, allowed=404),
    post("portal_subsidies:object", ANYBODY, args=_BATCH),
    Row("api:subsidies", P.VIEW_SUBSIDIES),
    post("api:subsidies", P.PREPARE_SUBSIDIES, 403, body=_SPAN),
    Row("api:subsidy", P.VIEW_SUBSIDIES, args=_API_BATCH, allowed=404),
    Row("api:subsidy_lines", P.VIEW_SUBSIDIES, args=_API_BATCH, allowed=404),
    Row("api:subsidy_waiting", P.VIEW_SUBSIDIES, args=_API_BATCH, allowed=404),
    *(
        post(f"api:subsidy_{verb}", P.PREPARE_SUBSIDIES, args=_API_BATCH)
        for verb in ("refresh", "submit", "publish", "pay")
    ),
    post("api:subsidy_approve", P.APPROVE_SUBSIDIES, args=_API_BATCH),
    *(
        post(f"api:subsidy_{verb}", P.APPROVE_SUBSIDIES, args=_API_BATCH, body={"why": "x"})
        for verb in ("return", "cancel")
    ),
    post("api:subsidy_strike", P.PREPARE_SUBSIDIES, args={**_API_BATCH, "line_id": NOWHERE}, body={"why": "x"}),
    post(
        "api:subsidy_recover",
        P.APPROVE_SUBSIDIES,
        args={**_API_BATCH, "line_id": NOWHERE},
        body={"why": "x", "amount": "1"},
    ),
    post("api:subsidy_take_in", P.PREPARE_SUBSIDIES, args={**_API_BATCH, "recovery_id": NOWHERE}),
    post(
        "api:subsidy_call_back",
        P.PREPARE_SUBSIDIES,
        args={"dispute_id": NOWHERE},
        body={"party_id": NOWHERE, "answer": "confirmed"},
    ),
    post(
        "api:subsidy_check_service",
        P.PREPARE_SUBSIDIES,
        args={**_API_BATCH, "waiting_id": NOWHERE},
        body={"answer": "served", "evidence": "x"},
    ),
    Row("api:subsidy_objections", P.VIEW_SUBSIDIES, args=_API_BATCH, allowed=404),
    post(
        "api:subsidy_answer",
        P.APPROVE_SUBSIDIES,
        args={**_API_BATCH, "objection_id": NOWHERE},
        body={"outcome": "upheld", "answer": "x"},
    ),
    Row("api:subsidy_payment", P.PREPARE_SUBSIDIES, args={**_API_BATCH, "ending": "csv"}, allowed=404),
    Row("api:subsidy_rates", P.VIEW_SUBSIDIES),
    Row("api:subsidy_budgets", P.VIEW_SUBSIDIES, args={"year": 2026}),
    post("api:subsidy_budget", P.MANAGE_BUDGETS, 422, body=_MONEY),
    Row("api:subsidy_publicity", ANYBODY, args=_API_BATCH, allowed=404),
)
