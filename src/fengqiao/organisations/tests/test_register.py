from datetime import date

import pytest

from fengqiao.core import audit, events
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.organisations import actions
from fengqiao.organisations.models import Organisation
from fengqiao.organisations.tests.conftest import HONGLUO, HONGSHAN, LUONAN, WUCHANG, actor

GIVEN = {
    "kind": "street_committee",
    "name": "武汉市洪山区新街人民调解委员会",
    "short_name": "武洪新",
    "region_code": LUONAN,
}


def as_it_is(organisation):
    """The facts of an organisation as change() takes them."""
    return {
        "name": organisation.name,
        "region_code": organisation.region_code,
        "level": organisation.level,
        "parent_id": organisation.parent_id,
        "host_name": organisation.host_name,
        "specialities": organisation.specialities,
        "address": organisation.address,
        "phone": organisation.phone,
        "established_on": organisation.established_on,
    }


def test_a_committee_is_entered_with_the_level_of_its_place_and_what_its_kind_is(lu):
    committee = actions.register(lu, **GIVEN)
    assert (committee.level, committee.mediates, committee.is_active) == ("street", True, True)
    assert [event.verb for event in audit.history(committee.pk)] == ["register"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "temple"}, "kind"),
        ({"name": " "}, "name"),
        ({"name": "会" * 121}, "name"),
        ({"short_name": ""}, "short_name"),
        ({"short_name": "武 洪"}, "short_name"),
        ({"short_name": "武" * 13}, "short_name"),
        ({"region_code": "999999999999"}, "region_code"),
        ({"level": "province"}, "level"),
        ({"specialities": ["weather"]}, "specialities"),
        ({"phone": "call me"}, "phone"),
        ({"address": "路" * 201}, "address"),
        ({"established_on": date(2027, 1, 1)}, "established_on"),
        ({"established_on": date(1, 1, 1)}, "established_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_entered(lu, wrong, field):
    with pytest.raises(Malformed) as refusal:
        actions.register(lu, **{**GIVEN, **wrong})
    assert refusal.value.field == field
    assert not Organisation.objects.exists()


def test_no_two_have_the_same_name_or_the_same_short_name(lu, street):
    with pytest.raises(Malformed) as refusal:
        actions.register(lu, **{**GIVEN, "name": street.name})
    assert refusal.value.field == "name"
    with pytest.raises(Malformed) as refusal:
        actions.register(lu, **{**GIVEN, "short_name": street.short_name})
    assert refusal.value.field == "short_name"
    assert "编号" in refusal.value.message


def test_an_organ_that_does_not_mediate_needs_no_short_name(lu):
    court = actions.register(lu, kind="court", name="武汉市洪山区人民法院", region_code=HONGSHAN)
    assert (court.mediates, court.short_name) == (False, "")


def test_who_keeps_another_district_or_no_register_enters_nothing(lu, xiang):
    with pytest.raises(Malformed) as refusal:
        actions.register(xiang, **GIVEN)
    assert refusal.value.field == "region_code"
    with pytest.raises(Forbidden):
        actions.register(actor("外人", "4201", frozenset({"registry.view"})), **GIVEN)
    assert not Organisation.objects.exists()


def test_a_change_is_kept_with_what_was_before(lu, street):
    actions.change(lu, street.pk, **{**as_it_is(street), "phone": "027-80000000"})
    street.refresh_from_db()
    event = audit.history(street.pk).last()
    assert street.phone == "027-80000000"
    assert event.data == {"phone": ["027-87651234", "027-80000000"]}


def test_saving_the_form_unchanged_leaves_no_trace(lu, street):
    actions.change(lu, street.pk, **as_it_is(street))
    assert audit.history(street.pk).count() == 1


def test_a_change_of_place_is_found_under_the_new_place(lu, street):
    changed = actions.change(lu, street.pk, **{**as_it_is(street), "region_code": HONGLUO, "level": "street"})
    assert (changed.region_code, changed.level) == (HONGLUO, "street")


def test_an_organisation_is_not_its_own_superior(lu, bureau, street, community):
    with pytest.raises(Malformed) as refusal:
        actions.change(lu, street.pk, **{**as_it_is(street), "parent_id": community.pk})
    assert refusal.value.field == "parent_id"


def test_who_keeps_another_district_changes_and_closes_nothing(xiang, street):
    for attempt in (
        lambda: actions.change(xiang, street.pk, **{**as_it_is(street), "region_code": WUCHANG}),
        lambda: actions.deactivate(xiang, street.pk, on=date(2026, 11, 21), why="撤销"),
    ):
        with pytest.raises(NotFound):
            attempt()
    street.refresh_from_db()
    assert (street.region_code, street.is_active) == (LUONAN, True)


def test_a_closed_organisation_keeps_its_short_name_and_cannot_be_changed(lu, street):
    actions.deactivate(lu, street.pk, on=date(2026, 11, 20), why="街道合并")
    street.refresh_from_db()
    assert (street.is_active, street.closed_on) == (False, date(2026, 11, 20))
    assert audit.history(street.pk).last().why == "街道合并"
    with pytest.raises(Malformed) as refusal:
        actions.register(lu, **{**GIVEN, "short_name": street.short_name})
    assert refusal.value.field == "short_name"
    with pytest.raises(NotNow):
        actions.change(lu, street.pk, **as_it_is(street))
    actions.register(lu, **{**GIVEN, "name": street.name})


@pytest.mark.parametrize(("on", "why"), [(date(2026, 11, 21), " "), (date(2026, 11, 22), "撤销")])
def test_closing_needs_a_reason_and_no_future_day(lu, street, on, why):
    with pytest.raises(Malformed):
        actions.deactivate(lu, street.pk, on=on, why=why)
    street.refresh_from_db()
    assert street.is_active


def test_what_still_uses_an_organisation_is_said_and_keeps_it_open(lu, street, monkeypatch):
    monkeypatch.setattr(events, "collect", lambda question, **facts: [["还有3件未结纠纷"]])
    with pytest.raises(NotNow, match="还有3件未结纠纷"):
        actions.deactivate(lu, street.pk, on=date(2026, 11, 21), why="撤销")
    street.refresh_from_db()
    assert street.is_active
