"""What every entry of the register must satisfy, one or thousands at once: looked up together, then checked row by row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotFound
from fengqiao.core.ids import uuid7
from fengqiao.core.pinyin import pinyin_tokens
from fengqiao.core.text import listed, said
from fengqiao.core.tokens import index_tokens
from fengqiao.jurisdictions.ruleset import OrganisationType, RuleSet
from fengqiao.organisations import access
from fengqiao.organisations.models import Organisation, PastName
from fengqiao.regions import queries as regions
from fengqiao.regions.models import Region

_SHORT_NAME = re.compile(r"^[㐀-鿿A-Za-z0-9]{1,12}$")
_PHONE = re.compile(r"^[0-9+（）() -]{3,30}$")
FIRST_DAY = date(1949, 10, 1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is written about an organisation.

    region_code: of a present place within the actor's region. level: of the rules; the place's own when left out. host_id: the
    organisation that it was set up by or is stationed at; host_name as written, taken from the host when left out. point:
    longitude and latitude in degrees. named_person: id and name of the person whom a studio is called after.
    """

    name: str
    region_code: str
    level: str = ""
    parent_id: UUID | None = None
    host_id: UUID | None = None
    host_name: str = ""
    named_person_id: UUID | None = None
    named_person_name: str = ""
    specialities: Sequence[str] = ()
    address: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    phone: str = ""
    hours: str = ""
    is_multi_ethnic: bool = False
    elected_on: date | None = None
    host_elected_on: date | None = None
    established_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewOrganisation(Entry):
    """A new organisation: its kind, and the short name under which it numbers its cases, are given once and for all.

    ``id`` is given here, so that others of the same batch can name it as parent or host. closed_on: of one that is history
    already; then its name may be borne by another. past_names: names borne before, each with the first day without it.
    """

    kind: str
    short_name: str = ""
    closed_on: date | None = None
    past_names: Sequence[tuple[str, date]] = ()
    id: UUID = field(default_factory=uuid7)


class Lookup:
    """What a batch of entries refers to, read in a handful of queries, and what of it is taken already.

    expected: names of organisations, by id, that are entered before this batch is, so that a dry run may refer to them.
    """

    def __init__(
        self, actor: Actor, rules: RuleSet, entries: Sequence[Entry], expected: Mapping[UUID, str] | None = None
    ) -> None:
        self.actor, self.rules, self.today = actor, rules, local_date(actor.at)
        self.expected = expected or {}
        self.blank = bulk.blanks(Organisation)
        self.kinds = {kind.code: kind for kind in rules.organisation_types}
        self.levels = {level.code for level in rules.levels}
        self.categories = {item.code for item in rules.categories.items}
        self.regions: dict[str, Region] = regions.present({entry.region_code for entry in entries})
        shorts = {entry.short_name.strip() for entry in entries if isinstance(entry, NewOrganisation)} - {""}
        self.names = dict(
            Organisation.objects.filter(
                name__in=bulk.among_texts({squeezed(entry.name) for entry in entries}), is_active=True
            ).values_list("name", "id")
        )
        numbered = Organisation.objects.exclude(short_name="").filter(short_name__in=bulk.among_texts(shorts))
        self.shorts = dict(numbered.values_list("short_name", "name"))
        self.here = {entry.id: entry for entry in entries if isinstance(entry, NewOrganisation)}
        self.above = self._above({pk for entry in entries for pk in (entry.parent_id, entry.host_id) if pk})

    def _above(self, wanted: set[UUID]) -> Mapping[UUID, str]:
        seen = access.visible_to(self.actor).filter(pk__in=wanted - self.here.keys())
        return dict(seen.values_list("id", "name")) if wanted else {}

    def named(self, pk: UUID | None, what: str) -> str:
        """Return the name of an organisation that an entry refers to ("" for none). Raises NotFound for an unseen one."""
        if pk is None:
            return ""
        if (one := self.here.get(pk)) is not None:
            return squeezed(one.name)
        if (name := self.above.get(pk) or self.expected.get(pk)) is None:
            raise NotFound("organisation_not_found", _("没有找到这个组织。"), field=what)
        return name


def squeezed(name: str) -> str:
    """Return a name without blanks."""
    return "".join(name.split())


def fill(look: Lookup, organisation: Organisation, entry: Entry) -> None:
    """Put an entry that satisfies the register into a row. Raises Malformed with the field, NotFound for unseen others."""
    region = _region(look, organisation, entry.region_code)
    organisation.name = _name(look, organisation, entry.name)
    organisation.region = region
    organisation.level = _level(look, entry.level or region.level)
    if entry.parent_id != organisation.parent_id:
        look.named(entry.parent_id, "parent_id")
    organisation.parent_id = entry.parent_id
    same_host = entry.host_id is not None and entry.host_id == organisation.host_id
    host = organisation.host_name if same_host else look.named(entry.host_id, "host_id")
    if entry.host_id and entry.host_id == organisation.pk:
        raise Malformed("host_itself", _("设立（派驻）单位不能是本组织。"), field="host_id")
    organisation.host_id = entry.host_id
    organisation.host_name = line(entry.host_name, "host_name", 120) or host
    organisation.named_person_id = entry.named_person_id
    organisation.named_person_name = line(entry.named_person_name, "named_person_name", 60)
    organisation.specialities = _specialities(look, entry.specialities)
    organisation.address = line(entry.address, "address", 200)
    organisation.longitude, organisation.latitude = _point(entry.longitude, entry.latitude)
    organisation.phone = phone(entry.phone)
    organisation.hours = line(entry.hours, "hours", 120)
    organisation.is_multi_ethnic = entry.is_multi_ethnic
    organisation.elected_on = past(look.today, entry.elected_on, "elected_on")
    organisation.host_elected_on = past(look.today, entry.host_elected_on, "host_elected_on")
    organisation.established_on = past(look.today, entry.established_on, "established_on")


def words(organisation: Organisation, place: str, former: Iterable[str] = ()) -> str:
    """Return the search tokens of an organisation; former: the names that it bore before."""
    tail = organisation.phone[-4:]
    told = index_tokens(
        organisation.name, organisation.short_name, place, tail, organisation.named_person_name, *former
    )
    return f"{told} {pinyin_tokens(organisation.name)}"


def kind_of(look: Lookup, code: str) -> OrganisationType:
    """Return a kind of the jurisdiction's rules. Raises Malformed."""
    if code not in look.kinds:
        raise Malformed("organisation_kind", _("请选择本地区使用的组织类型。"), field="kind")
    return look.kinds[code]


def short_name(look: Lookup, kind: OrganisationType, text: str) -> str:
    """Return the short name under which cases are numbered; "" where there are none. Raises Malformed when wrong or taken."""
    text = text.strip()
    if not text and not kind.mediates:
        return ""
    if not _SHORT_NAME.match(text):
        reason = _("请填写编号用的简称，1至12个汉字、字母或数字。")
        raise Malformed("short_name", reason, field="short_name", rule="司发通〔2010〕239号")
    if taken := look.shorts.get(text):
        reason = _("简称“%(short)s”已由%(name)s使用，编号会重复。") % {"short": text, "name": taken}
        raise Malformed("short_name_taken", reason, field="short_name")
    return text


def faults(look: Lookup, rows: Sequence[NewOrganisation]) -> tuple[list[Organisation], dict[int, DomainError]]:
    """Return the rows that can be entered, and why each of the others (by its place in the batch) cannot.

    Names and short names also must not stand twice within the batch: the first of two keeps it.
    """
    good: list[Organisation] = []
    refused: dict[int, DomainError] = {}
    for index, row in enumerate(rows):
        try:
            good.append(made(look, row))
        except DomainError as error:
            refused[index] = error
            look.here.pop(row.id, None)
    return good, refused


def made(look: Lookup, row: NewOrganisation) -> Organisation:
    """Return a row of the table for a new organisation, not yet written; its names are taken from now on. Raises as ``fill``."""
    kind = kind_of(look, row.kind)
    organisation = look.blank()
    organisation.pk, organisation.created_at = row.id, look.actor.at
    organisation.kind, organisation.mediates = kind.code, kind.mediates
    organisation.short_name = short_name(look, kind, row.short_name)
    if row.closed_on:
        _close(look, organisation, row)
    fill(look, organisation, row)
    for name, day in row.past_names:
        line(name, "past_names", 120, needed=_("请填写曾用名。"))
        past(look.today, day, "past_names")
    organisation.tokens = words(organisation, organisation.region.path, (name for name, _day in row.past_names))
    if organisation.is_active:
        look.names[organisation.name] = organisation.pk
    if organisation.short_name:
        look.shorts[organisation.short_name] = organisation.name
    return organisation


def former(row: NewOrganisation, at: datetime) -> list[PastName]:
    """Return the names that a new organisation bore before as rows, not yet written."""
    return [PastName(organisation_id=row.id, name=name, until=day, created_at=at) for name, day in row.past_names]


def _close(look: Lookup, organisation: Organisation, row: NewOrganisation) -> None:
    day = past(look.today, row.closed_on, "closed_on")
    if day and row.established_on and day < row.established_on:
        raise Malformed("closed_on", _("停用日期不能早于成立日期。"), field="closed_on")
    organisation.is_active, organisation.closed_on = False, day


def _region(look: Lookup, organisation: Organisation, code: str) -> Region:
    if code == organisation.region_id:
        return organisation.region
    region = look.regions.get(code)
    if region is None:
        raise Malformed("region_unknown", _("请选择所在地。"), field="region_code")
    if not look.actor.region_scope or not code.startswith(look.actor.region_scope):
        raise Malformed("region_out_of_scope", _("所在地不在您负责的地区之内。"), field="region_code")
    return region


def _name(look: Lookup, organisation: Organisation, text: str) -> str:
    name = squeezed(text)
    if not 2 <= len(name) <= 120:
        raise Malformed("organisation_name", _("请填写组织全称，2至120个字。"), field="name")
    if organisation.is_active and look.names.get(name, organisation.pk) != organisation.pk:
        raise Malformed("organisation_name_taken", _("已有同名的组织。"), field="name")
    return name


def _level(look: Lookup, code: str) -> str:
    if code not in look.levels:
        raise Malformed("organisation_level", _("请选择本地区使用的层级。"), field="level")
    return code


def _specialities(look: Lookup, codes: Sequence[str]) -> list[str]:
    if unknown := [code for code in codes if code not in look.categories]:
        reason = _("没有这类纠纷：%(codes)s") % {"codes": said(listed(unknown))}
        raise Malformed("speciality_unknown", reason, field="specialities")
    return list(dict.fromkeys(codes))


def _point(longitude: Decimal | None, latitude: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if longitude is None and latitude is None:
        return None, None
    if longitude is None or latitude is None or not (73 <= longitude <= 136 and 3 <= latitude <= 54):
        reason = _("坐标应同时填写经度（73至136）和纬度（3至54）。")
        raise Malformed("point", reason, field="longitude" if longitude is None else "latitude")
    return longitude, latitude


def phone(text: str) -> str:
    """Return a telephone number as written. Raises Malformed when it holds anything else."""
    number = text.strip()
    if number and not _PHONE.match(number):
        raise Malformed("phone", _("电话只能含数字、括号、加号和连接号。"), field="phone")
    return number


def line(text: str, field_name: str, longest: int, *, needed: str = "") -> str:
    """Return text on one line. Raises Malformed when it is too long, or empty where `needed` says what to write."""
    told = " ".join(text.split())
    if len(told) > longest:
        raise Malformed("too_long", _("不能超过%(longest)s个字。") % {"longest": longest}, field=field_name)
    if needed and not told:
        raise Malformed("missing", needed, field=field_name)
    return told


def past(today: date, day: date | None, field_name: str) -> date | None:
    """Return a day that is not in the future. Raises Malformed."""
    if day and not FIRST_DAY <= day <= today:
        raise Malformed(field_name, _("日期不能晚于今天。"), field=field_name)
    return day
