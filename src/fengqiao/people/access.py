"""The one door to people: seen by who sees the organisation at which they hold or held a post."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.people.models import Appointment, Person


def visible_to(actor: Actor) -> QuerySet[Person]:
    """Return the people that the actor may see: of the own region and the own organisation, and the actor's own person.

    Raises Forbidden without the permission to see the register.
    """
    actor.require(Permission.VIEW_REGISTRY)
    return Person.objects.filter(Exists(_posts(actor).filter(person=OuterRef("pk"))) | Q(pk=actor.person_id))


def get_for(actor: Actor, person_id: UUID, permission: Permission, *, lock: bool = False) -> Person:
    """Return one person for a purpose. Raises NotFound out of the actor's sight, Forbidden without the permission.

    Who only belongs to the same organisation sees colleagues, but changes nobody. lock: hold the row until commit.
    """
    found = visible_to(actor).filter(pk=person_id)
    person = (found.select_for_update(of=("self",)) if lock else found).first()
    if person is None or (permission == Permission.MANAGE_REGISTRY and not may_change(actor, person)):
        raise NotFound("person_not_found", _("没有找到这个人。"), next_step=_("请从人员列表中查找。"))
    actor.require(permission)
    return person


def appointment_for(actor: Actor, appointment_id: UUID, permission: Permission) -> Appointment:
    """Return one post and hold it until commit; raises as ``get_for`` does."""
    actor.require(permission)
    posts = _posts(actor).filter(pk=appointment_id).select_for_update(of=("self",))
    appointment = posts.select_related("person", "organisation").first()
    if appointment is None or not appointment.organisation.region_code.startswith(actor.region_scope or "-"):
        raise NotFound("appointment_not_found", _("没有找到这项任职。"), next_step=_("请从人员页面进入。"))
    return appointment


def _posts(actor: Actor) -> QuerySet[Appointment]:
    reach = Q(organisation=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    if actor.region_scope:
        reach |= Q(organisation__region__code__startswith=actor.region_scope)
    return Appointment.objects.filter(reach)


def may_change(actor: Actor, person: Person) -> bool:
    """Whether the person holds or held a post within the region that the actor answers for."""
    if not actor.region_scope:
        return False
    return Appointment.objects.filter(person=person, organisation__region__code__startswith=actor.region_scope).exists()
