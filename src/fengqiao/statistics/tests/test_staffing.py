"""The organisation, staff and funding table: computed from the registers of any day, its parts make the whole, every figure opens."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.organisations import actions as organisations
from fengqiao.people import actions as people
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.queries import staffing
from fengqiao.statistics.rules.staffing import Rows, every, layout
from fengqiao.statistics.rules.staffing_identities import identities, of_places
from tests.office import COMMUNITY, COUNTY, NOW, STREET

TODAY = date(2026, 11, 20)


@pytest.fixture
def keeper(office):
    """Somebody who keeps the registers of the whole city and reads its figures."""
    held = frozenset(permission.value for permission in Permission)
    return Actor(None, "登记员", NOW, held, region_scope="4201")


@pytest.fixture
def busy(office, keeper):
    """The office with more people, a closed organisation, a studio and a court's roster."""

    def person(name, organisation, post="mediator", **more):
        given = {"sex": "female", "education": "college", "politics": "party", "ethnicity": "土家族"}
        given["birth_on"] = date(1980, 1, 1)
        starts_on = more.pop("starts_on", date(2025, 1, 1))
        origin = more.pop("origin", "appointed")
        new = people.NewPost(organisation.pk, post=post, origin=origin, starts_on=starts_on, **more)
        return people.register(keeper, name=name, post=new, **given)

    person("甲一", office.street, is_full_time=True, is_purchased=True, certificate="武调001")
    person("甲二", office.community, post="director", origin="elected")
    both = person("甲三", office.medical, is_full_time=True)
    people.appoint(keeper, both.pk, people.NewPost(office.street.pk, "member", date(2025, 1, 1), origin="appointed"))
    person("甲四", office.court, post="guiding_judge", origin="")
    late = person("甲五", office.street, starts_on=date(2026, 11, 1))
    studio = organisations.register(
        keeper, kind="studio", name="甲六调解工作室", region_code=STREET, parent_id=office.street.pk
    )
    person("甲六", studio)
    old = organisations.register(
        keeper, kind="enterprise_committee", name="武汉某厂人民调解委员会", short_name="武厂", region_code=COUNTY,
        established_on=date(2020, 1, 1), host_name="武汉某厂",
    )  # fmt: skip
    organisations.deactivate(keeper, old.pk, on=date(2026, 6, 1), why="企业注销")
    organisations.sign_memorandum(
        keeper,
        office.court.pk,
        organisation_id=office.medical.pk,
        title="备忘录",
        terms="互相配合",
        signed_on=date(2026, 2, 1),
    )
    organisations.invite(
        keeper, office.court.pk, organisation_id=office.medical.pk, is_resident=True, since=date(2026, 2, 1)
    )
    organisations.invite(keeper, office.court.pk, person_name="甲七", since=date(2026, 2, 1))
    organisations.invite(keeper, office.court.pk, person_name="甲八", since=date(2026, 2, 1))
    return late


def test_the_table_counts_the_registers_of_the_day(keeper, busy):
    counts = staffing.report(scope_for(keeper), TODAY).counts
    told = {
        code: counts[code]
        for code in ("organisations", "kind_street", "kind_resident", "kind_social", "kind_enterprise")
    }
    assert told == {"organisations": 4, "kind_street": 1, "kind_resident": 1, "kind_social": 2, "kind_enterprise": 0}
    assert (counts["tier_street"], counts["tier_village"], counts["tier_industry"], counts["tier_other"]) == (
        1,
        1,
        0,
        2,
    )
    assert (counts["industry"], counts["trade_medical"], counts["place_studio"]) == (1, 1, 1)
    assert (counts["mediators"], counts["full_time"], counts["purchased"], counts["part_time"]) == (7, 2, 1, 5)
    assert (counts["staff_street"], counts["staff_resident"], counts["staff_social"], counts["staff_elsewhere"]) == (
        5,
        1,
        0,
        1,
    )
    assert (counts["elected"], counts["appointed"], counts["women"], counts["sex_unknown"]) == (1, 6, 5, 2)
    assert (counts["party"], counts["minority"], counts["education_college"], counts["education_unknown"]) == (
        5,
        5,
        5,
        2,
    )
    assert (counts["age_middle"], counts["age_unknown"], counts["certified"], counts["post_guiding_judge"]) == (
        5,
        2,
        1,
        1,
    )
    assert (counts["streets"], counts["streets_staffed"], counts["industries_staffed"]) == (1, 0, 0)
    assert (counts["docked"], counts["invited_bodies"], counts["resident"], counts["resident_here"]) == (1, 1, 1, 0)
    assert counts["invited_people"] == 2


def test_an_earlier_day_has_the_organisations_and_people_of_then(keeper, busy):
    scope = scope_for(keeper)
    then = staffing.report(scope, date(2026, 5, 31)).counts
    assert (then["organisations"], then["kind_enterprise"], then["mediators"]) == (5, 1, 6)
    assert staffing.report(scope, date(2026, 6, 1)).counts["organisations"] == 4
    assert staffing.report(scope, date(2026, 1, 31)).counts["docked"] == 0
    before = staffing.report(scope, date(2024, 5, 5)).counts
    assert (before["mediators"], before["post_guiding_judge"]) == (0, 0)


def test_a_region_and_an_organisation_with_what_is_below_it_count_their_own(keeper, office, busy):
    county = staffing.report(scope_for(keeper, region="420111"), TODAY, with_places=True)
    assert county.counts["organisations"] == 3 and "budget" not in county.counts
    assert [(place.name, place.counts["organisations"]) for place in county.places] == [("珞南街道", 2)]
    street = staffing.report(scope_for(keeper, organisation_id=office.street.pk), TODAY).counts
    assert (street["organisations"], street["place_studio"], street["mediators"]) == (1, 1, 6)
    own = staffing.report(scope_for(office.director), TODAY).counts
    assert (own["organisations"], own["place_studio"], own["mediators"]) == (1, 0, 5)


@pytest.mark.parametrize("region", ["4201", "420111", STREET[:9], COMMUNITY])
def test_every_figure_is_the_number_of_its_rows(keeper, busy, region):
    scope = scope_for(keeper, region=region)
    found = staffing.report(scope, TODAY, with_places=True)
    for part in found.parts:
        for line in part.lines:
            if line.figure is None:
                continue
            cell = staffing.cell_of(scope, TODAY, line.cell.code)
            listed = staffing.rows_of(scope, TODAY, cell)
            assert staffing.figure(scope, TODAY, cell).figure == line.figure
            if cell.rows not in (Rows.PAYMENTS, Rows.RETURNS, Rows.BUDGETS):
                assert listed.count() == line.figure.value, cell.code
    assert not found.gaps


def test_the_whole_table_takes_a_query_for_each_sort_of_rows(keeper, busy):
    scope = scope_for(keeper)
    with CaptureQueriesContext(connection) as queries:
        staffing.report(scope, TODAY, with_places=True)
    assert len(queries) <= 14


KINDS = ("village", "resident", "township", "street", "enterprise", "social", "none")


@given(st.lists(st.integers(0, 50), min_size=7, max_size=7), st.integers(-3, 3))
def test_parts_that_do_not_make_the_whole_are_told_with_their_gap(parts, slip):
    counts = {f"kind_{kind}": number for kind, number in zip(KINDS, parts, strict=True)}
    counts["organisations"] = sum(parts) + slip
    [told] = [i for i in identities(every([]), counts) if "各类组织合计" in i.text]
    assert told.holds == (slip == 0) and told.gap == -slip


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6), st.integers(0, 9))
def test_a_region_is_its_own_level_and_those_below(children, own):
    below = [{"organisations": bodies, "mediators": staff} for bodies, staff in children]
    whole = {
        "organisations": own + sum(bodies for bodies, _staff in children),
        "mediators": sum(s for _b, s in children),
    }
    assert all(i.holds for i in of_places(whole, {"organisations": own}, below))
    whole["organisations"] += 1
    assert not all(i.holds for i in of_places(whole, {"organisations": own}, below))


def test_a_row_of_what_is_not_registered_is_printed_only_when_there_is_something_in_it():
    codes = {cell.code for block in layout([("medical", "医疗")], {}) for cell in block.cells}
    assert not codes & {"kind_none", "sex_unknown", "education_unknown", "trade_medical"}
    shown = {
        cell.code
        for block in layout([("medical", "医疗")], {"trade_medical": 1, "sex_unknown": 2})
        for cell in block.cells
    }
    assert {"trade_medical", "sex_unknown"} <= shown


SEXES, LEVELS = ("female", "male", ""), ("master", "college", "", "primary")
PLACES = st.sampled_from(("street", "community", "medical"))
POST = st.tuples(
    PLACES, st.sampled_from(("director", "mediator", "informant")), st.booleans(), st.booleans(), st.integers(0, 400)
)
PERSON = st.tuples(st.sampled_from(SEXES), st.sampled_from(LEVELS), st.lists(POST, min_size=1, max_size=3))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(PERSON, max_size=6), st.integers(0, 400))
def test_whatever_the_registers_hold_the_parts_make_the_whole(keeper_and_office, crowd, ago):
    keeper, office, fill = keeper_and_office
    day = TODAY - timedelta(days=ago)
    with fill(crowd):
        found = staffing.report(scope_for(keeper), day, with_places=True)
        assert not found.gaps
        wanted = {
            n for n, (_sex, _level, posts) in enumerate(crowd)
            for _place, post, _full, _bought, since in posts if post != "informant" and since >= ago
        }  # fmt: skip
        assert found.counts["mediators"] == len(wanted) + 2  # 夏云峰 and 程继红


@pytest.fixture
def keeper_and_office(keeper, office):
    """Fill the registers with people, and take them out again after each example."""

    @contextmanager
    def fill(crowd):
        with transaction.atomic():
            for number, (sex, level, posts) in enumerate(crowd):
                given = {"name": f"甲{'一二三四五六七八九'[number]}", "sex": sex, "education": level}
                held = {}
                for place, post, full, bought, since in posts:
                    origin = "" if post == "informant" else "elected" if bought and not full else "appointed"
                    new = people.NewPost(
                        getattr(office, place).pk, post=post, origin=origin, starts_on=TODAY - timedelta(days=since),
                        is_full_time=full, is_purchased=bought,
                    )  # fmt: skip
                    held[place, post] = held.get((place, post)) or new
                    if since > (TODAY - held[place, post].starts_on).days:
                        held[place, post] = new
                people.take_over(keeper, **given, posts_held=list(held.values()))
            yield
            transaction.set_rollback(True)

    return keeper, office, fill
