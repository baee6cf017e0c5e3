"""The table in the browser: every figure opens, closed periods keep theirs, exports say the same."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.statistics import actions, exports
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.models import Closing
from fengqiao.statistics.queries.reports import cases_of, report
from fengqiao.statistics.rules import periods
from tests.query_budget import assert_query_budget

NOVEMBER = periods.read("2026-11")


@pytest.fixture
def browser(office):
    """Sign somebody in with a role at an organisation, for a region."""

    def signed_in(role, organisation, scope=""):
        platform = system(office.now, frozenset(Permission))
        user = accounts.create_user(
            platform, username=f"s{role.value}{scope}".replace("_", ""), name="某某", password="walks-9-every-door",
            must_change_password=False,
        )  # fmt: skip
        accounts.assign(platform, user.pk, role=role, organisation_id=organisation.pk, region_scope=scope)
        client = Client(HTTP_HOST="wuhan.localhost")
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def bureau(browser, office):
    return browser(Role.COUNTY_BUREAU, office.bureau, "420111")


def test_every_figure_opens_to_as_many_cases_as_it_says(office, accept, settle, bureau):
    accept()
    settle(amount=Decimal(5000))
    accept(source="entrusted", entruster="police", entrusting_organ="珞南派出所")
    found = report(scope_for(office.supervisor), NOVEMBER)
    page = bureau.get(reverse("statistics:cases"), {"period": "2026-11"})
    shown = page.content.decode()
    for part in (*found.parts,):
        for line in part.lines:
            cell = line.cell
            if line.figure and cell.code not in ("people", "amount"):
                assert cases_of(found.scope, found.period, cell.code).count() == line.figure.value
                assert f"/statistics/cases/{cell.code}?" in shown
    listed = bureau.get(reverse("statistics:cell", args=["entruster_police"]), {"period": "2026-11"})
    assert listed.content.decode().count('class="row-link"') == 1
    assert "0.50" in shown and "3" in shown


def test_a_row_without_records_is_not_collected_rather_than_zero(bureau):
    shown = bureau.get(reverse("statistics:cases"), {"period": "2026-11"}).content.decode()
    assert shown.count("未采集") >= 10


def test_a_rate_shows_both_its_numbers(accept, settle, bureau):
    accept()
    settle()
    shown = bureau.get(reverse("statistics:cases"), {"period": "2026-11"}).content.decode()
    assert "1/2（50.00%）" in shown and "四舍五入，保留2位小数" in shown


def test_a_mediator_counts_the_own_committee_only(office, accept, browser):
    accept()
    outsider = browser(Role.MEDIATOR, office.medical)
    assert "这个期间没有受理的案件" in outsider.get(reverse("statistics:cases"), {"period": "2026-11"}).content.decode()
    peeked = outsider.get(reverse("statistics:cases"), {"period": "2026-11", "organisation": str(office.street.pk)})
    assert "没有找到这个组织" in peeked.content.decode()
    assert "这个期间没有受理的案件" in peeked.content.decode()


def test_another_county_is_out_of_reach(bureau):
    shown = bureau.get(reverse("statistics:cases"), {"period": "2026-11", "region": "4201"}).content.decode()
    assert "没有找到这个地区" in shown


@pytest.mark.parametrize(
    "query", [{"period": "2026Q9"}, {"kind": "span", "day": "2026-02-02", "last": "2026-01-01"}, {"region": "x\0"}]
)
def test_a_wrong_choice_is_told_beside_its_field(bureau, query):
    page = bureau.get(reverse("statistics:cases"), query)
    assert page.status_code == 200


def test_closing_freezes_the_table_and_tells_what_changed_since(office, accept, settle, bureau):
    accept()
    officer = replace(office.supervisor, at=datetime(2026, 12, 3, tzinfo=UTC))
    closing = actions.close(officer, NOVEMBER)
    disputes.confirm_category(
        office.director, cases_of(scope_for(officer), NOVEMBER, "total").get().dispute_id, "contract"
    )
    settle()
    shown = bureau.get(reverse("statistics:cases"), {"period": "2026-11"}).content.decode()
    assert "已结账" in shown and closing.snapshot in shown and "结账后有变化" in shown
    listed = bureau.get(reverse("statistics:cell", args=["total"]), {"period": "2026-11"}).content.decode()
    assert listed.count('class="row-link"') == 1
    changes = bureau.get(reverse("statistics:restatements"), {"period": "2026-11"}).content.decode()
    assert "结账后补录" in changes and "类型：邻里→合同" in changes
    december = report(scope_for(officer), periods.read("2026-12"))
    [adjustment] = december.adjustments
    assert {line.cell.code: line.figure.value for line in adjustment.lines}["total"] == 1


def test_only_the_own_region_is_closed_once_and_when_it_is_over(office, accept, bureau):
    accept()
    url = reverse("statistics:close")
    refused = bureau.post(url, {"period": "2099-01"})
    assert refused.status_code == 409 and not Closing.objects.exists()
    assert bureau.post(url, {"period": "2020-01"}).status_code == 302
    assert bureau.post(url, {"period": "2020-01"}).status_code == 409
    assert Closing.objects.count() == 1


def test_a_mediator_may_not_close(office, browser):
    mediator = browser(Role.MEDIATOR, office.street)
    assert mediator.post(reverse("statistics:close"), {"period": "2020-01"}).status_code == 403
    assert not Closing.objects.exists()


def test_the_workbook_says_what_the_page_says_and_holds_no_formula(office, accept, bureau):
    accept(parties=_parties("=HYPERLINK(1)", "@sum"))
    response = bureau.get(reverse("statistics:export", args=["xlsx"]), {"period": "2026-11"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = {str(row[0].value).strip(): row[1].value for row in sheet.iter_rows() if row[0].value}
    assert (rows["调解案件总数"], rows["排查纠纷"]) == (1, "未采集")
    response = bureau.get(reverse("statistics:cell_export", args=["total"]), {"period": "2026-11"})
    cells = [cell for row in load_workbook(io.BytesIO(response.content)).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=") and cell.quotePrefix for cell in cells)


def _parties(one, other):
    return (
        NewParty(side="applicant", kind="organisation", name=one),
        NewParty(side="respondent", kind="organisation", name=other),
    )


def test_the_printed_table_is_a_pdf_of_the_same_figures(office, accept, bureau):
    accept()
    response = bureau.get(reverse("statistics:export", args=["pdf"]), {"period": "2026-11"})
    assert response.content.startswith(b"%PDF-")
    found = report(scope_for(office.supervisor), NOVEMBER)
    assert exports.figure_of(found.line("total")) == "1"


def test_a_printed_rate_can_be_checked(bureau):
    url = reverse("statistics:rate")
    assert "按截尾可以得到" in bureau.get(url, {"part": 38509, "whole": 38513, "printed": "99.9%"}).content.decode()
    assert "都得不到" in bureau.get(url, {"part": 1, "whole": 2, "printed": "60%"}).content.decode()
    assert bureau.get(url, {"part": "x"}).status_code == 422


def test_the_pages_keep_their_query_budgets(office, accept, settle, bureau):
    for _number in range(3):
        accept()
    settle()
    assert_query_budget(bureau, "statistics:cases", {"period": "2026"})
    assert_query_budget(bureau, "statistics:cell", {"period": "2026"}, cell="total")


def test_the_api_gives_the_table_and_the_cases_behind_a_cell(office, accept, settle, bureau):
    accept()
    settle(amount=Decimal("1234.5"))
    table = bureau.get("/api/v1/statistics/cases", {"period": "2026-11"}).json()
    cells = {cell["code"]: cell for block in table["blocks"] for cell in block["cells"]}
    assert (cells["total"]["value"], cells["amount"]["value"], cells["screening"]["value"]) == ("2", "1234.5", None)
    assert table["rates"][0]["numerator"] == 1 and all(identity["holds"] for identity in table["identities"])
    found = bureau.get("/api/v1/statistics/cases/agreed/disputes", {"period": "2026-11"}).json()
    assert [item["amount"] for item in found["items"]] == ["1234.50"]
    assert bureau.get("/api/v1/statistics/cases/nonsense/disputes", {"period": "2026-11"}).status_code == 404
    assert bureau.get("/api/v1/statistics/cases", {"period": "x"}).status_code == 422
