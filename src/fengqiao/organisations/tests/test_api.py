"""The register over the API: the same verbs, refusals as problem documents."""

import pytest

from fengqiao.accounts.permissions import Role
from fengqiao.organisations.models import Organisation
from fengqiao.organisations.tests.conftest import HONGSHAN, LUONAN

ROOT = "/api/v1"


@pytest.fixture
def keeper(sign_in, lu):
    return sign_in(Role.CITY_BUREAU)


def send(client, path, body=None):
    return client.post(f"{ROOT}{path}", body or {}, content_type="application/json")


def test_a_program_enters_an_organisation_and_is_told_of_its_name(keeper):
    body = {"kind": "street_committee", "name": "珞南调委会", "short_name": "武洪珞", "region_code": LUONAN}
    answer = send(keeper, "/organisations", body)
    assert answer.status_code == 201
    assert answer.json()["naming"] == {"fits": False, "offered": "武汉市洪山区珞南街道人民调解委员会"}
    pk = answer.json()["organisation"]["id"]
    changed = send(
        keeper,
        f"/organisations/{pk}/change",
        {"name": "武汉市洪山区珞南街道人民调解委员会", "longitude": 114.3, "latitude": 30.5},
    )
    assert changed.json()["naming"]["fits"] is True
    lineage = keeper.get(f"{ROOT}/organisations/{pk}/lineage").json()
    assert [each["name"] for each in lineage["names"]] == ["珞南调委会"]


def test_a_refusal_is_a_problem_document_and_enters_nothing(keeper):
    body = {"kind": "temple", "name": "某庙", "region_code": LUONAN}
    answer = send(keeper, "/organisations", body)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "organisation_kind", "kind")
    assert send(keeper, "/organisations", {"name": "x"}).status_code == 422
    assert not Organisation.objects.exists()


def test_composition_and_tree_are_read(keeper, street, community):
    page = keeper.get(f"{ROOT}/organisations/composition", {"gap": "full_time"}).json()
    assert [each["name"] for each in page["items"]] == [street.name]
    found = {each["code"]: each for each in page["items"][0]["findings"]}
    assert (found["members"]["standing"], found["members"]["source"]) == ("gap", "人民调解法 第8条")
    one = keeper.get(f"{ROOT}/organisations/{street.pk}/composition").json()
    assert one["organisation_id"] == str(street.pk)
    tree = keeper.get(f"{ROOT}/organisations/tree", {"place": HONGSHAN}).json()
    assert [(each["name"], each["total"]) for each in tree["branches"]] == [("珞南街道", 2)]


def test_the_parts_of_an_organisation_are_entered_read_and_ended(keeper, street, centre, court):
    room = send(keeper, f"/organisations/{street.pk}/rooms", {"kind": "mediation", "name": "调解室"}).json()
    assert keeper.get(f"{ROOT}/organisations/{street.pk}/venue").json()["rooms"][0]["id"] == room["id"]
    assert send(keeper, f"/organisations/{street.pk}/rooms/{room['id']}/end").status_code == 204
    unit = send(keeper, f"/organisations/{centre.pk}/units", {"way": "in_turn", "unit_id": str(court.pk)}).json()
    send(keeper, f"/organisations/{centre.pk}/windows", {"number": "1", "service": "确认", "unit_id": unit["id"]})
    send(keeper, f"/organisations/{centre.pk}/duties", {"on": "2026-12-01", "person_name": "方亚琴"})
    parts = keeper.get(f"{ROOT}/organisations/{centre.pk}/centre").json()
    assert parts["windows"][0]["unit_id"] == unit["id"]
    body = {"organisation_id": str(street.pk), "fields": "邻里"}
    entry = send(keeper, f"/organisations/{court.pk}/invitations", body).json()
    docking = keeper.get(f"{ROOT}/organisations/{court.pk}/docking").json()
    assert docking["organisations"][0]["specialities"] == "邻里"
    assert send(keeper, f"/organisations/{court.pk}/invitations/{entry['id']}/end").status_code == 422
    assert send(keeper, f"/organisations/{court.pk}/invitations/{entry['id']}/end", {"why": "期满"}).status_code == 204


def test_a_filing_goes_its_way_over_the_api(keeper, street, bureau, court):
    made = send(keeper, f"/organisations/{street.pk}/filings", {"event": "establish", "happened_on": "2026-11-02"})
    assert (made.status_code, made.json()["status"]) == (201, "submitted")
    pk = made.json()["id"]
    assert send(keeper, f"/filings/{pk}/take/publish_filing").status_code == 409
    filed = send(keeper, f"/filings/{pk}/take/file").json()
    assert filed["number"] == "（2026）洪山调备字第0001号"
    notice = send(keeper, f"/filings/{pk}/notify").json()
    assert keeper.get(f"{ROOT}/notices/{notice['id']}/pdf").content.startswith(b"%PDF-")
    assert send(keeper, f"/notices/{notice['id']}/receipt", {"by": "立案庭"}).json()["received_by_name"] == "立案庭"
    listed = keeper.get(f"{ROOT}/filings", {"state": "filed"}).json()
    assert [each["id"] for each in listed["items"]] == [pk]
    assert keeper.get(f"{ROOT}/filings/{pk}").json()["notices"][0]["number"] == notice["number"]
