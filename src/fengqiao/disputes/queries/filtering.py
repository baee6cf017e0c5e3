"""The list of disputes, narrowed as its page and its export are: one queryset behind both."""

from collections.abc import Mapping

from django.db.models import QuerySet

from fengqiao.core.actor import Actor
from fengqiao.disputes import access
from fengqiao.disputes.models import Dispute, GradeLevel, Source
from fengqiao.disputes.queries import searched
from fengqiao.disputes.workflow import Status
from fengqiao.jurisdictions.queries import current_ruleset

FILTERS = ("q", "status", "grade", "category", "source")


def filtered(actor: Actor, wanted: Mapping[str, str]) -> QuerySet[Dispute]:
    """Return the disputes in the actor's sight that fit; a value that cannot be is left out.

    wanted: q (any word, number, name or phone tail), status, grade, category, source. Raises Forbidden.
    """
    queryset = access.visible_to(actor).select_related("organisation")
    for column, allowed in (
        ("status", {status.value for status in Status}),
        ("grade", set(GradeLevel.values)),
        ("category", {item.code for item in current_ruleset().categories.items}),
        ("source", set(Source.values)),
    ):
        if (value := wanted.get(column)) in allowed:
            queryset = queryset.filter(**{column: value})
    return searched(queryset, wanted.get("q", "")[:100])
