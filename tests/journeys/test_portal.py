"""A party applies and follows its matter on an old telephone without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from fengqiao.disputes.models import Dispute
from tests.journeys.hand import NARROW

OLD_PHONE = {"java_script_enabled": False, "width": NARROW}


@pytest.fixture
def applied(town):
    """王小明's telephone after the six questions: it shows the receipt."""
    hand = town.visitor(**OLD_PHONE).at("/")
    hand.click("申请调解")
    hand.write("narrative", "楼上邻居卫生间漏水半年了，把我家天花板泡坏了，说了几次都不修。").click("下一步")
    hand.write("region", "洪珞社区").click("下一步")
    hand.write("name", "王小明").write("phone", "138 1234 5678").click("下一步")
    hand.write("name", "赵大海").click("下一步")
    hand.write("wish", "修好漏水，赔偿两千元").click("下一步")
    hand.tick("told").click("提交申请")
    return hand


def test_six_questions_give_a_receipt_with_a_code(applied):
    applied.sees("登记回执")
    dispute = Dispute.objects.get()
    applied.sees(dispute.receipt_number)
    assert re.fullmatch(r"[0-9A-Z]{10}", applied.page.locator("dd.code").inner_text())


def test_a_matter_is_followed_with_two_interactions_from_the_address_on_the_receipt(applied, town):
    address = applied.named("查进度").get_attribute("href")
    hand = town.visitor(**OLD_PHONE).at(address).start()
    hand.write("phone_tail", "5678").click("查询")
    assert hand.interactions == 2
    hand.sees("武汉市洪山区矛盾纠纷调解中心")
    expect(hand.page.locator("body")).not_to_contain_text("赵大海")


def test_every_page_of_the_portal_is_accessible_in_large_type_on_a_telephone(town, applied):
    code = applied.page.locator("dd.code").inner_text()
    hand = town.visitor(width=NARROW).at("/").look()
    hand.click("大字", "header").look().click("申请调解").look()
    for answer in (
        {"narrative": "楼下餐馆油烟直接排到我家阳台，窗户都不敢开。"},
        {"region": "洪珞社区"},
        {"name": "周小兰", "phone": "13712345678"},
        {"name": "好味道餐馆"},
        {"wish": "改装烟道"},
    ):
        hand.click("下一步").look()  # nothing answered: the page says what is missing
        for name, text in answer.items():
            hand.write(name, text)
        hand.click("下一步").look()
    hand.click("提交申请").look()
    hand.tick("told").click("提交申请").look()
    hand.at(f"/follow?code={code}").look()
    hand.write("phone_tail", "0000").click("查询").look()
    hand.at(f"/follow?code={code}").write("phone_tail", "5678").click("查询").look()
