"""Entering many organisations at once: the same checks and the same history as one by one, written by COPY."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit_bulk, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotFound
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import access
from fengqiao.organisations.actions import entry as entries
from fengqiao.organisations.actions.entry import Lookup, NewOrganisation
from fengqiao.organisations.models import Organisation, PastName

_COLUMNS = (
    "id", "created_at", "kind", "name", "short_name", "mediates", "region", "level", "parent", "host", "host_name",
    "named_person_id", "named_person_name", "specialities", "address", "longitude", "latitude", "phone", "hours",
    "is_multi_ethnic", "elected_on", "host_elected_on", "established_on", "closed_on", "is_active", "tokens",
)  # fmt: skip
_ATTRIBUTES = tuple(
    {"region": "region_id", "parent": "parent_id", "host": "host_id"}.get(name, name) for name in _COLUMNS
)
_SUBJECT = Organisation._meta.label_lower


def refused(actor: Actor, rows: Sequence[NewOrganisation]) -> dict[int, DomainError]:
    """Return why each row that cannot be entered cannot, by its place in the batch; nothing is written (a dry run).

    Raises Forbidden without the permission to keep the register.
    """
    return enter_right(actor, rows, is_dry=True)[1]


@transaction.atomic
def add_many(actor: Actor, rows: Sequence[NewOrganisation]) -> list[Organisation]:
    """Enter many organisations, all or none, and return them in the order given.

    Parents and hosts may stand in the same batch, before or after those that name them. Raises the first refusal, with the row
    (its place in the batch, from 0) in ``extra``, Forbidden without the permission.
    """
    made, faults = enter_right(actor, rows)
    for index, error in faults.items():
        error.extra["row"] = index
        raise error
    return made


@transaction.atomic
def enter_right(
    actor: Actor,
    rows: Sequence[NewOrganisation],
    *,
    is_dry: bool = False,
    expected: Mapping[UUID, str] | None = None,
) -> tuple[list[Organisation], dict[int, DomainError]]:
    """Enter the rows that can be and return them, and why each of the others (by its place in the batch) cannot.

    A row that names a refused one of its batch must stand behind it to be refused too. expected: names of organisations, by id,
    that a dry run takes for entered. Raises Forbidden.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    look = Lookup(actor, current_ruleset(local_date(actor.at)), rows, expected)
    made, faults = entries.faults(look, rows)
    if made and not is_dry:
        _write(actor, made)
        right = {organisation.pk for organisation in made}
        PastName.objects.bulk_create(name for row in rows if row.id in right for name in entries.former(row, actor.at))
    return made, faults


def _write(actor: Actor, made: Sequence[Organisation]) -> None:
    bulk.leave_for_later()
    try:
        with transaction.atomic():
            bulk.copy(Organisation, _COLUMNS, ([getattr(row, name) for name in _ATTRIBUTES] for row in made))
    except IntegrityError as error:
        reason = _("刚刚有人登记了同名或者同简称的组织，请刷新后核对。")
        raise Malformed("organisation_name_taken", reason, field="name") from error
    audit_bulk.write(
        event
        for row in made
        for event in audit_bulk.chain(
            actor,
            _SUBJECT,
            row.pk,
            (audit_bulk.Fact("register", actor.at, "", {"kind": row.kind, "name": row.name, "imported": True}),),
        )
    )


def belongings(ids: Sequence[UUID]) -> list[UUID]:
    """Return the former names that came into the register together with these organisations."""
    found = PastName.objects.filter(organisation__in=ids, created_at=F("organisation__created_at"))
    return list(found.values_list("pk", flat=True))


@transaction.atomic
def take_back(actor: Actor, ids: Sequence[UUID], *, why: str) -> None:
    """Remove organisations that were entered by mistake and that nothing refers to; that they were there stays in the history.

    Raises Forbidden, NotFound when one is not within the actor's region; the database refuses it where something refers to one.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    seen = access.visible_to(actor).filter(pk__in=bulk.among(ids), region__code__startswith=actor.region_scope or "-")
    if len(seen.select_for_update(of=("self",)).values_list("pk")) != len(set(ids)):
        raise NotFound("organisation_not_found", _("没有找到这个组织。"))
    told = {pk: [audit_bulk.Fact("take_back", actor.at, "", {}, why=why)] for pk in ids}
    audit_bulk.append(actor, _SUBJECT, told, is_held=True)
    bulk.remove(PastName, belongings(ids))
    bulk.remove(Organisation, ids)
