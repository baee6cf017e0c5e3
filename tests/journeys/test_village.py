"""A village mediator closes a simple case in one sitting."""

import re

import pymupdf
from playwright.sync_api import expect

from fengqiao.disputes.models import Dispute
from tests.journeys.town import PASSWORD


def text_of(pdf: bytes) -> str:
    """The words of a PDF without blanks."""
    with pymupdf.open(stream=pdf) as paper:
        return re.sub(r"\s+", "", "".join(page.get_text() for page in paper))


def test_a_simple_case_is_settled_and_printed_within_twelve_interactions_and_a_minute(town):
    town.cai()
    hand = town.visitor().sign_in("caixiaomei", PASSWORD)
    hand.click("当场调解")
    hand.write("a-name", "张建国").write("b-name", "李秀英")
    hand.write("facts", "李秀英把旧家具堆在楼道里，张建国搬电动车过不去，两人在门口争吵起来。")
    hand.choose("category", "neighbours")
    hand.write("promise", "清走楼道里的旧家具并当面道歉")
    hand.tick("agreed").send("提交并打印")
    hand.sees("口头协议自达成之时起生效")
    href = hand.named("打印签名材料").get_attribute("href")
    with hand.page.expect_popup() as opened:
        hand.touch("打印签名材料")
    opened.value.close()
    assert hand.interactions <= 12
    assert hand.seconds < 60

    dispute = Dispute.objects.get()
    printed = text_of(hand.fetch(href))
    for word in ("张建国", "李秀英", "清走楼道里的旧家具并当面道歉", "权利义务告知书", dispute.file_number):
        assert word in printed, word
    expect(hand.page.get_by_text(dispute.file_number)).to_be_visible()
