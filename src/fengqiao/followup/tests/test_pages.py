"""夏云峰 follows a matter up in the browser; programs do the same over the API."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fengqiao.accounts.permissions import Role
from fengqiao.followup import queries
from fengqiao.followup.models import Default, Performance, Visit
from fengqiao.followup.staff.forms import code_of
from tests.outcome import Desk, effective, facts, fresh, pays, photo, soon
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db


@pytest.fixture
def xia(room):
    """夏云峰 at work today."""
    room.office.now = timezone.now() - timedelta(minutes=5)
    return Desk("夏云峰", Role.MEDIATOR, room.office.street, room.office.xia)


@pytest.fixture
def owing(room, xia):
    """李秀英 owes 3,000 yuan in two parts."""
    return effective(room, lambda dispute: pays(dispute, 3000, parts=((1000, soon(10)), (2000, soon(40)))))


def codes(dispute) -> list[str]:
    return [code_of(each.part.key) for each in queries.overview(dispute).progress]


def test_the_overview_shows_parts_days_visits_and_the_way_to_record(xia, owing):
    shown = xia.sees("followup:overview", owing.pk)
    for told in ("第1项第1期", "￥1,000.00", "履行情况回访", "记录履行", "登记回访"):
        assert told in shown


def test_the_overview_stays_within_its_queries(xia, owing):
    response = assert_query_budget(xia.browser, "followup:overview", pk=owing.pk)
    assert response.status_code == 200


def test_a_matter_is_performed_visited_and_closed_in_the_browser(xia, owing):
    first, second = codes(owing)
    assert "第1项第1期 李秀英 → 张建国 1,000.00元" in xia.sees("followup:performance", owing.pk)
    receipt = SimpleUploadedFile("收条.jpg", photo(), content_type="image/jpeg")
    data = {"parts": [first], "amount": "400", "voucher": receipt, "revision": fresh(owing).revision}
    assert xia.sends("followup:performance", owing.pk, **data).status_code == 302
    row = Performance.objects.get()
    assert xia.browser.get(f"/disputes/{owing.pk}/performance/{row.pk}/voucher").content == photo()
    assert xia.sends("followup:performance", owing.pk, parts=[first, second]).status_code == 302
    assert "已全部履行" in xia.sees("followup:visit", owing.pk)
    (planned,) = queries.planned_visits(owing)
    data = {"visit": planned.pk, "way": "phone", "visited": "张建国", "satisfaction": "satisfied"}
    assert xia.sends("followup:visit", owing.pk, **data).status_code == 302
    assert xia.sends("followup:close", owing.pk, note="").status_code == 302
    assert fresh(owing).status == "closed"


def test_a_refusal_stands_beside_its_field_and_writes_nothing(xia, owing):
    response = xia.sends("followup:performance", owing.pk, parts=codes(owing)[:1], amount="1000.01")
    assert response.status_code == 422
    assert "金额超过尚未履行的1,000.00元" in response.content.decode()
    assert not Performance.objects.exists()
    response = xia.sends("followup:close", owing.pk)
    assert response.status_code == 409
    assert "尚未全部履行" in response.content.decode()


def test_two_people_at_one_case_the_second_is_told(xia, owing):
    seen = fresh(owing).revision
    first, second = codes(owing)
    assert xia.sends("followup:performance", owing.pk, parts=[first], revision=seen).status_code == 302
    response = xia.sends("followup:performance", owing.pk, parts=[second], revision=seen)
    assert response.status_code == 409
    assert "您打开页面之后" in response.content.decode()
    assert Performance.objects.count() == 1


def test_a_default_shows_every_way_that_is_open_and_takes_its_outcome(xia, owing):
    data = {"parts": codes(owing)[:1], "reason": "拒绝支付，已督促两次"}
    assert xia.sends("followup:default", owing.pk, **data).status_code == 302
    shown = xia.sees("followup:overview", owing.pk)
    for told in ("重新调解", "提起诉讼", "人民调解法第32条", "申请支付令"):
        assert told in shown
    row = Default.objects.get()
    assert xia.sends("followup:settle", owing.pk, row.pk, outcome="suit", note="已起诉").status_code == 302
    assert "提起诉讼 已起诉" in xia.sees("followup:overview", owing.pk)


def test_somebody_of_another_committee_sees_nothing(room, xia, owing):
    peng = Desk("彭书雅", Role.MEDIATOR, room.office.medical)
    assert peng.browser.get(f"/disputes/{owing.pk}/performance").status_code == 404
    assert peng.posts(f"/disputes/{owing.pk}/close").status_code == 404


def test_the_api_does_the_same_and_refuses_with_problem_documents(xia, owing):
    base = f"/disputes/{owing.pk}"
    refusal = xia.posts(f"{base}/close")
    assert refusal.status_code == 409
    assert refusal.json()["code"] == "missing_performance_settled"
    parts = [
        {"obligation_id": part["obligation_id"], "instalment_id": part["instalment_id"]}
        for part in xia.gets(f"{base}/performance").json()["parts"]
    ]
    assert xia.posts(f"{base}/performance", parts=parts[:1], amount="99999").status_code == 422
    noted = xia.posts(f"{base}/default", parts=parts[1:], reason="明确表示不付")
    assert [offer["remedy"] for offer in noted.json()[0]["remedies"]][0] == "re_mediation"
    told = xia.posts(f"{base}/performance", parts=parts).json()
    assert (told["is_settled"], told["defaults"][0]["outcome"]) == (True, "performed")
    first = next(row for row in told["performances"] if row["instalment_id"] == parts[0]["instalment_id"])
    struck = xia.posts(f"{base}/performance/{first['id']}/strike", why="登记错误")
    assert struck.json()["struck_reason"] == "登记错误"
    assert xia.posts(f"{base}/performance", parts=parts[:1]).status_code == 201
    for each in xia.gets(f"{base}/follow-ups").json():
        made = xia.posts(f"{base}/follow-ups", visit_id=each["id"], way="visit", visited="张建国")
        assert made.status_code == 201
    assert Visit.objects.filter(state="planned").count() == 0
    assert facts(owing)["visits_done"].holds
    assert xia.posts(f"{base}/close").json()["status"] == "closed"


def test_a_voucher_comes_with_its_performance_over_the_api(xia, owing):
    part = xia.gets(f"/disputes/{owing.pk}/performance").json()["parts"][0]
    data = {"obligation_id": part["obligation_id"], "instalment_id": part["instalment_id"], "amount": "10"}
    liar = SimpleUploadedFile("收条.pdf", photo())
    url = f"/api/v1/disputes/{owing.pk}/performance/vouchers"
    assert xia.program.post(url, {**data, "voucher": liar}).status_code == 422
    assert not Performance.objects.exists()
    told = xia.program.post(url, {**data, "voucher": SimpleUploadedFile("收条.jpg", photo())})
    assert told.json()["performances"][0]["has_voucher"]
