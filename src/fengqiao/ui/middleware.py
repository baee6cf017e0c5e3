"""A refusal that no view caught becomes a page or a notice."""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from fengqiao.core.api_problems import ROOT
from fengqiao.core.errors import DomainError, Malformed
from fengqiao.ui import pages

METHODS = ("GET", "HEAD", "POST")
"""What a page may be asked with."""


class Refusals:
    """Turns a DomainError of a page into its problem page, and a method that it does not take. The API answers for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ROOT):
            return self.get_response(request)
        known = request.method in METHODS
        response = self.get_response(request) if known else HttpResponseNotAllowed(METHODS)
        if isinstance(response, HttpResponseNotAllowed) and request.method != "HEAD":
            told = DomainError(
                "method_not_allowed",
                _("这个地址不能这样打开。"),
                next_step=_("请返回上一页，从页面上的按钮办理。"),
                status=405,
            )
            page = pages.problem(request, told)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the problem page of a DomainError, or of text that the database cannot hold; leave all else alone."""
        if isinstance(exception, DataError):
            exception = Malformed(
                "text_unfit", _("填写的内容含有不能保存的字符，或者超出范围。"), next_step=_("请修改后再提交。")
            )
        return pages.problem(request, exception) if isinstance(exception, DomainError) else None
