"""How fast registers are taken in: organisations and people, from a workbook and from CSV, each row with most of its columns."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fengqiao.core import bulk
from fengqiao.exchange import actions as exchange
from fengqiao.exchange import workbooks
from fengqiao.exchange.rules.registers import REGISTERS
from tests.bench.place import City, builder

BUDGET = 5000
"""Rows a second."""
ORGANISATIONS, PEOPLE = 5_000, 15_000
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ENDINGS = ("csv", "xlsx")


@dataclass(frozen=True)
class Taken:
    """One file taken in: of which register and kind, how many rows, seconds, processes, seconds of processor time in all."""

    register: str
    ending: str
    rows: int
    seconds: float
    workers: int
    worked: float

    @property
    def told(self) -> str:
        """A line of the report."""
        rate = self.rows / self.seconds
        return (
            f"import of {self.register}, {self.ending}: {self.rows:,} rows in {self.seconds:.1f} s by {self.workers}"
            f" processes, {rate:,.0f} rows/s (budget {BUDGET:,}); {self.worked * 1000 / self.rows:.2f} ms of processor time a row"
        )


def _name(part: int, number: int) -> str:
    return f"压测{'甲乙'[part]}第{number}企业人民调解委员会"


def _organisations(city: City, part: int) -> Iterator[dict[str, str]]:
    for number in range(ORGANISATIONS):
        yield {
            "name": f"{city.name}{_name(part, number)}", "kind": "enterprise_committee",
            "short_name": f"压{'甲乙'[part]}{number}", "region": city.code.ljust(12, "0"), "address": f"湘江路{number}号",
            "phone": "073187651234", "hours": "周一至周五", "established_on": "2019-01-02", "elected_on": "2024-01-02",
        }  # fmt: skip


def _identity(number: int) -> str:
    body = f"430102{1960 + number // 100_000}{1 + number // 8000 % 12:02}{1 + number // 1000 % 8:02}{number % 1000:03}"
    rest = sum(int(figure) * weight for figure, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return f"{body}{'10X98765432'[rest]}"


def _people(city: City, part: int) -> Iterator[dict[str, str]]:
    for place in range(PEOPLE):
        number = part * PEOPLE + place
        yield {
            "name": f"夏{chr(0x4E00 + number % 20_000)}{'春秋'[part]}", "id_number": _identity(number),
            "phone": f"199{number:08}", "ethnicity": "汉族", "education": "本科", "politics": "群众", "languages": "普通话",
            "organisation": f"{city.name}{_name(part, place % ORGANISATIONS)}", "post": "调解员", "origin": "聘任",
            "time": "兼职", "is_purchased": "否", "starts_on": "2024-03-05", "term_ends_on": "2027-03-04",
            "certificate": f"长压调{number:06}", "certificate_issuer": f"{city.name}司法局",
        }  # fmt: skip


def measure(city: City, folder: Path, workers: int, worked: Callable[[], float]) -> list[Taken]:
    """Take in new organisations and people from files with every column, in the jurisdiction in which the caller stands.

    Between two imports the database looks at what has grown, as after each import of a user.
    worked: tells how many seconds of processor time programs and database have used by now.
    """
    found = []
    for part, ending in enumerate(_ENDINGS):
        for register, rows in (("organisations", _organisations(city, part)), ("people", _people(city, part))):
            path = folder / f"{register}.{ending}"
            codes = list(REGISTERS[register].by_code)
            with workbooks.opened(path, register, ending) as target:
                target.line(codes)
                for row in rows:
                    target.line(_line(codes, row))
            began, before = time.monotonic(), worked()
            outcome = exchange.import_register(builder(city), path, register=register, workers=workers)
            if outcome.faults:
                raise SystemExit(f"{len(outcome.faults)} faults, the first: {outcome.faults[0]}")
            took = time.monotonic() - began
            found.append(Taken(register, ending, outcome.run.accepted, took, workers, worked() - before))
            bulk.tell_planner()
    return found


def _line(codes: Sequence[str], row: dict[str, str]) -> list[str]:
    return [row.get(code, "") for code in codes]
