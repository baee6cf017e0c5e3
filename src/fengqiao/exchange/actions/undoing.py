"""Taking a whole import back, as long as nothing came to depend on what it entered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fengqiao.accounts.models import Assignment, User
from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import actions as assessment
from fengqiao.assessment.models import Grade
from fengqiao.confirmation.actions import bulk as confirmation
from fengqiao.core import audit, bulk, jobs
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError, NotNow
from fengqiao.core.models import AuditEvent
from fengqiao.core.text import N_, said
from fengqiao.disputes.actions import taking_back as disputes
from fengqiao.disputes.models import Dispute
from fengqiao.exchange import access, storing
from fengqiao.exchange.actions import telling
from fengqiao.exchange.actions.asking import needed
from fengqiao.exchange.actions.importing import Progress
from fengqiao.exchange.models import ImportedCase, ImportRun, RunState
from fengqiao.followup.actions import bulk as followup
from fengqiao.mediation.actions import bulk as mediation
from fengqiao.organisations import actions as organisations
from fengqiao.organisations.models import (
    Duty,
    GuidingJudge,
    Invitation,
    Memorandum,
    Organisation,
    PastName,
    Room,
    Seal,
    SignageCheck,
)
from fengqiao.people import actions as people
from fengqiao.people import queries as registered
from fengqiao.people.models import Appointment, Person, Trace
from fengqiao.regions import actions as regions
from fengqiao.regions import queries as places
from fengqiao.regions.models import Region
from fengqiao.statistics import actions as statistics
from fengqiao.training import actions as training
from fengqiao.training.models import Course, Trainee, Venue

Ids = Mapping[type[models.Model], Sequence[UUID]]
ENDED = (RunState.DONE, RunState.CANCELLED, RunState.FAILED)
"""States in which records may be there to be taken back."""
CASES = "cases"
NO_WORK = ("register", "import", "reveal")
"""Events of a case that tell of no work on it."""
MANY = 1000
"""More records than this are taken back by the worker, so many people at a time."""
MODELS: Mapping[str, type[models.Model]] = {
    "organisation": Organisation,
    "person": Person,
    "appointment": Appointment,
    "region": Region,
    "course": Course,
    "trainee": Trainee,
    "room": Room,
    "sign": SignageCheck,
    "seal": Seal,
    "memorandum": Memorandum,
    "invitation": Invitation,
    "judge": GuidingJudge,
    "grade": Grade,
}
PARTS: Sequence[type[models.Model]] = (Room, SignageCheck, Seal, Memorandum, Invitation, GuidingJudge)
_ASKER = ("user_id", "name", "organisation_id", "region_scope", "device")
STUDIO = "studio"
"""Studios that bear the name of somebody whom the import entered."""
_NAMED: Mapping[type[models.Model], Sequence[tuple[type[models.Model], str]]] = {
    Person: (
        (User, "person_id"),
        (Dispute, "next_person_id"),
        (Organisation, "named_person_id"),
        (Duty, "person_id"),
        (Invitation, "person_id"),
        (GuidingJudge, "person_id"),
        (Seal, "custodian_id"),
    ),
    Organisation: ((Assignment, "organisation_id"),),
    Dispute: ((Trace, "dispute_id"),),
}
"""Columns that name a record without a foreign key."""
_PLACED: Sequence[tuple[type[models.Model], str]] = (
    (Organisation, "region"),
    (Dispute, "region_code"),
    (Venue, "region"),
)
"""Columns that name a place by its code."""


@transaction.atomic
def undo(actor: Actor, run_id: UUID, *, why: str = "") -> ImportRun:
    """Remove everything that an import entered and return it; what it updated keeps its new values. Many records the worker removes.

    Raises Forbidden, NotFound, NotNow when it entered nothing that can be taken back, or when something depends on it: then
    ``extra`` and the message say what, and nothing changes; of what the worker finds, the import tells as ``failed``. The file
    numbers of cases are given back, so a committee must have given no later one, and no closing may have counted them.
    """
    actor.require(Permission.IMPORT)
    run = access.get_for(actor, run_id, lock=True)
    count = run.cases.count() if run.register == CASES else run.records.count()
    if run.state not in ENDED or not count:
        raise NotNow("import_not_undoable", _("这次导入没有可以撤销的记录。"))
    if count <= MANY:
        return _undo(actor, run, why, lambda done: None)
    for permission in sorted(needed(run.register)):
        actor.require(permission)
    asker = {key: str(getattr(actor, key) or "") for key in _ASKER}
    jobs.defer(
        "exchange.undo", one_at_a_time="exchange", run_id=str(run.pk), asker=asker, why=why[:200], former=run.state
    )
    run.state, run.doing, run.undone_by_name = RunState.QUEUED, N_("撤销"), actor.name
    run.done, run.total, run.failed = 0, count, ""
    run.save()
    return run


def work_off(run_id: UUID, at: datetime, asker: Mapping[str, str], why: str, former: str) -> None:
    """Take an import back in the name of who asked. former: its state before, to which it returns when that cannot be."""
    run = ImportRun.objects.get(pk=run_id)
    if not run.is_undoing:
        return
    actor = Actor(
        user_id=_id(asker["user_id"]),
        name=asker["name"],
        at=at,
        permissions=needed(run.register),
        organisation_id=_id(asker["organisation_id"]),
        region_scope=asker["region_scope"],
        device=asker["device"],
    )
    run.state = RunState.WORKING
    run.save(update_fields=["state"])
    kept = {"state": former, "undone_by_name": ""}
    try:
        with telling.teller(run) as tell, transaction.atomic():
            _undo(actor, run, why, tell)
    except DomainError as error:
        told = f"{error.message.removesuffix('。')}。{error.next_step}"[:500]
        ImportRun.objects.filter(pk=run_id).update(**kept, failed=told)
    except BaseException:
        told = N_("撤销中断，没有删除任何记录，请再试一次。")
        ImportRun.objects.filter(pk=run_id).update(**kept, failed=told)
        raise


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _undo(actor: Actor, run: ImportRun, why: str, tell: Progress) -> ImportRun:
    found: dict[type[models.Model], list[UUID]] = {}
    studios: list[UUID] = []
    if run.register == CASES:
        found[Dispute] = list(run.cases.order_by("-line").values_list("dispute", flat=True))
        disputes.hold(found[Dispute])
    for kind, pk in run.records.values_list("kind", "subject_id"):
        (studios if kind == STUDIO else found.setdefault(MODELS[kind], [])).append(pk)
    if obstacles := _obstacles(found, studios):
        raise NotNow(
            "import_in_use",
            _("导入的记录已经使用，不能撤销：%(what)s") % {"what": "、".join(obstacles)},
            next_step=_("请先处理这些记录，或者逐条更正。"),
            extra={"obstacles": obstacles},
        )
    told = why.strip()[:200] or _("撤销导入：%(file)s") % {"file": run.file_name}
    try:
        with transaction.atomic():
            if studios:
                organisations.name_after(actor, None, "", studios)
            _remove(actor, found, told, tell)
    except IntegrityError as error:
        raise NotNow("import_in_use", _("导入的记录已经使用，不能撤销。")) from error
    counts = {model._meta.model_name or "": len(ids) for model, ids in found.items()}
    run.records.all().delete()
    run.state, run.undone_at, run.undone_by_name = RunState.UNDONE, actor.at, actor.name
    storing.drop(run.upload)
    run.upload = ""
    run.save(update_fields=["state", "undone_at", "undone_by_name", "upload"])
    audit.record(actor, run, "undo_import", after=run.state, why=told, data=counts)
    return run


def _remove(actor: Actor, found: Ids, why: str, tell: Progress) -> None:
    if Dispute in found:
        _remove_cases(actor, found[Dispute], why, tell)
    if Person in found or Appointment in found:
        _remove_people(actor, found.get(Person, ()), found.get(Appointment, ()), why, tell)
    if Organisation in found:
        organisations.take_back(actor, found[Organisation], why=why)
    if parts := {model: found[model] for model in PARTS if model in found}:
        organisations.take_back_parts(actor, parts, why=why)
    if Grade in found:
        assessment.take_back(actor, found[Grade], why=why)
    if Course in found or Trainee in found:
        training.take_back(actor, found.get(Course, ()), found.get(Trainee, ()), why=why)
    if Region in found:
        regions.take_back(actor, found[Region], why=why)


def _remove_cases(actor: Actor, ids: Sequence[UUID], why: str, tell: Progress) -> None:
    """Remove cases, the last first: their numbers are then always the last of their series."""
    for start in range(0, len(ids), MANY):
        some = ids[start : start + MANY]
        statistics.take_back(some)
        confirmation.take_back(some)
        followup.take_back(some)
        mediation.take_back(some)
        bulk.remove(ImportedCase, some, of="dispute")
        disputes.take_back(actor, some, why=why)
        tell(start + len(some))


def _remove_people(actor: Actor, ids: Sequence[UUID], further: Sequence[UUID], why: str, tell: Progress) -> None:
    holders = registered.held_by(further)
    held: dict[UUID | None, list[UUID]] = {}
    for pk in further:
        held.setdefault(holders.get(pk), []).append(pk)
    for start in range(0, len(ids), MANY):
        some = ids[start : start + MANY]
        people.take_back(actor, some, [pk for person in some for pk in held.pop(person, ())], why=why)
        tell(start + len(some))
    if held:
        people.take_back(actor, (), [pk for posts in held.values() for pk in posts], why=why)


def _obstacles(found: Mapping[type[models.Model], list[UUID]], studios: Sequence[UUID]) -> list[str]:
    own: dict[type[models.Model], Sequence[UUID]] = dict(found)
    if Person in found:
        own[Appointment] = [*found.get(Appointment, ()), *registered.entered_with(found[Person])]
    if Organisation in found:
        own[PastName] = organisations.belongings(found[Organisation])
    if Course in found or Trainee in found:
        own |= training.belongings(found.get(Course, ()), found.get(Trainee, ()))
    told: dict[str, int] = {}
    for model, own_ids in found.items():
        # What is done in a case its own history tells; what else refers to it the database knows.
        named = {} if model is Dispute else bulk.named_elsewhere(model, own_ids, besides=own)
        for other, count in named.items():
            _count(told, other, count)
        for other, column in _NAMED.get(model, ()):
            rows: Any = other._default_manager.filter(**{f"{column}__in": bulk.among(own_ids)})
            besides = studios if other is Organisation else own.get(other, ())
            _count(told, other, rows.exclude(pk__in=bulk.among(besides)).count())
    if Region in found:
        codes = places.codes(found[Region])
        for user, column in _PLACED:
            stands: Any = user._default_manager.filter(**{f"{column}__in": codes})
            _count(told, user, stands.count())
    ids = [pk for each in found.values() for pk in each]
    touched = Q(subject_id__in=bulk.among(ids)) | Q(
        data__appointment__in=[str(pk) for pk in found.get(Appointment, ())]
    )
    if parts := [str(pk) for model in PARTS for pk in found.get(model, ())]:
        touched |= Q(data__part__in=parts)
    entered = Q(data__imported__isnull=False) | Q(subject_type=Dispute._meta.label_lower, verb__in=NO_WORK)
    changed = AuditEvent.objects.filter(touched).exclude(entered).values("subject_id").distinct()
    obstacles = [_("%(name)s%(count)d条") % {"name": name, "count": count} for name, count in told.items()]
    if count := changed.count():
        obstacles.append(_("此后变更过的%(count)d条") % {"count": count})
    return obstacles


_NAMES = {
    "disputes.dispute": N_("纠纷"),
    "accounts.user": N_("账号"),
    "accounts.assignment": N_("账号岗位"),
    "people.appointment": N_("任职"),
    "organisations.organisation": N_("组织"),
    "organisations.filing": N_("组织备案"),
    "mediation.mediatorassignment": N_("调解员指派"),
    "training.trainee": N_("培训名单"),
    "training.course": N_("培训"),
    "assessment.grade": N_("等级"),
    "organisations.room": N_("房间"),
    "organisations.signagecheck": N_("标牌检查记录"),
    "organisations.seal": N_("印章"),
    "people.trace": N_("责任倒查"),
    "organisations.memorandum": N_("诉调对接备忘录"),
    "organisations.invitation": N_("法院特邀名册"),
    "organisations.guidingjudge": N_("业务指导法官"),
    "subsidies.line": N_("补贴"),
}


def _count(told: dict[str, int], model: type[models.Model], count: int) -> None:
    if count:
        name = said(_NAMES.get(model._meta.label_lower, N_("其他记录")))
        told[name] = told.get(name, 0) + count
