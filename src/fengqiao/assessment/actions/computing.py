"""Opening a round and computing it: the cases are counted once, then every score follows from what was counted."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access
from fengqiao.assessment.actions.door import step
from fengqiao.assessment.models import Counted, Round, Score
from fengqiao.assessment.queries import counting
from fengqiao.assessment.rules import scoring
from fengqiao.assessment.workflow import AssessedAs, RoundState, Verb
from fengqiao.core import audit, bulk, jobs
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.ids import uuid7
from fengqiao.core.numbering import allot
from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset import Band
from fengqiao.organisations import queries as organisations
from fengqiao.people import queries as people
from fengqiao.people.models import MEDIATING_POSTS
from fengqiao.statistics.rules.periods import Kind, Period

KINDS = (Kind.YEAR, Kind.HALF, Kind.QUARTER)
AT_ONCE = 2000
"""Scores written in one transaction, after which the progress is told."""
NO_SCORE = -1
"""What a score without a total is sorted by."""
_COLUMNS = (
    "created_at", "round", "organisation", "person", "name", "region", "figures", "computed", "adjustment",
    "total", "sort_total", "band",
)  # fmt: skip


class Assessed(NamedTuple):
    """Who is assessed: an organisation, or a person (then with where the person serves)."""

    organisation: UUID
    person: UUID | None
    name: str
    region: str

    @property
    def key(self) -> UUID:
        """Whose facts count."""
        return self.person or self.organisation


def open_round(actor: Actor, *, subject: str, period: Period) -> Round:
    """Open a round over a year, half-year or quarter that is over, for the actor's region, and let the worker compute it.

    subject: organisation or person. Raises Malformed, NotNow (not over yet, opened already), Forbidden without a region.
    """
    actor.require(Permission.PREPARE_ASSESSMENTS)
    rules, version = access.rules_for(actor)
    own = access.own_office(actor)
    _check(actor, subject, period)
    with transaction.atomic():
        _one_at_a_time()
        same = {"subject": subject, "region": actor.region_scope, "first_on": period.first, "last_on": period.last}
        if Round.objects.filter(**same).exclude(state=RoundState.CANCELLED).exists():
            raise NotNow("round_exists", _("本地区这一期间的考核已经建立。"), next_step=_("请从考核列表中打开。"))
        found = Round.objects.create(
            **same,
            organisation=own,
            kind=period.kind,
            indicators=[one.model_dump(mode="json") for one in rules.indicators_for(subject)],
            bands=[one.model_dump(mode="json") for one in rules.bands],
            ruleset_version=version,
            run=uuid7(),
            made_by_id=actor.user_id,
            made_by_name=actor.name,
            created_at=actor.at,
            number=f"考核〔{period.last.year}〕{allot(f'assessment:{period.last.year}'):04d}号",
        )
        audit.record(actor, found, "open", after=RoundState.COMPUTING, data={"period": period.code, "subject": subject})
        jobs.defer("assessment.compute", round_id=str(found.pk), run=str(found.run))
    return found


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        key = f"{jobs.current_schema()}:assessment.opening"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _check(actor: Actor, subject: str, period: Period) -> None:
    if subject not in set(AssessedAs):
        raise Malformed("subject_unknown", _("请选择考核组织还是考核人员。"), field="subject")
    if period.kind not in KINDS:
        raise Malformed("period_kind", _("考核期间应当是年、半年或者季度。"), field="period")
    if period.last >= local_date(actor.at):
        raise NotNow(
            "period_not_over",
            _("这一期间还没有结束。"),
            field="period",
            next_step=_("请选择已经结束的期间。"),
        )


def recompute(actor: Actor, round_id: UUID) -> Round:
    """Compute a draft anew by the rules of today: what came in since is counted, and a computation that broke off begins again."""
    with transaction.atomic():
        found = access.get_for(actor, round_id, Permission.PREPARE_ASSESSMENTS, lock=True)
        before = found.state
        found.state = step(actor, found, Verb.COMPUTE).target or found.state
        rules, found.ruleset_version = access.rules_for(actor)
        found.indicators = [one.model_dump(mode="json") for one in rules.indicators_for(found.subject)]
        found.bands = [one.model_dump(mode="json") for one in rules.bands]
        found.run, found.done, found.doing, found.failed = uuid7(), 0, "", ""
        found.save()
        audit.record(actor, found, Verb.COMPUTE, before=before, after=found.state)
        jobs.defer("assessment.compute", round_id=str(found.pk), run=str(found.run))
    return found


def compute(round_id: UUID, run: UUID | None, actor: Actor) -> None:
    """Count and score a round; actor: the platform at this moment.

    A round that is no longer computing, or that was begun anew under another run, is left alone. Begun again after a break it
    starts from the beginning. How far it is stands in the round.
    """
    found = Round.objects.filter(pk=round_id, run=run, state=RoundState.COMPUTING).first()
    if found is None:
        return
    try:
        _tell(found, 0, N_("统计案件"))
        _count(found)
        assessed = list(
            _organisations(actor, found) if found.subject == AssessedAs.ORGANISATION else _people(actor, found)
        )
        _score(found, actor, assessed)
        _finish(found, actor, len(assessed))
    except Exception:
        Round.objects.filter(pk=round_id, run=run).update(failed=N_("计算没有完成，请重新计算。"))
        raise


def _tell(found: Round, done: int, doing: str, total: int | None = None) -> None:
    told = {"done": done, "doing": doing} | ({} if total is None else {"total": total})
    Round.objects.filter(pk=found.pk, run=found.run).update(**told)


@transaction.atomic
def _count(found: Round) -> None:
    """Copy the facts of statistics for the round's region and period, as its table has them, in one statement."""
    Score.objects.filter(round=found).delete()
    Counted.objects.filter(round=found).delete()
    rows = counting.facts_now(found, as_closed=True).order_by().annotate(lead=F(counting.LEAD))
    statement, values = rows.values_list(*counting.COPIED, "lead").query.sql_with_params()
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, ("round_id", *counting.COPIED, "person_id")))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(Counted._meta.db_table)} ({columns}) "  # noqa: S608 - names of the model, not of anybody
            f"SELECT %s::uuid, counted.* FROM ({statement}) AS counted ON CONFLICT DO NOTHING",
            [found.pk, *values],
        )


def _organisations(actor: Actor, found: Round) -> Iterable[Assessed]:
    rows = organisations.listed(access.reader(actor), region=found.region).filter(mediates=True)
    for pk, name, region in rows.order_by("pk").values_list("pk", "name", "region_id"):
        yield Assessed(pk, None, name, str(region))


def _people(actor: Actor, found: Round) -> Iterable[Assessed]:
    day = found.last_on
    held = {
        "appointments__post__in": MEDIATING_POSTS,
        "appointments__starts_on__lte": day,
        "appointments__organisation__region__code__startswith": found.region,
    }
    still = Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=day)
    rows = people.listed(access.reader(actor), day, state="all").prefetch_related(None).filter(still, **held)
    columns = ("pk", "name", "appointments__organisation_id", "appointments__organisation__region_id")
    first = rows.order_by("pk", "appointments__starts_on", "appointments__pk").distinct("pk")
    for pk, name, organisation, region in first.values_list(*columns):
        yield Assessed(organisation, pk, name, str(region))


def _score(found: Round, actor: Actor, assessed: Sequence[Assessed]) -> None:
    gathered, indicators = counting.gather(found), counting.indicators_of(found)
    bands = [Band.model_validate(one) for one in found.bands]
    _tell(found, 0, N_("计算得分"), len(assessed))
    for begin in range(0, len(assessed), AT_ONCE):
        part = assessed[begin : begin + AT_ONCE]
        rows = []
        for one in part:
            scored = scoring.scored(indicators, gathered.of(one.key))
            rows.append(
                (
                    actor.at, found.pk, one.organisation, one.person, one.name, one.region,
                    bulk.jsonb([figure.plain() for figure in scored.figures]), scored.total, scoring.NOTHING, scored.total,
                    NO_SCORE if scored.total is None else scored.total, scoring.band(bands, scored.total),
                )
            )  # fmt: skip
        with transaction.atomic():
            held = Round.objects.select_for_update().filter(pk=found.pk, run=found.run, state=RoundState.COMPUTING)
            if not held.exists():
                return
            bulk.copy(Score, _COLUMNS, rows)
        _tell(found, begin + len(part), N_("计算得分"))


@transaction.atomic
def _finish(found: Round, actor: Actor, number: int) -> None:
    held = Round.objects.select_for_update().filter(pk=found.pk, run=found.run, state=RoundState.COMPUTING).first()
    if held is None:
        return
    held.state, held.computed_at, held.scores_count, held.done = RoundState.DRAFT, actor.at, number, number
    held.doing, held.failed = "", ""
    held.save(update_fields=["state", "computed_at", "scores_count", "done", "doing", "failed"])
    audit.record(actor, held, "computed", before=RoundState.COMPUTING, after=held.state, data={"scores": number})
