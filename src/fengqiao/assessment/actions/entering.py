"""Figures that no record gives, entered with their evidence, and struck with a reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access
from fengqiao.assessment.actions.door import reason
from fengqiao.assessment.models import Entry
from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.organisations import access as organisations
from fengqiao.people import access as people

MOST = Decimal(10) ** 6


@dataclass(frozen=True)
class Paper:
    """A scan that proves a figure."""

    name: str
    content: bytes


def enter(
    actor: Actor,
    *,
    code: str,
    organisation_id: UUID,
    value: Decimal,
    on: date,
    evidence: str,
    person_id: UUID | None = None,
    paper: Paper | None = None,
) -> Entry:
    """Enter a figure about an organisation, or about a person who serves there, and return it.

    code: an input of the rules. on: the local day for which it holds. Raises Malformed naming the field, NotFound out of the
    actor's region, Forbidden.
    """
    actor.require(Permission.PREPARE_ASSESSMENTS)
    rules, _version = access.rules_for(actor)
    known = rules.input(code)
    subject = "person" if person_id else "organisation"
    for field, wrong, text in (
        ("code", known is None or subject not in known.subjects, _("请选择登记哪一项数据。")),
        (
            "value",
            not 0 <= value <= MOST or value != value.quantize(Decimal("0.01")),
            _("数值应当不小于0，最多两位小数。"),
        ),
        ("on", not date(2000, 1, 1) <= on <= local_date(actor.at), _("日期不能晚于今天。")),
        ("evidence", len(evidence.strip()) < 4, _("请写明依据，例如评查通知、结业证明的名称和编号。")),
    ):
        if wrong:
            raise Malformed(f"entry_{field}", text, field=field)
    with transaction.atomic():
        organisation = organisations.get_for(actor, organisation_id, Permission.VIEW_REGISTRY)
        if not access.in_region(actor, organisation):
            raise NotFound("organisation_not_found", _("没有找到这个组织。"), field="organisation")
        if person_id:
            people.get_for(actor, person_id, Permission.VIEW_REGISTRY)
        stored = files.store(actor, paper.name, paper.content, allow=files.SCANS) if paper else None
        made = Entry.objects.create(
            code=code, organisation=organisation, person_id=person_id, value=value, on=on,
            evidence=evidence.strip()[:500], file=stored, entered_by_id=actor.user_id, entered_by_name=actor.name,
            created_at=actor.at,
        )  # fmt: skip
        audit.record(actor, made, "enter", data={"code": code, "value": value, "evidence": made.evidence})
    return made


def strike(actor: Actor, entry_id: UUID, *, why: str) -> Entry:
    """Strike a figure with a reason; it stays on the record and counts no more in what is computed afterwards."""
    why = reason(why)
    with transaction.atomic():
        found = access.entry_for(actor, entry_id)
        if found.struck_why:
            raise NotNow("entry_struck", _("这项数据已经作废。"))
        found.struck_why = why
        found.save(update_fields=["struck_why"])
        audit.record(actor, found, "strike", why=why)
    return found
