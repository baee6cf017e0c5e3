"""责任倒查 (seed 003): when a matter escalates, who had it in hand, stage by stage, and what each answers for."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import listed, said
from fengqiao.people import access, queries
from fengqiao.people.actions import complaining
from fengqiao.people.models import Complaint, Trace, TracedPerson
from fengqiao.people.rules.complaints import Act
from fengqiao.regions import queries as regions

SOURCE = (
    "营口市站前区人民政府文件（营站政发〔2021〕2号，seed 003_780a6d995440cf9f）：“要实行逐级责任倒查，严肃追究责任”"
)


@transaction.atomic
def open_trace(
    actor: Actor,
    *,
    kind: str,
    occurred_on: date,
    narrative: str,
    number: str = "",
    matter: str = "",
    region_code: str = "",
) -> Trace:
    """Begin a trace and return it, with everybody who had the matter in hand as the records name them.

    number: of the matter; without one, matter and region_code say what and where. Raises Malformed, NotNow when a trace of
    that matter is open.
    """
    actor.require(Permission.SUPERVISE)
    actor.require(Permission.MANAGE_REGISTRY)
    if kind not in Trace.Kind.values:
        raise Malformed("trace_kind", _("请选择造成的后果。"), field="kind")
    if not date(2000, 1, 1) <= occurred_on <= local_date(actor.at):
        raise Malformed("occurred_on", _("发生日期有误。"), field="occurred_on")
    trace = Trace(kind=kind, occurred_on=occurred_on, opened_by_name=actor.name, created_at=actor.at)
    trace.narrative = _text("narrative", narrative)
    handlers = _subject(actor, trace, number, matter, region_code)
    try:
        with transaction.atomic():
            trace.save()
    except IntegrityError as error:
        raise NotNow("trace_open", _("这件纠纷已有一份正在进行的责任倒查。"), field="number") from error
    for handler in handlers:
        _add(trace, handler)
    audit.record(actor, trace, "register", after=trace.state, data={"kind": kind, "matter": trace.matter})
    return trace


def _subject(actor: Actor, trace: Trace, number: str, matter: str, region_code: str) -> list[Mapping[str, object]]:
    if number.strip():
        found = queries.escalated_matter(number)
        if found is None or not str(found["region_code"]).startswith(actor.region_scope or "-"):
            raise Malformed("matter_unknown", _("没有找到这个编号的纠纷。"), field="number")
        trace.dispute_id, trace.matter = UUID(str(found["id"])), str(found["title"])[:200]
        trace.region_code = str(found["region_code"])
        handlers = found["handlers"]
        return handlers if isinstance(handlers, list) else []
    trace.matter = " ".join(matter.split())[:200]
    if not trace.matter:
        raise Malformed("matter_missing", _("请填写纠纷编号，或者写明是什么事。"), field="matter")
    if not regions.get(region_code) or not region_code.startswith(actor.region_scope or "-"):
        raise Malformed("region", _("请选择本辖区内的地区。"), field="region_code")
    trace.region_code = region_code
    return []


def _add(trace: Trace, handler: Mapping[str, object]) -> TracedPerson:
    person_id = handler.get("person_id")
    return TracedPerson.objects.create(
        trace=trace,
        person=queries.get(UUID(str(person_id))) if person_id else None,
        name=str(handler["name"])[:120],
        organisation_name=str(handler.get("organisation", ""))[:120],
        part=str(handler["part"])[:120],
    )


@transaction.atomic
def add_person(actor: Actor, trace_id: UUID, *, name: str, organisation: str, part: str) -> TracedPerson:
    """Add somebody, or an organisation, that the records of the matter do not name. Raises NotNow, Malformed."""
    trace = _open(actor, trace_id)
    named, did = " ".join(name.split()), " ".join(part.split())
    if not named or not did:
        raise Malformed("name_or_part", _("请写明是谁、在哪个环节经手。"), field="name" if not named else "part")
    row = _add(trace, {"name": named, "organisation": " ".join(organisation.split()), "part": did})
    audit.record(actor, trace, "trace_add", data={"name": named, "part": did})
    return row


@transaction.atomic
def assign_degree(actor: Actor, trace_id: UUID, traced_id: UUID, *, degree: str, finding: str) -> TracedPerson:
    """Enter what somebody answers for, with the facts. Raises NotNow, NotFound, Malformed."""
    trace = _open(actor, trace_id)
    row = TracedPerson.objects.filter(pk=traced_id, trace=trace).first()
    if row is None:
        raise NotFound("traced_not_found", _("没有找到这个经手人。"))
    if degree not in TracedPerson.Degree.values:
        raise Malformed("degree", _("请选择责任。"), field="degree")
    if len(finding.strip()) < 4:
        raise Malformed("finding", _("请写明事实和依据。"), field="finding")
    row.degree, row.finding = degree, finding.strip()[:1000]
    row.save(update_fields=["degree", "finding"])
    audit.record(actor, trace, "trace_degree", data={"name": row.name, "degree": degree})
    return row


@transaction.atomic
def conclude(actor: Actor, trace_id: UUID, *, conclusion: str, measures: str) -> Trace:
    """End a trace when something is found of everybody; who answers for something and is in the register gets a complaint of
    their own, in which art 15 is applied. Raises NotNow naming who is missing, Malformed.
    """
    trace = _open(actor, trace_id)
    rows = queries.traced(trace)
    if missing := [row.name for row in rows if not row.degree]:
        raise NotNow(
            "degree_missing",
            _("还没有登记这些经手人的责任：%(names)s") % {"names": said(listed(missing))},
            next_step=_("请逐一登记后再形成结论。"),
        )
    trace.conclusion = _text("conclusion", conclusion)
    trace.measures = _text("measures", measures)
    trace.state, trace.concluded_at = Trace.State.CONCLUDED, actor.at
    trace.save()
    opened = [_complain(actor, trace, row) for row in rows if row.person_id and row.degree != TracedPerson.Degree.NONE]
    audit.record(actor, trace, "conclude", after=trace.state, data={"complaints": [each.number for each in opened]})
    return trace


def _complain(actor: Actor, trace: Trace, row: TracedPerson) -> Complaint:
    new = complaining.NewComplaint(
        about=row.name[:60],
        narrative=_("责任倒查：%(matter)s。%(part)s。%(finding)s")
        % {"matter": trace.matter, "part": row.part, "finding": row.finding},
        complainant=actor.name,
        phone="",
        acts=[Act.OTHER.value],
        person_id=row.person_id,
        region_code=trace.region_code,
        matter=trace.matter[:120],
    )
    return complaining.receive(actor, new, door=Complaint.Door.TRACE, trace=trace)


def _open(actor: Actor, trace_id: UUID) -> Trace:
    trace = access.trace_for(actor, trace_id, Permission.MANAGE_REGISTRY, lock=True)
    if trace.state != Trace.State.OPEN:
        raise NotNow("trace_concluded", _("责任倒查已经形成结论。"))
    return trace


def _text(field: str, text: str) -> str:
    kept = text.strip()
    if not 10 <= len(kept) <= 8000:
        raise Malformed(f"{field}_text", _("请写明，10到8000字。"), field=field)
    return kept
