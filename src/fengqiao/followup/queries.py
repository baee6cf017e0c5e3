"""Reading performance and visits: how far each part is, what is overdue, who was satisfied."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, QuerySet, Subquery

from fengqiao.core import events
from fengqiao.core.actor import Actor
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.models import Dispute, DueState
from fengqiao.disputes.workflow import Finding, Status
from fengqiao.followup.models import Default, Performance, Plan, Visit
from fengqiao.followup.rules import parts as rules
from fengqiao.followup.rules import remedies, visits
from fengqiao.followup.rules.words import VisitState
from fengqiao.mediation.models import Agreement, Instalment, Obligation
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules.words import ObligationKind

CLOCK, VISIT_CLOCK, ENFORCEMENT = "performance", "follow_up", "enforcement"


def _part(row: Obligation, instalment: Instalment | None = None) -> rules.Part:
    return rules.Part(
        key=(row.pk, instalment.pk if instalment else None),
        number=f"{row.seq}.{instalment.seq}" if instalment else str(row.seq),
        kind=row.kind,
        debtor=row.debtor_name,
        creditor=row.creditor_name,
        what=row.description,
        amount=(instalment or row).amount if row.kind == ObligationKind.PAY else None,
        due_on=(instalment or row).due_on,
        on_the_spot=row.on_the_spot,
    )


def parts_of(agreement: Agreement) -> list[rules.Part]:
    """Return what an agreement, fetched with its obligations, owes: an instalment each, else the obligation itself."""
    found = []
    for row in agreement.obligations.all():
        found += [_part(row, each) for each in row.instalments.all()] or [_part(row)]
    return found


@dataclass(frozen=True)
class Overview:
    """The performance of a dispute's agreement: how far each part is, what was recorded, what was not performed."""

    plan: Plan
    agreement: Agreement
    progress: list[rules.Progress]
    performances: list[Performance]
    defaults: list[Default]

    @property
    def is_settled(self) -> bool:
        """Whether every part was performed or something else was decided about it."""
        return all(each.is_settled for each in self.progress)

    @property
    def is_performed(self) -> bool:
        """Whether every part was performed."""
        return all(each.is_performed for each in self.progress)

    @property
    def paid(self) -> Decimal:
        """Yuan paid so far."""
        return sum((each.paid for each in self.progress), Decimal(0))

    @property
    def owed(self) -> Decimal:
        """Yuan that the agreement owes in all."""
        return sum((each.part.amount or Decimal(0) for each in self.progress), Decimal(0))

    def find(self, keys: Iterable[rules.Key]) -> list[rules.Progress]:
        """Return the chosen parts in the order of the agreement; unknown keys are left out."""
        chosen = set(keys)
        return [each for each in self.progress if each.part.key in chosen]


def _progress(
    parts: list[rules.Part], performances: list[Performance], defaults: list[Default]
) -> list[rules.Progress]:
    paid: dict[rules.Key, Decimal] = {}
    done: set[rules.Key] = set()
    for row in performances:
        key = (row.obligation_id, row.instalment_id)
        if row.struck_at is None:
            done.add(key)
            paid[key] = paid.get(key, Decimal(0)) + (row.amount or Decimal(0))
    last = {(row.obligation_id, row.instalment_id): row.outcome for row in defaults}
    return [
        rules.Progress(part, paid.get(part.key, Decimal(0)), part.key in done, last.get(part.key)) for part in parts
    ]


def overview(dispute: Dispute) -> Overview | None:
    """Return the performance of a dispute's agreement, None before it took effect."""
    plan = Plan.objects.filter(dispute=dispute).first()
    agreement = case.current_agreement(dispute) if plan else None
    if plan is None or agreement is None:
        return None
    performances = list(Performance.objects.filter(plan=plan).select_related("voucher__file"))
    defaults = list(Default.objects.filter(plan=plan).order_by("created_at", "id"))
    return Overview(plan, agreement, _progress(parts_of(agreement), performances, defaults), performances, defaults)


def planned_visits(dispute: Dispute) -> list[Visit]:
    """Return the visits that are still owed, the first due first."""
    return list(Visit.objects.filter(dispute=dispute, state=VisitState.PLANNED).exclude(rule=""))


def visits_of(dispute: Dispute) -> list[Visit]:
    """Return all visits, the owed ones first by their day, then those that were made."""
    return list(Visit.objects.filter(dispute=dispute))


def case_facts(*, dispute: Dispute) -> dict[str, Finding]:
    """Answer the facts of follow-up: performance_settled, visits_done, each with exactly what is missing.

    Nothing is asked of the database for a matter whose agreement is not being performed.
    """
    if Status(dispute.status) != Status.PERFORMING:
        return {}
    found = overview(dispute)
    lacking = rules.missing(found.progress) if found else N_("协议义务尚未列入履行计划。")
    owed = visits.missing((each.title, each.due_on) for each in planned_visits(dispute))
    return {"performance_settled": Finding(not lacking, lacking), "visits_done": Finding(not owed, owed)}


def is_confirmed(dispute: Dispute) -> bool:
    """Whether a court has ruled the agreement valid, as the packages that know tell (question ``confirmed``)."""
    return any(events.collect("confirmed", dispute=dispute))


def remedies_for(dispute: Dispute, progress: Iterable[rules.Progress]) -> tuple[remedies.Offer, ...]:
    """Return what is open when these parts are not performed."""
    is_money = any(each.part.amount is not None for each in progress)
    return remedies.offered(category=dispute.category, is_money=is_money, is_confirmed=is_confirmed(dispute))


def performed(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """Return those of the disputes whose agreement was performed in full (协议履行)."""
    return disputes.filter(performance_plan__performed_at__isnull=False)


def overdue(actor: Actor) -> QuerySet[Dispute]:
    """Return the disputes that the actor may see of which a part is due and not settled."""
    late = {"clocks__clock": CLOCK, "clocks__state": DueState.RUNNING, "clocks__due_at__lte": actor.at}
    return access.visible_to(actor).filter(**late).distinct()


def satisfaction(disputes: QuerySet[Dispute]) -> dict[str, int]:
    """Return how many of the disputes were last answered with each degree of satisfaction; unasked ones count nowhere."""
    answered = Visit.objects.filter(dispute=OuterRef("pk")).exclude(satisfaction="").order_by("-visited_at", "-id")
    counted = (
        disputes.annotate(answer=Subquery(answered.values("satisfaction")[:1]))
        .filter(answer__isnull=False)
        .order_by()
        .values_list("answer")
        .annotate(number=Count("pk"))
    )
    return dict(counted)
