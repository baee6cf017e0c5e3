"""How a view answers: a page or its fragment, a refusal beside the field it concerns, a redirect, a list of hits."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from fengqiao.core.errors import DomainError
from fengqiao.ui.parts import Option, Progress


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page only."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page, or its `fragment` when htmx asks for a part of it."""
    name = fragment if fragment and wants_fragment(request) else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def refuse(form: BaseForm, error: DomainError) -> None:
    """Put a refusal on a bound form: beside the field it names, else at the top, with its rule and next step.

    After "changed meanwhile" the form, still filled, is for the present state of the record: sent again, it is taken.
    """
    if "revision" in error.extra and "revision" in form.fields:
        sent: Any = form.data  # a QueryDict: what was ticked several times stays so
        now = sent.copy()
        now[form.add_prefix("revision")] = str(error.extra["revision"])
        form.data = now
    form.refusal = error  # type: ignore[attr-defined]  # the form carries it to the error summary and to status()
    form.add_error(error.field if error.field in form.fields else None, error.message)


def status(form: BaseForm) -> int:
    """Return the status of a page that shows the form: 200, or 422 or what the refusal says."""
    refusal: DomainError | None = getattr(form, "refusal", None)
    return refusal.status if refusal else 422 if form.errors else 200


def go(request: HttpRequest, url: str, *, notice: str = "", tone: str = "good") -> HttpResponse:
    """Return a redirect that htmx also follows; the notice is shown on the next page."""
    if notice:
        messages.add_message(request, messages.SUCCESS, notice, extra_tags=tone)
    if not wants_fragment(request):
        return redirect(url)
    response = HttpResponse()
    response["HX-Redirect"] = url
    return response


def notify(response: HttpResponse, text: str, tone: str = "good") -> HttpResponse:
    """Let the page show a notice beside what an htmx answer swaps in."""
    response["HX-Trigger"] = json.dumps({"fengqiao:notice": {"text": text, "tone": tone}})
    return response


def problem(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Return a refusal as a page of its own, or as a notice when htmx asked."""
    if wants_fragment(request):
        response = render(request, "ui/_refusal.html", {"error": error}, status=error.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#notices", "beforeend"
        return response
    return render(request, "ui/problem.html", {"error": error}, status=error.status)


def options(request: HttpRequest, hits: Iterable[Option]) -> HttpResponse:
    """Return the hits of a picker (see ui.forms.PickInput)."""
    return render(request, "ui/forms/_options.html", {"options": list(hits)})


def progress(request: HttpRequest, job: Progress) -> HttpResponse:
    """Return how far long work is; asked for again by the page until it is finished."""
    return render(request, "ui/progress.html", {"job": job})
