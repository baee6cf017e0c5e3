"""The front page of the installation, on the host that belongs to no jurisdiction."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengqiao.jurisdictions import queries


@dataclass(frozen=True)
class Place:
    """A jurisdiction and where its portal is."""

    name: str
    url: str


@require_safe
def installation(request: HttpRequest) -> HttpResponse:
    """List the jurisdictions of this installation that have a host name."""
    _name, colon, port = request.get_host().partition(":")
    hosts = queries.hosts()
    places = [
        Place(jurisdiction.name, f"{request.scheme}://{hosts[jurisdiction.slug]}{colon}{port}/")
        for jurisdiction in queries.jurisdictions()
        if jurisdiction.slug in hosts
    ]
    return render(request, "portal/installation.html", {"places": places})
