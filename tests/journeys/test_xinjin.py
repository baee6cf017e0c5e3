"""A firm wound up in 2002, forty-four workers, settled at the end of 2017: one matter, forty-four obligations."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from fengqiao.accounts.permissions import Role

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
COMMITTEE = "成都市新津区劳动争议人民调解委员会"
FAMILIES, GIVEN = "赵钱孙李周吴郑王冯陈楚", ("建国", "桂英", "长友", "素芳")
WORKERS = [f"{family}{given}" for given in GIVEN for family in FAMILIES]
STORY = (
    "2002年厂里改制清算时，对清算的办法和安置补偿怎么算，一部分职工有不同意见，四十四人的补偿一直没有领。"
    "十五年来大家多次找厂里协商没有结果，现在希望按工龄把每个人的补偿算清楚、发到手。"
)
HEARING = "清算组与五名代表逐人核对了工龄和补偿数额，就四十四人的补偿和付款时间达成一致。"


def owed(number: int) -> Decimal:
    """What a worker gets, by years of work."""
    return Decimal("9600.00") + 350 * number


TOTAL = sum(owed(number) for number in range(44))


def registered(chengdu) -> str:
    """The matter at the counter of the district's command centre, given to the committee that is suggested."""
    counter = chengdu.program("蒲小芳", Role.FRONT_DESK, "成都市新津区人民调解指挥中心")
    triage = chengdu.program("卢学农", Role.TRIAGE_OFFICER, "成都市新津区人民调解指挥中心", scope="510118")
    agents = [
        {"role": "representative" if number < 5 else "member", "name": name} for number, name in enumerate(WORKERS)
    ]
    case = counter.post(
        "/disputes",
        narrative=STORY,
        category="labour",
        category_confirmed=True,
        region_code=chengdu.place("成都市新津区花桥街道"),
        occurred_on="2002-06-30",
        amount=str(TOTAL),
        parties=[
            {"side": "applicant", "kind": "group", "name": "新津锦河构件厂职工", "headcount": 44, "agents": agents},
            {"side": "respondent", "kind": "organisation", "name": "新津锦河构件厂清算组", "phone": "028-82512345"},
        ],
    )["id"]
    suggested = triage.get(f"/disputes/{case}/routes")
    assert suggested[0]["name"] == COMMITTEE, [each["name"] for each in suggested]
    triage.post(f"/disputes/{case}/route", receiver_id=suggested[0]["organisation_id"])
    return case


def drafted(mediator, case) -> None:
    """The agreement: the firm pays each worker."""
    workers, firm = mediator.get(f"/disputes/{case}")["parties"]
    promise = {"kind": "pay", "description": "支付安置补偿", "debtor_id": firm["id"], "creditor_id": workers["id"],
               "mode": "银行转账", "due_on": "2017-12-29"}  # fmt: skip
    draft = mediator.post(
        f"/disputes/{case}/agreement",
        facts=STORY,
        issues="四十四名职工安置补偿的计算和发放。",
        place="成都市新津区",
        obligations=[
            {**promise, "creditor_member_id": worker["id"], "amount": str(owed(number))}
            for number, worker in enumerate(workers["agents"])
        ],
    )
    assert not [hint for hint in draft["hints"] if hint["is_required"]], draft["hints"]


def test_forty_four_workers_are_settled_with_in_one_matter_paid_visited_and_filed(chengdu, calendar):
    calendar(datetime(2017, 11, 20, 9, 30, tzinfo=SHANGHAI))
    mediator = chengdu.program("曾广和", Role.DIRECTOR, COMMITTEE, mediates=True)
    case = registered(chengdu)
    calendar(datetime(2017, 11, 21, 10, 0, tzinfo=SHANGHAI))
    mediator.post(f"/disputes/{case}/accept")
    calendar(datetime(2017, 12, 5, 11, 0, tzinfo=SHANGHAI))
    mediator.open_mediation(case)
    calendar(datetime(2017, 12, 15, 16, 0, tzinfo=SHANGHAI))
    mediator.sit(case, HEARING)
    drafted(mediator, case)
    agreement = mediator.agree_on_paper(case)
    assert agreement["effective_at"].startswith("2017-12-15")
    assert [each["creditor_name"].rpartition("—")[2].strip() for each in agreement["obligations"]] == WORKERS
    assert [Decimal(each["amount"]) for each in agreement["obligations"]] == [owed(number) for number in range(44)]
    printed = mediator.printed(case, "agreement")
    assert [name for name in WORKERS if name not in printed] == []
    assert "（2017）成津劳人调字第0001号" in printed

    calendar(datetime(2017, 12, 29, 17, 0, tzinfo=SHANGHAI))
    assert len(mediator.get(f"/disputes/{case}/performance")["parts"]) == 44
    mediator.perform(case, "2017-12-29")
    assert mediator.get(f"/disputes/{case}/performance")["is_settled"]
    calendar(datetime(2018, 1, 2, 9, 0, tzinfo=SHANGHAI))
    mediator.visit_all(case, "赵建国")
    mediator.post(f"/disputes/{case}/close")
    mediator.prove_identity(case)
    filed = mediator.seal(case)
    assert [name for name in WORKERS if name not in filed] == []
    for words in ("卷内目录", "人民调解权利义务告知书", "人民调解回访记录", HEARING, "（2017）成津劳人调字第0001号"):
        assert words in filed, words
    assert mediator.figures("2017") == {
        "total": "1", "people": "45", "agreed": "1", "amount": f"{TOTAL:.0f}", "by_social": "1", "source_application": "1",
        "category_labour": "1", "form_written": "1", "performed": "1", "top": "1",
    }  # fmt: skip
