"""Matters that end without an agreement, each from the counter to its end: refused by a party, failed, not for mediation."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengqiao.accounts.models import User
from fengqiao.disputes.models import Dispute
from tests.journeys.hand import Hand
from tests.journeys.programs import Program, text_of
from tests.office import COMMUNITY
from tests.outcome import CALM

UNSUITABLE = "两家对屋后一片林地的使用权归谁有争议，都拿不出林权证，各自请求确认林地使用权归自己。"
REMEDIES = "现告知当事人可以依法通过下列途径维护自己的权利"


@pytest.fixture
def desks(town) -> dict[str, User]:
    """The accounts of those whose programs and browsers are at work here."""
    return {"counter": town.tu(), "triage": town.gong(), "director": town.cheng(), "mediator": town.xia()}


def program(town, user: User, organisation, person=None) -> Program:
    return Program.of(user, "wuhan.localhost", organisation, person)


@pytest.fixture
def opened(town, desks) -> Dispute:
    """张建国 and 李秀英's quarrel, registered at the counter, routed, accepted and given to 夏云峰, all over the API."""
    office = town.office
    counter = program(town, desks["counter"], office.centre)
    case = counter.post(
        "/disputes",
        narrative=CALM,
        category="neighbours",
        category_confirmed=True,
        region_code=COMMUNITY,
        parties=[
            {"side": "applicant", "name": "张建国", "phone": "13800005678"},
            {"side": "respondent", "name": "李秀英", "phone": "13900001234"},
        ],
    )["id"]
    triage = program(town, desks["triage"], office.centre)
    triage.post(f"/disputes/{case}/route", receiver_id=office.street.pk)
    director = program(town, desks["director"], office.street, office.cheng)
    director.post(f"/disputes/{case}/accept")
    director.post(f"/disputes/{case}/assign", lead_id=office.xia.pk)
    return Dispute.objects.get(pk=case)


def paper(hand: Hand, dispute: Dispute, title: str) -> str:
    """The words of a paper on the tab of papers, as the browser downloads it."""
    hand.at(f"/disputes/{dispute.pk}/papers").look()
    row = hand.page.locator("tr", has_text=title).first
    return text_of(hand.fetch(row.get_by_role("link", name="PDF").get_attribute("href")))


def figure(hand: Hand, label: str) -> str:
    """A figure of this year's case table on the page."""
    hand.at("/statistics/cases?kind=year")
    return hand.page.locator("tr", has=hand.page.locator("th", has_text=label)).locator("td.num").first.inner_text()


def test_a_refusal_ends_mediation_at_once_and_the_remedies_are_printed_and_filed(town, desks, opened):
    hand = town.seat(desks["mediator"]).at("/")
    hand.press(".row-link").click("告知并取得同意").look()
    hand.tick("p0-notice").choose("p0-answer", "gives")
    hand.tick("p1-notice").choose("p1-answer", "refuses")
    hand.send("保存并开始调解").sees("当事人明确拒绝，调解已终止").look()
    opened.refresh_from_db()
    assert (opened.status, opened.outcome) == ("terminated", "refused")

    notice = paper(hand, opened, "终止调解通知书")
    for words in (opened.file_number, "张建国", "李秀英", "拒绝", REMEDIES, "人民法院"):
        assert words in notice, words
    mediator = program(town, desks["mediator"], town.office.street, town.office.xia)
    mediator.prove_identity(str(opened.pk))
    filed = mediator.seal(str(opened.pk))
    assert REMEDIES in filed
    assert (figure(hand, "调解案件总数"), figure(hand, "调解成功")) == ("1", "0")


def test_a_mediation_that_fails_ends_with_the_remedies_told(town, desks, opened):
    mediator = program(town, desks["mediator"], town.office.street, town.office.xia)
    for party in mediator.get(f"/disputes/{opened.pk}")["parties"]:
        mediator.post(f"/disputes/{opened.pk}/notices", party_id=party["id"])
        mediator.post(f"/disputes/{opened.pk}/consents", party_id=party["id"], answer="gives")
    mediator.post(f"/disputes/{opened.pk}/start")
    mediator.sit(
        str(opened.pk), "张建国要求赔偿八千元，李秀英只愿出五百元，经多次劝说仍不能接近。", result="not_agreed"
    )

    hand = town.seat(desks["mediator"]).at(f"/disputes/{opened.pk}")
    hand.page.locator("main summary", has_text="其他步骤").click()
    hand.click("终止调解").look()
    hand.choose("reason", "too_far_apart").write("explanation", "双方要求相差太大，经三次调解仍不能接近。")
    hand.send("终止调解").sees("已终止").look()
    notice = paper(hand, opened, "终止调解通知书")
    for words in (opened.file_number, "经三次调解仍不能接近", REMEDIES, "人民法院"):
        assert words in notice, words
    assert "八千元" not in notice
    mediator.prove_identity(str(opened.pk))
    filed = mediator.seal(str(opened.pk))
    for words in ("卷内目录", "人民调解记录", "终止调解通知书", REMEDIES):
        assert words in filed, words
    assert (figure(hand, "调解案件总数"), figure(hand, "调解成功")) == ("1", "0")


def test_a_matter_that_is_not_for_mediation_is_told_the_competent_organ_and_handed_over(town, desks):
    hand = town.seat(desks["counter"]).at("/disputes/register")
    hand.write("parties-0-name", "张建国").write("parties-1-name", "李秀英")
    hand.pick("region", "洪珞社区")
    hand.write("narrative", UNSUITABLE)
    hand.page.locator("[name=place]").focus()
    expect(hand.page.locator("#analysis")).to_contain_text("人民政府")
    expect(hand.page.locator("select[name=category]")).to_have_value("forest_land")
    hand.look().send("登记")
    hand.sees("有权处理的机关").sees("人民政府").look()
    dispute = Dispute.objects.get()
    hand.click("文书").click("纠纷处理途径告知书")
    told = paper(hand, dispute, "纠纷处理途径告知书")
    for words in ("张建国", "人民政府", "土地管理法"):
        assert words in told, words

    triage = town.seat(desks["triage"]).at(f"/disputes/{dispute.pk}")
    expect(triage.named("分流")).to_have_count(0)
    triage.click("移送有关机关").look()
    assert "人民政府" in triage.page.locator("[name=organ]").input_value()
    triage.send("移送有关机关").sees("已移送").look()
    assert "人民政府" in paper(triage, dispute, "移送函")
    dispute.refresh_from_db()
    assert (dispute.status, dispute.file_number, dispute.ended_at.date()) == (
        "transferred",
        None,
        timezone.now().date(),
    )
    assert figure(triage, "调解案件总数") == "0"
