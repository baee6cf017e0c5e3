"""Venue, signs, seals, centre, docking and history of an organisation, entered through the verbs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.organisations import actions, queries
from fengqiao.organisations.models import Duty, Invitation, Room, Seal, Succession
from fengqiao.organisations.tests.conftest import HONGSHAN, LUONAN, WUCHANG, actor, image

TODAY = date(2026, 11, 21)


def test_the_director_keeps_the_venue_of_the_own_committee_and_of_no_other(he, street, community):
    actions.add_room(he, street.pk, kind="mediation", name="第一调解室", seats=12)
    actions.check_sign(he, street.pk, sign="plaque", state="proper")
    actions.add_photo(he, street.pk, image(), caption="大门标牌")
    found = queries.venue(street.pk)
    assert [room.name for room in found.rooms] == ["第一调解室"]
    assert [check.state if check else None for _sign, check in found.signs] == ["proper", None, None, None, None]
    assert len(found.photos[0].file.sha256) == 64
    with pytest.raises(NotFound):
        actions.add_room(he, community.pk, kind="mediation", name="调解室")
    assert [event.verb for event in audit.history(street.pk)][1:] == ["add_room", "check_sign", "add_photo"]


def test_who_may_only_read_keeps_nothing(street):
    reader = actor("看客", "4201", frozenset({"registry.view"}))
    with pytest.raises(Forbidden):
        actions.add_room(reader, street.pk, kind="mediation", name="调解室")
    assert not Room.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "cell"}, "kind"),
        ({"name": " "}, "name"),
        ({"seats": 0}, "seats"),
        ({"since": date(2027, 1, 1)}, "since"),
    ],
)
def test_a_room_that_cannot_be_is_refused_at_its_field(he, street, wrong, field):
    with pytest.raises(Malformed) as refusal:
        actions.add_room(he, street.pk, **{"kind": "mediation", "name": "调解室", **wrong})
    assert refusal.value.field == field
    assert not Room.objects.exists()


def test_a_name_of_a_room_is_free_again_when_the_room_is_given_up(he, street):
    room = actions.add_room(he, street.pk, kind="mediation", name="调解室")
    with pytest.raises(Malformed):
        actions.add_room(he, street.pk, kind="office", name="调解室")
    actions.close_room(he, street.pk, room.pk)
    actions.add_room(he, street.pk, kind="office", name="调解室")
    with pytest.raises(NotNow):
        actions.close_room(he, street.pk, room.pk)


def test_one_seal_is_in_use_at_a_time_and_the_old_one_keeps_its_days(he, street):
    first = actions.register_seal(he, street.pk, image(), custodian_name="何丽娟", valid_from=date(2024, 1, 1))
    with pytest.raises(NotNow):
        actions.register_seal(he, street.pk, image(b"2"), custodian_name="何丽娟")
    actions.end_seal(he, street.pk, first.pk, on=date(2026, 6, 30), why="磨损")
    with pytest.raises(Malformed) as refusal:
        actions.register_seal(he, street.pk, image(b"2"), custodian_name="何丽娟", valid_from=date(2026, 6, 30))
    assert refusal.value.field == "valid_from"
    second = actions.register_seal(he, street.pk, image(b"2"), custodian_name="丁一", valid_from=date(2026, 7, 1))
    assert queries.seal_on(street.pk, date(2025, 1, 1)) == first
    assert queries.seal_on(street.pk, TODAY) == second
    assert queries.seal_on(street.pk, date(2023, 1, 1)) is None
    assert Seal.objects.get(pk=first.pk).ended_why == "磨损"


def test_an_imported_seal_gets_its_image_when_the_same_impression_is_registered(lu, he, street):
    stored = actions.register_seal(he, street.pk, image(), custodian_name="何丽娟", valid_from=date(2024, 1, 1))
    code = stored.sha256
    Seal.objects.all().delete()
    row = actions.PastSeal(
        organisation_id=street.pk, custodian_name="何丽娟", valid_from=date(2024, 1, 1), sha256=code.upper()
    )
    added = actions.add_parts(lu, [row, row])
    assert (list(added.parts), list(added.faults)) == ([0], [1])
    with pytest.raises(NotNow):
        actions.register_seal(he, street.pk, image(b"2"), custodian_name="丁一")
    assert actions.register_seal(he, street.pk, image(), custodian_name="丁一").custodian_name == "何丽娟"
    assert Seal.objects.get().image.sha256 == code


def test_a_seal_is_a_picture(he, street):
    with pytest.raises(Malformed):
        actions.register_seal(he, street.pk, actions.Upload("a.pdf", b"%PDF-1.7"), custodian_name="何丽娟")
    assert not Seal.objects.exists()


def test_a_centre_has_units_windows_and_a_roster(lu, centre, court):
    unit = actions.add_unit(lu, centre.pk, way="permanent", unit_id=court.pk, staff_count=3)
    window = actions.open_window(lu, centre.pk, number="3", service="司法确认", unit_id=unit.pk)
    actions.assign_duty(lu, centre.pk, on=TODAY + timedelta(days=1), person_name="方亚琴", window_id=window.pk)
    found = queries.centre_parts(centre.pk, TODAY)
    assert [each.name for each in found.units] == [court.name]
    assert (found.windows[0].unit, found.duties[0].window) == (unit, window)
    actions.end_unit(lu, centre.pk, unit.pk)
    assert queries.centre_parts(centre.pk, TODAY).windows == []


def test_only_a_centre_has_a_roster_and_nobody_is_put_on_it_twice_or_in_the_past(lu, centre, street):
    with pytest.raises(NotNow):
        actions.add_unit(lu, street.pk, way="permanent", name="某单位")
    actions.assign_duty(lu, centre.pk, on=TODAY, person_name="方亚琴")
    for wrong in ({"on": TODAY}, {"on": date(2026, 11, 20)}, {"on": date(2028, 1, 1)}):
        with pytest.raises(Malformed):
            actions.assign_duty(lu, centre.pk, person_name="方亚琴", **wrong)
    duty = Duty.objects.get()
    actions.drop_duty(lu, centre.pk, duty.pk)
    assert not Duty.objects.exists()


def test_a_court_keeps_its_own_roster_and_no_other_court_s(judge, lu, court, street):
    other = actions.register(lu, kind="court", name="武汉市武昌区人民法院", region_code=WUCHANG)
    actions.sign_memorandum(
        judge, court.pk, organisation_id=street.pk, title="诉调对接备忘录", terms="每周二驻院。", signed_on=TODAY
    )
    actions.invite(judge, court.pk, organisation_id=street.pk, fields="邻里")
    invited = actions.invite(judge, court.pk, organisation_id=street.pk, person_name="何丽娟", is_resident=True)
    actions.name_judge(judge, court.pk, person_name="方亚琴", region_code=LUONAN)
    found = queries.docking_of(court, TODAY, is_court=True)
    assert [each.title for each in found.memoranda] == ["诉调对接备忘录"]
    assert ([str(each) for each in found.organisations], [str(each) for each in found.mediators]) == (
        [street.name],
        ["何丽娟"],
    )
    assert [each.region_id for each in found.judges] == [LUONAN]
    assert len(queries.docking_of(street, TODAY, is_court=False).organisations) == 1
    with pytest.raises(Malformed):
        actions.invite(judge, court.pk, organisation_id=street.pk)
    with pytest.raises(Malformed):
        actions.invite(judge, court.pk)
    with pytest.raises(NotFound):
        actions.invite(judge, other.pk, person_name="某人")
    actions.end_invitation(judge, court.pk, invited.pk, why="期满")
    assert queries.docking_of(court, TODAY, is_court=True).mediators == []
    assert Invitation.objects.get(pk=invited.pk).ended_why == "期满"


def test_a_merged_organisation_is_closed_and_both_tell_of_it(lu, street, community):
    actions.merge(lu, street.pk, sources=[community.pk], on=TODAY, why="社区合并")
    community.refresh_from_db()
    assert (community.is_active, community.closed_on) == (False, TODAY)
    (link,) = queries.lineage(street.pk).origins
    assert (link.predecessor, link.kind, link.on) == (community, "merged", TODAY)
    assert audit.history(street.pk).last().verb == "merge"
    assert audit.history(community.pk).last().why == "社区合并"


def test_a_split_may_leave_the_old_one_open(lu, street, community):
    actions.split(lu, street.pk, targets=[community.pk], on=TODAY, why="分设", closes=False)
    street.refresh_from_db()
    assert street.is_active
    assert [link.successor for link in queries.lineage(street.pk).successions] == [community]
    with pytest.raises(Malformed):
        actions.split(lu, street.pk, targets=[community.pk], on=TODAY, why="分设", closes=True)
    assert Succession.objects.count() == 1


def test_nothing_is_merged_into_itself_or_while_cases_are_open(lu, street, community, monkeypatch):
    with pytest.raises(Malformed):
        actions.merge(lu, street.pk, sources=[street.pk], on=TODAY, why="合并")
    monkeypatch.setattr("fengqiao.core.events.collect", lambda question, **facts: [["还有3件未结纠纷"]])
    with pytest.raises(NotNow):
        actions.merge(lu, street.pk, sources=[community.pk], on=TODAY, why="合并")
    community.refresh_from_db()
    assert community.is_active
    assert not Succession.objects.exists()


def test_a_name_that_was_given_up_is_kept_and_still_found(lu, street):
    old = street.name
    facts = {name: getattr(street, name) for name in actions.Entry.__dataclass_fields__}
    actions.change(lu, street.pk, **{**facts, "name": "武汉市洪山区新珞街道人民调解委员会"})
    assert [each.name for each in queries.lineage(street.pk).names] == [old]
    assert list(queries.listed(lu, q="珞南街道人民")) == [street]


def test_point_host_and_studio_are_kept(lu, street, court):
    room = actions.register(
        lu,
        kind="stationed_room",
        name="武汉市洪山区珞南街道人民调解委员会驻武汉市洪山区人民法院人民调解工作室",
        region_code=HONGSHAN,
        parent_id=street.pk,
        host_id=court.pk,
        longitude=Decimal("114.35"),
        latitude=Decimal("30.5"),
        hours="工作日 9:00-17:00",
    )
    room.refresh_from_db()
    assert (room.host, room.host_name) == (court, court.name)
    with pytest.raises(Malformed) as refusal:
        actions.register(lu, kind="talk_point", name="评理说事点", region_code=HONGSHAN, longitude=Decimal(114))
    assert refusal.value.field == "latitude"
