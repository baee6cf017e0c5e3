"""What the portal's frame needs in each of its pages; worked out only when a template asks."""

from typing import Any

from django.http import HttpRequest

from fengqiao.jurisdictions import queries


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return `portal_phone`, the telephone number that the jurisdiction's profile names ("" without one)."""
    return {"portal_phone": _phone}


def _phone() -> str:
    try:
        return queries.current_ruleset().phone
    except queries.NoRules:
        return ""
