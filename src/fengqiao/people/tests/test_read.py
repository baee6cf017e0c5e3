from dataclasses import replace
from datetime import date

import pytest
from django_tenants.utils import schema_context

from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import Forbidden, NotFound
from fengqiao.organisations.tests.conftest import actor
from fengqiao.people import access, actions, queries

TODAY = date(2026, 11, 21)


@pytest.fixture
def xia(lu, community, directing):
    """夏云峰 mediates at the community."""
    post = replace(directing, organisation_id=community.pk, post="mediator", is_full_time=False, starts_on=TODAY)
    return actions.register(lu, name="夏云峰", phone="13900001234", post=post)


def test_people_are_seen_by_region_by_colleagues_and_by_themselves(lu, xiang, cheng, xia, community):
    assert set(access.visible_to(lu)) == {cheng, xia}
    assert not access.visible_to(xiang).exists()
    assert list(access.visible_to(actor("同事", organisation=community))) == [xia]
    assert list(access.visible_to(replace(actor("本人"), person_id=cheng.pk))) == [cheng]


def test_a_colleague_sees_but_does_not_change(xia, community):
    colleague = actor("同事", organisation=community)
    assert access.get_for(colleague, xia.pk, Permission.VIEW_REGISTRY) == xia
    with pytest.raises(NotFound):
        access.get_for(colleague, xia.pk, Permission.MANAGE_REGISTRY)
    with pytest.raises(Forbidden):
        access.visible_to(replace(colleague, permissions=frozenset()))


@pytest.mark.parametrize(
    "typed",
    ["曾继红", "曾", "继红", "zengjihong", "cengji", "zjh", "jihong", "5678", "13800005678", "138-0000-5678", "420111196812080027"],
)  # fmt: skip
def test_a_person_is_found_by_name_both_readings_initials_phone_and_identity_number(lu, cheng, xia, typed):
    assert list(queries.listed(lu, TODAY, q=typed)) == [cheng]


@pytest.mark.parametrize("typed", ["继", "0000", "1380000567", "42011119681208002", "!&|", "'); --"])
def test_what_fits_nobody_wholly_finds_nobody_by_accident(lu, xia, typed):
    assert not queries.listed(lu, TODAY, q=typed).exists()


def test_the_list_is_narrowed_by_post_place_and_time(lu, cheng, xia, community):
    assert list(queries.listed(lu, TODAY, post="director")) == [cheng]
    assert list(queries.listed(lu, TODAY, organisation=community.pk)) == [xia]
    assert list(queries.listed(lu, TODAY, region="420111001001")) == [xia]
    assert list(queries.listed(lu, TODAY, full_time=True)) == [cheng]
    assert list(queries.listed(lu, date(2026, 11, 20))) == [cheng]
    actions.end(lu, queries.appointments(cheng).get().pk, on=date(2026, 11, 20), why="退休")
    assert list(queries.listed(lu, TODAY)) == [xia]
    assert list(queries.listed(lu, TODAY, state="former")) == [cheng]
    assert queries.listed(lu, TODAY, state="all").count() == 2


def test_a_page_of_people_costs_two_queries_with_their_posts(lu, cheng, xia, django_assert_num_queries):
    with django_assert_num_queries(2):
        people = list(queries.listed(lu, TODAY).order_by("pinyin"))
        assert [post.organisation.short_name for person in people for post in person.posts] == ["武洪珞洪", "武洪珞"]


def test_mediators_are_those_in_office_the_director_first_and_each_once(lu, cheng, xia, street, directing):
    actions.appoint(lu, xia.pk, replace(directing, post="mediator"))
    actions.appoint(lu, cheng.pk, replace(directing, post="mediator"))
    actions.register(lu, name="涂海洋", post=replace(directing, post="clerk", origin=""))
    assert [post.person for post in queries.mediators(street.pk, TODAY)] == [cheng, xia]
    assert queries.is_mediator(xia.pk, street.pk, TODAY)
    assert not queries.is_mediator(xia.pk, street.pk, date(2024, 4, 9))


def test_the_people_of_one_jurisdiction_are_not_found_in_another(lu, cheng, zhanqian):
    with schema_context(zhanqian.schema_name):
        assert not queries.listed(lu, TODAY, q="13800005678", state="all").exists()
        assert queries.get(cheng.pk) is None
