"""The organisation table in the browser and over the API: any day and place, every figure opens, exports say the same."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from fengqiao.accounts.permissions import Role
from fengqiao.statistics.tests.test_pages import browser  # noqa: F401 - a fixture
from fengqiao.statistics.tests.test_staffing import busy, keeper  # noqa: F401 - fixtures
from tests.query_budget import assert_query_budget


@pytest.fixture
def bureau(browser, office):  # noqa: F811 - the fixture above
    return browser(Role.COUNTY_BUREAU, office.bureau, "420111")


@pytest.fixture
def full(busy):  # noqa: F811 - the fixture above
    return busy


def test_every_figure_of_the_page_opens_to_its_rows(bureau, full):
    page = bureau.get(reverse("statistics:staffing")).content.decode()
    assert "人民调解组织合计" in page and "珞南街道" in page and "未采集" in page
    listed = bureau.get(reverse("statistics:staffing_cell", args=["mediators"])).content.decode()
    assert listed.count('class="row-link"') == 7 and "甲五" in listed
    earlier = bureau.get(reverse("statistics:staffing_cell", args=["mediators"]), {"on": "2026-10-31"}).content.decode()
    assert earlier.count('class="row-link"') == 6 and "甲五" not in earlier
    bodies = bureau.get(reverse("statistics:staffing_cell", args=["organisations"])).content.decode()
    assert "珞南街道人民调解委员会" in bodies
    assert bureau.get(reverse("statistics:staffing_cell", args=["nonsense"])).status_code == 404
    assert bureau.get(reverse("statistics:staffing_cell", args=["sessions"])).status_code == 200
    assert bureau.get(reverse("statistics:staffing_cell", args=["budget"])).status_code == 404


@pytest.mark.parametrize("query", [{"on": "2999-01-01"}, {"on": "x"}, {"region": "5101"}, {"organisation": "x\0"}])
def test_a_wrong_choice_is_told_and_the_own_table_shown(bureau, full, query):
    page = bureau.get(reverse("statistics:staffing"), query)
    assert page.status_code == 200 and "洪山区" in page.content.decode()


def test_payments_by_name_are_for_who_sees_subsidies(browser, office, full):  # noqa: F811 - the fixture above
    mediator = browser(Role.MEDIATOR, office.street)
    assert mediator.get(reverse("statistics:staffing")).status_code == 200
    assert mediator.get(reverse("statistics:staffing_cell", args=["paid"])).status_code == 403
    assert mediator.get("/api/v1/statistics/organisations/paid/rows").status_code == 403


def test_the_workbook_and_the_print_say_what_the_page_says(bureau, full):
    response = bureau.get(reverse("statistics:staffing_export", args=["xlsx"]))
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = {str(row[0].value).strip(): row[1].value for row in sheet.iter_rows() if row[0].value}
    assert (rows["人民调解组织合计"], rows["人民调解员合计"], rows["预算合计"]) == (3, 7, "未采集")
    assert bureau.get(reverse("statistics:staffing_export", args=["pdf"])).content.startswith(b"%PDF-")
    people = bureau.get(reverse("statistics:staffing_cell_export", args=["mediators"]))
    names = [row[0].value for row in load_workbook(io.BytesIO(people.content)).active.iter_rows(min_row=3)]
    assert len(names) == 7 and "甲一" in names


def test_the_pages_keep_their_query_budgets(bureau, full):
    assert_query_budget(bureau, "statistics:staffing")
    assert_query_budget(bureau, "statistics:staffing_cell", cell="mediators")


def test_the_api_gives_the_table_and_the_rows_behind_a_cell(bureau, full, office):
    table = bureau.get("/api/v1/statistics/organisations", {"on": "2026-11-20"}).json()
    cells = {cell["code"]: cell for block in table["blocks"] for cell in block["cells"]}
    assert (cells["organisations"]["value"], cells["mediators"]["value"], cells["budget"]["value"]) == (
        "3",
        "7",
        None,
    )
    assert (cells["organisations"]["unit"], cells["mediators"]["unit"]) == ("个", "人")
    assert all(identity["holds"] for identity in table["identities"])
    assert table["places"] == [
        {"region": "420111001", "name": "珞南街道", "organisations": 2, "mediators": 7, "full_time": 1}
    ]
    found = bureau.get("/api/v1/statistics/organisations/mediators/rows", {"size": 4}).json()
    more = bureau.get("/api/v1/statistics/organisations/mediators/rows", {"size": 4, "cursor": found["next"]}).json()
    assert len({row["id"] for row in found["items"] + more["items"]}) == 7 and more["next"] is None
    docked = bureau.get("/api/v1/statistics/organisations/docked/rows").json()["items"]
    assert [row["organisation_id"] for row in docked] == [str(office.medical.pk)]
    invited = bureau.get("/api/v1/statistics/organisations/invited_people/rows").json()["items"]
    assert [row["name"] for row in invited] == ["甲七", "甲八"]
    assert bureau.get("/api/v1/statistics/organisations", {"on": "2999-01-01"}).status_code == 422
    assert bureau.get("/api/v1/statistics/organisations/budget/rows").status_code == 404
