import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django_tenants.utils import schema_context

from fengqiao.core import audit
from fengqiao.jurisdictions import actions, profiles, queries
from fengqiao.jurisdictions.models import Domain, Jurisdiction, RuleSetVersion

pytestmark = pytest.mark.django_db


def later(keeper, days):
    return replace(keeper, at=keeper.at + timedelta(days=days))


def test_loading_the_same_profiles_again_changes_nothing(keeper, folder):
    actions.sync_profiles(keeper, folder=folder)
    before = list(RuleSetVersion.objects.values())
    assert actions.sync_profiles(later(keeper, 1), folder=folder) == {}
    assert list(RuleSetVersion.objects.values()) == before


def test_changed_content_is_a_new_version_from_that_day_and_the_old_one_stays(keeper, folder, edit):
    actions.sync_profiles(keeper, folder=folder)
    old = queries.current_ruleset(date(2026, 11, 21))
    edit("wuhan/profile.yaml", lambda profile: profile["screening"][0].update(every="week"))
    changed = actions.sync_profiles(later(keeper, 10), folder=folder)
    assert set(changed) == {"wuhan"}
    assert queries.current_ruleset(date(2026, 11, 30)).version == old.version
    new = queries.current_ruleset(date(2026, 12, 1))
    assert (new.version, new.screening[0].every, new.valid_from) == (changed["wuhan"], "week", date(2026, 12, 1))
    assert queries.ruleset(old.version) == old


def test_a_version_announced_for_a_later_day_applies_from_that_day(keeper, folder, edit):
    actions.sync_profiles(keeper, folder=folder)
    old = queries.current_ruleset(date(2026, 11, 21))

    def announce(profile):
        profile.update(version="2027.1", valid_from=date(2027, 1, 1), phone="027-12348")

    edit("wuhan/profile.yaml", announce)
    actions.sync_profiles(keeper, folder=folder)
    assert queries.current_ruleset(date(2026, 12, 31)).version == old.version
    new = queries.current_ruleset(date(2027, 1, 1))
    assert new.version.startswith("2027.1-")
    assert (new.valid_from, new.phone) == (date(2027, 1, 1), "027-12348")


def test_another_announcement_alone_is_no_new_version(keeper, folder, edit):
    actions.sync_profiles(keeper, folder=folder)
    edit("wuhan/profile.yaml", lambda profile: profile.update(version="2027.1", valid_from=date(2027, 1, 1)))
    assert actions.sync_profiles(keeper, folder=folder) == {}


def test_days_before_the_first_version_are_read_by_the_first():
    assert queries.current_ruleset(date(2021, 3, 1)).version == queries.versions().last().version


def test_a_version_that_was_never_loaded_is_told():
    with pytest.raises(queries.NoRules, match="2031.1"):
        queries.ruleset("2031.1")


def test_one_broken_profile_leaves_all_as_they_were(keeper, folder, edit):
    actions.sync_profiles(keeper, folder=folder)
    before = list(RuleSetVersion.objects.values("version"))
    edit("wuhan/profile.yaml", lambda profile: profile.pop("name"))
    with pytest.raises(profiles.ProfileError) as refusal:
        actions.sync_profiles(keeper, folder=folder)
    assert [(problem.file, problem.path) for problem in refusal.value.problems] == [("wuhan/profile.yaml", "name")]
    assert list(RuleSetVersion.objects.values("version")) == before


def test_a_loaded_version_is_in_the_history_of_its_jurisdiction(keeper, folder, edit):
    edit("wuhan/profile.yaml", lambda profile: profile.update(phone="027-12348"))
    version = actions.sync_profiles(keeper, folder=folder)["wuhan"]
    event = audit.history(queries.versions().get(version=version).pk).get()
    assert (event.verb, event.after) == ("load", version)


def test_rules_are_kept_in_the_process_and_read_again_after_a_load(django_assert_num_queries, keeper, folder, edit):
    queries.current_ruleset(date(2026, 11, 21))
    with django_assert_num_queries(0):
        queries.current_ruleset(date(2026, 11, 21))
    edit("wuhan/profile.yaml", lambda profile: profile.update(phone="027-12348"))
    actions.sync_profiles(keeper, folder=folder)
    assert queries.current_ruleset(date(2026, 11, 21)).phone == "027-12348"


def test_a_jurisdiction_is_made_from_its_profile_with_schema_host_and_rules(zhanqian):
    assert (zhanqian.code, zhanqian.name, zhanqian.slug) == ("210802", "营口市站前区", "zhanqian")
    assert queries.hosts()["zhanqian"] == "zhanqian.localhost"
    with schema_context("zhanqian"):
        assert queries.current_ruleset().slug == "zhanqian"


def test_making_it_again_adds_only_a_new_host(keeper, zhanqian):
    for host in ("zhanqian.localhost", "zhanqian.example.org"):
        again = actions.create_jurisdiction(later(keeper, 1), slug="zhanqian", host=host)
        assert again.pk == zhanqian.pk
    domains = Domain.objects.filter(tenant=zhanqian).order_by("domain").values_list("domain", "is_primary")
    assert list(domains) == [("zhanqian.example.org", False), ("zhanqian.localhost", True)]
    assert RuleSetVersion.objects.filter(jurisdiction=zhanqian).count() == 1


def test_a_broken_profile_makes_no_jurisdiction(keeper, folder, edit):
    shutil.copytree(folder / "linyi", folder / "nowhere")
    edit("nowhere/profile.yaml", lambda profile: profile.pop("levels"))
    before = set(Jurisdiction.objects.values_list("schema_name", flat=True))
    with pytest.raises(profiles.ProfileError):
        actions.create_jurisdiction(keeper, slug="nowhere", host="nowhere.localhost", folder=folder)
    assert set(Jurisdiction.objects.values_list("schema_name", flat=True)) == before
    assert not Domain.objects.filter(domain="nowhere.localhost").exists()


def test_the_rules_of_one_jurisdiction_never_reach_another(zhanqian):
    wuhan = queries.current_ruleset()
    with schema_context("zhanqian"):
        other = queries.current_ruleset()
        assert [level.code for level in other.levels] == ["county", "street", "community"]
        assert {version.jurisdiction_id for version in queries.versions()} == {zhanqian.pk}
        with pytest.raises(queries.NoRules):
            queries.ruleset(wuhan.version)
    assert queries.current_ruleset() == wuhan
    with pytest.raises(queries.NoRules):
        queries.ruleset(other.version)


def test_the_front_page_has_nothing_to_do_with_a_jurisdiction():
    with schema_context("public"), pytest.raises(queries.NoRules):
        queries.current_ruleset()
