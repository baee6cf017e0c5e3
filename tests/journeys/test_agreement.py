"""A mediator writes the agreement, the parties sign on the pad, the sealed scan makes it effective."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengqiao.mediation.models import Agreement
from fengqiao.mediation.tests.conftest import Room
from tests.journeys.programs import text_of
from tests.outcome import scan


@pytest.fixture
def heard(town):
    """A quarrel over a leak in which the parties have agreed at a session this morning."""
    return Room(town.lately(hours=2)).heard()


def day(**ahead):
    return (timezone.localdate() + timedelta(**ahead)).isoformat()


def test_what_is_known_is_not_asked_again_hints_show_and_the_last_signature_makes_it_effective(town, heard):
    hand = town.seat(town.xia()).at(f"/disputes/{heard.pk}/agreement")
    hand.click("起草协议").look()
    expect(hand.page.locator("[name=facts]")).to_have_value(heard.narrative)
    ours, theirs = (str(party.pk) for party in heard.parties.all())

    hand.choose("obligations-0-debtor", theirs).choose("obligations-0-creditor", ours)
    hand.write("obligations-0-description", "支付天花板修复费用")
    hand.write("issues", "赔偿数额和维修责任。")
    hints = hand.page.locator("#preview")
    expect(hints).to_contain_text("金额")
    hand.write("obligations-0-amount", "3000").write("obligations-0-due_on", day(days=40))
    hand.write("obligations-0-mode", "银行转账")
    hand.touch("添加一项")
    hand.choose("obligations-1-kind", "act")
    hand.choose("obligations-1-debtor", theirs).choose("obligations-1-creditor", ours)
    hand.write("obligations-1-description", "修复卫生间防水层").write("obligations-1-due_on", day(days=10))
    hand.page.locator("[name=other_terms]").focus()
    expect(hints).to_contain_text("叁仟元")
    expect(hints).to_contain_text("修复卫生间防水层")
    hand.look().send("保存草稿").look()

    hand.click("达成协议").look().send("达成协议").look()
    hand.click("签名").look()
    for signer in ("张建国", "李秀英", "夏云峰"):
        pad = hand.page.locator("form", has=hand.page.locator("canvas"))
        pad.get_by_text(signer).first.click()
        hand.draw(pad.locator("canvas"))
        hand.send("确认签名")
    assert Agreement.objects.get().effective_at is None
    hand.attach("scan", "盖章的协议书.pdf", scan("the sealed agreement")).tick("signers").send("登记纸质签名")
    hand.sees("协议已生效").look()

    agreement = Agreement.objects.get()
    assert agreement.effective_at == max(agreement.parties_signed_at, agreement.mediator_signed_at, agreement.sealed_at)
    assert {each.mode for each in agreement.signatures.all()} == {"pad", "paper"}
    hand.at(f"/disputes/{heard.pk}/papers").look()
    row = hand.page.locator("tr", has_text="调解协议书").first
    printed = text_of(hand.fetch(row.get_by_role("link", name="PDF").get_attribute("href")))
    for words in ("张建国", "李秀英", "叁仟元", "修复卫生间防水层"):
        assert words in printed, words
