"""After the agreement: performed, confirmed by the court, visited, closed, bound and sealed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengqiao.disputes.models import Dispute
from fengqiao.mediation.tests.conftest import Room
from tests.outcome import effective, pays, photo, soon

PAGES = (
    "performance",
    "performance/new",
    "defaults/new",
    "visits/new",
    "close",
    "confirmation",
    "confirmation/prepare",
    "file",
    "file/papers/new",
    "file/remarks/new",
)


@pytest.fixture
def agreed(town):
    """李秀英 owes 张建国 3,000 yuan in two parts, agreed this morning."""
    room = Room(town.lately(hours=2))
    return effective(room, lambda dispute: pays(dispute, 3000, parts=((1000, soon(10)), (2000, soon(40)))))


def test_every_page_after_the_agreement_fits_and_can_be_read_by_all(town, agreed):
    hand = town.seat(town.xia())
    for page in PAGES:
        hand.at(f"/disputes/{agreed.pk}/{page}").look()


def test_a_matter_goes_from_its_agreement_to_the_sealed_file(town, agreed):
    hand = town.seat(town.xia()).at(f"/disputes/{agreed.pk}/agreement")
    hand.click("履行与回访").click("记录履行")
    for box in hand.page.locator("[name=parts]").all():
        box.check()
    hand.attach("voucher", "收条.jpg", photo(), "image/jpeg").send("记录履行").look()
    hand.click("登记回访").choose("way", "phone").write("visited", "张建国").send("回访").look()
    hand.at(f"/disputes/{agreed.pk}/close").send("结案")
    for number in (0, 1):
        hand.at(f"/disputes/{agreed.pk}/file").click("收入材料")
        party = agreed.parties.all()[number]
        hand.choose("party", str(party.pk)).attach("file", "身份证.jpg", photo(), "image/jpeg").send("收入材料")
    hand.click("整理卷宗").send("整理卷宗").look()
    hand.click("核对无误，归档").send("立卷归档").look()
    assert Dispute.objects.get().status == "archived"
    assert Dispute.objects.get().case_file.sealed_at <= timezone.now() + timedelta(minutes=1)
