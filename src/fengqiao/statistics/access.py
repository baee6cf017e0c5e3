"""The door to figures: whose cases somebody may count, and see behind a number."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, NotFound
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.regions import queries as regions
from fengqiao.statistics.rules.staffing import MONEY_ROWS, Rows


@dataclass(frozen=True)
class Scope:
    """Whose cases are counted: all committees of a region (prefix of its code: 4, 6, 9, 12 or 15 digits), or one organisation.

    With an organisation, ``region`` is the prefix of its place; ``reach``: the prefix within which the organisation table
    counts what is below it, "" for none but itself.
    """

    region: str
    name: str
    organisation_id: UUID | None = None
    reach: str = ""

    @property
    def has_sums(self) -> bool:
        """Whether sums are kept for it: whole cities and counties."""
        return self.organisation_id is None and len(self.region) in (4, 6)

    @property
    def own_place(self) -> str:
        """The code of the region itself, where the committees of its own level stand; "" for one organisation."""
        return "" if self.organisation_id else self.region.ljust(12, "0")

    @property
    def holders(self) -> list[str]:
        """The regions that hold this scope, by prefix, itself included."""
        return [self.region[:length] for length in (4, 6, 9, 12, 15) if length <= len(self.region)]


def _own(actor: Actor) -> Organisation:
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    if own is None:
        raise Forbidden(
            "no_scope", _("您的岗位没有所属单位和地区，不能查看统计。"), next_step=_("请联系本单位管理员。")
        )
    return own


def _of_organisation(actor: Actor, organisation_id: UUID) -> Scope:
    found = organisations.get(organisation_id)
    mine = organisation_id == actor.organisation_id
    if found is None or not (mine or (actor.region_scope and found.region_code.startswith(actor.region_scope))):
        raise NotFound("organisation_not_found", _("没有找到这个组织。"), next_step=_("请从您负责地区的组织中选择。"))
    return Scope(found.region.scope, found.name, found.pk, actor.region_scope)


def scope_for(actor: Actor, *, region: str = "", organisation_id: UUID | None = None) -> Scope:
    """Return whose cases the actor counts: an organisation or a region within the actor's own; by default all of the own.

    region: a place's code or its prefix. Raises Forbidden without the permission or without any scope, NotFound for what
    lies outside the actor's region. Who answers for no region counts the own organisation's cases.
    """
    actor.require(Permission.VIEW_STATISTICS)
    if organisation_id:
        return _of_organisation(actor, organisation_id)
    if not actor.region_scope:
        own = _own(actor)
        if region and region != own.region.scope:
            raise NotFound("region_not_found", _("没有找到这个地区。"), next_step=_("您可以查看本单位的统计。"))
        return Scope(own.region.scope, own.name, own.pk)
    wanted = region or actor.region_scope
    found = regions.get(wanted.ljust(12, "0"))
    if found is None and wanted == actor.region_scope:
        return Scope(wanted, wanted)
    if found is None or not found.scope.startswith(actor.region_scope):
        raise NotFound("region_not_found", _("没有找到这个地区。"), next_step=_("请在您负责的地区中选择。"))
    return Scope(found.scope, found.path, None)


def require_rows(actor: Actor, sort: Rows) -> None:
    """Raise Forbidden unless the actor may read the rows behind a figure: payments by name are for who sees subsidies."""
    actor.require(Permission.VIEW_STATISTICS)
    actor.require(Permission.VIEW_SUBSIDIES if sort in MONEY_ROWS else Permission.VIEW_REGISTRY)
