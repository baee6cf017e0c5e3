from datetime import date

import pytest
from django_tenants.utils import schema_context

from fengqiao.core import audit
from fengqiao.regions import actions, division, queries
from fengqiao.regions.models import Region, scope_of

pytestmark = pytest.mark.django_db


def edit(folder, file, old, new):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_only_the_places_of_the_jurisdiction_are_loaded(clerk, divisions):
    done = actions.load(clerk, code="420100", folder=divisions)
    assert done == actions.Loaded(added=9)
    assert not Region.objects.exclude(code__startswith="4201").exists()
    assert queries.root().code == "420100000000"


def test_places_have_level_parent_and_full_name(clerk, divisions):
    actions.load(clerk, code="420100", folder=divisions)
    place = queries.get("420111005008")
    assert (place.level, place.parent_id, place.path) == ("community", "420111005000", "武汉市洪山区梨园街道新世纪社区")
    assert place.name == "新世纪社区居民委员会"


def test_a_district_bears_the_name_of_its_city_without_loading_it(clerk, divisions):
    actions.load(clerk, code="210802", folder=divisions)
    assert queries.root().path == "营口市站前区"
    assert queries.get("210802008200").path == "营口市站前区东兴街道光明村"
    assert queries.get("210800000000") is None


def test_loading_twice_changes_nothing(clerk, divisions):
    actions.load(clerk, code="420100", folder=divisions)
    before = list(Region.objects.order_by("code").values())
    assert not actions.load(clerk, code="420100", folder=divisions)
    assert list(Region.objects.order_by("code").values()) == before
    assert audit.history(queries.root().pk).count() == 1


def test_a_place_that_is_gone_keeps_its_code_with_the_day_on_which_it_ended(clerk, divisions):
    actions.load(clerk, code="420100", folder=divisions)
    edit(divisions, "villages.csv", '420111005012,"东湖社区居民委员会",420111005,42,4201,420111\n', "")
    assert actions.load(clerk, code="420100", folder=divisions) == actions.Loaded(ended=1)
    assert queries.get("420111005012").valid_to == date(2026, 11, 21)
    assert "420111005012" not in [region.code for region in queries.children("420111005000")]


def test_a_new_name_of_a_street_shows_in_everything_below_it(clerk, divisions):
    actions.load(clerk, code="420100", folder=divisions)
    edit(divisions, "streets.csv", "梨园街道", "东湖梨园街道")
    assert actions.load(clerk, code="420100", folder=divisions).renamed == 3
    assert queries.get("420111005008").path == "武汉市洪山区东湖梨园街道新世纪社区"
    assert [region.code for region in queries.search("东湖梨园新世纪")] == ["420111005008"]


def test_places_added_here_outlive_a_load(clerk, divisions):
    actions.load(clerk, code="420100", folder=divisions)
    grid = actions.add_grid(clerk, parent_code="420111005008", name="第一网格")
    assert not actions.load(clerk, code="420100", folder=divisions)
    assert queries.get(grid.code).valid_to is None


def test_an_unknown_jurisdiction_or_a_missing_package_is_told_and_changes_nothing(clerk, divisions, tmp_path):
    with pytest.raises(division.NoDivisionData, match="999900"):
        actions.load(clerk, code="999900", folder=divisions)
    with pytest.raises(division.NoDivisionData, match="npm ci"):
        actions.load(clerk, code="420100", folder=tmp_path / "nowhere")
    assert not Region.objects.exists()


def test_the_places_of_one_jurisdiction_are_not_seen_in_another(clerk, divisions, zhanqian):
    actions.load(clerk, code="420100", folder=divisions)
    with schema_context(zhanqian.schema_name):
        assert not Region.objects.exists()
        actions.load(clerk, code="210802", folder=divisions)
        assert queries.search("洪山") == []
        assert queries.get("420111005008") is None
    assert queries.search("站前") == []


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("420100000000", "4201"),
        ("420111000000", "420111"),
        ("210802000000", "210802"),
        ("420111005000", "420111005"),
        ("420111005008", "420111005008"),
        ("420111005008001", "420111005008001"),
        ("420111001000000"[:12], "420111001"),
    ],
)
def test_the_scope_of_a_place_is_the_prefix_of_all_codes_in_it(code, scope):
    assert scope_of(code) == scope
