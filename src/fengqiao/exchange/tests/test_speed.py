"""Thousands of rows in bounded time."""

import csv
import time

import pytest

from fengqiao.exchange import actions
from fengqiao.exchange.tests.conftest import organisation, person

ROWS = 5000


@pytest.fixture
def written(tmp_path):
    def write(name, rows):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def ids(count):
    """Identity numbers of nobody, with their check digits."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    for number in range(count):
        body = f"4201111970{1 + number // 2800 % 12:02}{1 + number // 100 % 28:02}{number % 1000:03}"
        rest = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
        yield f"{body}{'10X98765432'[rest]}"


def spent(keeper, path, register):
    """Seconds of processor time of this process; the machine is never idle, so the limits are several times what is usual."""
    started = time.process_time()
    outcome = actions.import_register(keeper, path, register=register)
    assert (outcome.faults, outcome.run.accepted) == ([], ROWS)
    return time.process_time() - started


def test_five_thousand_organisations(keeper, written, street):
    rows = [
        organisation(
            f"武汉市洪山区珞南街道第{n}社区人民调解委员会",
            编号简称=f"洪珞{n}",
            上级组织=street.name,
            联系电话="027-87651234",
            地址="珞狮路122号",
            成立日期="2019年1月2日",
        )
        for n in range(ROWS)
    ]
    assert spent(keeper, written("a.csv", rows), "organisations") < 5, "0.9 s on an idle core"


def test_five_thousand_people(keeper, written, street):
    rows = [
        person(
            street,
            姓名=f"夏{chr(0x4E00 + n % 5000)}",
            身份证号=number,
            手机号=f"199{n:08}",
            证书编号=f"武洪调{n:06}",
            任期届满="2027-03-04",
            文化程度="本科",
            政治面貌="群众",
            民族="汉族",
        )
        for n, number in enumerate(dict.fromkeys(ids(ROWS)))
    ]
    assert spent(keeper, written("b.csv", rows), "people") < 5, "1.2 s on an idle core"
