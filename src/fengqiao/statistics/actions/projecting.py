"""Following the records: the fact of a case is rewritten in the transaction that changes the case."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotNow
from fengqiao.core.jobs import current_schema
from fengqiao.disputes.models import Dispute
from fengqiao.statistics.models import CaseFact, TallyChange
from fengqiao.statistics.queries import records
from fengqiao.statistics.queries.closings import current_epoch
from fengqiao.statistics.rules.facts import Dims, Fact, count_of, difference

_CHANGE = ("day", "county", "cell", "value")
_FACT = (
    "dispute", "organisation", "region", "county", "street", "accepted_on", *Dims._fields, "people", "fen", "since",
    "until", "restates", "written_at", "written_by_name", "cause",
)  # fmt: skip
Bucket = tuple[date, str]


def lock_key() -> str:
    """Return the name of the lock that facts share and a closing holds alone, for this jurisdiction."""
    return f"{current_schema()}:statistics.facts"


def _enter_epoch() -> tuple[int, date | None]:
    """Return the epoch in which this transaction writes, and the last closed day; no closing happens until it commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [lock_key()])
    return current_epoch()


def follow(*, actor: Actor, dispute: Dispute, **_facts: Any) -> None:
    """Rewrite the fact of a locked dispute after a step or result (events in config/subscriptions.py)."""
    if dispute.accepted_at is not None:
        project(actor, [dispute.pk], cause="step")


def touched(*, actor: Actor, dispute: Dispute, verb: str) -> None:
    """Rewrite the fact of a locked dispute after an entry that is no step, such as another kind of dispute."""
    if dispute.accepted_at is not None:
        project(actor, [dispute.pk], cause=verb)


def project(actor: Actor, ids: Iterable[UUID], *, cause: str) -> int:
    """Make the facts of cases equal to their records, and add what changed to the sums; return how many changed.

    The caller holds the disputes' locks. cause: what the change came from, for the list of restatements.
    """
    wanted = list(ids)
    with transaction.atomic():
        kept = {row.dispute_id: row for row in CaseFact.objects.filter(dispute__in=wanted, until__isnull=True)}
        true = records.facts_of(wanted, {pk: (row.organisation_id, row.region) for pk, row in kept.items()})
        return rewrite(actor, {pk: true.get(pk) for pk in wanted}, kept=kept, cause=cause)


def rewrite(
    actor: Actor, true: Mapping[UUID, Fact | None], *, kept: Mapping[UUID, CaseFact] | None = None, cause: str
) -> int:
    """Replace the facts of cases, as they are kept, by true ones (None: it no longer counts); return how many differed."""
    with transaction.atomic():
        epoch, closed_until = _enter_epoch()
        if kept is None:
            kept = {row.dispute_id: row for row in CaseFact.objects.filter(dispute__in=list(true), until__isnull=True)}
        before = {pk: plain(row) for pk, row in kept.items()}
        changed = [pk for pk, fact in true.items() if before.get(pk) != fact]
        for pk in changed:
            _replace(actor, kept.get(pk), true[pk], epoch, closed_until, cause)
        after = [fact for pk in changed if (fact := true[pk])]
        _change_sums([before[pk] for pk in changed if pk in before], after)
    return len(changed)


def plain(row: CaseFact) -> Fact:
    """Return a kept version as the fact that it says."""
    dims = Dims(*(getattr(row, name) for name in Dims._fields))
    return Fact(row.dispute_id, row.organisation_id, row.region, row.accepted_on, dims, row.people, row.fen)


def _columns(fact: Fact) -> dict[str, Any]:
    return {
        "organisation_id": fact.organisation_id,
        "region": fact.region,
        "county": fact.county,
        "street": fact.region[:9],
        "accepted_on": fact.accepted_on,
        **fact.dims._asdict(),
        "people": fact.people,
        "fen": fact.fen,
    }


def _replace(
    actor: Actor, row: CaseFact | None, fact: Fact | None, epoch: int, closed_until: date | None, cause: str
) -> None:
    """Write a new version, over the old one unless a closing has counted that."""
    if row and (fact is None or row.since < epoch):
        if row.since == epoch:
            row.delete()
        else:
            row.until = epoch
            row.save(update_fields=["until"])
        row = None
    if fact is None:
        return
    new = row or CaseFact(dispute_id=fact.dispute_id, since=epoch)
    for name, value in _columns(fact).items():
        setattr(new, name, value)
    new.restates = bool(closed_until and fact.accepted_on <= closed_until)
    new.written_at, new.written_by_name, new.cause = actor.at, actor.name, cause
    new.save()


def _by_bucket(facts: Iterable[Fact]) -> dict[Bucket, list[Fact]]:
    result: dict[Bucket, list[Fact]] = {}
    for fact in facts:
        result.setdefault((fact.accepted_on, fact.county), []).append(fact)
    return result


def _change_sums(before: Iterable[Fact], after: Iterable[Fact]) -> None:
    old, new = _by_bucket(before), _by_bucket(after)
    rows = [
        (day, county, cell, value)
        for day, county in sorted({*old, *new})
        for cell, value in difference(
            count_of(new.get((day, county), ())), count_of(old.get((day, county), ()))
        ).items()
    ]
    if len(rows) <= 100:
        TallyChange.objects.bulk_create(TallyChange(day=d, county=c, cell=cell, value=v) for d, c, cell, v in rows)
    else:
        bulk.copy(TallyChange, _CHANGE, rows)


def import_facts(actor: Actor, facts: Mapping[UUID, Fact] | Iterable[Fact]) -> None:
    """Write the facts of cases that an import has just entered and that have none yet; their days may be long closed."""
    new = list(facts.values() if isinstance(facts, Mapping) else facts)
    with transaction.atomic():
        epoch, closed_until = _enter_epoch()
        told = (actor.at, actor.name, "import")
        rows = (
            (
                fact.dispute_id, fact.organisation_id, fact.region, fact.county, fact.region[:9], fact.accepted_on,
                *fact.dims, fact.people, fact.fen, epoch, None,
                bool(closed_until and fact.accepted_on <= closed_until), *told,
            )
            for fact in new
        )  # fmt: skip
        bulk.copy(CaseFact, _FACT, rows)
        _change_sums([], new)


def take_back(ids: Sequence[UUID]) -> None:
    """Remove the facts of cases that are being taken back. Raises NotNow when a closing has counted one of them."""
    with transaction.atomic():
        epoch, _closed_until = _enter_epoch()
        facts = list(CaseFact.objects.filter(dispute__in=bulk.among(ids)))
        if counted := sum(row.since < epoch for row in facts):
            raise NotNow(
                "counted_in_closing",
                _("其中%(count)d件已计入结账的统计期。") % {"count": counted},
                next_step=_("请逐件更正，更正会作为补报列出。"),
            )
        _change_sums([plain(row) for row in facts], [])
        bulk.remove(CaseFact, ids, of="dispute")


def sums_of_facts(facts: Iterable[Fact]) -> dict[Bucket, Counter[str]]:
    """Return what the kept sums of these facts must be, by day and county."""
    return {bucket: count_of(members) for bucket, members in _by_bucket(facts).items()}
