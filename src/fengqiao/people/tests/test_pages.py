import pytest
from django.urls import reverse

from fengqiao.accounts.permissions import Role
from fengqiao.people.models import Appointment, Person
from tests.query_budget import assert_query_budget


@pytest.fixture
def keeper(sign_in, lu):
    return sign_in(Role.CITY_BUREAU)


def url(name, person=None, **more):
    return reverse(f"people:{name}", kwargs={"person_id": person.pk, **more} if person else None)


def form(street, **changes):
    """The form of a new person at the street's committee."""
    return {
        "name": "夏云峰",
        "id_number": "420111199007190016",
        "phone": "13900001234",
        "specialities": ["neighbours"],
        "organisation": street.name,
        "organisation_text": street.name,
        "organisation_code": str(street.pk),
        "post": "mediator",
        "origin": "appointed",
        "is_full_time": "on",
        "starts_on": "2024-05-06",
        **changes,
    }


def test_the_list_shows_who_is_looked_for_masked_and_within_its_budget(keeper, cheng):
    page = assert_query_budget(keeper, "people:list", {"q": "zjh", "full_time": "yes", "post": "director"})
    text = page.content.decode()
    assert cheng.name in text
    assert "138****5678" in text
    assert "13800005678" not in text


def test_an_empty_register_does_not_propose_another_word(keeper, street):
    for part in ("organisations:list", "people:list"):
        shown = keeper.get(reverse(part)).content.decode()
        assert ("没有找到" in shown, "换一个词" in shown) == (False, False)
    assert "您的范围内还没有人员" in shown


def test_nobody_found_says_what_to_do(keeper, cheng):
    assert "没有找到人员" in keeper.get(url("list"), {"q": "查无此人"}).content.decode()


@pytest.mark.parametrize("query", [{"post": "emperor"}, {"full_time": "maybe"}, {"q": "\0"}, {"q": "9" * 500}])
def test_filters_that_cannot_be_do_no_harm(keeper, cheng, query):
    assert keeper.get(url("list"), query).status_code == 200


def test_a_record_shows_posts_and_history_but_no_number_in_the_clear(keeper, cheng):
    page = assert_query_budget(keeper, "people:record", person_id=cheng.pk)
    text = page.content.decode()
    for shown in ("主任", "聘任", "武洪调2024001", "420111********0027", "138****5678"):
        assert shown in text
    for hidden in ("13800005678", "420111196812080027"):
        assert hidden not in text


def test_a_person_is_entered_with_a_post_on_the_page(keeper, street):
    answer = keeper.post(url("new"), form(street))
    entered = Person.objects.get(name="夏云峰")
    assert (answer.status_code, answer.url) == (302, url("record", entered))
    assert entered.appointments.get().is_full_time


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id_number": "420111199007190017"}, "身份证号有误"),
        ({"origin": ""}, "推选还是聘任"),
        ({"starts_on": "9999-01-01"}, "任职开始日期"),
        ({"organisation_code": ""}, "请从列表中选取"),
        ({"organisation_code": "not-a-uuid"}, "请从列表中选取"),
    ],
)
def test_a_refusal_is_said_and_nobody_is_entered(keeper, street, changes, said):
    answer = keeper.post(url("new"), form(street, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Person.objects.exists()


def test_a_person_is_changed_without_the_numbers_being_shown(keeper, cheng):
    text = keeper.get(url("edit", cheng)).content.decode()
    assert "13800005678" not in text
    shown = {"name": "曾继虹", "id_number": "420111********0027", "phone": "138****5678"}
    assert keeper.post(url("edit", cheng), shown).status_code == 302
    cheng.refresh_from_db()
    assert (cheng.name, cheng.phone) == ("曾继虹", "13800005678")


def test_a_post_is_added_and_ended_on_the_record(keeper, cheng, community):
    given = form(community, starts_on="2025-01-01")
    assert keeper.post(url("appoint", cheng), given).status_code == 302
    added = Appointment.objects.get(organisation=community)
    refused = keeper.post(url("appoint", cheng), given)
    assert refused.status_code == 409
    assert "<details open><summary>直接登记任职" in refused.content.decode()
    assert "<details><summary>直接登记任职" in keeper.get(url("record", cheng)).content.decode()
    end = url("end", cheng, appointment_id=added.pk)
    leaving = {"how": "moved", "on": "2026-11-20", "why": "调离"}
    assert keeper.post(end, {**leaving, "why": ""}).status_code == 422
    assert keeper.post(end, {**leaving, "how": "removed"}).status_code == 422
    assert keeper.post(end, leaving).status_code == 302
    added.refresh_from_db()
    assert added.ends_on is not None


def test_a_number_is_shown_for_a_reason_only(keeper, cheng):
    reveal = url("reveal", cheng)
    assert keeper.post(reveal, {"field": "phone", "reason": ""}).status_code == 422
    answer = keeper.post(reveal, {"field": "phone", "reason": "联系当事人"})
    assert "13800005678" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_another_district_gets_not_found(sign_in, lu, cheng):
    wuchang = sign_in(Role.COUNTY_BUREAU, "420106")
    assert wuchang.get(url("record", cheng)).status_code == 404
    assert wuchang.post(url("reveal", cheng), {"field": "phone", "reason": "看看"}).status_code == 404
    assert cheng.name not in wuchang.get(url("list")).content.decode()


def test_the_api_lists_people_masked_with_their_posts(keeper, cheng, street):
    item = keeper.get("/api/v1/people", {"q": "zeng"}).json()["items"][0]
    assert (item["name"], item["phone"], item["birth_year"]) == ("曾继红", "138****5678", 1968)
    assert item["posts"][0]["organisation_id"] == str(street.pk)
    assert "id_number" not in item
    assert keeper.get(f"/api/v1/people/{cheng.pk}").json() == item
