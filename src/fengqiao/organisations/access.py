"""The one door to organisations.

Who sees a region sees the organisations of that region, those above it up to the jurisdiction, and the own organisation.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.organisations.models import Organisation
from fengqiao.regions.queries import ancestor_codes


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations that the actor may see; raises Forbidden without the permission to see the register."""
    actor.require(Permission.VIEW_REGISTRY)
    own = Q(pk=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    if not actor.region_scope:
        return Organisation.objects.filter(own)
    above = Q(region__code__in=ancestor_codes(actor.region_scope.ljust(12, "0")))
    return Organisation.objects.filter(Q(region__code__startswith=actor.region_scope) | above | own)


def get_for(actor: Actor, organisation_id: UUID, permission: Permission, *, lock: bool = False) -> Organisation:
    """Return one organisation for a purpose; to change it, it must lie within the actor's own region.

    Raises NotFound when it is out of the actor's sight, Forbidden without the permission. lock: hold the row until commit.
    """
    found = visible_to(actor).filter(pk=organisation_id)
    found = found.select_for_update(of=("self",)) if lock else found.select_related("region", "parent")
    organisation = found.first()
    if organisation is None or (permission == Permission.MANAGE_REGISTRY and not in_region(actor, organisation)):
        raise NotFound("organisation_not_found", _("没有找到这个组织。"), next_step=_("请从组织列表中查找。"))
    actor.require(permission)
    return organisation


def in_region(actor: Actor, organisation: Organisation) -> bool:
    """Whether the organisation stands within the region that the actor answers for."""
    return bool(actor.region_scope) and organisation.region_code.startswith(actor.region_scope)
