"""Registers from files as offices keep them: read, checked, entered once; what is wrong is told, nothing else changes."""

from dataclasses import replace
from datetime import date

import pytest

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed
from fengqiao.exchange import actions
from fengqiao.exchange.models import ImportRun
from fengqiao.exchange.tests.conftest import LUONAN, organisation, person
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Appointment, Person


def test_parents_and_hosts_stand_anywhere_in_the_file(keeper, take):
    outcome = take(
        "organisations",
        organisation("洪珞社区调委会", 编号简称="洪珞洪", 上级组织="珞南街道调委会"),
        organisation("珞南街道调委会", 组织类型="街道人民调解委员会", 编号简称="洪珞", 上级组织="洪山区司法局"),
        organisation("洪山区司法局", 组织类型="司法局", 编号简称=None, 所在地区="洪山区"),
    )
    assert (outcome.faults, outcome.run.accepted) == ([], 3)
    below = Organisation.objects.get(name="洪珞社区调委会")
    assert below.parent.parent.name == "洪山区司法局"
    assert audit.history(below.pk).get().data["imported"] is True


def test_the_same_file_again_writes_nothing_and_other_values_are_told_and_left_alone(keeper, take):
    rows = [organisation("珞南街道调委会", 编号简称="洪珞", 联系电话="027-1")]
    assert take("organisations", *rows).run.accepted == 1
    again = take("organisations", *rows)
    assert (again.run.accepted, again.run.known) == (0, 1)
    assert take("organisations", {**rows[0], "网址": "x", "备注": ""}).left_out == ["网址", "备注"]
    rows[0]["联系电话"] = "027-22222222"
    other = take("organisations", *rows)
    assert (other.run.accepted, other.run.known, other.run.differs) == (0, 0, 1)
    assert other.notes[0][2].column == "联系电话" and "027-1" in other.notes[0][2].reason
    assert Organisation.objects.get(name="珞南街道调委会").phone == "027-1"
    assert take("organisations", *rows, updates=True).run.updated == 1
    assert Organisation.objects.get(name="珞南街道调委会").phone == "027-22222222"


def test_every_fault_of_an_organisation_is_told_and_who_stands_below_a_refused_one_is_refused(keeper, take):
    outcome = take(
        "organisations",
        organisation("上级调委会", 编号简称=""),
        organisation("下级调委会", 编号简称="下", 上级组织="上级调委会"),
        organisation("重名调委会", 编号简称="重"),
        organisation("重名调委会", 编号简称="重二"),
        organisation("同简称调委会", 编号简称="重"),
        organisation("某庙", 组织类型="寺庙", 成立日期="民国三十七年"),
        organisation("甲调委会", 编号简称="甲", 上级组织="乙调委会"),
        organisation("乙调委会", 编号简称="乙", 上级组织="甲调委会"),
        organisation("无处调委会", 编号简称="无", 所在地区="火星区", 上级组织="谁也不是"),
    )
    told = {(line, fault.column) for line, _key, fault in outcome.faults}
    assert {
        (2, "编号简称"),
        (3, "上级组织"),
        (5, "组织名称"),
        (6, "编号简称"),
        (7, "组织类型"),
        (7, "成立日期"),
    } <= told
    assert {(8, "上级组织"), (9, "上级组织"), (10, "所在地区"), (10, "上级组织")} <= told
    assert list(Organisation.objects.values_list("name", flat=True)) == ["重名调委会"]


def test_all_or_nothing_writes_nothing_when_a_row_is_wrong(keeper, take):
    rows = [organisation("甲调委会", 编号简称="甲"), organisation("乙调委会", 编号简称="乙", 所在地区="火星")]
    outcome = take("organisations", *rows, takes_all=True)
    assert (outcome.run.state, outcome.run.accepted, outcome.run.refused) == ("refused", 0, 1)
    assert not Organisation.objects.exists()
    assert take("organisations", *rows[:1], takes_all=True).run.accepted == 1


def test_a_trial_enters_nothing_and_says_what_would_be(keeper, take):
    rows = [organisation("甲调委会", 编号简称="甲"), organisation("乙调委会", 编号简称="乙", 上级组织="甲调委会")]
    assert take("organisations", *rows, is_dry=True).run.accepted == 2
    assert not Organisation.objects.exists()


def test_a_person_with_several_posts_is_one_person(keeper, take, street):
    outcome = take(
        "people",
        person(street),
        person(street, 职务="特邀调解员", 产生方式=None, 任职日期="2025年1月1日", 专职兼职="专职"),
        person(street, 姓名="罗正国", 身份证号="", 手机号="１３９００００ 1234", 任职日期="45302"),
    )
    assert (outcome.faults, outcome.run.accepted) == ([], 3)
    xia = Person.objects.get(name="夏云峰")
    assert (xia.id_number, xia.birth_on, xia.languages) == (
        "420111199007190016",
        date(1990, 7, 19),
        ["武汉话", "普通话"],
    )
    assert sorted(xia.appointments.values_list("post", "starts_on")) == [
        ("court_invited", date(2025, 1, 1)),
        ("mediator", date(2024, 3, 5)),
    ]
    assert Appointment.objects.get(person__name="罗正国").starts_on == date(2024, 1, 11)
    again = take("people", person(street), person(street, 文化程度="本科"))
    assert (again.run.accepted, again.run.known, again.run.differs) == (0, 1, 1)
    assert Person.objects.get(pk=xia.pk).education == ""
    take("people", person(street, 文化程度="本科"), updates=True)
    assert Person.objects.get(pk=xia.pk).education == "bachelor"
    assert audit.broken_link(xia.pk) is None


def test_a_wrong_post_is_refused_by_itself(keeper, take, street):
    outcome = take(
        "people",
        person(street),
        person(street, 职务="委员", 产生方式=""),
        person(street, 姓名="王某", 身份证号="420111199007190017"),
        person(street, 姓名="李某", 所属组织="没有的调委会", 身份证号=""),
    )
    told = {(line, fault.column) for line, _key, fault in outcome.faults}
    assert told == {(3, "产生方式"), (4, "身份证号"), (5, "所属组织")}
    assert list(Person.objects.values_list("name", flat=True)) == ["夏云峰"]


def test_further_posts_go_to_people_of_the_register_only(keeper, take, street):
    take("people", person(street))
    row = {
        "姓名": "夏云峰",
        "身份证号": "420111199007190016",
        "所属组织": street.name,
        "职务": "专家",
        "任职日期": "2025-05-05",
    }
    outcome = take("appointments", row, {**row, "姓名": "无名氏", "身份证号": "", "手机号": "13911112222"})
    assert (outcome.run.accepted, [line for line, _key, _fault in outcome.faults]) == (1, [3])
    xia = Person.objects.get()
    assert [event.verb for event in audit.history(xia.pk)] == ["register", "appoint", "appoint"]
    assert audit.broken_link(xia.pk) is None
    assert take("appointments", row).run.known == 1


def test_only_who_may_import_does(keeper, take, street):
    for lost in ("exchange.import", "registry.manage"):
        with pytest.raises(Forbidden):
            actions.import_register(
                replace(keeper, permissions=keeper.permissions - {lost}), [person(street)], register="people"
            )
    elsewhere = replace(keeper, region_scope="420106")
    outcome = actions.import_register(elsewhere, [organisation("甲调委会", 编号简称="甲")], register="organisations")
    assert outcome.faults and not Organisation.objects.filter(name="甲调委会").exists()
    assert not Person.objects.exists() and LUONAN


def test_a_file_without_a_required_column_changes_nothing(keeper):
    with pytest.raises(Malformed) as refusal:
        actions.import_register(keeper, [{"姓名": "夏云峰"}], register="people")
    assert refusal.value.code == "columns_missing" and not ImportRun.objects.exists()
