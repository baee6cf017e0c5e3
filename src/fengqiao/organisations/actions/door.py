"""What the verbs on parts of an organisation share: the door with its lock, an end in order, one sentence of history."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.organisations import access
from fengqiao.organisations.models import Organisation

R = TypeVar("R", bound=models.Model)


def open_to(actor: Actor, organisation_id: UUID, permission: Permission) -> Organisation:
    """Return an active organisation, locked, that the actor may do this to; raises NotNow for a closed one."""
    organisation = access.get_for(actor, organisation_id, permission, lock=True)
    if not organisation.is_active:
        raise NotNow("organisation_closed", _("该组织已经停用，不能再修改。"))
    return organisation


def kept(row: R, *, code: str, reason: str, field: str) -> R:
    """Write a new row. Raises Malformed with the reason when there is one of its kind already."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Malformed(code, reason, field=field) from error
    return row


def part(found: models.QuerySet[R], pk: UUID) -> R:
    """Return a part of an organisation, locked. Raises NotFound."""
    row = found.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound("entry_not_found", _("没有找到这条记录。"), next_step=_("请刷新页面后核对。"))
    return row


def ended(actor: Actor, row: Any, on: date | None, *, since: str = "since", until: str = "until") -> date:
    """Set the end of a row and return it: today when left out. Raises NotNow when it has ended, Malformed for a wrong day."""
    if getattr(row, until) is not None:
        raise NotNow("already_ended", _("这条记录已经结束。"))
    day = on or local_date(actor.at)
    if not getattr(row, since) <= day <= local_date(actor.at):
        raise Malformed("ended_on", _("结束日期不能早于开始日期，也不能晚于今天。"), field="on")
    setattr(row, until, day)
    row.save(update_fields=[until])
    return day


def began(actor: Actor, day: date | None, field: str = "since") -> date:
    """Return the day on which something began: today when left out. Raises Malformed for one in the future."""
    today = local_date(actor.at)
    if day and day > today:
        raise Malformed(field, _("日期不能晚于今天。"), field=field)
    return day or today


def chosen(value: str, choices: type[models.TextChoices], field: str) -> str:
    """Return one of the choices. Raises Malformed."""
    if value not in choices.values:
        raise Malformed(f"{field}_unknown", _("请选择列表中的一项。"), field=field)
    return value
