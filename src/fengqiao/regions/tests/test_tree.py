from dataclasses import replace

import pytest

from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.regions import actions, queries
from fengqiao.regions.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(clerk, divisions):
    actions.load(clerk, code="420100", folder=divisions)


def codes(regions):
    return [region.code for region in regions]


def test_children_are_the_places_directly_below():
    assert codes(queries.children()) == ["420100000000"]
    assert codes(queries.children("420100000000")) == ["420106000000", "420111000000"]
    assert codes(queries.children("420111005000")) == ["420111005008", "420111005012"]


def test_ancestors_lead_from_the_city_to_the_place_itself(clerk):
    grid = actions.add_grid(clerk, parent_code="420111005008", name="第一网格")
    assert codes(queries.ancestors(grid.code)) == [
        "420100000000",
        "420111000000",
        "420111005000",
        "420111005008",
        "420111005008001",
    ]
    assert queries.ancestors("999999000000") == []


@pytest.mark.parametrize("typed", ["新世纪", "世纪", "梨园新世", "洪山 新世纪", "武汉市洪山区梨园街道新世纪社区"])
def test_a_place_is_found_by_any_part_of_its_full_name(typed):
    assert "420111005008" in codes(queries.search(typed))


def test_a_single_character_finds_places():
    assert "420111005012" in codes(queries.search("湖"))


def test_the_place_that_is_named_comes_before_the_places_in_it():
    assert codes(queries.search("梨园"))[0] == "420111005000"


def test_search_gives_at_most_what_is_asked_for_and_nothing_for_nothing():
    assert len(queries.search("武汉", limit=3)) == 3
    assert queries.search("  ") == []
    assert queries.search("!&|<->'") == []


def test_paths_come_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.paths(["420111005008", "420106000000", "000000000000"])
    assert found == {"420111005008": "武汉市洪山区梨园街道新世纪社区", "420106000000": "武汉市武昌区"}


def test_grids_are_numbered_below_their_community_and_found(clerk):
    first = actions.add_grid(clerk, parent_code="420111005008", name="第一网格")
    second = actions.add_grid(clerk, parent_code="420111005008", name="第二网格")
    assert (first.code, second.code) == ("420111005008001", "420111005008002")
    assert first.code in codes(queries.search("新世纪第一网格"))


@pytest.mark.parametrize(
    ("parent", "name", "error"),
    [
        ("420111005000", "第一网格", NotNow),
        ("420111005008", " ", Malformed),
        ("420111005008", "格" * 61, Malformed),
        ("999999999999", "第一网格", NotFound),
    ],
)
def test_a_grid_that_cannot_be_is_refused_and_nothing_is_added(clerk, parent, name, error):
    before = Region.objects.count()
    with pytest.raises(error):
        actions.add_grid(clerk, parent_code=parent, name=name)
    assert Region.objects.count() == before


def test_a_second_grid_of_the_same_name_is_refused(clerk):
    actions.add_grid(clerk, parent_code="420111005008", name="第一网格")
    with pytest.raises(Malformed) as refusal:
        actions.add_grid(clerk, parent_code="420111005008", name=" 第一网格 ")
    assert refusal.value.field == "name"
    assert queries.children("420111005008").count() == 1


def test_who_keeps_another_district_or_no_register_cannot_add_a_grid(clerk):
    before = Region.objects.count()
    with pytest.raises(NotFound):
        actions.add_grid(replace(clerk, region_scope="420106"), parent_code="420111005008", name="第一网格")
    with pytest.raises(Forbidden):
        actions.add_grid(replace(clerk, permissions=frozenset()), parent_code="420111005008", name="第一网格")
    assert Region.objects.count() == before
