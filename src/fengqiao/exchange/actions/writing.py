"""One chunk of raw cases: read, checked and written, in one transaction."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from fengqiao.accounts.permissions import Permission
from fengqiao.confirmation.actions.bulk import import_confirmations, stand_in
from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.disputes import queries as disputes
from fengqiao.disputes.actions.bulk import import_cases
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.checking import Checker, Ready
from fengqiao.exchange.models import ImportedCase
from fengqiao.exchange.reading import Row
from fengqiao.exchange.rules import raw
from fengqiao.exchange.rules.raw import Fault
from fengqiao.followup.actions.bulk import import_plans
from fengqiao.mediation.actions.bulk import import_outcomes
from fengqiao.organisations import queries as organisations
from fengqiao.statistics.actions import import_facts

_KEY = ("run", "dispute", "system", "external_key", "line", "original_number", "archived_at")
ANY_SYSTEM = ""
"""Where the cases of a register come from: its keys are those of whatever system they had before, or receipt numbers given here."""


def _checked(checker: Checker, rows: Iterable[Row], known: set[str], result: Written) -> list[Ready]:
    ready, cases = [], []
    for row in rows:
        if row.broken:
            result.faults.append((row.line, "", Fault("", "", row.broken)))
            continue
        case, faults = raw.read(row.values)
        if case.external_key in known:
            result.known += 1
            continue
        cases.append((row, case, faults))
    checker.look_up([case for _row, case, _faults in cases])
    for row, case, faults in cases:
        made = None
        if not faults:
            made, faults = checker.check(row.line, case)
        if made:
            ready.append(made)
        result.faults += [(row.line, case.external_key[:80], fault) for fault in faults]
    return ready


def _known(system: str, rows: Sequence[Row]) -> set[str]:
    keys = [
        str(value)
        for row in rows
        for name in ("external_key", "外部编号", "原系统编号")
        if (value := row.values.get(name))
    ]
    wanted = [key.strip()[:80] for key in keys]
    if system != ANY_SYSTEM:
        found = ImportedCase.objects.filter(system=system, external_key__in=wanted)
        return set(found.values_list("external_key", flat=True))
    there = set(ImportedCase.objects.filter(external_key__in=wanted).values_list("external_key", flat=True))
    return there | disputes.receipt_numbers(wanted)


def write(actor: Actor, checker: Checker, rows: Sequence[Row], *, run_id: UUID, is_dry: bool) -> Written:
    """Check a chunk of rows and, unless dry, write those that are right; all in one transaction.

    actor: needs exchange.import. Rows whose key was imported before are left alone.
    """
    actor.require(Permission.IMPORT)
    result = Written()
    with transaction.atomic():
        ready = _checked(checker, rows, _known(checker.system, rows), result)
        result.accepted = len(ready)
        if ready and not is_dry:
            _write(actor, checker, ready, run_id)
    return result


def _own_name(actor: Actor) -> str:
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    return own.name if own else actor.name


def _write(actor: Actor, checker: Checker, ready: list[Ready], run_id: UUID) -> None:
    bulk.leave_for_later()
    import_cases(actor, [each.case for each in ready])
    agreements = [each.agreement for each in ready if each.agreement]
    for each in ready:
        if each.agreement:
            each.agreement.number = each.case.file_number or ""
    import_outcomes(
        actor,
        agreements,
        [each.ending for each in ready if each.ending],
        [each.assignment for each in ready if each.assignment],
    )
    import_plans(actor, [each.plan for each in ready if each.plan])
    if rulings := [each.confirmation for each in ready if each.confirmation]:
        checker.pack_id = checker.pack_id or stand_in(actor, _own_name(actor))
        import_confirmations(actor, rulings, pack=checker.pack_id)
    import_facts(actor, [each.fact for each in ready if each.fact])
    keys = (
        (
            run_id, each.case.id, checker.system, each.external_key, each.line, each.original_number or "",
            each.archived_at,
        )
        for each in ready
    )  # fmt: skip
    bulk.copy(ImportedCase, _KEY, keys)
