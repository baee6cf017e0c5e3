"""Every refusal of the API as a problem document, whoever refused: an action, a schema, Django or the server itself."""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fengqiao.core.errors import DomainError
from fengqiao.core.text import N_

MEDIA_TYPE = "application/problem+json"
ROOT = "/api/"
MOST_JSON = 2 * 1024 * 1024
MOST_UPLOAD = 25 * 1024 * 1024

_BY_STATUS = {
    400: ("request_unreadable", N_("请求无法识别。"), N_("请检查请求的编码和格式：内容应为UTF-8编码的JSON。")),
    401: ("not_signed_in", N_("没有登录，或者令牌无效。"), N_("请带上有效的令牌（Authorization: Bearer …）或先登录。")),
    403: ("forbidden", N_("不允许这样做。"), N_("请检查权限；用登录状态调用时，请带上CSRF标记。")),
    404: ("not_found", N_("没有这个地址或记录。"), N_("请对照接口说明检查地址。")),
    405: ("method_not_allowed", N_("这个地址不接受这种请求方法。"), N_("可用的方法见响应头Allow。")),
    413: ("body_too_large", N_("请求内容过大。"), N_("JSON不超过2MB，上传文件不超过20MB。")),
    415: ("media_type_refused", N_("不支持这种内容类型。"), N_("请使用application/json。")),
    422: ("input_invalid", N_("填写的内容有误。"), N_("请按errors逐项修改。")),
    429: ("too_many", N_("操作太频繁。"), N_("请稍后再试。")),
    500: ("internal_error", N_("服务器出错，已经记录。"), N_("请稍后再试；写入类请求请带原来的Idempotency-Key重试。")),
    503: ("unavailable", N_("服务暂时不可用。"), N_("请稍后再试。")),
}

_BY_TYPE = {
    "missing": N_("缺少这一项。"),
    "extra_forbidden": N_("没有这一项。"),
    "string_type": N_("应为文字。"),
    "string_too_short": N_("文字过短，至少%(min_length)s个字符。"),
    "string_too_long": N_("文字过长，至多%(max_length)s个字符。"),
    "string_pattern_mismatch": N_("格式不正确。"),
    "int_type": N_("应为整数。"),
    "int_parsing": N_("应为整数。"),
    "int_from_float": N_("应为整数。"),
    "float_type": N_("应为数字。"),
    "float_parsing": N_("应为数字。"),
    "decimal_parsing": N_("应为数字。"),
    "decimal_max_places": N_("小数至多%(decimal_places)s位。"),
    "decimal_max_digits": N_("数字过大。"),
    "decimal_whole_digits": N_("数字过大。"),
    "finite_number": N_("应为有限的数字。"),
    "bool_type": N_("应为true或false。"),
    "bool_parsing": N_("应为true或false。"),
    "greater_than": N_("应大于%(gt)s。"),
    "greater_than_equal": N_("应不小于%(ge)s。"),
    "less_than": N_("应小于%(lt)s。"),
    "less_than_equal": N_("应不大于%(le)s。"),
    "enum": N_("应为下列之一：%(expected)s。"),
    "literal_error": N_("应为下列之一：%(expected)s。"),
    "uuid_parsing": N_("应为UUID。"),
    "uuid_type": N_("应为UUID。"),
    "date_type": N_("应为日期，形如2026-11-21。"),
    "date_parsing": N_("应为日期，形如2026-11-21。"),
    "date_from_datetime_parsing": N_("应为日期，形如2026-11-21。"),
    "datetime_type": N_("应为时刻，形如2026-11-21T14:05:00+08:00。"),
    "datetime_parsing": N_("应为时刻，形如2026-11-21T14:05:00+08:00。"),
    "datetime_from_date_parsing": N_("应为时刻，形如2026-11-21T14:05:00+08:00。"),
    "timezone_aware": N_("时刻应带时区，例如+08:00。"),
    "list_type": N_("应为列表。"),
    "dict_type": N_("应为一个对象。"),
    "model_type": N_("应为一个对象。"),
    "model_attributes_type": N_("应为一个对象。"),
    "too_long": N_("至多%(max_length)s项。"),
    "too_short": N_("至少%(min_length)s项。"),
}


def answer(document: dict[str, Any], headers: dict[str, str] | None = None) -> HttpResponse:
    """Return a problem document as a response."""
    text = json.dumps(document, ensure_ascii=False, default=str)
    return HttpResponse(text, status=document["status"], content_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def plain(status: int) -> dict[str, Any]:
    """Return the problem document of a status that nobody explained further."""
    known = _BY_STATUS.get(status) or _BY_STATUS[400 if status < 500 else 500]
    code, message, next_step = known
    rule = _("接口说明（/api/v1/openapi.json）") if status < 500 else _("系统运行")
    return DomainError(code, _(message), rule=rule, next_step=_(next_step), status=status).problem()


def refused(error: DomainError) -> HttpResponse:
    """Return the answer to a refusal by an action."""
    wait = error.extra.get("retry_after")
    headers = {"Retry-After": str(wait)} if wait else {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return answer(error.problem(), headers)


def _field(loc: tuple[Any, ...]) -> str:
    """Return where an input is wrong, as its sender calls it: parties.0.name."""
    parameter = 2 if loc[:1] == ("body",) or (loc[:1] == ("form",) and len(loc) > 2) else 1
    return ".".join(str(part) for part in loc[parameter:])


def _told(error: dict[str, Any]) -> str:
    context = error.get("ctx") or {}
    if "expected" in context:
        context = {**context, "expected": "、".join(re.findall(r"'([^']*)'", context["expected"]))}
    if error["type"] in {"value_error", "assertion_error"}:
        return str(context.get("error") or error["msg"])
    message = _(_BY_TYPE.get(error["type"], N_("格式不正确。")))
    try:
        return message % context
    except KeyError:
        return message


def invalid(error: ValidationError) -> HttpResponse:
    """Return the answer to an input that does not fit its schema."""
    errors = [{"field": _field(one["loc"]), "code": one["type"], "message": _told(one)} for one in error.errors]
    return answer({**plain(422), "field": errors[0]["field"], "errors": errors} if errors else plain(422))


def install(api: NinjaAPI) -> None:
    """Let an API answer every exception of an operation as a problem."""
    handlers: dict[type[Exception], Callable[[Any], HttpResponse]] = {
        DomainError: refused,
        ValidationError: invalid,
        AuthenticationError: lambda _error: answer(plain(401), {"WWW-Authenticate": "Bearer"}),
        HttpError: lambda error: answer(plain(error.status_code)),
        Http404: lambda _error: answer(plain(404)),
        PermissionDenied: lambda _error: answer(plain(403)),
        SuspiciousOperation: lambda _error: answer(plain(400)),
        DataError: lambda _error: answer(plain(422)),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, partial(_handle, handler))


def _handle(handler: Callable[[Any], HttpResponse], request: HttpRequest, error: Any) -> HttpResponse:
    return handler(error)


class ApiProblems:
    """Makes every refusal under /api/ a problem document, also those made outside an operation, and bounds bodies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return answer({**plain(422), "errors": [{"field": "", "code": "nul", "message": _("地址中含有空字符。")}]})
        if _length(request) > (MOST_UPLOAD if _is_upload(request) else MOST_JSON):
            return answer(plain(413))
        response = self.get_response(request)
        if response.status_code < 400 or response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        kept = {name: response[name] for name in ("Allow", "WWW-Authenticate", "Retry-After") if name in response}
        return answer(plain(response.status_code), kept)


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _is_upload(request: HttpRequest) -> bool:
    return (request.content_type or "").startswith("multipart/")
