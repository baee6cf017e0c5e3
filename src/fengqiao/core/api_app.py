"""The API itself: how it is described, how it renders, what surrounds each operation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from fengqiao.core import api_problems, api_replies, limits
from fengqiao.core.actor import Actor
from fengqiao.core.api import Problem

READING = {"GET", "HEAD", "OPTIONS"}
_KEY_PARAMETER = {
    "in": "header",
    "name": api_replies.HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 120, "pattern": "^[!-~]+$"},
    "description": "同一个键重复提交只办理一次，重复时返回第一次的结果。",
}


class _Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


def bounded(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an operation's function: so many writes a minute for each token or browser. What is open to all writes nothing."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        caller: Actor | None = getattr(request, "auth", None)
        if caller and request.method not in READING:
            who = f"api:{caller.user_id}:{caller.device}"
            limits.take(who, limit=settings.API_WRITES_PER_MINUTE, seconds=60, at=caller.at)
        return view(request, *args, **kwargs)

    return wrapper


class Api(NinjaAPI):
    """NinjaAPI with problem documents, Chinese as it is, and a description that tells both."""

    def __init__(self, **given: Any) -> None:
        super().__init__(renderer=_Renderer(), docs_url=None, **given)
        self._described: dict[str, OpenAPISchema] = {}
        api_problems.install(self)
        self.add_decorator(api_replies.act_once)
        self.add_decorator(bounded)
        self.add_decorator(api_replies.keep_reply, mode="view")

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Return where the operation stands, without what all have in common: disputes_accept, disputes_explain_grade."""
        place = [part for part in operation.view_func.__module__.split(".")[1:] if part != "api"]
        return "_".join([*place, operation.view_func.__name__])

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description, made once: every refusal as a problem document, the key of repeatable POSTs."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._described:
            self._described[prefix] = self._describe(prefix)
        return self._described[prefix]

    def _describe(self, prefix: str) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=prefix)
        schema["components"]["schemas"]["Problem"] = Problem.json_schema()
        problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                told = operation["responses"]
                told |= {
                    code: {"description": "Problem", "content": {api_problems.MEDIA_TYPE: problem}}
                    for code in ("4XX", "5XX")
                    if code not in told
                }
                if method == "post":
                    operation["parameters"] = [*operation["parameters"], _KEY_PARAMETER]
        return schema
