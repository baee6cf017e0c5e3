from datetime import date

import pytest
from django_tenants.utils import schema_context

from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import Forbidden, NotFound
from fengqiao.organisations import access, actions, queries
from fengqiao.organisations.tests.conftest import HONGLUO, HONGSHAN, LUONAN, WUCHANG, actor


def names(found):
    return [organisation.name for organisation in found]


def test_a_region_sees_itself_what_is_below_and_what_stands_above(lu, bureau, street, community):
    other = actions.register(lu, kind="bureau", name="武汉市武昌区司法局", region_code=WUCHANG)
    seen = access.visible_to(actor("街道", "420111001"))
    assert set(seen) == {bureau, street, community}
    assert other not in seen


def test_who_has_no_region_sees_the_own_organisation_only(street, community):
    assert list(access.visible_to(actor("调解员", organisation=community))) == [community]
    assert not access.visible_to(actor("外人")).exists()


def test_the_register_is_closed_to_who_may_not_see_it(lu, street):
    with pytest.raises(Forbidden):
        access.visible_to(actor("外人", "4201", frozenset()))
    with pytest.raises(Forbidden):
        access.get_for(actor("看客", "4201", frozenset({"registry.view"})), street.pk, Permission.MANAGE_REGISTRY)


def test_what_stands_above_is_seen_but_not_changed(bureau, street):
    clerk = actor("街道", "420111001")
    assert access.get_for(clerk, bureau.pk, Permission.VIEW_REGISTRY) == bureau
    with pytest.raises(NotFound):
        access.get_for(clerk, bureau.pk, Permission.MANAGE_REGISTRY)


@pytest.mark.parametrize("typed", ["珞南街道", "珞 南", "luonan", "lnjd", "1234", "武洪珞"])
def test_an_organisation_is_found_by_characters_pinyin_initials_phone_tail_and_short_name(lu, bureau, street, typed):
    assert names(queries.listed(lu, q=typed)) == [street.name]


def test_the_list_is_narrowed_by_kind_place_and_state(lu, bureau, street, community):
    assert names(queries.listed(lu, kind="bureau")) == [bureau.name]
    assert names(queries.listed(lu, region="420111001001")) == [community.name]
    assert names(queries.listed(lu, level="street")) == [street.name]
    actions.deactivate(lu, community.pk, on=date(2026, 11, 20), why="合并")
    assert community not in queries.listed(lu)
    assert list(queries.listed(lu, state="closed")) == [community]
    assert queries.listed(lu, state="all").count() == 3


def test_a_search_for_nothing_that_can_be_found_finds_nothing(lu, street):
    assert not queries.listed(lu, q="!&|").exists()


def test_committees_of_a_place_are_those_of_it_and_above_with_the_load_given(lu, bureau, street, community):
    actions.register(lu, kind="street_committee", name="武昌区人民调解委员会", short_name="武昌", region_code=WUCHANG)
    found = queries.committees(HONGLUO, load={street.pk: 7})
    assert [committee.id for committee in found] == [community.pk, street.pk]
    assert [committee.open_cases for committee in found] == [0, 7]
    assert found[0].specialities == ("neighbours",)
    assert [committee.id for committee in queries.committees(HONGLUO + "001")] == [community.pk, street.pk]


def test_courts_of_a_place_come_nearest_first(lu):
    basic = actions.register(lu, kind="court", name="武汉市洪山区人民法院", region_code=HONGSHAN)
    higher = actions.register(lu, kind="court", name="湖北省武汉市中级人民法院", region_code="420100000000")
    actions.register(lu, kind="court", name="武汉市武昌区人民法院", region_code=WUCHANG)
    assert queries.courts(LUONAN) == [basic, higher]


def test_names_come_in_one_query(django_assert_num_queries, street, community):
    with django_assert_num_queries(1):
        assert queries.names([street.pk, community.pk]) == {street.pk: street.name, community.pk: community.name}


def test_the_organisations_of_one_jurisdiction_are_not_found_in_another(lu, street, zhanqian):
    with schema_context(zhanqian.schema_name):
        assert not queries.listed(lu, q="珞南", state="all").exists()
        assert queries.get(street.pk) is None
        assert queries.committees(HONGLUO) == []
