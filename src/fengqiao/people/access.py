"""The doors to people, seen by who sees the organisation at which they hold, held or seek a post, and to their conduct."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.people.models import Appointment, Commendation, Complaint, Person, Review, Trace

R = TypeVar("R", Complaint, Trace, Commendation, Review)


def visible_to(actor: Actor) -> QuerySet[Person]:
    """Return the people that the actor may see: of the own region and the own organisation, and the actor's own person.

    Raises Forbidden without the permission to see the register.
    """
    actor.require(Permission.VIEW_REGISTRY)
    held, asked = _posts(actor).filter(person=OuterRef("pk")), _asked(actor).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(held) | Exists(asked) | Q(pk=actor.person_id))


def get_for(actor: Actor, person_id: UUID, permission: Permission, *, lock: bool = False) -> Person:
    """Return one person for a purpose. Raises NotFound out of the actor's sight, Forbidden without the permission.

    Who only belongs to the same organisation sees colleagues, but changes nobody. lock: hold the row until commit.
    """
    actor.require(permission)
    found = visible_to(actor).filter(pk=person_id)
    person = (found.select_for_update(of=("self",)) if lock else found).first()
    if person is None or (permission == Permission.MANAGE_REGISTRY and not may_change(actor, person)):
        raise NotFound("person_not_found", _("没有找到这个人。"), next_step=_("请从人员列表中查找。"))
    return person


def to_declare_for(actor: Actor, person_id: UUID) -> Person:
    """Return a person to declare interests for, held until commit: the own person, or as who keeps the register."""
    own = actor.person_id == person_id
    return get_for(actor, person_id, Permission.VIEW_REGISTRY if own else Permission.MANAGE_REGISTRY, lock=True)


def appointment_for(actor: Actor, appointment_id: UUID, permission: Permission) -> Appointment:
    """Return one post and hold it until commit; raises as ``get_for`` does."""
    actor.require(permission)
    posts = _posts(actor).filter(pk=appointment_id).select_for_update(of=("self",))
    appointment = posts.select_related("person", "organisation").first()
    if appointment is None or not appointment.organisation.region_code.startswith(actor.region_scope or "-"):
        raise NotFound("appointment_not_found", _("没有找到这项任职。"), next_step=_("请从人员页面进入。"))
    return appointment


def posts_visible_to(actor: Actor) -> QuerySet[Appointment]:
    """Return the posts within the actor's region and at the own organisation. Raises Forbidden."""
    actor.require(Permission.VIEW_REGISTRY)
    return _posts(actor)


def _posts(actor: Actor) -> QuerySet[Appointment]:
    return Appointment.objects.filter(_reach(actor))


def _asked(actor: Actor) -> QuerySet[Review]:
    return Review.objects.filter(_reach(actor))


def _reach(actor: Actor) -> Q:
    reach = Q(organisation=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    if actor.region_scope:
        reach |= Q(organisation__region__code__startswith=actor.region_scope)
    return reach


def may_change(actor: Actor, person: Person) -> bool:
    """Whether the person holds or held a post within the region that the actor answers for."""
    if not actor.region_scope:
        return False
    within = {"person": person, "organisation__region__code__startswith": actor.region_scope}
    return Appointment.objects.filter(**within).exists() or Review.objects.filter(**within).exists()


def reviews_visible_to(actor: Actor) -> QuerySet[Review]:
    """Return the admissions and exits within the actor's region. Raises Forbidden."""
    actor.require(Permission.MANAGE_REGISTRY)
    return Review.objects.filter(organisation__region__code__startswith=actor.region_scope or "-")


def review_for(actor: Actor, review_id: UUID, permission: Permission, *, lock: bool = False) -> Review:
    """Return one admission or exit; raises NotFound out of the region, Forbidden."""
    actor.require(permission)
    return _one(reviews_visible_to(actor).select_related("person", "organisation", "appointment"), review_id, lock)


def complaints_visible_to(actor: Actor) -> QuerySet[Complaint]:
    """Return the complaints within the actor's region, without those against the actor. Raises Forbidden."""
    actor.require(Permission.SUPERVISE)
    found = Complaint.objects.filter(region_code__startswith=actor.region_scope or "-")
    return found.exclude(person=actor.person_id) if actor.person_id else found


def complaint_for(actor: Actor, complaint_id: UUID, permission: Permission, *, lock: bool = False) -> Complaint:
    """Return one complaint; raises NotFound out of the region or when it is about the actor, Forbidden."""
    actor.require(permission)
    found = complaints_visible_to(actor).select_related("person", "organisation", "inquirer", "appointment", "trace")
    return _one(found, complaint_id, lock)


def traces_visible_to(actor: Actor) -> QuerySet[Trace]:
    """Return the traces of responsibility within the actor's region, without those in which the actor stands. Raises Forbidden."""
    actor.require(Permission.SUPERVISE)
    found = Trace.objects.filter(region_code__startswith=actor.region_scope or "-")
    return found.exclude(people__person=actor.person_id) if actor.person_id else found


def trace_for(actor: Actor, trace_id: UUID, permission: Permission, *, lock: bool = False) -> Trace:
    """Return one trace; raises as ``complaint_for`` does."""
    actor.require(permission)
    return _one(traces_visible_to(actor), trace_id, lock)


def commendations_visible_to(actor: Actor) -> QuerySet[Commendation]:
    """Return the commendations within the actor's region, and those above it that are made known. Raises Forbidden."""
    actor.require(Permission.VIEW_REGISTRY)
    known = Q(state__in=(Commendation.State.SHOWN, Commendation.State.AWARDED))
    return Commendation.objects.filter(Q(region_code__startswith=actor.region_scope or "-") | known)


def commendation_for(
    actor: Actor, commendation_id: UUID, permission: Permission, *, lock: bool = False
) -> Commendation:
    """Return one commendation; to change it, it must lie within the actor's region. Raises NotFound, Forbidden."""
    actor.require(permission)
    found = commendations_visible_to(actor)
    if permission == Permission.MANAGE_REGISTRY:
        found = found.filter(region_code__startswith=actor.region_scope or "-")
    return _one(found.select_related("person", "organisation"), commendation_id, lock)


def _one(found: "QuerySet[R]", pk: UUID, lock: bool) -> R:
    row = (found.select_for_update(of=("self",)) if lock else found).filter(pk=pk).first()
    if row is None:
        raise NotFound("record_not_found", _("没有找到这条记录。"), next_step=_("请从列表中查找。"))
    return row
