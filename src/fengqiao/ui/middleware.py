"""A refusal that no view caught becomes a page or a notice."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fengqiao.core.errors import DomainError
from fengqiao.ui import pages


class Refusals:
    """Turns a DomainError of a page into its problem page. The API, which has its own answer, never raises it to here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the problem page of a DomainError; leave every other exception alone."""
        return pages.problem(request, exception) if isinstance(exception, DomainError) else None
