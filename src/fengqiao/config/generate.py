"""`fengqiao generate`: invent the cases of Jingzhou's centre, or a jurisdiction's registers, import them, and print what counts them."""

import argparse
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django_tenants.utils import schema_context

from fengqiao.accounts.permissions import Permission
from fengqiao.config import registers
from fengqiao.config.environment import VAR, BadEnvironment
from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.exchange import actions, reading
from fengqiao.exchange.generating import jingzhou
from fengqiao.jurisdictions.queries import current_ruleset, jurisdictions
from fengqiao.organisations import queries as organisations
from fengqiao.people import queries as people
from fengqiao.regions import queries as regions
from fengqiao.regions.models import scope_of
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.queries import staffing
from fengqiao.statistics.queries.reports import Part, report
from fengqiao.statistics.rules.periods import Period

PERIOD = Period(date(2021, 3, 1), date(2022, 6, 30))


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to invent, and where its raw cases are kept."""
    parser.add_argument(
        "what",
        choices=["jingzhou", "registers"],
        help="生成什么：荆州的案件，或者名册 / what to invent: cases, or registers",
    )
    parser.add_argument("places", nargs="*", choices=[*registers.MAKERS, []], help="哪些辖区的名册 / whose registers")
    parser.add_argument("--file", type=Path, default=VAR / "jingzhou.jsonl", help="原始案件文件 / the raw cases")
    parser.add_argument("--file-only", action="store_true", help="只写文件，不导入 / write the file alone")


def main(options: argparse.Namespace) -> int:
    """Invent what is asked for; returns 1 when a row was refused."""
    if options.what == "registers":
        return _registers(options.places or list(registers.MAKERS))
    return _cases(options)


def _registers(slugs: list[str]) -> int:
    """Fill the registers of jurisdictions and print the table of today for each."""
    known = {place.slug for place in jurisdictions()}
    for slug in slugs:
        if slug not in known:
            raise BadEnvironment(f"还没有{slug}辖区,请先运行 make run。 / There is no jurisdiction {slug} yet.")
        with schema_context(slug):
            began = time.monotonic()
            done = registers.fill(slug)
            bulk.tell_planner()
            took = f"{time.monotonic() - began:.1f}"
            print(f"{slug}: {done.organisations} 个组织 / organisations, {done.people} 人 / people, {took} s")
            actor = registers.actor()
            _print(staffing.report(scope_for(actor), timezone.localdate(actor.at)).parts)
    return 0


def _print(parts: Iterable[Part]) -> None:
    for part in parts:
        for line in part.lines:
            if line.figure:
                print(f"{'  ' * line.cell.depth}{line.cell.label} {line.shown}{line.unit}")


def _cases(options: argparse.Namespace) -> int:
    """Write the file, import it once, print the figures; returns 1 when a row was refused."""
    if "jingzhou" not in {place.slug for place in jurisdictions()}:
        raise BadEnvironment(
            "还没有荆州辖区,请先运行 make run。 / There is no jurisdiction jingzhou yet; run make run first."
        )
    with schema_context("jingzhou"):
        actor = _actor()
        centre = organisations.called(jingzhou.CENTRE)
        if centre is None:
            raise BadEnvironment(f"名册中没有{jingzhou.CENTRE}。 / The register lacks the centre.")
        streets = [
            each.code
            for county in regions.children(f"{actor.region_scope}00000000")
            for each in regions.children(county.code)
        ]
        names = [post.person.name for post in people.mediators(centre.pk, timezone.localdate())]
        options.file.write_text(reading.text_of(jingzhou.raw_cases(streets, names)), encoding="utf-8")
        print(f"{options.file}")
        if options.file_only:
            return 0
        outcome = actions.import_cases(actor, options.file, system="荆州中心")
        bulk.tell_planner()
        for line, key, fault in outcome.faults[:20]:
            print(f"{line} {key} {fault.column} {fault.value} {fault.reason}")
        print(f"已导入 / imported {outcome.run.accepted},已有 / known {outcome.run.known}")
        _print_table(actor, centre.pk)
    return 0 if outcome.is_clean else 1


def _actor() -> Actor:
    held = (Permission.IMPORT, Permission.VIEW_STATISTICS)
    scope = scope_of(current_ruleset().code.ljust(12, "0"))
    return Actor(None, "案例生成程序", timezone.now(), frozenset(p.value for p in held), region_scope=scope)


def _print_table(actor: Actor, centre_id: UUID) -> None:
    table = report(scope_for(actor, organisation_id=centre_id), PERIOD)
    _print(table.parts)
    for _code, name, rate in table.rates:
        print(f"{name} {rate.printed}")
