"""`fengqiao import cases <file>`: enter raw cases of another system into a jurisdiction, with a report of every refused row.

`fengqiao import registers <file> --register organisations`: a register from a workbook or CSV, as the pages take it.
"""

import argparse
import csv
import os
import sys
from pathlib import Path

from django.utils import timezone
from django_tenants.utils import schema_context

from fengqiao.accounts import queries as accounts
from fengqiao.accounts.access import actor_of
from fengqiao.config.environment import BadEnvironment
from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError
from fengqiao.core.sheets import harmless
from fengqiao.exchange import actions
from fengqiao.exchange.actions import Outcome
from fengqiao.exchange.rules.registers import REGISTERS
from fengqiao.jurisdictions.queries import jurisdictions

MANY = 5000
"""Files with more lines than this are shared among processes."""
LARGE = 500_000
"""So are workbooks with more bytes than this."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, into which jurisdiction, in whose name."""
    parser.add_argument("what", choices=["cases", "registers"], help="导入什么 / what to import")
    parser.add_argument("file", type=Path, help="案件：.jsonl、.csv；名册：.xlsx、.csv / the file")
    parser.add_argument("--register", choices=sorted(REGISTERS), help="哪一种名册 / which register")
    parser.add_argument("--update", action="store_true", help="用文件更新已有的记录 / write other values of known rows")
    parser.add_argument("--jurisdiction", required=True, help="辖区代号，如 jingzhou / slug of the jurisdiction")
    parser.add_argument("--user", required=True, help="以谁的账号导入 / the account that imports")
    parser.add_argument("--system", default="", help="数据来自哪个系统，默认为文件名 / where the cases come from")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写入 / check only")
    parser.add_argument("--all", action="store_true", help="有一行不合格就全部不导入 / all rows or none")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="进程数 / processes")
    parser.add_argument("--report", type=Path, help="不合格行的报告，默认在原文件旁 / where the refused rows are told")


def main(options: argparse.Namespace) -> int:
    """Import and print what became of it; returns 1 when any row was refused, 2 when the import itself was."""
    if options.what == "registers" and not options.register:
        raise BadEnvironment(f"请用 --register 写明名册:{'、'.join(REGISTERS)}。 / Say which register.")
    if not options.file.is_file():
        raise BadEnvironment(f"没有文件 {options.file}。 / There is no such file.")
    known = {place.slug for place in jurisdictions()}
    if options.jurisdiction not in known:
        raise BadEnvironment(f"没有辖区 {options.jurisdiction}:{'、'.join(sorted(known))}。 / No such jurisdiction.")
    with schema_context(options.jurisdiction):
        user = accounts.by_username(options.user)
        if user is None:
            raise BadEnvironment(f"没有账号 {options.user}。 / There is no such account.")
        try:
            outcome = _imported(actor_of(user, timezone.now()), options)
        except DomainError as error:
            print(f"\r{error.message}{error.next_step}", file=sys.stderr)
            return 2
        bulk.tell_planner()
    _print(outcome, options.report or options.file.with_suffix(".refused.csv"))
    return 0 if outcome.is_clean else 1


def _imported(actor: Actor, options: argparse.Namespace) -> Outcome:
    shared = {"is_dry": options.dry_run, "takes_all": options.all, "progress": _tell}
    if options.what == "registers":
        workers = options.workers if options.file.stat().st_size > LARGE else 1
        return actions.import_register(
            actor, options.file, register=options.register, updates=options.update, workers=workers, **shared
        )
    workers = options.workers if _is_large(options.file) else 1
    return actions.import_cases(
        actor, options.file, system=options.system or options.file.stem, workers=workers, **shared
    )


def _is_large(file: Path) -> bool:
    with file.open("rb") as source:
        return sum(1 for _line in source) > MANY


def _tell(rows: int) -> None:
    print(f"\r已处理 {rows} 行 / rows done", end="", file=sys.stderr, flush=True)


def _print(outcome: Outcome, report: Path) -> None:
    run = outcome.run
    verb = "可以导入 / importable" if run.is_dry else "已导入 / imported"
    print(f"\n共 {run.rows} 行 / rows,{verb} {run.accepted},已有 / known {run.known},不合格 / refused {run.refused}")
    if run.register != "cases":
        print(f"已有而不同 / known, differs {run.differs},更新 / updated {run.updated}")
    if outcome.left_out:
        print(f"没有对应的栏目,未导入 / headings that name no column, left out: {'、'.join(outcome.left_out)}")
    if not outcome.faults and not outcome.notes:
        return
    with report.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["行", "外部编号", "栏目", "原值", "原因"])
        for line, key, fault in (*outcome.faults, *outcome.notes):
            writer.writerow([line, *map(harmless, (key, fault.column, fault.value, fault.reason))])
    report.chmod(0o600)
    print(f"不合格的行见 / refused rows: {report}")
