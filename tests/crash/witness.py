"""What must be true of the data whatever was killed; for a process of its own: see `platform.inside`."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django_tenants.utils import schema_context

from fengqiao.archive.models import Assembly, AssemblyState
from fengqiao.core import audit, files
from fengqiao.core.models import Counter as Series
from fengqiao.core.models import IdempotentReply, StoredFile
from fengqiao.disputes.models import Dispute, FileNumber
from fengqiao.disputes.workflow import STEPS

OF_MATTERS = "task_name NOT LIKE 'config:%' AND status NOT IN ('succeeded', 'cancelled')"
"""Jobs that somebody's deed caused and that are not done. The scheduler's own come back by themselves."""


def faults(told: dict[str, Any]) -> list[str]:
    """Everything that is wrong. told: ``deeds`` acknowledged by matter, matters there ``before``, ``assemblies`` asked for."""
    with schema_context("wuhan"):
        return [
            *_matters(told["deeds"], told["before"]),
            *_numbers(),
            *_files(told["assemblies"]),
            *_replies(),
            *_jobs(),
        ]


def _matters(deeds: dict[str, list[str]], before: list[str]) -> Iterator[str]:
    entered = {str(each.pk): each for each in Dispute.objects.exclude(pk__in=before)}
    for lost in deeds.keys() - entered.keys():
        yield f"{lost}: acknowledged and lost"
    for dispute in Dispute.objects.all():
        history = list(audit.history(dispute.pk))
        if link := audit.broken_link(dispute.pk):
            yield f"{dispute.pk}: broken chain at {link.sequence}"
        moves = [event for event in history if event.after]
        if not moves or moves[-1].after != dispute.status:
            yield f"{dispute.pk}: stands at {dispute.status}, its history does not"
        if dispute.parties.count() != 2 or not dispute.involvements.exists() or not dispute.clocks.exists():
            yield f"{dispute.pk}: half registered"
        if (dispute.accepted_at is None) == FileNumber.objects.filter(dispute=dispute).exists():
            yield f"{dispute.pk}: accepted without a number, or numbered without acceptance"
    for pk in deeds.keys() & entered.keys():
        written = Counter(event.verb for event in audit.history(entered[pk].pk))
        known = set(deeds[pk]) | set(written) & {verb.value for verb in STEPS}
        for verb in known - {"grade", "assess"}:
            if written[verb] != deeds[pk].count(verb):
                yield f"{pk}: {verb} acknowledged {deeds[pk].count(verb)} times, written {written[verb]} times"
    for pk in entered.keys() - deeds.keys():
        yield f"{pk}: written, though every request was repeated until it was acknowledged"


def _numbers() -> Iterator[str]:
    serials = sorted(FileNumber.objects.values_list("serial", flat=True))
    if serials != list(range(1, len(serials) + 1)):
        yield f"file numbers with gaps or doubles: {serials}"
    if list(Series.objects.filter(series__startswith="file:").values_list("value", flat=True)) != [len(serials)]:
        yield "the counter of file numbers is not at the last one"


def _files(asked: list[str]) -> Iterator[str]:
    for stored in StoredFile.objects.all():
        try:
            files.read(stored)
        except (OSError, ValueError) as error:
            yield f"file {stored.pk}: {error}"
    done = Assembly.objects.filter(state=AssemblyState.DONE, dispute__case_file__isnull=False)
    for pk in set(asked) - {str(each.dispute_id) for each in done}:
        yield f"{pk}: its file was asked for and is not bound"
    for assembly in Assembly.objects.exclude(state=AssemblyState.DONE):
        yield f"assembly {assembly.pk}: {assembly.state} {assembly.failed}"


def _replies() -> Iterator[str]:
    if unfinished := IdempotentReply.objects.filter(status=0).count():
        yield f"{unfinished} replies were begun and never finished"


def _jobs() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT task_name, status FROM procrastinate_jobs WHERE {OF_MATTERS}")
        yield from (f"job {name} is {status}" for name, status in cursor.fetchall())
