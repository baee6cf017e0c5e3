"""The cases that a batch looks at, and the posts in the register, as the rules see them; a few queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Sum

from fengqiao.core import crypto
from fengqiao.core.actor import Actor
from fengqiao.core.clock import SHANGHAI, end_of, local_date
from fengqiao.disputes import access as disputes
from fengqiao.disputes import queries as cases
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Status
from fengqiao.followup import queries as followup
from fengqiao.followup.rules.words import VisitState
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.jurisdictions.ruleset.subsidy import Payer
from fengqiao.mediation.rules.words import Part, SessionStatus
from fengqiao.people import queries as people
from fengqiao.subsidies import access
from fengqiao.subsidies.models import CallBack, Line, ServiceCheck
from fengqiao.subsidies.rules.awards import Case, Held, last_of
from fengqiao.subsidies.rules.batches import Candidate
from fengqiao.subsidies.rules.evidence import ServiceAnswer, Traces
from fengqiao.training.queries.credited import credited

MOST_CASES = 20_000
"""At most so many cases stand in one batch."""
_EFFECTIVE = Q(agreements__is_current=True, agreements__effective_at__isnull=False)
_COLUMNS = (
    "pk", "organisation_id", "organisation__region_id", "organisation__kind", "entruster", "is_difficult",
    "people_count", "ended_at", "effective__form",
)  # fmt: skip


def ended(
    actor: Actor, rules: SubsidyRules, payer: Payer, region: str, first_on: date, last_on: date
) -> QuerySet[Dispute]:
    """Return the closed cases that a payer might pay: ended in a span of local days, not paid yet.

    They are those in the actor's sight; who pays only for what it entrusted looks at all of that, though it may not read each
    record. Cases without an agreement are looked at only where a rate pays for them.
    """
    wanted = {Status.CLOSED, Status.ARCHIVED}
    without = any(rate.result == "terminated" for rate in rules.rates)
    span = (datetime.combine(first_on, time.min, SHANGHAI), end_of(last_on))
    sight = cases.accepted() if payer.entrusters else disputes.visible_to(actor)
    found = sight.filter(
        status__in=wanted | ({Status.TERMINATED} if without else set()),
        accepted_at__isnull=False,
        ended_at__gte=span[0],
        ended_at__lt=span[1],
        organisation__region__code__startswith=region,
    )
    if not without:
        found = found.filter(outcome="agreed")
    if payer.entrusters:
        found = found.filter(entruster__in=payer.entrusters)
    return found.exclude(pk__in=Line.objects.filter(is_live=True, dispute__isnull=False).values("dispute"))


def is_sampled(rules: SubsidyRules, dispute_id: UUID) -> bool:
    """Whether a case is drawn for a call back: by a keyed hash, so that nobody can know it before and it never changes."""
    return int(crypto.keyed_hash(f"call-back:{dispute_id}")[:8], 16) % 100 < rules.sample_percent


def candidates(rules: SubsidyRules, ids: Iterable[UUID]) -> list[Candidate]:
    """Return cases as the rules look at them."""
    found = cases.accepted().filter(pk__in=list(ids))
    traces = _traces(found)
    return [Candidate(case, traces[case.id], is_sampled(rules, case.id)) for case in _cases(found)]


def _mediators(found: QuerySet[Dispute]) -> tuple[dict[UUID, tuple[UUID, str]], dict[UUID, list[tuple[UUID, str]]]]:
    """Return who presides over each case, and who else mediates it."""
    leads: dict[UUID, tuple[UUID, str]] = {}
    others: dict[UUID, list[tuple[UUID, str]]] = {}
    path = "mediator_assignments"
    current = found.filter(**{f"{path}__ended_at__isnull": True}).order_by(f"{path}__started_at", f"{path}__pk")
    for pk, part, person, name in current.values_list(
        "pk", f"{path}__part", f"{path}__person_id", f"{path}__person__name"
    ):
        if part == Part.LEAD:
            leads[pk] = person, name
        elif person is not None:
            others.setdefault(pk, []).append((person, name))
    return leads, others


def _cases(found: QuerySet[Dispute]) -> list[Case]:
    rows = found.annotate(effective=FilteredRelation("agreements", condition=_EFFECTIVE)).values_list(*_COLUMNS)
    money = dict(found.filter(_EFFECTIVE).values_list("pk").annotate(yuan=Sum("agreements__obligations__amount")))
    performed = set(followup.performed(found).values_list("pk", flat=True))
    leads, others = _mediators(found)
    roots, kinds = _roots(found), current_ruleset()
    made = []
    for pk, organisation, region, kind, entruster, hard, number, ended_at, form in rows:
        lead, known = leads.get(pk), kinds.organisation_type(kind)
        made.append(
            Case(
                id=pk, matter=roots[pk], organisation=organisation, region=region,
                row=known.table_row if known else "", entruster=entruster, form=form or "", performed=pk in performed,
                difficult=hard, people=number, money=money.get(pk) or Decimal(0),
                ended_on=local_date(ended_at), payee=lead[0] if lead else None, payee_name=lead[1] if lead else "",
                others=tuple(others.get(pk, ())),
            )
        )  # fmt: skip
    return made


def _roots(found: QuerySet[Dispute]) -> dict[UUID, UUID]:
    """Return the first case of each one's lineage: a matter that was mediated again is one matter."""
    before: dict[UUID, UUID | None] = dict(found.values_list("pk", "reopened_from_id"))
    asked = set(before)
    while unknown := {parent for parent in before.values() if parent} - before.keys():
        before |= dict.fromkeys(unknown)
        before |= dict(cases.accepted().filter(pk__in=unknown).values_list("pk", "reopened_from_id"))
    roots = {}
    for pk in asked:
        root = pk
        while parent := before[root]:
            root = parent
        roots[pk] = root
    return roots


def _traces(found: QuerySet[Dispute]) -> dict[UUID, Traces]:
    def counted(what: str, **condition: Any) -> dict[UUID, int]:
        return dict(found.filter(**condition).order_by().values_list("pk").annotate(number=Count(what, distinct=True)))

    plan = "performance_plan__performances"
    kept = {
        "records": counted("mediation_records"),
        "held": counted("sessions", sessions__status=SessionStatus.HELD),
        "signatures": counted("agreements__signatures", agreements__is_current=True),
        "performances": counted(plan, **{f"{plan}__struck_at__isnull": True}),
        "vouchers": counted(
            f"{plan}__voucher", **{f"{plan}__struck_at__isnull": True, f"{plan}__voucher__isnull": False}
        ),
        "visits_done": counted("visits", visits__state=VisitState.DONE),
        "visits_owed": counted("visits", visits__state=VisitState.PLANNED),
        "materials": counted("evidence"),
    }
    answers: dict[UUID, list[str]] = {}
    for pk, answer in CallBack.objects.filter(dispute__in=found).values_list("dispute_id", "answer"):
        answers.setdefault(pk, []).append(answer)
    result = {}
    for pk, status in found.values_list("pk", "status"):
        numbers = {name: column.get(pk, 0) for name, column in kept.items()}
        unwritten = max(0, numbers.pop("held") - numbers["records"])
        result[pk] = Traces(
            **numbers, unwritten=unwritten, answers=tuple(answers.get(pk, ())), archived=status == Status.ARCHIVED
        )
    return result


def posts(actor: Actor, first_on: date, last_on: date, *, region: str = "") -> list[Held]:
    """Return the full-time or bought posts that were held on any day of a span, by the register of people.

    region: prefix of the region code of the organisation.
    """
    touching = {
        "appointments__starts_on__lte": last_on,
        "appointments__organisation__region__code__startswith": region,
    }
    paid = Q(appointments__is_full_time=True) | Q(appointments__is_purchased=True)
    still = Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=first_on)
    everybody = people.listed(access.reader(actor), first_on, state="all")
    rows = everybody.prefetch_related(None).filter(paid, still, **touching).values_list(
        "appointments__pk", "pk", "name", "appointments__organisation_id", "appointments__organisation__name",
        "appointments__organisation__kind", "appointments__organisation__region__code", "appointments__is_full_time",
        "appointments__is_purchased", "appointments__starts_on", "appointments__ends_on",
    )  # fmt: skip
    return [Held(*row) for row in rows.order_by("appointments__starts_on", "appointments__pk")]


def served(held: Iterable[Held], months: Sequence[date]) -> dict[tuple[UUID, date], dict[str, int]]:
    """Return what the records have of posts in months, by (appointment, month): a few queries for any number.

    Sessions are those held in the month at the post's organisation over matters that the person was mediating then.
    """
    posts_held = list(held)
    found: dict[tuple[UUID, date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    if not posts_held or not months:
        return found
    first, last = months[0], last_of(months[-1])
    people_held, mine = (
        {each.person for each in posts_held},
        {(each.person, each.organisation): each for each in posts_held},
    )
    mediated = "mediator_assignments"
    sessions = cases.accepted().filter(
        Q(**{f"{mediated}__ended_at": None}) | Q(**{f"{mediated}__ended_at__gt": F("sessions__starts_at")}),
        **{f"{mediated}__person__in": people_held, f"{mediated}__started_at__lte": F("sessions__ends_at")},
        sessions__status=SessionStatus.HELD,
        sessions__starts_at__gte=datetime.combine(first, time.min, SHANGHAI),
        sessions__starts_at__lt=end_of(last),
    )
    columns = (f"{mediated}__person_id", "sessions__organisation_id", "sessions__pk", "sessions__starts_at")
    for person, organisation, _session, at in set(sessions.values_list(*columns)):
        if post := mine.get((person, organisation)):
            found[post.appointment, local_date(at).replace(day=1)]["sessions"] += 1
    of_person: dict[UUID, list[Held]] = defaultdict(list)
    for post in posts_held:
        of_person[post.person].append(post)
    for person, ended in (
        credited(first, last).filter(person__in=people_held).values_list("person_id", "course__ends_on")
    ):
        for post in of_person[person]:
            found[post.appointment, ended.replace(day=1)]["courses"] += 1
    checks = ServiceCheck.objects.filter(appointment__in=[each.appointment for each in posts_held], month__in=months)
    for appointment, month, answer in checks.order_by("checked_at", "pk").values_list("appointment", "month", "answer"):
        figures = found[appointment, month]
        figures["attested"], figures["absent"] = (
            int(answer == ServiceAnswer.SERVED),
            int(answer == ServiceAnswer.ABSENT),
        )
    return found


def year_span(year: int) -> tuple[date, date]:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year + 1, 1, 1) - timedelta(days=1)
