"""夏云峰 prepares and files in the browser, 孟凡宇 enters the ruling at the court; programs do the same over the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengqiao.accounts.permissions import Role
from fengqiao.confirmation import queries
from fengqiao.confirmation.models import Application
from fengqiao.core import audit
from fengqiao.disputes.models import Party
from tests.outcome import Desk, effective, fresh, pays, soon
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db


@pytest.fixture
def xia(room):
    """夏云峰 at work today."""
    room.office.now = timezone.now() - timedelta(minutes=5)
    return Desk("夏云峰", Role.MEDIATOR, room.office.street, room.office.xia)


@pytest.fixture
def meng(office):
    """孟凡宇 at the court."""
    return Desk("孟凡宇", Role.COURT, office.court)


@pytest.fixture
def agreed(room, xia):
    """An agreement that took effect today."""
    return effective(room, lambda dispute: pays(dispute, 3000, soon(60)))


def given(room, dispute) -> dict[str, object]:
    """The form as it comes filled, with a postcode."""
    parties = list(dispute.parties.all())
    rows = {f"deliveries-{n}-party": party.pk for n, party in enumerate(parties)}
    return {
        "court": room.office.court.pk,
        "applicants": [party.pk for party in parties],
        "deliveries-TOTAL_FORMS": 2,
        "deliveries-INITIAL_FORMS": 2,
        **rows,
        "deliveries-0-postcode": "430070",
    }


def test_the_page_tells_deadline_courts_checks_and_other_ways(xia, agreed):
    shown = xia.sees("confirmation:apply", agreed.pk)
    for told in ("武汉市洪山区人民法院", "民事诉讼法第205条", "缺少身份证明", "赋予强制执行效力的公证", "制作申请材料"):
        assert told in shown
    assert_query_budget(xia.browser, "confirmation:apply", pk=agreed.pk)


def test_an_application_goes_from_the_pack_to_the_ruling_in_the_browser(room, xia, meng, agreed):
    assert "138****5678" in xia.sees("confirmation:prepare", agreed.pk)
    assert meng.browser.get(f"/disputes/{agreed.pk}/confirmation").status_code == 404
    Party.objects.filter(dispute=agreed).update(address="")
    assert "缺少住所或者联系方式" in xia.sees("confirmation:apply", agreed.pk)
    wrong = xia.sends("confirmation:prepare", agreed.pk, **given(room, agreed) | {"deliveries-0-postcode": "43"})
    assert wrong.status_code == 422
    assert 'href="#id_deliveries-0-postcode"' in wrong.content.decode()
    told = {f"deliveries-{number}-address": "武汉市洪山区珞狮路1号" for number in (0, 1)}
    assert xia.sends("confirmation:prepare", agreed.pk, **given(room, agreed) | told).status_code == 302
    assert "缺少住所或者联系方式" not in xia.sees("confirmation:apply", agreed.pk)
    application = Application.objects.get()
    pack = xia.browser.get(f"/disputes/{agreed.pk}/confirmation/{application.pk}/pack.pdf")
    assert pack.content.startswith(b"%PDF-")
    assert audit.history(application.pk).get().verb == "open_pack"
    assert xia.sends("confirmation:file", agreed.pk).status_code == 302
    assert str(agreed.pk) in meng.sees("disputes:todo")
    assert "登记法院处理结果" in meng.sees("confirmation:apply", agreed.pk)
    today = timezone.localdate().isoformat()
    assert (
        meng.sends("confirmation:docket", agreed.pk, docketed_on=today, docket_number="（2026）1号").status_code == 302
    )
    refused = meng.sends("confirmation:result", agreed.pk, result="valid", decided_on=today)
    assert refused.status_code == 422
    assert "请填写裁定书文号" in refused.content.decode()
    data = {"result": "valid", "decided_on": today, "received_on": today, "ruling_number": "（2026）鄂0111诉前调确1号"}
    assert meng.sends("confirmation:result", agreed.pk, **data).status_code == 302
    assert queries.is_confirmed(dispute=agreed)
    assert "裁定有效" in xia.sees("confirmation:apply", agreed.pk)
    noted = meng.browser.post(f"/disputes/{agreed.pk}/confirmation/interested", {"name": "王桂兰", "knew_on": today})
    assert noted.status_code == 302
    assert "利害关系人对确认裁定提出异议" in xia.sees("confirmation:apply", agreed.pk)


def test_a_step_that_is_not_possible_yet_says_why_in_the_place_of_its_form(room, xia, meng, agreed):
    young = room.heard()
    assert "不能“申请司法确认”" in xia.sees("confirmation:prepare", young.pk)
    assert "form-actions" not in xia.sees("confirmation:prepare", young.pk)
    for name, told in (
        ("file", "还没有备齐申请材料"),
        ("withdraw", "还没有备齐申请材料"),
        ("docket", "没有已经提交法院的申请"),
        ("result", "没有已经提交法院的申请"),
        ("interested", "尚未裁定协议有效"),
    ):
        shown = xia.sees(f"confirmation:{name}", agreed.pk)
        assert (told in shown, "form-actions" in shown) == (True, False), name
    xia.sends("confirmation:prepare", agreed.pk, **given(room, agreed))
    assert "form-actions" in xia.sees("confirmation:file", agreed.pk)
    xia.sends("confirmation:file", agreed.pk)
    assert "申请已经提交法院" in xia.sees("confirmation:prepare", agreed.pk)


def test_a_party_left_out_is_named_beside_the_field(room, xia, agreed):
    data = given(room, agreed)
    response = xia.sends("confirmation:prepare", agreed.pk, **{**data, "applicants": data["applicants"][:1]})
    assert response.status_code == 422
    assert "李秀英没有参加申请" in response.content.decode()
    assert not Application.objects.exists()


def test_the_api_does_the_same_and_refuses_with_the_rule(room, xia, meng, agreed):
    base = f"/disputes/{agreed.pk}/confirmation"
    told = xia.gets(base).json()
    assert [court["name"] for court in told["courts"]] == ["武汉市洪山区人民法院"]
    refusal = xia.posts(f"{base}/file")
    assert (refusal.status_code, refusal.json()["code"]) == (409, "no_application")
    wrong = xia.posts(base, court_id=room.office.police.pk)
    assert (wrong.status_code, wrong.json()["rule"]) == (422, "民事诉讼法第205条第二项")
    made = xia.posts(base, court_id=told["courts"][0]["court_id"])
    assert (made.status_code, made.json()["state"]) == (201, "prepared")
    pdf = xia.gets(f"{base}/{made.json()['id']}/pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert xia.posts(f"{base}/file").json()["state"] == "filed"
    result = {
        "result": "rejected",
        "decided_on": timezone.localdate(),
        "ruling_number": "（2026）1号",
        "note": "内容不明确",
    }
    assert meng.posts(f"{base}/result", **result).json()["state"] == "decided"
    assert fresh(agreed).next_desk == "mediator"
    nothing = meng.posts(f"{base}/interested", name="王桂兰", knew_on=timezone.localdate())
    assert (nothing.status_code, nothing.json()["code"]) == (409, "not_confirmed")


def test_a_supervisor_reads_the_outlook_but_not_the_papers(room, xia, agreed):
    lu = Desk("鲁敏慧", Role.LEADER, room.office.street)
    xia.posts(f"/disputes/{agreed.pk}/confirmation", court_id=room.office.court.pk)
    application = Application.objects.get()
    assert "申请材料（" not in lu.sees("confirmation:apply", agreed.pk)
    assert lu.browser.get(f"/disputes/{agreed.pk}/confirmation/{application.pk}/pack.pdf").status_code == 403
