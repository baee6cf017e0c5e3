"""Thousands of organisations at once: the same checks, the same history, in bounded time."""

import time

import pytest

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed
from fengqiao.organisations import actions, queries
from fengqiao.organisations.actions import NewOrganisation
from fengqiao.organisations.models import Organisation
from fengqiao.organisations.tests.conftest import HONGLUO, LUONAN, WUCHANG, actor


def rows(count):
    return [
        NewOrganisation(
            kind="community_committee",
            name=f"武汉市洪山区珞南街道第{number}社区人民调解委员会",
            short_name=f"洪珞{number}",
            region_code=HONGLUO,
        )
        for number in range(count)
    ]


def test_a_batch_is_entered_with_parents_of_the_same_batch_and_found_like_any_other(lu):
    parent = NewOrganisation(kind="street_committee", name="珞南街道调委会", short_name="洪珞", region_code=LUONAN)
    below = NewOrganisation(
        kind="community_committee", name="洪珞社区调委会", short_name="洪珞洪", region_code=HONGLUO, parent_id=parent.id
    )
    made = actions.add_many(lu, [below, parent])
    assert [each.pk for each in made] == [below.id, parent.id]
    assert list(queries.parts(Organisation.objects.get(pk=parent.id))) == [made[0]]
    assert list(queries.listed(lu, q="honglu")) == [made[0]]
    (event,) = audit.history(below.id)
    assert (event.verb, event.data["imported"]) == ("register", True)
    assert audit.broken_link(below.id) is None


def test_one_bad_row_is_named_and_nothing_is_entered(lu, street):
    batch = rows(5)
    batch[3] = NewOrganisation(kind="temple", name="某庙", region_code=HONGLUO)
    with pytest.raises(Malformed) as refusal:
        actions.add_many(lu, batch)
    assert (refusal.value.extra["row"], refusal.value.field) == (3, "kind")
    assert (
        list(Organisation.objects.values_list("name", flat=True)) == [street.name] or Organisation.objects.count() == 2
    )


def test_a_dry_run_says_every_bad_row_and_enters_nothing(lu, street):
    batch = [*rows(2), *rows(1)]
    batch.append(NewOrganisation(kind="street_committee", name=street.name, short_name="新", region_code=LUONAN))
    batch.append(NewOrganisation(kind="bureau", name="某司法局", region_code="999999999999"))
    found = actions.refused(lu, batch)
    assert {index: error.field for index, error in found.items()} == {2: "short_name", 3: "name", 4: "region_code"}
    assert not Organisation.objects.filter(kind="community_committee").exists()


def test_nobody_imports_into_another_district_or_without_the_permission(lu, xiang):
    assert set(actions.refused(xiang, rows(2))) == {0, 1}
    with pytest.raises(Forbidden):
        actions.add_many(actor("外人", "4201", frozenset({"registry.view"})), rows(1))
    assert xiang.region_scope in WUCHANG
    assert not Organisation.objects.exists()


def test_five_thousand_rows_are_entered_without_a_query_a_row(lu, django_assert_max_num_queries):
    batch = rows(5000)
    started = time.process_time()
    with django_assert_max_num_queries(12):
        actions.add_many(lu, batch)
    assert Organisation.objects.count() == 5000
    assert time.process_time() - started < 5, "of processor time; 1 s or less is usual"
