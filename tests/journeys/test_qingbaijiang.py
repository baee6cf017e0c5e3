"""Buyers and a developer without money, 20 June 2018: the petition-matter committee, an agreement, a joint application to the court."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fengqiao.accounts.permissions import Role
from tests.journeys.programs import text_of

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
CENTRE = "成都市青白江区人民调解指挥中心"
COMMITTEE = "成都市青白江区信访事项人民调解委员会"
COURT = "四川省成都市青白江区人民法院"
BUYERS = ("罗佳慧", "谢云涛", "钟丽华", "范志军", "贺晓燕")
STORY = (
    "十二户业主按合同付了首付款买商品房，开发商资金周转不开，工地停工，约定的交房日期过了半年还没有交房。"
    "业主先到信访部门反映，要求开发商退还已付的房款，或者说清楚什么时候交房、怎么赔。"
)
HEARING = "双方同意解除购房合同，开发商分两期退还十二户已付房款，并按约定支付逾期的补偿。"
NUMBER = "（2018）成青访人调字第0001号"
PAID = {"first": "360000.00", "second": "840000.00"}


def registered(chengdu) -> str:
    """The petition office hands the matter to the command centre, which gives it to the committee for petition matters."""
    petition = chengdu.program("熊立群", Role.REFERRER, "成都市青白江区信访局")
    triage = chengdu.program("代晓莉", Role.TRIAGE_OFFICER, CENTRE, scope="510113")
    agents = [{"role": "representative", "name": name, "phone": f"1990001000{n}"} for n, name in enumerate(BUYERS)]
    place = "成都市青白江区大弯街道"
    case = petition.post(
        "/disputes",
        narrative=STORY,
        category="contract",
        region_code=chengdu.place(place),
        source="entrusted",
        entruster="petition",
        entrusting_organ="成都市青白江区信访局",
        entrusting_reference="青信转〔2018〕37号",
        parties=[
            {"side": "applicant", "kind": "group", "name": "锦绣苑购房业主", "headcount": 12, "agents": agents,
             "address": f"{place}锦绣苑"},
            {"side": "respondent", "kind": "organisation", "name": "成都青江锦绣置业有限公司", "phone": "028-83601234",
             "legal_representative": "魏东来", "legal_representative_post": "总经理", "address": f"{place}8号"},
        ],
    )["id"]  # fmt: skip
    assert [row["id"] for row in triage.get("/disputes?mine=true")["items"]] == [case]
    triage.post(f"/disputes/{case}/assess", answers={})
    triage.post(f"/disputes/{case}/grade")
    triage.post(f"/disputes/{case}/category", category="contract")
    suggested = triage.get(f"/disputes/{case}/routes")
    assert suggested[0]["name"] == COMMITTEE, [each["name"] for each in suggested]
    triage.post(f"/disputes/{case}/route", receiver_id=suggested[0]["organisation_id"])
    return case


def settled(mediator, case) -> None:
    """The agreement of 20 June 2018: the price is paid back in two parts."""
    mediator.sit(case, HEARING)
    buyers, developer = mediator.get(f"/disputes/{case}")["parties"]
    instalments = [
        {"amount": PAID["first"], "due_on": "2018-07-20"},
        {"amount": PAID["second"], "due_on": "2018-09-20"},
    ]
    draft = mediator.post(
        f"/disputes/{case}/agreement",
        facts=STORY,
        issues="房款的退还和逾期的补偿。",
        place="成都市青白江区",
        obligations=[
            {"kind": "pay", "description": "退还购房款和逾期补偿", "debtor_id": developer["id"],
             "creditor_id": buyers["id"], "amount": "1200000.00", "mode": "银行转账", "instalments": instalments},
        ],
    )  # fmt: skip
    assert not [hint for hint in draft["hints"] if hint["is_required"]], draft["hints"]
    assert mediator.agree_on_paper(case)["effective_at"].startswith("2018-06-20")


def confirmed(mediator, chengdu, case, calendar) -> None:
    """Both sides apply on the same day; the court takes the papers, rules, and says so itself."""
    mediator.prove_identity(case)
    outlook = mediator.get(f"/disputes/{case}/confirmation")
    assert outlook["due_at"].startswith("2018-07-20T16:00")
    court = next(each for each in outlook["courts"] if each["name"] == COURT)
    made = mediator.post(f"/disputes/{case}/confirmation", court_id=court["court_id"])
    pack = text_of(mediator.get(f"/disputes/{case}/confirmation/{made['id']}/pdf"))
    for words in (
        "司法确认申请书",
        COURT,
        NUMBER,
        "主持调解证明",
        "送达地址确认书",
        "成都青江锦绣置业有限公司",
        *BUYERS,
    ):
        assert words in pack, words
    mediator.post(f"/disputes/{case}/confirmation/file")

    judge = chengdu.program("谭维嘉", Role.COURT, COURT)
    assert [row["id"] for row in judge.get("/disputes?mine=true")["items"]] == [case]
    calendar(datetime(2018, 7, 4, 10, 0, tzinfo=SHANGHAI))
    judge.post(
        f"/disputes/{case}/confirmation/docket", docketed_on="2018-06-22", docket_number="（2018）川0113民特12号"
    )
    ruled = judge.post(
        f"/disputes/{case}/confirmation/result",
        result="valid",
        ruling_number="（2018）川0113民特12号",
        decided_on="2018-07-02",
        received_on="2018-07-04",
    )
    assert ruled["state"] == "decided"
    assert judge.get("/disputes?mine=true")["items"] == []


def test_buyers_and_developer_agree_and_the_court_confirms(chengdu, calendar):
    calendar(datetime(2018, 5, 28, 9, 0, tzinfo=SHANGHAI))
    mediator = chengdu.program("温仲秋", Role.DIRECTOR, COMMITTEE, mediates=True)
    case = registered(chengdu)
    mediator.post(f"/disputes/{case}/accept")
    mediator.open_mediation(case)
    calendar(datetime(2018, 6, 20, 15, 0, tzinfo=SHANGHAI))
    settled(mediator, case)
    confirmed(mediator, chengdu, case, calendar)

    calendar(datetime(2018, 9, 20, 17, 0, tzinfo=SHANGHAI))
    mediator.perform(case, "2018-09-20")
    mediator.visit_all(case, "罗佳慧")
    mediator.post(f"/disputes/{case}/close")
    filed = mediator.seal(case)
    for words in (
        NUMBER,
        "青信转〔2018〕37号",
        "壹佰贰拾万元整",
        "成都青江锦绣置业有限公司",
        "司法确认申请书",
        *BUYERS,
    ):
        assert words in filed, words
    assert mediator.figures("2018Q2") == {
        "total": "1", "people": "13", "agreed": "1", "amount": "1200000", "by_social": "1", "source_entrusted": "1",
        "entruster_petition": "1", "category_contract": "1", "form_written": "1", "performed": "1", "confirmed": "1",
        "top": "1",
    }  # fmt: skip
