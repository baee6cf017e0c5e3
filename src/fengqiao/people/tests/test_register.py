from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.organisations import actions as organisations
from fengqiao.organisations.tests.conftest import KEEPER, actor
from fengqiao.people import actions, queries
from fengqiao.people.models import Appointment, Person
from fengqiao.people.tests.conftest import CHENG


def as_it_is(person):
    """What the form shows of a person, as change() takes it back."""
    return {
        "name": person.name,
        "sex": person.sex,
        "birth_on": person.birth_on,
        "id_number": person.masked_id_number,
        "phone": person.masked_phone,
        "specialities": person.specialities,
        "interests": person.interests,
    }


def test_a_person_is_entered_with_a_first_post_and_what_the_identity_number_tells(cheng):
    assert (cheng.sex, cheng.birth_on, cheng.pinyin) == ("female", date(1968, 12, 8), "zeng ji hong")
    (post,) = queries.appointments(cheng)
    assert (post.post, post.origin, post.is_full_time) == ("director", "appointed", True)
    assert [event.verb for event in audit.history(cheng.pk)] == ["register", "appoint"]


def test_identity_number_and_phone_stand_nowhere_in_the_clear(cheng):
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM people_person p")
        row = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(row_to_json(e)::text, '') FROM core_auditevent e")
        history = cursor.fetchone()[0]
    for text in (row, history):
        assert "420111196812080027" not in text
        assert "13800005678" not in text
    kept = Person.objects.get(pk=cheng.pk)
    assert (kept.id_number, kept.phone) == ("420111196812080027", "13800005678")
    assert (kept.masked_id_number, kept.masked_phone) == ("420111********0027", "138****5678")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "曾2"}, "name"),
        ({"name": "曾" * 61}, "name"),
        ({"id_number": "420111196812080028"}, "id_number"),
        ({"id_number": "4201111968"}, "id_number"),
        ({"id_number": "420111196813080027"}, "id_number"),
        ({"sex": "male"}, "sex"),
        ({"birth_on": date(1970, 1, 1)}, "birth_on"),
        ({"id_number": "", "birth_on": date(9999, 1, 1)}, "birth_on"),
        ({"id_number": "", "birth_on": date(1, 1, 1)}, "birth_on"),
        ({"phone": "12345"}, "phone"),
        ({"specialities": ["weather"]}, "specialities"),
        ({"id_number": "420111201501010025"}, "birth_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_entered(lu, directing, wrong, field):
    with pytest.raises(Malformed) as refusal:
        actions.register(lu, **{**CHENG, **wrong}, post=directing)
    assert refusal.value.field == field
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["欧阳修", "阿依古丽·买买提", "李䶮", "𠮷田", "王" * 59])
def test_names_of_every_kind_are_taken(lu, directing, name):
    assert actions.register(lu, name=name, post=directing).name == name


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"post": "emperor"}, "post"),
        ({"origin": ""}, "origin"),
        ({"starts_on": date(2027, 1, 1)}, "starts_on"),
        ({"starts_on": date(1, 1, 1)}, "starts_on"),
        ({"term_ends_on": date(2020, 1, 1)}, "term_ends_on"),
    ],
)
def test_a_post_that_cannot_be_is_refused_and_enters_nobody(lu, directing, wrong, field):
    with pytest.raises(Malformed) as refusal:
        actions.register(lu, **CHENG, post=replace(directing, **wrong))
    assert refusal.value.field == field
    assert not Person.objects.exists()


def test_an_identity_number_is_registered_once(lu, cheng, directing):
    with pytest.raises(Malformed) as refusal:
        actions.register(lu, **{**CHENG, "name": "同号者"}, post=directing)
    assert refusal.value.field == "id_number"
    assert Person.objects.count() == 1


def test_nobody_enters_people_at_an_organisation_of_another_district(lu, xiang, directing):
    with pytest.raises(NotFound):
        actions.register(xiang, **CHENG, post=directing)
    with pytest.raises(Forbidden):
        actions.register(replace(lu, permissions=frozenset()), **CHENG, post=directing)
    assert not Person.objects.exists()


def test_a_change_keeps_what_the_form_showed_masked(lu, cheng):
    actions.change(lu, cheng.pk, **{**as_it_is(cheng), "interests": "配偶在华安物业任职"})
    kept = Person.objects.get(pk=cheng.pk)
    assert (kept.id_number, kept.phone, kept.interests) == (cheng.id_number, cheng.phone, "配偶在华安物业任职")
    assert audit.history(cheng.pk).last().data == {"columns": ["interests"]}


def test_a_new_phone_is_found_and_the_old_one_no_more(lu, cheng):
    actions.change(lu, cheng.pk, **{**as_it_is(cheng), "phone": "13900004321"})
    day = date(2026, 11, 21)
    assert list(queries.listed(lu, day, q="4321")) == [cheng]
    assert not queries.listed(lu, day, q="5678").exists()


def test_a_person_holds_several_posts_but_each_once(lu, cheng, community, directing):
    actions.appoint(lu, cheng.pk, replace(directing, organisation_id=community.pk, post="mediator"))
    assert queries.appointments(cheng).count() == 2
    with pytest.raises(NotNow):
        actions.appoint(lu, cheng.pk, directing)
    assert Appointment.objects.count() == 2


def test_a_closed_organisation_takes_nobody(lu, cheng, community, directing):
    organisations.deactivate(lu, community.pk, on=date(2026, 11, 20), why="合并")
    with pytest.raises(NotNow):
        actions.appoint(lu, cheng.pk, replace(directing, organisation_id=community.pk))
    assert Appointment.objects.count() == 1


def test_a_post_ends_with_a_reason_and_its_history_stays(lu, cheng):
    (post,) = queries.appointments(cheng)
    actions.end(lu, post.pk, on=date(2026, 11, 20), why="退休")
    post.refresh_from_db()
    assert post.ends_on == date(2026, 11, 20)
    assert (audit.history(cheng.pk).last().verb, audit.history(cheng.pk).last().why) == ("end_post", "退休")
    assert queries.mediators(post.organisation_id, date(2026, 11, 20)) == [post]
    assert queries.mediators(post.organisation_id, date(2026, 11, 21)) == []
    with pytest.raises(NotNow):
        actions.end(lu, post.pk, on=date(2026, 11, 21), why="退休")


@pytest.mark.parametrize(
    ("on", "why"), [(date(2026, 11, 20), " "), (date(2026, 11, 22), "退休"), (date(2024, 4, 9), "退休")]
)
def test_a_post_does_not_end_without_reason_in_the_future_or_before_it_began(lu, cheng, on, why):
    (post,) = queries.appointments(cheng)
    with pytest.raises(Malformed):
        actions.end(lu, post.pk, on=on, why=why)
    post.refresh_from_db()
    assert post.ends_on is None


def test_who_keeps_another_district_ends_no_post(xiang, cheng):
    (post,) = queries.appointments(cheng)
    with pytest.raises(NotFound):
        actions.end(xiang, post.pk, on=date(2026, 11, 20), why="退休")
    post.refresh_from_db()
    assert post.ends_on is None


def test_a_number_is_shown_in_the_clear_for_a_reason_that_is_kept(cheng, street):
    reader = actor("街道", "420111001", KEEPER | {"personal.reveal"})
    assert actions.reveal(reader, cheng.pk, field="phone", why="联系当事人") == "13800005678"
    event = audit.history(cheng.pk).last()
    assert (event.verb, event.actor_name, event.why, event.data) == ("reveal", "街道", "联系当事人", {"field": "phone"})


@pytest.mark.parametrize(("field", "why"), [("phone", " "), ("name", "看看"), ("password", "看看")])
def test_without_a_reason_or_for_another_field_nothing_is_shown(cheng, field, why):
    reader = actor("街道", "420111001", KEEPER | {"personal.reveal"})
    with pytest.raises(Malformed):
        actions.reveal(reader, cheng.pk, field=field, why=why)
    assert audit.history(cheng.pk).last().verb != "reveal"


def test_who_may_not_reveal_or_does_not_see_the_person_reads_nothing(lu, cheng):
    with pytest.raises(Forbidden):
        actions.reveal(lu, cheng.pk, field="phone", why="联系当事人")
    with pytest.raises(NotFound):
        actions.reveal(actor("武昌", "420106", KEEPER | {"personal.reveal"}), cheng.pk, field="phone", why="联系当事人")
    assert audit.history(cheng.pk).last().verb != "reveal"
