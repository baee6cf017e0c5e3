"""`fengqiao generate jingzhou`: invent the cases of Jingzhou's centre, import them, and print the table that counts them."""

import argparse
from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django_tenants.utils import schema_context

from fengqiao.accounts.permissions import Permission
from fengqiao.config.environment import VAR, BadEnvironment
from fengqiao.core.actor import Actor
from fengqiao.exchange import actions, reading
from fengqiao.exchange.generating import jingzhou
from fengqiao.jurisdictions.queries import current_ruleset, jurisdictions
from fengqiao.organisations import queries as organisations
from fengqiao.people import queries as people
from fengqiao.regions import queries as regions
from fengqiao.regions.models import scope_of
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.queries.reports import report
from fengqiao.statistics.rules.periods import Period

PERIOD = Period(date(2021, 3, 1), date(2022, 6, 30))


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to invent, and where its raw cases are kept."""
    parser.add_argument("what", choices=["jingzhou"], help="生成什么 / what to invent")
    parser.add_argument("--file", type=Path, default=VAR / "jingzhou.jsonl", help="原始案件文件 / the raw cases")
    parser.add_argument("--file-only", action="store_true", help="只写文件，不导入 / write the file alone")


def main(options: argparse.Namespace) -> int:
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
    for part in table.parts:
        for line in part.lines:
            if line.figure:
                print(f"{'  ' * line.cell.depth}{line.cell.label} {line.shown}{line.unit}")
    for _code, name, rate in table.rates:
        print(f"{name} {rate.printed}")
