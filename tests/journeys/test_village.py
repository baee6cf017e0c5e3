"""A village mediator closes a simple case in one sitting."""

from playwright.sync_api import expect

from fengqiao.disputes.models import Dispute
from tests.journeys.programs import Program, text_of
from tests.journeys.town import PASSWORD, Town


def test_a_simple_case_is_settled_and_printed_within_twelve_interactions_and_a_minute(town: Town, record_property):
    cai = town.cai()
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
    record_property("interactions", hand.interactions)
    record_property("seconds", round(hand.seconds, 1))
    assert hand.interactions <= 12, hand.interactions
    assert hand.seconds < 60, hand.seconds

    dispute = Dispute.objects.get()
    printed = text_of(hand.fetch(href))
    for word in ("张建国", "李秀英", "清走楼道里的旧家具并当面道歉", "权利义务告知书", dispute.file_number):
        assert word in printed, word
    expect(hand.page.get_by_text(dispute.file_number)).to_be_visible()

    mediator = Program.of(cai, "wuhan.localhost", town.office.community)
    mediator.post(f"/disputes/{dispute.pk}/close")
    mediator.prove_identity(str(dispute.pk))
    filed = mediator.seal(str(dispute.pk))
    for word in ("口头协议登记表", "清走楼道里的旧家具并当面道歉", dispute.file_number):
        assert word in filed, word
    assert mediator.figures(str(dispute.accepted_at.year)) == {
        "total": "1", "people": "2", "agreed": "1", "by_resident": "1", "source_application": "1", "category_neighbours": "1",
        "form_oral": "1", "performed": "1", "top": "1",
    }  # fmt: skip
