"""鲁敏慧 and 郝建军 at work in the browser; programs over the API; everybody on the portal."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system
from fengqiao.jurisdictions import profiles
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.subsidies import access, actions
from fengqiao.subsidies.models import Batch, Budget, Line, Objection
from fengqiao.subsidies.queries import candidates
from fengqiao.subsidies.staff import views
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_is_sampled(monkeypatch):
    """Written agreements are not drawn for a call back."""
    monkeypatch.setattr(candidates, "is_sampled", lambda rules, dispute_id: False)


@pytest.fixture
def browser(office):
    """Sign somebody in with a role at an organisation, for a region."""

    def signed_in(name, role=Role.COUNTY_BUREAU, organisation=None, scope="420111"):
        platform = system(timezone.now(), frozenset(Permission))
        user = accounts.create_user(
            platform, username=f"{name}-desk", name=name, password="walks-9-every-door", must_change_password=False
        )
        at = organisation or office.bureau
        accounts.assign(platform, user.pk, role=role, organisation_id=at.pk, region_scope=scope)
        client = Client(HTTP_HOST="wuhan.localhost")
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def cases(payers):
    """Two closed cases of this day minus two, one written and paid at once, one oral and waiting."""
    return payers.closed(), payers.spoken()


@pytest.fixture
def drawn(payers, cases):
    """鲁敏慧's batch over both."""
    return payers.drawn()


def sees(client, name, **args) -> str:
    response = client.get(reverse(name, kwargs=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_batch_goes_from_drawing_to_publicity_in_two_browsers(payers, cases, browser):
    payers.budget()
    lu, hao = browser("lu"), browser("hao")
    form = {"kind": "case", "first_on": "2026-11-01", "last_on": "2026-11-20"}
    # the platform's own clock decides what is over; the matters of these tests ended on 20 November 2026
    made = lu.post(reverse("subsidies:draw"), form)
    assert made.status_code == 302
    batch = Batch.objects.get()
    shown = sees(lu, "subsidies:batch", pk=batch.pk)
    assert "夏云峰" in shown and "￥50.00" in shown and "提交审批" in shown
    assert lu.post(reverse("subsidies:act", args=[batch.pk, "submit"])).status_code == 302
    assert lu.post(reverse("subsidies:act", args=[batch.pk, "approve"])).status_code == 403
    assert hao.post(reverse("subsidies:act", args=[batch.pk, "approve"])).status_code == 302
    assert lu.post(reverse("subsidies:act", args=[batch.pk, "publish"])).status_code == 302
    assert lu.post(reverse("subsidies:act", args=[batch.pk, "dance"])).status_code == 404
    assert lu.post(reverse("subsidies:pay", args=[batch.pk]), {}).status_code == 409
    batch.refresh_from_db()
    assert batch.state == "public"


def test_a_line_says_why_it_is_worth_that_and_opens_its_case(drawn, browser):
    line = drawn.lines.get()
    shown = sees(browser("lu"), "subsidies:line", pk=drawn.pk, line=line.pk)
    for told in (
        "书面协议，简易",
        "￥50.00",
        "平台默认值，尚无公开依据",
        "￥3,000.00",
        "调解记录1份",
        str(line.dispute_id),
    ):
        assert told in shown


def test_waiting_cases_name_the_reason_and_a_call_back_lets_them_be_paid(drawn, browser):
    lu = browser("lu")
    page = lu.get(reverse("subsidies:batch", args=[drawn.pk]), {"part": "waiting"}).content.decode()
    assert "尚未向当事人核实" in page
    waiting = drawn.waiting.get()
    url = reverse("subsidies:call_back", args=[waiting.dispute_id])
    assert lu.get(url).status_code == 200
    assert lu.post(url, {}).status_code == 422
    party = waiting.dispute.parties.first()
    assert lu.post(url, {"party": str(party.pk), "answer": "confirmed"}).status_code == 302
    assert lu.post(reverse("subsidies:act", args=[drawn.pk, "refresh"])).status_code == 302
    drawn.refresh_from_db()
    assert (drawn.lines_count, drawn.waiting_count) == (2, 0)


def test_striking_and_cancelling_ask_for_a_reason(drawn, browser):
    lu, line = browser("lu"), drawn.lines.get()
    assert lu.post(reverse("subsidies:strike", args=[drawn.pk, line.pk])).status_code == 422
    assert Line.objects.get().is_live
    assert lu.post(reverse("subsidies:strike", args=[drawn.pk, line.pk]), {"reason": "重复"}).status_code == 302
    assert "已剔除" in sees(lu, "subsidies:batch", pk=drawn.pk)
    assert lu.post(reverse("subsidies:act", args=[drawn.pk, "cancel"])).status_code == 422
    assert lu.post(reverse("subsidies:act", args=[drawn.pk, "cancel"]), {"reason": "重做"}).status_code == 302


def test_the_payment_file_lists_payees_once_and_holds_no_formula(payers, cases, browser):
    payers.budget()
    batch = payers.paid(payers.drawn())
    Line.objects.update(person_name="=1+1")
    lu = browser("lu")
    book = load_workbook(io.BytesIO(lu.get(reverse("subsidies:payment", args=[batch.pk, "xlsx"])).content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[2] == [1, "=1+1", payers.office.street.name, 1, 50]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    text = lu.get(reverse("subsidies:payment", args=[batch.pk, "csv"])).content.decode("utf-8-sig")
    assert "'=1+1" in text and "50.00" in text
    assert lu.get(reverse("subsidies:payment", args=[batch.pk, "exe"])).status_code == 404
    assert "追回" in sees(lu, "subsidies:line", pk=batch.pk, line=batch.lines.get().pk)


def test_money_is_asked_back_and_taken_in_over_the_pages(payers, cases, browser):
    payers.budget()
    batch = payers.paid(payers.drawn())
    line, hao = batch.lines.get(), browser("hao")
    url = reverse("subsidies:recover", args=[batch.pk, line.pk])
    assert hao.post(url, {"amount": "50.01", "reason": "虚假"}).status_code == 422
    assert hao.post(url, {"amount": "50", "reason": "虚假"}).status_code == 302
    recovery = line.recoveries.get()
    page = hao.get(reverse("subsidies:batch", args=[batch.pk]), {"part": "recoveries"}).content.decode()
    assert "虚假" in page and reverse("subsidies:take_in", args=[batch.pk, recovery.pk]) in page


def test_before_approval_there_is_no_payment_file(drawn, browser):
    assert browser("lu").get(reverse("subsidies:payment", args=[drawn.pk, "xlsx"])).status_code == 409


def test_the_rates_and_budgets_show_their_sources(payers, browser):
    lu = browser("lu")
    assert "特邀调解的规定 第29条" in sees(lu, "subsidies:rates")
    url = reverse("subsidies:set_budget")
    given = {"name": "以案定补经费", "kind": "case", "fund": "mediator", "amount": "100000", "source": ""}
    assert lu.post(f"{url}?year=2026", given).status_code == 422
    assert not Budget.objects.exists()
    assert lu.post(f"{url}?year=2026", {**given, "source": "区财政局批复"}).status_code == 302
    shown = lu.get(reverse("subsidies:budgets"), {"year": "2026"}).content.decode()
    assert "￥100,000.00" in shown and "区财政局批复" in shown
    assert lu.get(reverse("subsidies:budgets"), {"year": "x"}).status_code == 200


def test_the_court_sees_its_own_and_draws_its_own(payers, browser):
    dispute = payers.entrusted()
    sui = browser("sui", Role.COURT, payers.office.court, scope="")
    form = {"kind": "case", "first_on": "2026-11-01", "last_on": "2026-11-20"}
    assert sui.post(reverse("subsidies:draw"), form).status_code == 302
    batch = Batch.objects.get()
    assert dispute.file_number in sees(sui, "subsidies:batch", pk=batch.pk)
    assert "您只能查看" in sees(browser("lu"), "subsidies:batch", pk=batch.pk)


def test_a_post_without_evidence_waits_on_the_page_until_its_unit_is_asked(payers, browser, monkeypatch):
    rules = profiles.load(profiles_folder(), "zhanqian").subsidy
    monkeypatch.setattr(access, "rules_for", lambda actor: (rules, current_ruleset().version))
    monkeypatch.setattr(views, "rules_of", lambda batch: rules)
    payers.post("熊小斌", payers.office.medical)
    batch = payers.drawn(replace(payers.lu, region_scope="4201"), "monthly", date(2026, 10, 1), date(2026, 10, 31))
    lu = browser("lu", scope="4201")
    page = lu.get(reverse("subsidies:batch", args=[batch.pk]), {"part": "waiting"}).content.decode()
    assert "熊小斌" in page and "尚未向单位核实到岗情况" in page
    url = reverse("subsidies:check_service", args=[batch.pk, batch.waiting.get().pk])
    assert "2026年10月岗位补贴" in lu.get(url).content.decode()
    assert lu.post(url, {"answer": "served"}).status_code == 422
    (waiting,) = lu.get(f"/api/v1/subsidies/batches/{batch.pk}/waiting").json()["items"]
    told = json.dumps({"answer": "served", "evidence": "10月考勤表"})
    path = f"/api/v1/subsidies/batches/{batch.pk}/waiting/{waiting['id']}/check"
    assert lu.post(path, told, content_type="application/json").json()["month"] == "2026-10-01"
    assert lu.post(reverse("subsidies:act", args=[batch.pk, "refresh"])).status_code == 302
    line = batch.lines.get()
    assert "单位证明到岗履职1次" in sees(lu, "subsidies:line", pk=batch.pk, line=line.pk)


# The portal


def test_everybody_reads_masked_names_and_may_object(payers, cases, client):
    payers.budget()
    now = replace(payers.lu, at=timezone.now())
    batch = payers.approved(payers.drawn())
    actions.publish(now, batch.pk)
    assert batch.number in sees(client, "portal_subsidies:list")
    shown = sees(client, "portal_subsidies:batch", pk=batch.pk)
    assert "夏某某" in shown and "夏云峰" not in shown and "张建国" not in shown
    line = batch.lines.get()
    url = reverse("portal_subsidies:object", args=[line.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": "没有调解过这件事。", "name": "陈某"}).status_code == 422
    assert not Objection.objects.exists()
    told = {"text": "没有调解过这件事。", "name": "陈某", "phone": "13800000000"}
    assert client.post(url, told).status_code == 302
    assert Objection.objects.get().phone == "13800000000"
    api = client.get(f"/api/v1/publicity/subsidies/{batch.pk}").json()
    assert [item["name"] for item in api["items"]] == ["夏某某"]


def test_a_draft_is_nothing_for_the_portal(drawn, client):
    assert drawn.number not in sees(client, "portal_subsidies:list")
    assert client.get(reverse("portal_subsidies:batch", args=[drawn.pk])).status_code == 404
    assert client.get(reverse("portal_subsidies:object", args=[drawn.lines.get().pk])).status_code == 404


# Programs


def test_a_program_does_the_same(payers, cases, browser):
    payers.budget()
    lu, hao = browser("lu"), browser("hao")

    def post(client, path, **body):
        return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")

    made = post(lu, "/subsidies/batches", kind="case", first_on="2026-11-01", last_on="2026-11-20")
    assert made.status_code == 201, made.content
    one = f"/subsidies/batches/{made.json()['id']}"
    (line,) = lu.get(f"/api/v1{one}/lines").json()["items"]
    assert (line["amount"], line["inputs"]["form"]) == ("50.00", "written")
    (waiting,) = lu.get(f"/api/v1{one}/waiting").json()["items"]
    assert waiting["reasons"] == [{"code": "call_back", "text": "尚未向当事人核实"}]
    assert post(lu, f"{one}/submit").status_code == 200
    refused = post(lu, f"{one}/approve")
    assert (refused.status_code, refused.json()["code"]) == (403, "second_person_needed")
    assert post(hao, f"{one}/approve", opinion="同意").json()["state"] == "approved"
    assert lu.get("/api/v1/subsidies/batches").json()["items"][0]["approved_by_name"] == "hao"
    rates = lu.get("/api/v1/subsidies/rates").json()
    assert (rates["publicity_days"], rates["rates"][0]["paid_to"]) == (5, "presiding")
    assert [(each["version"], each["standing"]) for each in rates["editions"]] == [(rates["version"], "current")]
    assert lu.get("/api/v1/subsidies/rates?version=none").status_code == 404
    paper = lu.get(f"/api/v1{one}/payment.csv")
    assert paper["Content-Type"].startswith("text/csv") and "夏云峰" in paper.content.decode("utf-8-sig")
    assert lu.get(f"/api/v1{one}/payment.exe").status_code == 422
    assert post(lu, f"{one}/publish").status_code == 200
    said = {"name": "陈某", "phone": "13800000000", "text": "没有调解过这件事。"}
    made = actions.object_to(UUID(line["id"]), **said, at=timezone.now())
    assert [each["outcome"] for each in lu.get(f"/api/v1{one}/objections").json()] == [""]
    answered = post(hao, f"{one}/objections/{made.pk}", outcome="dismissed", answer="经核实，确有其事。")
    assert (answered.status_code, answered.json()["answered_by_name"]) == (200, "hao")
    found = lu.get("/api/v1/subsidies/budgets/2026").json()
    assert {each["kind"]: each["committed"] for each in found["outlooks"]} == {"monthly": "0.00", "case": "50.00"}


# Speed


def test_the_pages_keep_their_query_budgets(payers, drawn, browser, client):
    for _number in range(2):
        payers.drawn()
    payers.post("熊小斌", payers.office.medical)
    payers.budget()
    lu = browser("lu")
    assert_query_budget(lu, "subsidies:list")
    assert_query_budget(lu, "subsidies:batch", pk=drawn.pk)
    assert_query_budget(lu, "subsidies:batch", {"part": "waiting"}, pk=drawn.pk)
    assert_query_budget(lu, "subsidies:line", pk=drawn.pk, line=drawn.lines.get().pk)
    assert_query_budget(lu, "subsidies:rates")
    assert_query_budget(lu, "subsidies:budgets", {"year": "2026"})
    actions.publish(replace(payers.lu, at=timezone.now() - timedelta(days=1)), payers.approved(drawn).pk)
    assert_query_budget(client, "portal_subsidies:list")
    assert_query_budget(client, "portal_subsidies:batch", pk=drawn.pk)
