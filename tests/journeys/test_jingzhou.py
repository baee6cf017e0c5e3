"""A court in Jingzhou entrusts a matter before filing; the city's centre routes it, a committee settles it, that court confirms it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fengqiao.accounts.permissions import Role
from tests.outcome import scan

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
CENTRE = "荆州市社会矛盾纠纷调处中心"
COMMITTEE = "荆州市物业纠纷人民调解委员会"
COURT = "湖北省荆州市沙市区人民法院"
LETTER = "（2026）鄂1002诉前调字第0312号"
STORY = (
    "业主龚立平认为小区电梯常坏、保洁不到位，两年没有交物业服务费；物业公司多次催交没有结果，向法院起诉要求支付物业费九千六百元。"
    "法院立案前征得双方同意，委派调解。"
)


def entrusted(jingzhou, court) -> str:
    """The court sends the matter; the centre gives it to the committee for its kind."""
    place = "荆州市沙市区中山街道江汉社区"
    case = court.post(
        "/disputes",
        narrative=STORY,
        category="property_management",
        region_code=jingzhou.place(place),
        source="entrusted",
        entruster="court",
        entrusting_organ=COURT,
        entrusting_reference=LETTER,
        court_stage="delegated",
        amount="9600.00",
        parties=[
            {"side": "applicant", "kind": "organisation", "name": "荆州江畔物业服务有限公司", "phone": "0716-8123456",
             "legal_representative": "游海波", "address": f"{place}1号"},
            {"side": "respondent", "name": "龚立平", "phone": "19900020001", "address": f"{place}江畔花园3栋"},
        ],
    )["id"]  # fmt: skip
    triage = jingzhou.program("沈雨桐", Role.TRIAGE_OFFICER, CENTRE, scope="4210")
    assert triage.post(f"/disputes/{case}/assess", answers={"entrusted": True})["status"] == "registered"
    triage.post(f"/disputes/{case}/grade")
    triage.post(f"/disputes/{case}/category", category="property_management")
    suggested = triage.get(f"/disputes/{case}/routes")
    assert suggested[0]["name"] == COMMITTEE, [each["name"] for each in suggested]
    triage.post(f"/disputes/{case}/route", receiver_id=suggested[0]["organisation_id"])
    return case


def settled(mediator, case) -> None:
    """The company lowers its bill, the owner pays on the day."""
    mediator.sit(case, "物业公司答应整改电梯和保洁，减收一部分费用；业主同意按减收后的数额交费。")
    company, owner = mediator.get(f"/disputes/{case}")["parties"]
    mediator.post(
        f"/disputes/{case}/agreement",
        facts=STORY,
        issues="物业服务费的数额和服务的整改。",
        place="荆州市沙市区",
        obligations=[
            {"kind": "pay", "description": "支付两年物业服务费", "debtor_id": owner["id"], "creditor_id": company["id"],
             "amount": "7680.00", "mode": "银行转账", "due_on": "2026-11-10"},
        ],
    )  # fmt: skip
    mediator.agree_on_paper(case)


def test_a_matter_delegated_by_the_court_is_settled_and_that_court_confirms_it(jingzhou, calendar):
    calendar(datetime(2026, 10, 12, 9, 0, tzinfo=SHANGHAI))
    court = jingzhou.program("翟明远", Role.COURT, COURT)
    mediator = jingzhou.program("鄢志成", Role.DIRECTOR, COMMITTEE, mediates=True)
    case = entrusted(jingzhou, court)
    calendar(datetime(2026, 10, 13, 9, 0, tzinfo=SHANGHAI))
    accepted = mediator.post(f"/disputes/{case}/accept", materials_signed_at="2026-10-12T15:00:00+08:00")
    period = next(clock for clock in accepted["clocks"] if clock["clock"] == "mediation_period")
    assert (period["rule"], period["due_at"][:13]) == ("CD_30", "2026-11-11T16")
    assert "特邀调解规定" in period["source"]
    mediator.open_mediation(case)
    calendar(datetime(2026, 10, 27, 16, 0, tzinfo=SHANGHAI))
    settled(mediator, case)

    (only,) = mediator.get(f"/disputes/{case}/confirmation")["courts"]
    assert (only["name"], only["grounds"]) == (COURT, ["invited"])
    mediator.post(f"/disputes/{case}/confirmation", court_id=only["court_id"])
    mediator.post(f"/disputes/{case}/confirmation/file")
    assert [row["id"] for row in court.get("/disputes?mine=true")["items"]] == [case]
    calendar(datetime(2026, 11, 10, 16, 0, tzinfo=SHANGHAI))
    number = "（2026）鄂1002诉前调确58号"
    court.post(f"/disputes/{case}/confirmation/result", result="valid", ruling_number=number, decided_on="2026-11-09",
               received_on="2026-11-10")  # fmt: skip

    mediator.perform(case, "2026-11-10")
    mediator.visit_all(case, "荆州江畔物业服务有限公司")
    mediator.post(f"/disputes/{case}/close")
    letter = SimpleUploadedFile("委派调解函.pdf", scan("the court's letter"), "application/pdf")
    mediator.upload(f"/disputes/{case}/file/papers", kind="entrustment_letter", file=letter)
    mediator.prove_identity(case)
    filed = mediator.seal(case)
    for words in (
        "（2026）荆物人调字第0001号",
        LETTER,
        COURT,
        "柒仟陆佰捌拾元整",
        "龚立平",
        "荆州江畔物业服务有限公司",
    ):
        assert words in filed, words
    assert court.get(f"/disputes/{case}")["status"] == "archived"
    assert mediator.figures("2026-10") == {
        "total": "1", "people": "2", "agreed": "1", "amount": "7680", "by_social": "1", "source_entrusted": "1",
        "entruster_court": "1", "category_property_management": "1", "form_written": "1", "performed": "1",
        "confirmed": "1", "top": "1",
    }  # fmt: skip
