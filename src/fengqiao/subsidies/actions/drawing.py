"""Drawing a batch up: which cases and months it pays, which wait, all computed anew on demand."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.jobs import current_schema
from fengqiao.core.numbering import allot
from fengqiao.subsidies import access
from fengqiao.subsidies.actions.door import step
from fengqiao.subsidies.models import Batch, Line, Share, Waiting
from fengqiao.subsidies.queries import candidates
from fengqiao.subsidies.rules import batches
from fengqiao.subsidies.rules.awards import months_between, plain
from fengqiao.subsidies.workflow import BatchKind, BatchState, Verb


def _one_at_a_time() -> None:
    """Let batches be drawn one after the other until commit, so that none looks at cases that another is taking."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{current_schema()}:subsidies.drawing"]
        )


def draw(actor: Actor, *, kind: str, first_on: date, last_on: date) -> Batch:
    """Draw up a batch of the actor's own payer for a span of local days that is over, and return it with its lines.

    kind: case (以案定补) or monthly (岗位补贴, whole months of the span). Raises Malformed, NotNow (the span is not over, too many
    cases), Forbidden for who works at no payer.
    """
    actor.require(Permission.PREPARE_SUBSIDIES)
    rules, version = access.rules_for(actor)
    payer, own = access.own_payer(actor, rules)
    _check_span(actor, kind, first_on, last_on)
    with transaction.atomic():
        _one_at_a_time()
        batch = Batch.objects.create(
            kind=kind,
            payer=payer.code,
            organisation=own,
            region=access.region_of(actor, own),
            first_on=first_on,
            last_on=last_on,
            year=last_on.year,
            ruleset_version=version,
            made_by_id=actor.user_id,
            made_by_name=actor.name,
            created_at=actor.at,
            number=f"补贴〔{last_on.year}〕{allot(f'subsidies:{last_on.year}'):04d}号",
        )
        _fill(actor, batch)
        audit.record(actor, batch, "draw", after=BatchState.DRAFT, data=_told(batch))
    return batch


def _check_span(actor: Actor, kind: str, first_on: date, last_on: date) -> None:
    if kind not in set(BatchKind):
        raise Malformed("kind_unknown", _("请选择以案定补或者岗位补贴。"), field="kind")
    if last_on < first_on:
        raise Malformed("days_out_of_order", _("结束日期早于开始日期。"), field="last_on")
    if last_on >= local_date(actor.at):
        raise NotNow(
            "period_not_over",
            _("这段时间还没有结束，不能造册。"),
            field="last_on",
            next_step=_("请把结束日期定在今天以前。"),
        )
    if kind == BatchKind.MONTHLY and (first_on.year != last_on.year or not months_between(first_on, last_on)):
        raise Malformed(
            "no_whole_month",
            _("岗位补贴按整月发放，这段时间里没有整月，或者跨了年度。"),
            field="first_on",
            next_step=_("请填一个月的第一天和最后一天。"),
        )


def refresh(actor: Actor, batch_id: UUID) -> Batch:
    """Compute a draft anew: evidence that came in since lets waiting cases be paid; what was struck stays out."""
    with transaction.atomic():
        _one_at_a_time()
        batch = access.get_for(actor, batch_id, Permission.PREPARE_SUBSIDIES, lock=True)
        step(actor, batch, Verb.REFRESH)
        _fill(actor, batch)
        audit.record(actor, batch, Verb.REFRESH, data=_told(batch))
    return batch


def strike(actor: Actor, batch_id: UUID, line_id: UUID, *, why: str) -> Line:
    """Take a line out of a draft with a reason; it stays on the record and frees its case for a later batch."""
    if not why.strip():
        raise Malformed("reason_missing", _("请写明剔除理由。"), field="reason")
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.PREPARE_SUBSIDIES, lock=True)
        step(actor, batch, Verb.STRIKE)
        line = take_out(batch, access.line_of(batch, line_id), why)
        audit.record(actor, batch, Verb.STRIKE, why=why.strip(), data={"line": line.pk, "amount": line.amount})
    return line


def take_out(batch: Batch, line: Line, why: str) -> Line:
    """Strike a line of a locked batch and correct its total; raises NotNow when it is struck already."""
    if not line.is_live:
        raise NotNow("line_struck", _("这一笔已经剔除。"))
    line.is_live, line.struck_reason = False, why.strip()[:300]
    line.save(update_fields=["is_live", "struck_reason"])
    _sum_up(batch)
    return line


def _fill(actor: Actor, batch: Batch) -> None:
    rules, version = access.rules_for(actor)
    batch.lines.filter(is_live=True).delete()
    batch.waiting.all().delete()
    struck = list(batch.lines.all())
    after = max((line.position for line in struck), default=0)
    if batch.kind == BatchKind.MONTHLY:
        gone = {(line.person_id, line.month) for line in struck if line.month}
        held = candidates.posts(actor, batch.first_on, batch.last_on, region=batch.region)
        months = months_between(batch.first_on, batch.last_on)
        live = Line.objects.filter(is_live=True, month__in=months).values_list("person_id", "month")
        taken = gone | {(person, month) for person, month in live if month}
        facts = candidates.served(held, months)
        paid, waiting = batches.draw_months(rules, batch.payer, held, months, taken, facts)
        Line.objects.bulk_create(_month_line(batch, each, at) for at, each in enumerate(paid, after + 1))
        Waiting.objects.bulk_create(_month_waits(batch, each) for each in waiting)
    else:
        _fill_cases(actor, batch, {line.dispute_id for line in struck if line.dispute_id}, after)
    batch.ruleset_version = version
    _sum_up(batch)


def _fill_cases(actor: Actor, batch: Batch, struck: set[UUID], after: int) -> None:
    rules, _version = access.rules_for(actor)
    payer = next(each for each in rules.payers if each.code == batch.payer)
    found = candidates.ended(actor, rules, payer, batch.region, batch.first_on, batch.last_on)
    ids = list(found.exclude(pk__in=struck).values_list("pk", flat=True)[: candidates.MOST_CASES + 1])
    if len(ids) > candidates.MOST_CASES:
        raise NotNow(
            "batch_too_long",
            _("这段时间的案件超过%(most)d件，不能一次造册。") % {"most": candidates.MOST_CASES},
            next_step=_("请缩短时间。"),
        )
    wanted = candidates.candidates(rules, ids)
    matters = {candidate.case.matter for candidate in wanted}
    taken = set(Line.objects.filter(is_live=True, matter__in=matters).values_list("matter", flat=True))
    drawn = batches.draw(rules, batch.payer, wanted, {matter for matter in taken if matter})
    lines = Line.objects.bulk_create(_case_lines(batch, drawn.lines, after))
    Share.objects.bulk_create(
        Share(line=line, person_id=person, person_name=name, amount=plain(amount), created_at=batch.created_at)
        for line, paid in zip(lines, drawn.lines, strict=True)
        for person, name, amount in paid.award.shares
    )
    Waiting.objects.bulk_create(
        Waiting(
            batch=batch,
            dispute_id=each.case.id,
            reasons=each.reasons,
            proofs=[proof.plain() for proof in each.proofs],
            created_at=batch.created_at,
        )
        for each in drawn.waiting
    )


def _case_lines(batch: Batch, paid: Iterable[batches.Paid], after: int) -> Iterable[Line]:
    for at, each in enumerate(paid, after + 1):
        case, award = each.case, each.award
        assert case.payee is not None  # noqa: S101 - a case without a payee waits
        yield Line(
            batch=batch, position=at, dispute_id=case.id, matter=case.matter, person_id=case.payee,
            person_name=case.payee_name, organisation_id=case.organisation, amount=plain(award.amount), rate=award.rate,
            rule_name=award.name, source=award.source, amount_source=award.amount_source, inputs=award.inputs,
            proofs=[proof.plain() for proof in each.proofs], created_at=batch.created_at,
        )  # fmt: skip


def _month_line(batch: Batch, each: batches.Month, at: int) -> Line:
    held, award = each.held, each.award
    return Line(
        batch=batch, position=at, month=each.month, appointment=held.appointment, person_id=held.person,
        person_name=held.person_name, organisation_id=held.organisation, amount=plain(award.amount), rate=award.rate,
        rule_name=award.name, source=award.source, amount_source=award.amount_source, inputs=award.inputs,
        proofs=[proof.plain() for proof in each.proofs], created_at=batch.created_at,
    )  # fmt: skip


def _month_waits(batch: Batch, each: batches.Month) -> Waiting:
    held = each.held
    return Waiting(
        batch=batch, month=each.month, appointment=held.appointment, person_id=held.person, person_name=held.person_name,
        organisation_id=held.organisation, amount=plain(each.award.amount), reasons=each.lacks,
        proofs=[proof.plain() for proof in each.proofs], created_at=batch.created_at,
    )  # fmt: skip


def _sum_up(batch: Batch) -> None:
    amounts = list(batch.lines.filter(is_live=True).values_list("amount", flat=True))
    batch.total, batch.lines_count = sum(amounts, Decimal("0.00")), len(amounts)
    batch.waiting_count = batch.waiting.count()
    batch.save(update_fields=["total", "lines_count", "waiting_count", "ruleset_version"])


def _told(batch: Batch) -> dict[str, object]:
    return {"total": batch.total, "lines": batch.lines_count, "waiting": batch.waiting_count}
