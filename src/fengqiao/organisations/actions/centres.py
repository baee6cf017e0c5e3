"""Who sits in a centre: resident units, windows, the duty roster."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries
from fengqiao.organisations.actions import door
from fengqiao.organisations.actions.entry import line
from fengqiao.organisations.models import Duty, Organisation, ResidentUnit, Residing, Shift, Window

KEEP = Permission.KEEP_ORGANISATION
LONGEST_AHEAD = timedelta(days=366)


@transaction.atomic
def add_unit(
    actor: Actor,
    centre_id: UUID,
    *,
    way: str,
    unit_id: UUID | None = None,
    name: str = "",
    staff_count: int = 1,
    contact: str = "",
    since: date | None = None,
) -> ResidentUnit:
    """Enter a unit that works in a centre and return it. unit_id: of the register; name: of one that is not in it."""
    centre = _centre(actor, centre_id)
    unit = queries.get(unit_id) if unit_id else None
    if unit_id and (unit is None or unit.pk == centre.pk):
        raise Malformed("unit_unknown", _("请从列表中选择入驻单位。"), field="unit_id")
    if not 0 <= staff_count <= 500:
        raise Malformed("staff_count", _("入驻人数应在0至500之间。"), field="staff_count")
    row = ResidentUnit(
        centre=centre,
        unit=unit,
        name=unit.name if unit else line(name, "name", 120, needed=_("请填写入驻单位。")),
        way=door.chosen(way, Residing, "way"),
        staff_count=staff_count,
        contact=line(contact, "contact", 60),
        since=door.began(actor, since),
        created_at=actor.at,
    )
    door.kept(row, code="unit_known", reason=_("这个单位已经入驻。"), field="name")
    audit.record(actor, centre, "add_unit", data={"name": row.name, "way": row.way})
    return row


@transaction.atomic
def end_unit(actor: Actor, centre_id: UUID, unit_id: UUID, *, on: date | None = None) -> ResidentUnit:
    """End a unit's presence and return it; the windows that it kept are closed with it."""
    centre = _centre(actor, centre_id)
    row = door.part(ResidentUnit.objects.filter(centre=centre), unit_id)
    day = door.ended(actor, row, on)
    for window in Window.objects.select_for_update().filter(unit=row, until=None):
        door.ended(actor, window, max(day, window.since))
    audit.record(actor, centre, "end_unit", data={"name": row.name, "on": day})
    return row


@transaction.atomic
def open_window(
    actor: Actor, centre_id: UUID, *, number: str, service: str, unit_id: UUID | None = None, since: date | None = None
) -> Window:
    """Enter a window of a centre and return it. unit_id: of the resident unit that keeps it."""
    centre = _centre(actor, centre_id)
    unit = door.part(ResidentUnit.objects.filter(centre=centre, until=None), unit_id) if unit_id else None
    row = Window(
        centre=centre,
        number=line(number, "number", 10, needed=_("请填写窗口号。")),
        service=line(service, "service", 100, needed=_("请填写窗口办理的事项。")),
        unit=unit,
        since=door.began(actor, since),
        created_at=actor.at,
    )
    door.kept(row, code="window_known", reason=_("已有这个窗口号。"), field="number")
    audit.record(actor, centre, "open_window", data={"number": row.number, "service": row.service})
    return row


@transaction.atomic
def close_window(actor: Actor, centre_id: UUID, window_id: UUID, *, on: date | None = None) -> Window:
    """Close a window and return it."""
    centre = _centre(actor, centre_id)
    row = door.part(Window.objects.filter(centre=centre), window_id)
    day = door.ended(actor, row, on)
    audit.record(actor, centre, "close_window", data={"number": row.number, "on": day})
    return row


@transaction.atomic
def assign_duty(
    actor: Actor,
    centre_id: UUID,
    *,
    on: date,
    person_name: str,
    person_id: UUID | None = None,
    shift: str = Shift.WHOLE_DAY,
    window_id: UUID | None = None,
    unit_id: UUID | None = None,
) -> Duty:
    """Put somebody on the duty roster of a local date, up to a year ahead, and return the entry."""
    centre = _centre(actor, centre_id)
    if not local_date(actor.at) <= on <= local_date(actor.at) + LONGEST_AHEAD:
        raise Malformed("duty_on", _("值班日期应从今天起，不超过一年。"), field="on")
    row = Duty(
        centre=centre,
        on=on,
        shift=door.chosen(shift, Shift, "shift"),
        window=door.part(Window.objects.filter(centre=centre, until=None), window_id) if window_id else None,
        unit=door.part(ResidentUnit.objects.filter(centre=centre, until=None), unit_id) if unit_id else None,
        person_id=person_id,
        person_name=line(person_name, "person_name", 60, needed=_("请填写值班人。")),
        created_at=actor.at,
    )
    door.kept(row, code="duty_known", reason=_("这个人这一班已经排过。"), field="person_name")
    audit.record(actor, centre, "assign_duty", data={"on": on, "shift": row.shift, "name": row.person_name})
    return row


@transaction.atomic
def drop_duty(actor: Actor, centre_id: UUID, duty_id: UUID) -> None:
    """Take somebody off the roster of a day that has not passed."""
    centre = _centre(actor, centre_id)
    row = door.part(Duty.objects.filter(centre=centre), duty_id)
    if row.on < local_date(actor.at):
        raise NotNow("duty_passed", _("已经过去的值班不能删除。"))
    audit.record(actor, centre, "drop_duty", data={"on": row.on, "shift": row.shift, "name": row.person_name})
    row.delete()


def _centre(actor: Actor, centre_id: UUID) -> Organisation:
    organisation = door.open_to(actor, centre_id, KEEP)
    kind = current_ruleset(local_date(actor.at)).organisation_type(organisation.kind)
    if kind is None or kind.shape != "centre":
        raise NotNow("not_a_centre", _("只有中心登记入驻单位、窗口和值班。"))
    return organisation
