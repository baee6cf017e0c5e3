"""Proof that facts equal records and sums equal facts; and making them so again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from fengqiao.core.actor import Actor
from fengqiao.disputes import queries as disputes
from fengqiao.statistics.actions.folding import fold
from fengqiao.statistics.actions.projecting import Bucket, plain, project, sums_of_facts
from fengqiao.statistics.models import CaseFact, Closing, Grain, Tally, TallyChange
from fengqiao.statistics.queries import closings, records
from fengqiao.statistics.rules.facts import difference

BATCH = 2000


@dataclass(frozen=True)
class Difference:
    """Something that is not as it must be: what it is about, what is kept, what is true."""

    about: str
    kept: str
    true: str


def _batches() -> Iterator[list[UUID]]:
    cases = disputes.accepted().order_by("pk")
    after: UUID | None = None
    while ids := list((cases.filter(pk__gt=after) if after else cases).values_list("pk", flat=True)[:BATCH]):
        yield ids
        after = ids[-1]


def _facts_against_records() -> Iterator[Difference]:
    for ids in _batches():
        with transaction.atomic():
            kept = {row.dispute_id: plain(row) for row in CaseFact.objects.filter(dispute__in=ids, until__isnull=True)}
            places = {pk: (fact.organisation_id, fact.region) for pk, fact in kept.items()}
            true = records.facts_of(ids, places)
        for pk in ids:
            if kept.get(pk) != true.get(pk):
                yield Difference(f"fact {pk}", str(kept.get(pk)), str(true.get(pk)))
    strangers = CaseFact.objects.filter(until__isnull=True).exclude(dispute__in=disputes.accepted().values("pk"))
    for row in strangers[:BATCH]:
        yield Difference(f"fact {row.dispute_id}", str(plain(row)), "")


def _kept_sums(grain: Grain) -> dict[Bucket, Counter[str]]:
    result: dict[Bucket, Counter[str]] = {}
    for start, county, cell, value in Tally.objects.filter(grain=grain).values_list("start", "county", "cell", "value"):
        result.setdefault((start, county), Counter())[cell] += value
    waiting = TallyChange.objects.values_list("day", "county", "cell").annotate(added=Sum("value"))
    for day, county, cell, value in waiting:
        start = day if grain == Grain.DAY else day.replace(day=1)
        result.setdefault((start, county), Counter())[cell] += value
    return result


def _true_sums() -> dict[Bucket, Counter[str]]:
    result: dict[Bucket, Counter[str]] = {}
    days: list[date] = list(
        CaseFact.objects.filter(until__isnull=True)
        .order_by("accepted_on")
        .values_list("accepted_on", flat=True)
        .distinct()
    )
    for day in days:
        facts = CaseFact.objects.filter(until__isnull=True, accepted_on=day).iterator(chunk_size=BATCH)
        result.update(sums_of_facts(plain(row) for row in facts))
    return result


def _sums_against_facts() -> Iterator[Difference]:
    daily, nothing = _true_sums(), Counter[str]()
    monthly: dict[Bucket, Counter[str]] = {}
    for (day, county), counts in daily.items():
        monthly.setdefault((day.replace(day=1), county), Counter()).update(counts)
    for grain, true in ((Grain.DAY, daily), (Grain.MONTH, monthly)):
        kept = _kept_sums(grain)
        for bucket in sorted({*kept, *true}):
            for cell in difference(true.get(bucket, nothing), kept.get(bucket, nothing)):
                about = f"sum {grain} {bucket[0]} {bucket[1]} {cell}"
                yield Difference(about, str(kept.get(bucket, nothing)[cell]), str(true.get(bucket, nothing)[cell]))


def check() -> Iterator[Difference]:
    """Yield everything in which facts differ from records, sums from facts, closed periods from what they counted.

    Reads all of it: for the command line, not for a page. While people work it may report a case that changed under it.
    """
    yield from _facts_against_records()
    yield from _sums_against_facts()
    for closing in Closing.objects.order_by("number"):
        if not closings.is_intact(closing):
            yield Difference(f"closing {closing.number}", closing.snapshot, closings.fingerprint(closing))


def rebuild(actor: Actor) -> int:
    """Make facts and sums equal to the records again and return how many facts were wrong; what was closed stays closed."""
    wrong = 0
    for ids in _batches():
        wrong += project(actor, ids, cause="rebuild")
    with transaction.atomic():
        fold()
        TallyChange.objects.all().delete()
        Tally.objects.all().delete()
        sums = _true_sums()
        rows = [(day, county, cell, value) for (day, county), cells in sums.items() for cell, value in cells.items()]
        TallyChange.objects.bulk_create(
            (TallyChange(day=day, county=county, cell=cell, value=value) for day, county, cell, value in rows),
            batch_size=BATCH,
        )
        fold()
    return wrong
