"""Many people at once are the same people, with the same history, as one by one."""

from dataclasses import replace
from datetime import date

import pytest

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden
from fengqiao.core.ids import uuid7
from fengqiao.people import actions, queries
from fengqiao.people.actions import NewPerson, PastPost
from fengqiao.people.models import Appointment, Person

DAY = date(2026, 11, 21)


def somebody(directing, **changes):
    given = {"name": "夏云峰", "id_number": "420111199007190016", "phone": "13900001234", "languages": ["武汉话"]}
    post = replace(directing, post="mediator", certificate="武洪调2024007")
    return NewPerson(given={**given, **changes}, posts=[PastPost(post)])


def test_people_entered_at_once_are_found_counted_and_told_of_like_others(lu, directing, street):
    added = actions.add_many(lu, [somebody(directing), somebody(directing, name="罗正国", id_number="", phone="")])
    assert not added.faults
    person = Person.objects.get(pk=added.people[0])
    assert (person.sex, person.birth_on, person.id_number) == ("male", date(1990, 7, 19), "420111199007190016")
    for text in ("xyf", "夏云", "1234", "武洪调2024007", "420111199007190016"):
        assert person in queries.listed(lu, DAY, q=text)
    assert [event.verb for event in audit.history(person.pk)] == ["register", "appoint"]
    assert audit.broken_link(person.pk) is None
    assert queries.membership(organisation_ids=[street.pk], day=DAY)[street.pk].mediators == 2
    assert Appointment.objects.get(person=person).body == street.name
    actions.change(lu, person.pk, name="夏云锋")
    assert audit.broken_link(person.pk) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"id_number": "420111199007190017"}, "id_number"),
        ({"phone": "12"}, "phone"),
        ({"education": "genius"}, "education"),
        ({"hours": ["9z"]}, "hours"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_the_others_are_entered(lu, directing, changes, field):
    added = actions.add_many(lu, [somebody(directing, **changes), somebody(directing, id_number="", name="罗正国")])
    assert added.faults[0].field == field
    assert [person.name for person in Person.objects.all()] == ["罗正国"]


def test_one_identity_number_is_entered_once_within_a_file_and_beside_the_register(lu, cheng, directing):
    rows = [
        somebody(directing),
        somebody(directing, name="同号者"),
        somebody(directing, id_number="420111196812080027"),
    ]
    added = actions.add_many(lu, rows)
    assert {index: fault.code for index, fault in added.faults.items()} == {1: "person_known", 2: "person_known"}


def test_a_post_that_ended_stays_history_and_one_at_an_unseen_organisation_is_refused(lu, xiang, directing):
    left = PastPost(
        replace(directing, post="member", origin="elected"), date(2025, 1, 1), "removed", "居民会议", "不再信任"
    )
    added = actions.add_many(lu, [replace(somebody(directing), posts=[left])])
    post = Appointment.objects.get(person=added.people[0])
    assert (post.ends_on, post.ended_how, post.ended_by) == (date(2025, 1, 1), "removed", "居民会议")
    wrong = replace(left, post=replace(directing, post="member", origin="appointed"))
    assert actions.add_many(lu, [replace(somebody(directing), posts=[wrong])]).faults[0].field == "ended_how"
    strange = replace(directing, organisation_id=uuid7())
    for actor, row in ((xiang, somebody(directing)), (lu, replace(somebody(directing), posts=[PastPost(strange)]))):
        assert actions.add_many(actor, [row]).faults[0].code == "organisation_not_found"
    with pytest.raises(Forbidden):
        actions.add_many(replace(lu, permissions=frozenset()), [somebody(directing)])
    assert Person.objects.count() == 1


def test_a_trial_writes_nothing(lu, directing):
    assert actions.add_many(lu, [somebody(directing)], is_dry=True).people
    assert not Person.objects.exists()


def test_thousands_cost_a_handful_of_statements(lu, directing, django_assert_max_num_queries):
    rows = [somebody(directing, name=f"夏{chr(0x4E00 + n)}", id_number="") for n in range(500)]
    with django_assert_max_num_queries(8):
        assert len(actions.add_many(lu, rows).people) == 500
