"""The one door to organisations, their filings and their docking with courts.

Who sees a region sees the organisations of that region, those above it up to the jurisdiction, and the own organisation.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.organisations.models import CourtNotice, Filing, Organisation
from fengqiao.regions.queries import ancestor_codes

REGION_ONLY = frozenset({Permission.MANAGE_REGISTRY, Permission.REVIEW_FILINGS})
"""What may be done within one's own region only."""
OWN_TOO = frozenset({Permission.KEEP_ORGANISATION, Permission.FILE_ORGANISATION, Permission.KEEP_DOCKING})
"""What may also be done for the own organisation."""


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations that the actor may see; raises Forbidden without the permission to see the register."""
    actor.require(Permission.VIEW_REGISTRY)
    return Organisation.objects.filter(_seen(actor))


def get_for(actor: Actor, organisation_id: UUID, permission: Permission, *, lock: bool = False) -> Organisation:
    """Return one organisation for a purpose; to change it, it must lie within the actor's own region or be the own one.

    Raises NotFound when it is out of the actor's sight, Forbidden without the permission. lock: hold the row until commit.
    """
    found = visible_to(actor).filter(pk=organisation_id)
    found = found.select_for_update(of=("self",)) if lock else found.select_related("region", "parent", "host")
    organisation = found.first()
    if organisation is None or not _in_hand(actor, organisation, permission):
        raise NotFound("organisation_not_found", _("没有找到这个组织。"), next_step=_("请从组织列表中查找。"))
    actor.require(permission)
    return organisation


def in_region(actor: Actor, organisation: Organisation) -> bool:
    """Whether the organisation stands within the region that the actor answers for."""
    return bool(actor.region_scope) and organisation.region_code.startswith(actor.region_scope)


def may(actor: Actor, organisation: Organisation, permission: Permission) -> bool:
    """Whether the actor may do this to an organisation that the actor sees."""
    return actor.may(permission) and _in_hand(actor, organisation, permission)


def filings_visible_to(actor: Actor) -> QuerySet[Filing]:
    """Return the filings of the organisations that the actor sees, and those sent to the actor's own bureau."""
    actor.require(Permission.VIEW_REGISTRY)
    received = Q(bureau=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    return Filing.objects.filter(_seen(actor, "organisation__") | received)


def filing_for(actor: Actor, filing_id: UUID, permission: Permission, *, lock: bool = False) -> Filing:
    """Return one filing for a purpose: handing in is for those who look after the organisation, answering for the bureau.

    Raises NotFound when it is out of the actor's sight or hands, Forbidden without the permission.
    """
    found = filings_visible_to(actor).filter(pk=filing_id)
    found = found.select_for_update(of=("self",)) if lock else found
    filing = found.select_related("organisation__region", "bureau__region").first()
    if filing is None or not _filing_in_hand(actor, filing, permission):
        raise NotFound("filing_not_found", _("没有找到这份备案。"), next_step=_("请从备案列表中查找。"))
    actor.require(permission)
    return filing


def may_answer(actor: Actor, filing: Filing) -> bool:
    """Whether the actor answers filings of this bureau."""
    return actor.may(Permission.REVIEW_FILINGS) and _filing_in_hand(actor, filing, Permission.REVIEW_FILINGS)


def notice_for(actor: Actor, notice_id: UUID, *, lock: bool = False) -> CourtNotice:
    """Return a notice whose receipt the actor may enter: of the own court, or of a bureau that answers for the filing."""
    found = CourtNotice.objects.filter(pk=notice_id)
    found = found.select_for_update(of=("self",)) if lock else found
    notice = found.select_related("filing__organisation__region", "filing__bureau__region", "court").first()
    if notice is not None:
        if actor.may(Permission.KEEP_DOCKING) and notice.court_id == actor.organisation_id:
            return notice
        if may_answer(actor, notice.filing):
            return notice
    actor.require(Permission.VIEW_REGISTRY)
    raise NotFound("notice_not_found", _("没有找到这份通报函。"))


def _seen(actor: Actor, prefix: str = "") -> Q:
    own = Q(**{f"{prefix}pk": actor.organisation_id}) if actor.organisation_id else Q(pk__in=[])
    if not actor.region_scope:
        return own
    above = Q(**{f"{prefix}region__code__in": ancestor_codes(actor.region_scope.ljust(12, "0"))})
    within = Q(**{f"{prefix}region__code__startswith": actor.region_scope})
    return within | above | own


def _in_hand(actor: Actor, organisation: Organisation, permission: Permission) -> bool:
    if permission in REGION_ONLY:
        return in_region(actor, organisation)
    if permission in OWN_TOO:
        return in_region(actor, organisation) or organisation.pk == actor.organisation_id
    return True


def _filing_in_hand(actor: Actor, filing: Filing, permission: Permission) -> bool:
    if permission in REGION_ONLY:
        return filing.bureau_id == actor.organisation_id or in_region(actor, filing.bureau)
    return _in_hand(actor, filing.organisation, permission)
