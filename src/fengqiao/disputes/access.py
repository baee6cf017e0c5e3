"""The one door to disputes: who sees which, and under which permission."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.disputes.models import Dispute, Involvement
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.regions.models import scope_of

UNREAD = ("search", "narrative_bands")
"""Columns that only the database reads."""
_REGION_COLUMNS = {6: "county_code", 9: "street_code", 15: "region_code"}


def in_region(scope: str) -> Q:
    """Return the condition that a dispute lies within a region prefix (4, 6, 9, 12 or 15 digits)."""
    column = _REGION_COLUMNS.get(len(scope))
    return Q(**{column: scope}) if column else Q(region_code__startswith=scope)


def visible_to(actor: Actor) -> QuerySet[Dispute]:
    """Return the disputes that the actor may see: those of the actor's region, and those in which the actor's organisation has a part.

    The region counts only for those who supervise or triage a region; a mediator sees the own committee's matters.
    """
    actor.require(Permission.VIEW_DISPUTES)
    involved = Q(
        Exists(Involvement.objects.filter(dispute=OuterRef("pk"), organisation_id=actor.organisation_id))
        if actor.organisation_id
        else Q(pk__in=[])
    )
    if not actor.region_scope:
        return Dispute.objects.filter(involved)
    if covers_jurisdiction(actor.region_scope):
        return Dispute.objects.all()
    return Dispute.objects.filter(in_region(actor.region_scope) | involved)


def covers_jurisdiction(scope: str) -> bool:
    """Whether a scope is the whole jurisdiction: four digits of a prefecture-level city, six of a district."""
    return scope_of(current_ruleset().code.ljust(12, "0")).startswith(scope)


def in_scope(actor: Actor, region_code: str) -> bool:
    """Whether a place lies within the region that the actor answers for."""
    return bool(actor.region_scope) and region_code.startswith(actor.region_scope)


def get_for(actor: Actor, dispute_id: UUID, permission: str, *, lock: bool = False) -> Dispute:
    """Return one dispute for a purpose.

    Raises NotFound when it is outside the actor's scope (as if it did not exist), Forbidden without the permission.
    lock: hold the row until commit; use it before every change.
    """
    found = visible_to(actor).filter(pk=dispute_id)
    # A lock may have waited while the keeper changed: a join read before the wait would then hide the row.
    shown = found.select_related("organisation", "next_organisation").defer(*UNREAD)
    kept = found.select_for_update(no_key=True) if lock else shown
    dispute = kept.first()
    if dispute is None:
        raise NotFound("dispute_not_found", _("没有找到这件纠纷。"), next_step=_("请核对编号，或者从纠纷列表中查找。"))
    actor.require(permission)
    return dispute
