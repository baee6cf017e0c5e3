"""What is exported from one jurisdiction imports into an empty one with no difference."""

from datetime import date
from decimal import Decimal

import pytest

from fengqiao.assessment.models import Grade
from fengqiao.exchange import actions, workbooks
from fengqiao.exchange.actions.exporting import lines
from fengqiao.exchange.outgoing import OUTGOING
from fengqiao.exchange.tests.conftest import organisation, person
from fengqiao.organisations import actions as organisations
from fengqiao.organisations.models import (
    GuidingJudge,
    Invitation,
    Memorandum,
    Organisation,
    PastName,
    Room,
    Seal,
    SignageCheck,
)
from fengqiao.organisations.tests.conftest import HONGLUO, image
from fengqiao.people import actions as people
from fengqiao.people.models import Appointment, Person
from fengqiao.regions.actions import add_grid
from fengqiao.regions.models import Region
from fengqiao.training.models import Certificate, Course, Trainee, Venue

DOCKING = ("memoranda", "rosters", "judges")
ORDER = ("regions", "organisations", "people", "rooms", "signs", "seals", "grades", *DOCKING, "trainings", "trainees")


@pytest.fixture
def registered(keeper, take, street, community, court):
    """A jurisdiction with something in every column."""
    add_grid(keeper, parent_code=HONGLUO, name="第一网格")
    add_grid(keeper, parent_code=HONGLUO, name="丁字桥小区")
    organisations.register(
        keeper,
        kind="stationed_room",
        short_name="武洪珞驻",
        name="珞南街道调委会驻洪山区人民法院调解工作室",
        region_code=HONGLUO,
        parent_id=street.pk,
        host_id=court.pk,
        host_name="洪山区法院（诉讼服务中心）",
        specialities=["neighbours", "consumer"],
        longitude=Decimal("114.355"),
        latitude=Decimal("30.525"),
        hours="工作日9:00—17:00",
        is_multi_ethnic=True,
        address="=1+1是门牌",
        elected_on=date(2024, 4, 10),
        established_on=date(2019, 1, 2),
    )
    gone = organisations.register(
        keeper, kind="community_committee", short_name="旧", name="已撤销调委会", region_code=HONGLUO
    )
    take("people", person(street), person(gone, 姓名="万俟雪", 身份证号="", 手机号="+8613900005678"))
    take(
        "people",
        person(street, 姓名="曾国平", 身份证号="", 手机号="", 出生日期="1951-02-03", 可调解时间="周一上午、周三下午"),
        person(street, 职务="特邀调解员", 产生方式=None, 离任日期="2025-01-02", 离任方式="辞去", 离任原因="工作变动"),
    )
    person_gone = Person.objects.get(name="万俟雪")
    people.end(
        keeper, person_gone.appointments.get().pk, on=date(2025, 6, 1), why="撤并", how="dismissed", by=gone.name
    )
    organisations.deactivate(keeper, gone.pk, on=date(2025, 7, 1), why="撤并")
    schooled(take, street)
    furnished(keeper, street)
    graded(take, street)
    docked(keeper, street, court)
    called_after(keeper, street, Person.objects.get(name="夏云峰"))


def furnished(keeper, street):
    """What belongs to the street's committee: rooms, signs, two seals, names that it bore."""
    organisations.add_room(
        keeper, street.pk, kind="mediation", name="第一调解室", seats=12, area=Decimal("25.5"), since=date(2024, 4, 10)
    )
    old = organisations.add_room(keeper, street.pk, kind="office", name="旧办公室", since=date(2020, 1, 2))
    organisations.close_room(keeper, street.pk, old.pk, on=date(2024, 4, 9))
    organisations.check_sign(
        keeper, street.pk, sign="plaque", state="irregular", note="=缺字", checked_on=date(2024, 5, 6)
    )
    organisations.check_sign(keeper, street.pk, sign="plaque", state="proper", checked_on=date(2025, 5, 6))
    xia = Person.objects.get(name="夏云峰")
    seal = organisations.register_seal(
        keeper, street.pk, image(), custodian_name=xia.name, custodian_id=xia.pk, valid_from=date(2020, 1, 2)
    )
    organisations.end_seal(keeper, street.pk, seal.pk, on=date(2024, 4, 9), why="磨损")
    organisations.register_seal(keeper, street.pk, image(b"2"), custodian_name="何丽娟", valid_from=date(2024, 4, 10))


def docked(keeper, street, court):
    """What the court has with the street's committee: a memorandum, three entries of the roster, a guiding judge."""
    organisations.sign_memorandum(
        keeper, court.pk, organisation_id=street.pk, title="诉调对接备忘录", terms="每周二驻院。\n一年一议。",
        signed_on=date(2024, 4, 10), valid_to=date(2027, 4, 9),
    )  # fmt: skip
    since = date(2024, 4, 10)
    organisations.invite(keeper, court.pk, organisation_id=street.pk, fields="邻里", is_resident=True, since=since)
    organisations.invite(keeper, court.pk, person_name="外地专家", certificate="特2024-1", since=since)
    left = organisations.invite(keeper, court.pk, organisation_id=street.pk, person_name="夏云峰", since=since)
    assert left.person_id
    organisations.end_invitation(keeper, court.pk, left.pk, on=date(2025, 4, 9), why="期满")
    organisations.name_judge(
        keeper,
        court.pk,
        person_name="方亚琴",
        region_code=HONGLUO,
        title="审判员",
        telephone="027-87650000",
        since=since,
    )


def called_after(keeper, street, person):
    """A studio that bears a person's name, and two that bore others before."""
    studio = organisations.register(
        keeper,
        kind="studio",
        short_name="武洪珞夏",
        name="夏云峰调解工作室",
        region_code=HONGLUO,
        named_person_id=person.pk,
        named_person_name=person.name,
        past_names=[("老夏调解室", date(2021, 3, 5)), ("珞南街老夏说事", date(2023, 3, 5))],
    )
    assert studio.past_names.count() == 2


def graded(take, street):
    """Grades of two people, one of them withdrawn and one taken over by a higher one."""
    row = {
        "姓名": "夏云峰", "身份证号": "420111199007190016", "所属组织": street.name, "等级种类": "national", "等级": "三级",
        "评定单位": "武汉市司法局", "证书编号": "武级001", "评定日期": "2021-06-30", "结束日期": "2024-06-30",
        "结束方式": "被新的等级取代",
    }  # fmt: skip
    higher = {**row, "等级": "二级", "证书编号": "武级002", "评定日期": "2024-06-30", "结束日期": "", "结束方式": ""}
    other = {**row, "姓名": "曾国平", "身份证号": "", "证书编号": "", "结束方式": "撤销", "撤销理由": "弄虚作假"}
    outcome = take("grades", row, higher, other)
    assert (outcome.faults, outcome.run.accepted) == ([], 3)


def schooled(take, street):
    """Two courses of the street, the first with two people."""
    course = {
        "主办单位": street.name,
        "培训名称": "上半年集中业务培训",
        "开始日期": "2025-06-25",
        "结束日期": "2025年6月26日",
        "培训类别": "集中业务培训",
        "学时": "12",
        "合格分数": "60",
        "会场": f"主会场|现场|洪山区珞南街道|珞狮路122号|{street.name}；分会场|线上",
        "课程": "人民调解法|3|张某|某某大学|2025-06-25；沟通技巧|2.5",
        "结业日期": "2025-07-01",
    }
    assert not take("trainings", course, {**course, "培训名称": "旁听庭审", "合格分数": "", "结业日期": ""}).faults
    seat = {"培训名称": "上半年集中业务培训", "开始日期": "2025-06-25"}
    outcome = take(
        "trainees",
        seat
        | {
            "姓名": "夏云峰",
            "身份证号": "420111199007190016",
            "成绩": "86",
            "结业证书编号": "武洪培001",
            "会场": "分会场",
        },
        seat | {"姓名": "曾国平", "所属组织": street.name, "学时": "6"},
    )
    assert not outcome.faults


def exported(keeper, register):
    """The register as it goes out."""
    return list(lines(keeper, OUTGOING[register], {}, is_masked=False))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_goes_out_comes_in_with_no_difference(keeper, registered, street, tmp_path, ending):
    before = {register: exported(keeper, register) for register in ORDER}
    assert [len(before[register]) - 1 for register in ORDER] == [2, 7, 4, 2, 2, 2, 3, 1, 3, 1, 2, 2]
    for register in ORDER:
        with workbooks.opened(tmp_path / f"{register}.{ending}", register, ending) as target:
            for row in before[register]:
                target.line(row)
    for model in (Grade, Room, SignageCheck, Seal, PastName, Memorandum, Invitation, GuidingJudge):
        model.objects.all().delete()
    Certificate.objects.all().delete()
    Trainee.objects.all().delete()
    Course.objects.all().delete()
    Appointment.objects.all().delete()
    Person.objects.all().delete()
    Organisation.objects.update(parent=None, host=None)
    Organisation.objects.all().delete()
    Region.objects.filter(is_local=True).delete()
    for register in ORDER:
        outcome = actions.import_register(keeper, tmp_path / f"{register}.{ending}", register=register)
        assert (outcome.faults, outcome.notes) == ([], [])
        assert outcome.run.accepted == len(before[register]) - 1
    assert {register: exported(keeper, register) for register in ORDER} == before
    xia = Person.objects.get(name="夏云峰")
    assert Organisation.objects.get(named_person_id=xia.pk).name == "夏云峰调解工作室"
    assert Invitation.objects.get(person_id=xia.pk).ended_why == "期满"
    assert Seal.objects.get(custodian_id=xia.pk).image is None
    assert Venue.objects.get(name="主会场", course__state="closed").organisation.name == street.name
    for register in ORDER:
        again = actions.import_register(keeper, tmp_path / f"{register}.{ending}", register=register)
        assert (again.run.accepted, again.run.known) == (0, len(before[register]) - 1)


def test_a_masked_register_tells_no_number(keeper, registered):
    told = str(list(lines(keeper, OUTGOING["people"], {}, is_masked=True)))
    assert "420111199007190016" not in told and "13900001234" not in told and "夏云峰" in told


def test_rows_of_another_region_do_not_go_out(keeper, xiang, take, street):
    take("organisations", organisation("甲调委会", 编号简称="甲"))
    stranger = type(keeper)(**{**vars(xiang), "permissions": keeper.permissions})
    assert len(exported(stranger, "organisations")) == 1
