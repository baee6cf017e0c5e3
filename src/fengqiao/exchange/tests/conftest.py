"""An importing officer, and files of raw cases."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from fengqiao.accounts.permissions import Role
from fengqiao.exchange import actions
from fengqiao.organisations.tests.conftest import (
    LUONAN,
    actor,
    bureau,
    community,
    court,
    lu,
    sign_in,
    street,
    xiang,
)


@pytest.fixture
def officer(office):
    """鲁敏慧 of the county bureau, who may import."""
    return replace(office.actor(Role.COUNTY_BUREAU, office.bureau, name="鲁敏慧", scope="4201"))


@pytest.fixture
def bring(officer, tmp_path):
    """Import rows (dictionaries) as a JSON lines file and return what became of them."""

    def brought(*rows, name="old.jsonl", system="旧系统", **options):
        path = tmp_path / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return actions.import_cases(officer, path, system=system, **options)

    return brought


def work():
    """Do the jobs that were asked for."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo' RETURNING task_name, args::text")
        for name, arguments in cursor.fetchall():
            app.tasks[name](**json.loads(arguments))


def raw(**changes):
    """A right raw case: settled by a written agreement and performed."""
    case = {
        "external_key": "A-1",
        "organisation": "武汉市洪山区珞南街道人民调解委员会",
        "region": "420111001001",
        "category": "邻里",
        "source": "依申请调解",
        "narrative": "楼上漏水，楼下天花板起皮发霉，维修估价三千元，双方协商未果。",
        "registered_at": "2021-03-05",
        "accepted_at": "2021-03-06",
        "agreed_at": "2021-03-20",
        "form": "书面",
        "promise": "赔偿维修费三千元",
        "agreement_amount": 3000,
        "performed_on": "2021-04-01",
        "parties": [
            {"side": "申请人", "name": "张建国", "phone": "13800005678", "id_number": "420101197001011011"},
            {"side": "对方当事人", "name": "李秀英", "phone": "13900001234"},
        ],
    }
    return {key: value for key, value in {**case, **changes}.items() if value is not None}


KEEPS = frozenset(
    {
        "exchange.import",
        "registry.view",
        "registry.manage",
        "personal.reveal",
        "dispute.view",
        "training.view",
        "training.plan",
        "organisation.keep",
        "court_docking.keep",
        "assessment.view",
        "assessment.prepare",
    }
)
__all__ = ["LUONAN", "bureau", "community", "court", "lu", "sign_in", "street", "xiang"]


@pytest.fixture
def keeper(lu):
    """鲁敏慧, who imports registers of the whole city."""
    return actor("鲁敏慧", "4201", lu.permissions | KEEPS)


@pytest.fixture
def take(keeper):
    """Import rows of a register and return what became of them."""

    def taken(register, *rows, **options):
        return actions.import_register(keeper, list(rows), register=register, **options)

    return taken


def organisation(name, **changes):
    """A row of the register of organisations."""
    row = {"组织名称": name, "组织类型": "社区（居民）人民调解委员会", "所在地区": "武汉市洪山区珞南街道洪珞社区"}
    return {heading: value for heading, value in {**row, **changes}.items() if value is not None}


def person(at, **changes):
    """A row of the register of people, at an organisation."""
    row = {
        "姓名": "夏云峰",
        "身份证号": "420111199007190016",
        "手机号": "13900001234",
        "语言方言": "武汉话、普通话",
        "所属组织": at.name,
        "职务": "调解员",
        "产生方式": "聘任",
        "专职兼职": "专职",
        "任职日期": "2024.3.5",
        "证书编号": "武洪调2024007",
    }
    return {heading: value for heading, value in {**row, **changes}.items() if value is not None}
