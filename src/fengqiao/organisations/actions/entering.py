"""Entering, changing and closing an organisation."""

import copy
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, events
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import access
from fengqiao.organisations.actions import entry as entries
from fengqiao.organisations.actions.entry import Entry, Lookup, NewOrganisation
from fengqiao.organisations.models import Organisation, PastName

_CHANGED = tuple(name.replace("region_code", "region_id") for name in Entry.__dataclass_fields__)


@transaction.atomic
def register(actor: Actor, **facts: Any) -> Organisation:
    """Enter an organisation and return it.

    facts: of ``NewOrganisation``. Raises Forbidden, Malformed with the field, NotFound for an unseen parent or host.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    row = NewOrganisation(**facts)
    organisation = entries.made(Lookup(actor, current_ruleset(local_date(actor.at)), [row]), row)
    _save(organisation)
    PastName.objects.bulk_create(entries.former(row, actor.at))
    audit.record(actor, organisation, "register", data={"kind": organisation.kind, "name": organisation.name})
    return organisation


@transaction.atomic
def change(actor: Actor, organisation_id: UUID, **facts: Any) -> Organisation:
    """Enter what is now true of an organisation and return it; kind and short name stay, for numbers bear them.

    facts: of ``Entry``. Raises what ``register`` does; NotNow for one that has been closed. A name that it loses is kept with
    the day from which it no longer bears it.
    """
    organisation = access.get_for(actor, organisation_id, Permission.MANAGE_REGISTRY, lock=True)
    return apply(actor, organisation, Entry(**facts))


def apply(actor: Actor, organisation: Organisation, row: Entry, *, verb: str = "change") -> Organisation:
    """Write an entry over a locked organisation and its history; raises what ``change`` does."""
    _open(organisation)
    before = {column: getattr(organisation, column) for column in _CHANGED}
    look = Lookup(actor, current_ruleset(local_date(actor.at)), [row])
    _no_circle(organisation, row.parent_id)
    entries.fill(look, organisation, row)
    changed = {column: [old, new] for column, old in before.items() if (new := getattr(organisation, column)) != old}
    if not changed:
        return organisation
    if organisation.name != before["name"]:
        PastName.objects.create(
            organisation=organisation, name=before["name"], until=local_date(actor.at), created_at=actor.at
        )
    former = organisation.past_names.values_list("name", flat=True)
    organisation.tokens = entries.words(organisation, organisation.region.path, former)
    _save(organisation)
    audit.record(actor, organisation, verb, data=_plain(changed))
    return organisation


def probe(actor: Actor, organisation: Organisation, row: Entry) -> None:
    """Raise what entering this over the organisation would raise; write nothing and leave the instance as it was."""
    entries.fill(Lookup(actor, current_ruleset(local_date(actor.at)), [row]), copy.copy(organisation), row)


@transaction.atomic
def deactivate(actor: Actor, organisation_id: UUID, *, on: date, why: str) -> Organisation:
    """Close an organisation from a local date and return it; its history and its short name stay its own.

    Packages above may object (``organisations.obstacles``), as while it keeps open disputes. Raises NotNow then and when it is
    closed already, Malformed without a reason or for a date in the future or before it was established.
    """
    organisation = access.get_for(actor, organisation_id, Permission.MANAGE_REGISTRY, lock=True)
    close(actor, organisation, on=on, why=why)
    return organisation


def close(
    actor: Actor, organisation: Organisation, *, on: date, why: str, data: Mapping[str, Any] | None = None
) -> None:
    """Close a locked organisation; raises what ``deactivate`` does."""
    if not organisation.is_active:
        raise NotNow("organisation_closed", _("该组织已经停用。"))
    if not why.strip():
        raise Malformed("reason_missing", _("请写明停用的原因。"), field="why")
    established = organisation.established_on
    if on > local_date(actor.at) or (established and on < established):
        raise Malformed("closed_on", _("停用日期不能晚于今天，也不能早于成立日期。"), field="on")
    obstacles = [
        text for texts in events.collect("organisations.obstacles", organisation_id=organisation.pk) for text in texts
    ]
    if obstacles:
        raise NotNow(
            "organisation_in_use",
            _("该组织还不能停用：%(why)s") % {"why": _("；").join(obstacles)},
            next_step=_("请先办结或者移交，再停用。"),
        )
    organisation.is_active, organisation.closed_on = False, on
    organisation.save(update_fields=["is_active", "closed_on"])
    audit.record(actor, organisation, "deactivate", before="active", after="closed", why=why.strip(), data=data)


@transaction.atomic
def name_after(actor: Actor, person_id: UUID | None, name: str, studios: Collection[UUID]) -> list[UUID]:
    """Let studios bear the name of a person of the register, as a file tells it, and return those that changed.

    person_id None: they are called after nobody of the register any more; what is written of the name stays. Closed ones too, for
    it is history; those out of the actor's region are left alone. Raises Forbidden, Malformed for one that bears another's name.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    found = access.visible_to(actor).filter(pk__in=studios, region__code__startswith=actor.region_scope or "-")
    changed = []
    for studio in found.select_related("region").select_for_update(of=("self",)).order_by("id"):
        if studio.named_person_id == person_id:
            continue
        if person_id and studio.named_person_id:
            reason = _("“%(studio)s”已由别人命名。") % {"studio": studio.name}
            raise Malformed("studio_named", reason, field="studios")
        data = {"named_person_id": [studio.named_person_id, person_id], "imported": True}
        studio.named_person_id, studio.named_person_name = person_id, studio.named_person_name or name
        former = studio.past_names.values_list("name", flat=True)
        studio.tokens = entries.words(studio, studio.region.path, former)
        studio.save(update_fields=["named_person_id", "named_person_name", "tokens"])
        audit.record(actor, studio, "change", data=data)
        changed.append(studio.pk)
    return changed


def _open(organisation: Organisation) -> None:
    if not organisation.is_active:
        raise NotNow("organisation_closed", _("该组织已经停用，不能再修改。"))


def _no_circle(organisation: Organisation, parent_id: UUID | None) -> None:
    seen: set[UUID] = set()
    while parent_id is not None and parent_id not in seen:
        if parent_id == organisation.pk:
            raise Malformed("parent_circle", _("上级组织不能是本组织或者其下级。"), field="parent_id")
        seen.add(parent_id)
        parent_id = Organisation.objects.filter(pk=parent_id).values_list("parent_id", flat=True).first()


def _save(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        reason = _("刚刚有人登记了同名或者同简称的组织，请刷新后核对。")
        raise Malformed("organisation_name_taken", reason, field="name") from error


def _plain(changed: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        name: [str(value) if isinstance(value, Decimal) else value for value in pair] for name, pair in changed.items()
    }
