"""Organisations that are merged or split: dated history; the cases of before stay with the organisation that had them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.organisations.actions import door
from fengqiao.organisations.actions.entering import close
from fengqiao.organisations.models import Organisation, Succession, SuccessionKind


@transaction.atomic
def merge(actor: Actor, organisation_id: UUID, *, sources: Sequence[UUID], on: date, why: str) -> Organisation:
    """Let an organisation take over others from a local date on, and return it; the others are closed that day.

    Raises what closing raises (open cases must be handed over first), Malformed when there is nothing to merge.
    """
    into = door.open_to(actor, organisation_id, Permission.MANAGE_REGISTRY)
    if not sources or organisation_id in sources:
        raise Malformed("merge_sources", _("请选择并入的其他组织。"), field="sources")
    for pk in sorted(set(sources)):
        source = door.open_to(actor, pk, Permission.MANAGE_REGISTRY)
        close(actor, source, on=on, why=why, data={"merged_into": str(into.pk), "name": into.name})
        _succeed(actor, source, into, SuccessionKind.MERGED, on, why)
        audit.record(actor, into, "merge", why=why.strip(), data={"from": str(source.pk), "name": source.name})
    return into


@transaction.atomic
def split(
    actor: Actor, organisation_id: UUID, *, targets: Sequence[UUID], on: date, why: str, closes: bool
) -> Organisation:
    """Let others take over parts of an organisation from a local date on, and return it.

    targets: registered already. closes: the organisation itself ends that day. Raises as ``merge`` does.
    """
    source = door.open_to(actor, organisation_id, Permission.MANAGE_REGISTRY)
    if not targets or organisation_id in targets:
        raise Malformed("split_targets", _("请选择分立出的组织。"), field="targets")
    if not why.strip():
        raise Malformed("reason_missing", _("请写明原因。"), field="why")
    names = []
    for pk in sorted(set(targets)):
        target = door.open_to(actor, pk, Permission.MANAGE_REGISTRY)
        _succeed(actor, source, target, SuccessionKind.SPLIT, on, why)
        names.append(target.name)
    audit.record(actor, source, "split", why=why.strip(), data={"into": names, "on": on})
    if closes:
        close(actor, source, on=on, why=why)
    return source


def _succeed(
    actor: Actor, source: Organisation, target: Organisation, kind: SuccessionKind, on: date, why: str
) -> None:
    row = Succession(
        predecessor=source, successor=target, kind=kind, on=door.began(actor, on, "on"), why=why.strip(),
        created_at=actor.at,
    )  # fmt: skip
    door.kept(row, code="succession_known", reason=_("这两个组织的沿革已经登记过。"), field="targets")
