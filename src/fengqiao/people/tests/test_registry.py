import pytest
import yaml
from django_tenants.utils import schema_context

from fengqiao.jurisdictions import profiles
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations.models import Organisation
from fengqiao.organisations.tests.conftest import actor
from fengqiao.people import registry
from fengqiao.people.models import Person
from fengqiao.regions import actions as regions
from fengqiao.regions.division import package_folder
from fengqiao.regions.tests import places

STREET = {
    "key": "street",
    "kind": "street_committee",
    "name": "珞南街道人民调解委员会",
    "short_name": "武洪珞",
    "place": "武汉市洪山区珞南街道",
    "parent": "bureau",
}
POSTS = [
    {"organisation": "street", "post": "director", "origin": "appointed", "starts_on": "2024-04-10", "full_time": True},
    {"organisation": "bureau", "post": "officer", "starts_on": "2020-04-10"},
]
SMALL = {
    "grids": [{"place": "武汉市洪山区珞南街道洪珞社区", "name": "第一网格"}],
    "organisations": [
        {"key": "bureau", "kind": "bureau", "name": "洪山区司法局", "place": "武汉市洪山区"},
        STREET,
    ],
    "people": [
        {"name": "程继红", "sex": "female", "birth_on": "1968-12-08", "phone": "19900001004", "posts": POSTS},
    ],
}


@pytest.fixture
def clerk(db, tmp_path):
    clerk = actor("系统", "4201")
    regions.load(clerk, code="420100", folder=places.write(tmp_path))
    return clerk


@pytest.fixture
def small(tmp_path):
    def write(**changes):
        path = tmp_path / "registry.yaml"
        path.write_text(yaml.safe_dump({**SMALL, **changes}, allow_unicode=True), encoding="utf-8")
        return path

    return write


def test_a_register_is_loaded_through_the_actions_once(clerk, small):
    assert registry.load(clerk, small()) == registry.Loaded(grids=1, organisations=2, people=1)
    assert registry.load(clerk, small()) == registry.Loaded()
    street = Organisation.objects.get(short_name="武洪珞")
    assert street.parent.name == "洪山区司法局"
    assert Person.objects.get().appointments.count() == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"people": [{**SMALL["people"][0], "phone": "1"}]}, "程继红: phone"),
        ({"people": [{**SMALL["people"][0], "posts": [{"organisation": "moon", "post": "head", "starts_on": "2020-01-01"}]}]}, "moon"),
        ({"organisations": [{**SMALL["organisations"][0], "place": "月球"}]}, "月球"),
        ({"organisations": [{**SMALL["organisations"][0], "colour": "green"}]}, "organisations\\[0\\].colour"),
    ],
)  # fmt: skip
def test_a_register_that_cannot_be_is_refused_with_its_entry_and_enters_nothing(clerk, small, changes, reason):
    with pytest.raises(registry.RegistryError, match=reason):
        registry.load(clerk, small(**changes))
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize("slug", ["wuhan", "jingzhou", "chengdu", "zhanqian", "linyi"])
def test_each_of_the_five_comes_with_a_register_of_every_kind(slug):
    rules: RuleSet = profiles.load(profiles_folder(), slug)
    first = registry.read(profiles_folder() / slug / "registry.yaml")
    kinds = {organisation.kind for organisation in first.organisations}
    assert {"industry_committee", "bureau", "justice_office", "court", "police"} <= kinds
    assert kinds & {"centre", "command_centre"}
    assert {"street_committee", "community_committee", "village_committee"} <= kinds
    for kind in kinds:
        assert rules.organisation_type(kind)
    assert min(len(first.organisations), len(first.people)) >= 12
    short = [organisation.short_name for organisation in first.organisations if organisation.short_name]
    assert len(short) == len(set(short))


def test_the_register_of_zhanqian_stands_at_real_places_and_stays_out_of_wuhan(db, zhanqian):
    clerk = actor("系统", "210802")
    with schema_context(zhanqian.schema_name):
        regions.load(clerk, code="210802", folder=package_folder())
        done = registry.load(clerk, profiles_folder() / "zhanqian/registry.yaml")
        assert (done.organisations, done.people) == (16, 17)
        assert Organisation.objects.get(short_name="营站东公").region.path == "营口市站前区东兴街道公园社区"
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()
