"""The kept facts: those of a scope and period as they are now, or as a closing counted them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.core.errors import NotFound
from fengqiao.statistics.access import Scope
from fengqiao.statistics.models import CaseFact, Closing
from fengqiao.statistics.rules.cells import LOWER
from fengqiao.statistics.rules.facts import TOP, condition
from fengqiao.statistics.rules.periods import Period

ORDER = "-accepted_on,-id"


def within(scope: Scope) -> Q:
    """Return the condition that a fact belongs to a scope."""
    if scope.organisation_id:
        return Q(organisation_id=scope.organisation_id)
    column = {4: "", 6: "county", 9: "street"}.get(len(scope.region), "region")
    return Q(**{column: scope.region}) if column else Q()


def facts_in(scope: Scope, period: Period, closing: Closing | None = None) -> QuerySet[CaseFact]:
    """Return the cases that a scope accepted in a period: as they are, or as a closing counted them."""
    version = Q(until__isnull=True)
    if closing is not None:
        version = Q(since__lt=closing.number) & (version | Q(until__gte=closing.number))
    return CaseFact.objects.filter(within(scope), version, accepted_on__range=(period.first, period.last))


def listed(scope: Scope, period: Period, cell: str, closing: Closing | None = None) -> QuerySet[CaseFact]:
    """Return the cases behind a cell of the table (keyset order ORDER); the cell's figure counts this very queryset.

    Raises NotFound for a cell that counts no cases.
    """
    found = facts_in(scope, period, closing)
    if cell in (TOP, LOWER):
        own = found if scope.organisation_id else found.filter(region=scope.own_place)
        if cell == TOP:
            return own
        return found.none() if scope.organisation_id else found.exclude(region=scope.own_place)
    wanted = condition(cell)
    if wanted is None:
        raise NotFound("cell_not_found", _("统计表中没有这一项。"), next_step=_("请从统计表中点选。"))
    return found.filter(**wanted)
