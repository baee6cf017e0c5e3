"""A refusal that no view caught becomes a page or a notice."""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fengqiao.core.errors import DomainError, Malformed
from fengqiao.ui import pages


class Refusals:
    """Turns a DomainError of a page into its problem page. The API, which has its own answer, never raises it to here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the problem page of a DomainError, or of text that the database cannot hold; leave all else alone."""
        if isinstance(exception, DataError):
            exception = Malformed(
                "text_unfit", _("填写的内容含有不能保存的字符，或者超出范围。"), next_step=_("请修改后再提交。")
            )
        return pages.problem(request, exception) if isinstance(exception, DomainError) else None
