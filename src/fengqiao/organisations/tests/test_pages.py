import pytest
from django.urls import reverse

from fengqiao.accounts.permissions import Role
from fengqiao.organisations.models import Organisation
from fengqiao.organisations.tests.conftest import HONGSHAN, LUONAN
from tests.query_budget import assert_query_budget

FORM = {
    "kind": "street_committee",
    "name": "武汉市洪山区新街人民调解委员会",
    "short_name": "武洪新",
    "region": "武汉市洪山区珞南街道",
    "region_text": "武汉市洪山区珞南街道",
    "region_code": LUONAN,
    "specialities": ["neighbours"],
}


@pytest.fixture
def keeper(sign_in, lu):
    return sign_in(Role.CITY_BUREAU)


@pytest.fixture
def reader(sign_in, lu):
    return sign_in(Role.JUSTICE_OFFICE)


def url(name, organisation=None):
    return reverse(f"organisations:{name}", args=[organisation.pk] if organisation else [])


def test_the_list_shows_what_is_looked_for_within_its_budget(keeper, bureau, street, community):
    page = assert_query_budget(keeper, "organisations:list", {"q": "luonan", "region": "420111"})
    text = page.content.decode()
    assert street.name in text
    assert f'<span title="{street.region.path}">珞南街道</span>' in text
    assert bureau.name not in text
    assert "登记组织" in text


def test_htmx_gets_the_list_alone(keeper, street):
    text = keeper.get(url("list"), headers={"HX-Request": "true"}).content.decode()
    assert street.name in text
    assert "<html" not in text


def test_nothing_found_says_what_to_do(reader, street):
    text = reader.get(url("list"), {"q": "没有这个组织"}).content.decode()
    assert "没有找到组织" in text
    assert "登记组织" not in text


@pytest.mark.parametrize(
    "query", [{"kind": "temple"}, {"state": "zzz"}, {"region": "x"}, {"q": "\0"}, {"q": "字" * 500}]
)
def test_filters_that_cannot_be_do_no_harm(reader, street, query):
    assert reader.get(url("list"), query).status_code == 200


def test_a_forged_cursor_is_refused(reader, street):
    assert reader.get(url("list"), {"cursor": "forged"}).status_code == 422


def test_a_record_shows_place_kind_source_and_people_within_its_budget(reader, street, community):
    page = assert_query_budget(reader, "organisations:record", organisation_id=street.pk)
    text = page.content.decode()
    for shown in (
        street.name,
        "武洪珞",
        "街道（乡镇、开发区）调解组织166个".replace("（", "(").replace("）", ")"),
        community.name,
    ):
        assert shown in text
    assert "data-dialog" not in text


def test_an_organisation_is_entered_on_the_page(keeper):
    answer = keeper.post(url("new"), FORM)
    entered = Organisation.objects.get(short_name="武洪新")
    assert (answer.status_code, answer.url) == (302, url("record", entered))
    assert (entered.region_code, entered.specialities) == (LUONAN, ["neighbours"])


def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays(keeper, street):
    answer = keeper.post(url("new"), {**FORM, "short_name": street.short_name})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "编号会重复" in text
    assert FORM["name"] in text
    assert Organisation.objects.count() == 2


def test_a_place_that_was_typed_but_not_picked_is_refused(keeper):
    answer = keeper.post(url("new"), {**FORM, "region_code": "", "region": "某处"})
    assert answer.status_code == 422
    assert not Organisation.objects.exists()


def test_an_entry_is_changed_and_closed_on_its_pages(keeper, street):
    text = keeper.get(url("edit", street)).content.decode()
    assert "027-87651234" in text
    form = {**FORM, "name": street.name, "phone": "027-80000000"}
    assert keeper.post(url("edit", street), form).status_code == 302
    street.refresh_from_db()
    assert street.phone == "027-80000000"
    assert keeper.post(url("deactivate", street), {"reason": "合并"}).status_code == 302
    street.refresh_from_db()
    assert not street.is_active


def test_closing_without_a_reason_is_refused(keeper, street):
    assert keeper.post(url("deactivate", street), {"reason": ""}).status_code == 422
    street.refresh_from_db()
    assert street.is_active


def test_another_district_gets_not_found(sign_in, lu, street):
    wuchang = sign_in(Role.COUNTY_BUREAU, "420106")
    assert wuchang.get(url("record", street)).status_code == 404
    assert wuchang.post(url("deactivate", street), {"reason": "合并"}).status_code == 404


def test_the_picker_offers_what_was_typed(reader, street, bureau):
    text = reader.get(url("options"), {"q": "珞南"}).content.decode()
    assert street.name in text
    assert bureau.name not in text
    assert street.name not in reader.get(url("options"), {"q": ""}).content.decode()


def test_the_picker_of_places_needs_no_account(client, lu):
    text = client.get(reverse("regions:options"), {"q": "洪山珞南"}).content.decode()
    assert "武汉市洪山区珞南街道" in text


def test_the_api_pages_through_the_register_in_order(reader, bureau, street, community):
    seen, cursor = [], ""
    while True:
        page = reader.get("/api/v1/organisations", {"size": 2, "cursor": cursor}).json()
        seen += [item["name"] for item in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen == sorted(seen)
    assert len(seen) == 3
    item = reader.get(f"/api/v1/organisations/{street.pk}").json()
    assert (item["short_name"], item["region_code"], item["parent_id"]) == ("武洪珞", LUONAN, str(bureau.pk))


def test_the_api_gives_places(reader):
    found = reader.get("/api/v1/regions", {"q": "珞南"}).json()
    assert found[0]["path"] == "武汉市洪山区珞南街道"
    assert [one["code"] for one in reader.get("/api/v1/regions").json()] == ["420100000000"]
    assert reader.get(f"/api/v1/regions/{HONGSHAN}").json()["parent"] == "420100000000"
    assert reader.get("/api/v1/regions", {"parent": "4201"}).status_code == 422
    assert reader.get("/api/v1/regions/999999999999").status_code == 404
