"""Asking the rules: open to everybody, nothing is stored."""

import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from fengqiao.core.api import ApiRequest
from fengqiao.core.errors import Malformed
from fengqiao.disputes import explain
from fengqiao.jurisdictions.queries import current_ruleset

router = Router(tags=["explain"], auth=None)
NDJSON = "application/x-ndjson"
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"type": "object"}},
            NDJSON: {"schema": {"type": "string", "description": "一行一个对象"}},
        },
    }
}


class AnswerOut(Schema):
    """规则的回答；拒绝时只有refused和reason。"""

    model_config = {"extra": "allow"}


def _answer(request: ApiRequest, kind: str) -> HttpResponse:
    try:
        text = request.body.decode()
    except UnicodeDecodeError as error:
        raise Malformed("request_unreadable", _("请求内容不是UTF-8编码。"), status=400) from error
    rules = current_ruleset()
    found = list(explain.answers(kind, text, lambda _request: rules))
    if request.content_type == NDJSON:
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found)
        return HttpResponse(lines, content_type=f"{NDJSON}; charset=utf-8")
    body: Any = found[0] if len(found) == 1 else found
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json; charset=utf-8")


@router.post("/explain/clock", response=AnswerOut, openapi_extra=_BODY, url_name="explain_clock")
def clock(request: ApiRequest) -> HttpResponse:
    """期限：{rule, jurisdiction, start_event, start_at, modifiers}。"""
    return _answer(request, "clock")


@router.post("/explain/suitability", response=AnswerOut, openapi_extra=_BODY, url_name="explain_suitability")
def suitability(request: ApiRequest) -> HttpResponse:
    """适宜性：{jurisdiction, narrative, facts?}。"""
    return _answer(request, "suitability")


@router.post("/explain/grade", response=AnswerOut, openapi_extra=_BODY, url_name="explain_grade")
def grade(request: ApiRequest) -> HttpResponse:
    """风险等级：{jurisdiction, narrative, facts?}。"""
    return _answer(request, "grade")


@router.post("/explain/agreement", response=AnswerOut, openapi_extra=_BODY, url_name="explain_agreement")
def agreement(request: ApiRequest) -> HttpResponse:
    """协议提示：{jurisdiction, text, signers}。"""
    return _answer(request, "agreement")
