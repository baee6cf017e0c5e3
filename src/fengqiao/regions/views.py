"""Places as they are typed, for the forms of staff and public alike."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fengqiao.regions import queries
from fengqiao.ui import pages
from fengqiao.ui.parts import Option

LONGEST = 60


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """The places whose full name holds what was typed (?q=)."""
    found = queries.search(request.GET.get("q", "").replace("\0", "")[:LONGEST])
    return pages.options(request, [Option(region.code, region.path, region.get_level_display()) for region in found])
