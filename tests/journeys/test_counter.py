"""The front desk registers on one page, triage routes, the committee accepts."""

import re

from playwright.sync_api import expect

from fengqiao.disputes import actions as disputes
from fengqiao.disputes.models import Dispute
from tests.office import COMMUNITY, leak
from tests.outcome import CALM

TO_BE_FILLED = """() => [...document.querySelectorAll("main .field")].filter((field) => {
  const input = field.querySelector("input:not([type=hidden]):not([type=radio]), select, textarea");
  const chosen = field.querySelector("input[type=radio]:checked");
  const optional = field.querySelector(".optional") || field.querySelector("input[type=checkbox]");
  return field.checkVisibility() && !optional && !chosen && input && !input.value;
}).length"""
SUGGESTED = "form:has(input[name=receiver]) >> nth=0 >> button"
"""What sends the matter to the first of the suggested committees."""


def test_one_page_with_few_fields_shows_duplicates_grade_and_route_before_anything_is_saved(town):
    earlier = disputes.register(town.lately(days=20).tu, leak())
    hand = town.seat(town.tu()).at("/").start()
    hand.click("登记纠纷", "body")
    assert hand.page.evaluate(TO_BE_FILLED) <= 8

    hand.write("parties-0-name", "张建国").write("parties-0-phone", "138 0000 5678")
    hand.write("parties-1-name", "李秀英")
    hand.pick("region", "洪珞社区")
    hand.write(
        "narrative",
        "楼上住户卫生间又漏水，客厅天花板泡坏了，双方在楼道里吵起来，对方扬言要打人，要求赔偿八千元。",
    )
    hand.page.locator("[name=place]").focus()
    seen = hand.page.locator("#analysis")
    expect(seen).to_contain_text(earlier.title)
    expect(seen).to_contain_text("等级建议")
    expect(seen).to_contain_text("去处建议")
    expect(seen).to_contain_text("武汉市洪山区珞南街道洪珞社区人民调解委员会")
    expect(hand.page.locator("select[name=category]")).to_have_value("neighbours")
    assert Dispute.objects.count() == 1

    hand.look()
    hand.send("登记")
    hand.sees("可能重复").look()
    assert Dispute.objects.count() == 1
    hand.send("不是同一件，继续登记")
    expect(hand.page).to_have_url(re.compile("/disputes/[0-9a-f-]{36}$"))
    made = Dispute.objects.exclude(pk=earlier.pk).get()
    assert (made.region_code, made.category, made.category_confirmed) == (COMMUNITY, "neighbours", True)
    assert made.grade in ("red", "yellow")
    hand.sees(made.receipt_number).sees("风险等级与响应").look()


def test_triage_routes_and_the_committee_accepts_with_two_interactions_each(town):
    dispute = disputes.register(town.lately().tu, leak(narrative=CALM))
    triage = town.seat(town.gong()).at("/")
    triage.press(".row-link").start()
    triage.click("分流")
    triage.sees("就在纠纷发生地").look()
    triage.press(SUGGESTED)
    assert triage.interactions == 2
    dispute.refresh_from_db()
    assert dispute.status == "referred"
    receiver = dispute.next_organisation
    assert receiver == town.office.community

    cai = town.seat(town.cai()).at("/")
    cai.press(".row-link").start()
    cai.click("受理").send("受理").sees("人调字第")
    assert cai.interactions == 2
    dispute.refresh_from_db()
    assert (dispute.status, dispute.organisation_id) == ("accepted", receiver.pk)
    cai.sees(dispute.file_number).look()


def test_a_clerk_whose_page_is_out_of_date_is_told_what_changed_and_nothing_is_overwritten(town):
    dispute = disputes.register(town.lately().tu, leak())
    slow = town.seat(town.gong()).at(f"/disputes/{dispute.pk}/route")
    quick = town.seat(town.lu()).at(f"/disputes/{dispute.pk}/grade")
    quick.choose("override", "red").write("reason", "双方有过肢体冲突").send("评定风险等级")
    slow.press(SUGGESTED).sees("鲁敏慧").sees("评定风险等级").look()
    dispute.refresh_from_db()
    assert (dispute.status, dispute.grade) == ("registered", "red")
    slow.at(f"/disputes/{dispute.pk}/route").press(SUGGESTED)
    dispute.refresh_from_db()
    assert dispute.status == "referred"
