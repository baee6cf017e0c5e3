"""All writes to the register of organisations."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, events
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.pinyin import pinyin_tokens
from fengqiao.core.tokens import index_tokens
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import OrganisationType, RuleSet
from fengqiao.organisations import access
from fengqiao.organisations.models import Organisation
from fengqiao.regions import queries as regions
from fengqiao.regions.models import Region

_SHORT_NAME = re.compile(r"^[㐀-鿿A-Za-z0-9]{1,12}$")
_PHONE = re.compile(r"^[0-9+（）() -]{3,30}$")
_CHANGED = (
    "name",
    "region_id",
    "level",
    "parent_id",
    "host_name",
    "specialities",
    "address",
    "phone",
    "established_on",
)


@transaction.atomic
def register(
    actor: Actor,
    *,
    kind: str,
    name: str,
    region_code: str,
    short_name: str = "",
    level: str = "",
    parent_id: UUID | None = None,
    host_name: str = "",
    specialities: Sequence[str] = (),
    address: str = "",
    phone: str = "",
    established_on: date | None = None,
) -> Organisation:
    """Enter an organisation and return it.

    kind: of the jurisdiction's rules. region_code: of a present place within the actor's region. short_name: stands in file
    numbers, needed where the kind mediates and never given to two. level: of the rules; the place's own when left out.
    specialities: codes of kinds of dispute. Raises Forbidden, Malformed with the field, NotFound for an unseen parent.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    rules = current_ruleset(local_date(actor.at))
    known = _kind(rules, kind)
    organisation = Organisation(kind=known.code, mediates=known.mediates, short_name=_short_name(known, short_name))
    _fill(
        actor,
        rules,
        organisation,
        name=name,
        region_code=region_code,
        level=level,
        parent_id=parent_id,
        host_name=host_name,
        specialities=specialities,
        address=address,
        phone=phone,
        established_on=established_on,
    )
    _save(organisation)
    audit.record(actor, organisation, "register", data={"kind": kind, "name": organisation.name})
    return organisation


@transaction.atomic
def change(
    actor: Actor,
    organisation_id: UUID,
    *,
    name: str,
    region_code: str,
    level: str = "",
    parent_id: UUID | None = None,
    host_name: str = "",
    specialities: Sequence[str] = (),
    address: str = "",
    phone: str = "",
    established_on: date | None = None,
) -> Organisation:
    """Enter what is now true of an organisation and return it; kind and short name stay, for numbers bear them.

    Takes and raises what ``register`` does; NotNow for one that has been closed.
    """
    organisation = access.get_for(actor, organisation_id, Permission.MANAGE_REGISTRY, lock=True)
    if not organisation.is_active:
        raise NotNow("organisation_closed", _("该组织已经停用，不能再修改。"))
    before = {column: getattr(organisation, column) for column in _CHANGED}
    _fill(
        actor,
        current_ruleset(local_date(actor.at)),
        organisation,
        name=name,
        region_code=region_code,
        level=level,
        parent_id=parent_id,
        host_name=host_name,
        specialities=specialities,
        address=address,
        phone=phone,
        established_on=established_on,
    )
    changed = {column: [old, new] for column, old in before.items() if (new := getattr(organisation, column)) != old}
    if changed:
        _save(organisation)
        audit.record(actor, organisation, "change", data=changed)
    return organisation


@transaction.atomic
def deactivate(actor: Actor, organisation_id: UUID, *, on: date, why: str) -> Organisation:
    """Close an organisation from a local date and return it; its history and its short name stay its own.

    Packages above may object (``organisations.obstacles``), as while it keeps open disputes. Raises NotNow then and when it is
    closed already, Malformed without a reason or for a date in the future or before it was established.
    """
    organisation = access.get_for(actor, organisation_id, Permission.MANAGE_REGISTRY, lock=True)
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
        raise NotNow("organisation_in_use", _("该组织还不能停用：%(why)s") % {"why": "；".join(obstacles)})
    organisation.is_active, organisation.closed_on = False, on
    organisation.save()
    audit.record(actor, organisation, "deactivate", before="active", after="closed", why=why.strip(), data={"on": on})
    return organisation


def _save(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        reason = _("刚刚有人登记了同名或者同简称的组织，请刷新后核对。")
        raise Malformed("organisation_name_taken", reason, field="name") from error


def _kind(rules: RuleSet, code: str) -> OrganisationType:
    kind = rules.organisation_type(code)
    if kind is None:
        raise Malformed("organisation_kind", _("请选择本地区使用的组织类型。"), field="kind")
    return kind


def _short_name(kind: OrganisationType, text: str) -> str:
    text = text.strip()
    if not text and not kind.mediates:
        return ""
    if not _SHORT_NAME.match(text):
        reason = _("请填写编号用的简称，1至12个汉字、字母或数字。")
        raise Malformed("short_name", reason, field="short_name", rule="司发通〔2010〕239号")
    if taken := Organisation.objects.filter(short_name=text).values_list("name", flat=True).first():
        reason = _("简称“%(short)s”已由%(name)s使用，编号会重复。") % {"short": text, "name": taken}
        raise Malformed("short_name_taken", reason, field="short_name")
    return text


def _fill(actor: Actor, rules: RuleSet, organisation: Organisation, *, parent_id: UUID | None, **facts: Any) -> None:
    region = _region(actor, facts["region_code"])
    organisation.name = _name(organisation, facts["name"])
    organisation.region = region
    organisation.level = _level(rules, facts["level"] or region.level)
    organisation.parent = _parent(actor, organisation, parent_id)
    organisation.host_name = _line(facts["host_name"], "host_name", 120)
    organisation.specialities = _specialities(rules, facts["specialities"])
    organisation.address = _line(facts["address"], "address", 200)
    organisation.phone = _phone(facts["phone"])
    organisation.established_on = _established(actor, facts["established_on"])
    words = index_tokens(organisation.name, organisation.short_name, region.path, organisation.phone[-4:])
    organisation.tokens = f"{words} {pinyin_tokens(organisation.name)}"


def _region(actor: Actor, code: str) -> Region:
    region = regions.get(code)
    if region is None or region.valid_to is not None:
        raise Malformed("region_unknown", _("请选择所在地。"), field="region_code")
    if not actor.region_scope or not code.startswith(actor.region_scope):
        raise Malformed("region_out_of_scope", _("所在地不在您负责的地区之内。"), field="region_code")
    return region


def _name(organisation: Organisation, text: str) -> str:
    name = "".join(text.split())
    if not 2 <= len(name) <= 120:
        raise Malformed("organisation_name", _("请填写组织全称，2至120个字。"), field="name")
    if Organisation.objects.filter(name=name, is_active=True).exclude(pk=organisation.pk).exists():
        raise Malformed("organisation_name_taken", _("已有同名的组织。"), field="name")
    return name


def _level(rules: RuleSet, code: str) -> str:
    if rules.level(code) is None:
        raise Malformed("organisation_level", _("请选择本地区使用的层级。"), field="level")
    return code


def _parent(actor: Actor, organisation: Organisation, parent_id: UUID | None) -> Organisation | None:
    if parent_id is None:
        return None
    parent = access.get_for(actor, parent_id, Permission.VIEW_REGISTRY)
    seen: Organisation | None = parent
    while seen is not None:
        if seen.pk == organisation.pk:
            raise Malformed("parent_circle", _("上级组织不能是本组织或者其下级。"), field="parent_id")
        seen = seen.parent
    return parent


def _specialities(rules: RuleSet, codes: Sequence[str]) -> list[str]:
    if unknown := [code for code in codes if rules.categories.get(code) is None]:
        reason = _("没有这类纠纷：%(codes)s") % {"codes": "、".join(unknown)}
        raise Malformed("speciality_unknown", reason, field="specialities")
    return list(dict.fromkeys(codes))


def _phone(text: str) -> str:
    phone = text.strip()
    if phone and not _PHONE.match(phone):
        raise Malformed("phone", _("电话只能含数字、括号、加号和连接号。"), field="phone")
    return phone


def _line(text: str, field: str, longest: int) -> str:
    line = " ".join(text.split())
    if len(line) > longest:
        raise Malformed("too_long", _("不能超过%(longest)s个字。") % {"longest": longest}, field=field)
    return line


def _established(actor: Actor, day: date | None) -> date | None:
    if day and not date(1949, 10, 1) <= day <= local_date(actor.at):
        raise Malformed("established_on", _("成立日期不能晚于今天。"), field="established_on")
    return day
