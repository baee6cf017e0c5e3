"""From the upload on a page to the file that goes out again: matched, checked, imported, taken back, exported."""

import io
from contextlib import contextmanager

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from fengqiao.accounts.permissions import Role
from fengqiao.assessment.models import Grade
from fengqiao.core import audit
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.storage import own
from fengqiao.exchange import actions, storing
from fengqiao.exchange.actions import telling, undoing
from fengqiao.exchange.models import ColumnChoice, ExportRun, ImportRun, Refusal
from fengqiao.exchange.tests.conftest import organisation, person, work
from fengqiao.organisations import actions as organisations
from fengqiao.organisations.models import Organisation, Room, Seal
from fengqiao.people import actions as people
from fengqiao.people.models import Person
from fengqiao.training.models import Course, Trainee
from tests.query_budget import assert_query_budget


def workbook(*rows, title="名册", above=()):
    """A workbook with rows (dictionaries) below their headings."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for text in above:
        sheet.append([text])
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def hand_in(keeper):
    """Hand a file in."""

    def handed(content, register="organisations", name="名册.xlsx"):
        return actions.upload(keeper, register=register, name=name, content=[content])

    return handed


@pytest.fixture
def told(monkeypatch):
    """What is told of how far the work is."""
    heard, real = [], telling.teller

    @contextmanager
    def teller(run):
        with real(run) as tell:
            yield lambda done: (tell(done), heard.append((run.doing, done, run.total)))

    monkeypatch.setattr(telling, "teller", teller)
    return heard


@pytest.fixture
def desk(sign_in, lu):
    """鲁敏慧's browser."""
    return sign_in(Role.CITY_BUREAU)


ROW = organisation("珞南街道调委会", 编号简称="洪珞")


def test_a_file_is_matched_checked_and_imported_on_the_pages(desk, take):
    assert desk.get(reverse("exchange:upload")).status_code == 200
    file = io.BytesIO(workbook(ROW, {**ROW, "组织名称": "某庙", "组织类型": "寺庙"}, above=["洪山区组织名册"]))
    file.name = "组织.xlsx"
    response = desk.post(reverse("exchange:upload"), {"register": "organisations", "file": file})
    run = ImportRun.objects.get()
    assert response.status_code == 302 and run.matched == {"0": "name", "1": "kind", "2": "region", "3": "short_name"}
    page = desk.get(response.url)
    assert "珞南街道调委会" in page.content.decode() and not Organisation.objects.exists()
    data = {f"column_{place}": code for place, code in run.matched.items()}
    assert desk.post(reverse("exchange:match", args=[run.pk]), data).status_code == 302
    assert "progress" in desk.get(response.url).content.decode()
    work()
    told = desk.get(response.url).content.decode()
    assert "寺庙" in told and "可以导入" in told and not Organisation.objects.exists()
    assert desk.post(reverse("exchange:start", args=[run.pk])).status_code == 302
    work()
    run.refresh_from_db()
    assert (run.state, run.accepted, run.refused, run.is_dry) == ("done", 1, 1, False)
    assert Organisation.objects.get().name == "珞南街道调委会" and not run.upload
    report = desk.get(reverse("exchange:report", args=[run.pk]))
    sheet = load_workbook(io.BytesIO(report.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][2:4] == ["组织类型", "寺庙"]
    take("people", person(Organisation.objects.get()))
    room = {"组织名称": "没有的", "房间名称": "甲", "用途": "调解室", "启用日期": "2024-04-10"}
    take("rooms", room, {**room, "房间名称": "乙"})
    assert_query_budget(desk, "exchange:list")
    assert_query_budget(desk, "exchange:run", pk=run.pk)
    page = assert_query_budget(desk, "exchange:run", pk=ImportRun.objects.get(register="rooms").pk)
    assert page.content.decode().count('<td data-label="原值">没有的') == 2
    assert_query_budget(desk, "exchange:upload")


def test_the_choice_of_columns_is_remembered_for_the_same_headings(keeper, hand_in):
    row = {"机构": "珞南街道调委会", "哪一类": "街道人民调解委员会", "编号简称": "洪珞", "所在地区": "洪山区珞南街道"}
    run = hand_in(workbook(row))
    assert run.matched == {"2": "short_name", "3": "region"}
    with pytest.raises(Malformed) as refusal:
        actions.start(keeper, run.pk)
    assert refusal.value.code == "columns_missing"
    for wrong in ({0: "name", 1: "name"}, {0: "nothing"}, {0: "name"}):
        with pytest.raises(Malformed):
            actions.match(keeper, run.pk, wrong)
    assert not ColumnChoice.objects.exists()
    chosen = {0: "name", 1: "kind", 2: "short_name", 3: "region"}
    actions.match(keeper, run.pk, chosen)
    assert hand_in(workbook(row)).matched == {str(place): code for place, code in chosen.items()}


def test_a_waiting_import_is_cancelled_and_its_file_is_gone(keeper, hand_in):
    run = hand_in(workbook(ROW))
    stored = run.upload
    assert storing.is_kept(stored)
    actions.start(keeper, run.pk, is_dry=False)
    actions.cancel(keeper, run.pk)
    work()
    run.refresh_from_db()
    assert run.state == "cancelled" and not storing.is_kept(stored) and not Organisation.objects.exists()
    with pytest.raises(NotNow):
        actions.start(keeper, run.pk)


def test_all_or_nothing_tells_how_far_it_is_while_it_checks_and_while_it_writes(keeper, hand_in, told):
    run = hand_in(workbook(ROW, {**ROW, "组织名称": "第二调委会", "编号简称": "二"}))
    actions.start(keeper, run.pk, is_dry=False, takes_all=True)
    work()
    assert told == [("核对", 2, 2), ("写入", 2, 2)] and Organisation.objects.count() == 2


def test_the_page_that_matches_columns_shows_no_number_in_the_clear(desk, hand_in, street):
    run = hand_in(workbook(person(street)), register="people")
    page = desk.get(reverse("exchange:run", args=[run.pk])).content.decode()
    assert "夏云峰" in page and "420111199007190016" not in page and "13900001234" not in page


def test_an_upload_lies_encrypted(hand_in):
    run = hand_in("组织名称,组织类型\n秘密调委会,街道人民调解委员会".encode(), name="a.csv")
    with default_storage.open(own(run.upload)) as kept:
        assert "秘密".encode() not in kept.read()
    assert "秘密".encode() in b"".join(storing.pieces(run.upload))


def test_nobody_sees_an_import_of_another_region(keeper, hand_in, xiang):
    run = hand_in(workbook(ROW))
    stranger = type(keeper)(**{**vars(xiang), "permissions": keeper.permissions})
    with pytest.raises(NotFound):
        actions.start(stranger, run.pk)


def test_a_whole_import_is_taken_back_while_nothing_depends_on_it(keeper, take, street):
    first = take("organisations", ROW | {"上级组织": street.name}).run
    second = take("people", person(street), person(street, 职务="专家", 产生方式=None)).run
    third = take("people", {**person(street, 姓名="罗正国", 身份证号=""), "所属组织": "珞南街道调委会"}).run
    with pytest.raises(NotNow) as refusal:
        actions.undo(keeper, first.pk)
    assert refusal.value.code == "import_in_use" and refusal.value.extra["obstacles"]
    assert Organisation.objects.filter(name="珞南街道调委会").exists()
    actions.undo(keeper, third.pk)
    actions.undo(keeper, first.pk)
    assert not Organisation.objects.filter(name="珞南街道调委会").exists()
    xia = Person.objects.get()
    actions.undo(keeper, second.pk)
    assert not Person.objects.exists()
    assert [event.verb for event in audit.history(xia.pk)] == ["register", "appoint", "appoint", "take_back"]
    assert audit.broken_link(xia.pk) is None
    with pytest.raises(NotNow):
        actions.undo(keeper, second.pk)
    assert take("people", person(street)).run.accepted == 1


def test_many_records_are_taken_back_by_the_worker_which_tells_how_far_it_is(
    desk, keeper, take, street, told, monkeypatch
):
    monkeypatch.setattr(undoing, "MANY", 1)
    other = {**person(street, 姓名="罗正国", 身份证号=""), "所属组织": street.name}
    run = take("people", person(street), other).run
    xia = Person.objects.get(name="夏云峰")
    organisations.name_after(keeper, xia.pk, xia.name, [street.pk])
    url = reverse("exchange:run", args=[run.pk])

    def ask():
        page = desk.post(reverse("exchange:undo", args=[run.pk]), {"reason": "传错了"}, follow=True).content.decode()
        assert "正在撤销这次导入" in page and reverse("exchange:cancel", args=[run.pk]) not in page
        for action in (actions.cancel, actions.start, actions.undo):
            with pytest.raises(NotNow):
                action(keeper, run.pk)
        work()
        run.refresh_from_db()

    ask()
    assert (run.state, run.undone_by_name, Person.objects.count()) == ("done", "", 2)
    assert "已经使用" in desk.get(url).content.decode()
    organisations.name_after(keeper, None, xia.name, [street.pk])
    ask()
    assert (run.state, run.failed, run.undone_by_name, Person.objects.count()) == ("undone", "", "鲁敏慧", 0)
    assert told == [("撤销", 1, 2), ("撤销", 2, 2)]
    assert audit.history(xia.pk).last().why == "传错了" and audit.broken_link(xia.pk) is None


def test_courses_and_lists_are_taken_back_from_the_lists_on(keeper, take, street):
    take("people", person(street))
    course = {"主办单位": street.name, "培训名称": "岗前培训", "开始日期": "2025-06-25", "结束日期": "2025-06-25",
              "培训类别": "岗前培训", "学时": "4", "课程": "人民调解法|3", "会场": "主会场；分会场|线上"}  # fmt: skip
    seat = {
        "培训名称": "岗前培训",
        "开始日期": "2025-06-25",
        "姓名": "夏云峰",
        "身份证号": "420111199007190016",
        "结业证书编号": "培1",
    }
    courses, seats = take("trainings", course).run, take("trainees", seat).run
    with pytest.raises(NotNow):
        actions.undo(keeper, courses.pk)
    assert Course.objects.exists() and Trainee.objects.exists()
    actions.undo(keeper, seats.pk)
    actions.undo(keeper, courses.pk)
    assert not Course.objects.exists() and not Trainee.objects.exists()
    assert take("trainings", course).run.accepted == 1


def test_rooms_seals_grades_and_the_name_of_a_studio_are_taken_back(keeper, take, street, court):
    row = person(street, 以其命名的调解室=street.name)
    entered = take("people", row).run
    assert Organisation.objects.get(pk=street.pk).named_person_id == Person.objects.get().pk
    owner = {"组织名称": street.name, "启用日期": "2024-04-10"}
    rooms = take("rooms", owner | {"房间名称": "第一调解室", "用途": "调解室"}).run
    seals = take("seals", owner | {"保管人": "夏云峰"}, owner | {"保管人": "丁一"})
    assert (seals.run.accepted, [fault.column for _line, _key, fault in seals.faults]) == (1, [""])
    grade = {
        "姓名": "夏云峰",
        "所属组织": street.name,
        "等级种类": "national",
        "等级": "二级",
        "评定单位": "武汉市司法局",
    }
    grades = take("grades", grade | {"评定日期": "2024-06-30"}, grade | {"评定日期": "2024-07-01", "等级": "九级"})
    assert (grades.run.accepted, [fault.column for _line, _key, fault in grades.faults]) == (1, ["等级"])
    with pytest.raises(NotNow):
        actions.undo(keeper, entered.pk)
    roster = {
        "人民法院": court.name,
        "特邀调解员": "夏云峰",
        "身份证号": "420111199007190016",
        "列入名册日期": "2024-04-10",
    }
    roster = take("rosters", roster, {**roster, "列入名册日期": "2024-05-10"}, {**roster, "人民法院": street.name})
    assert [(line, fault.column) for line, _key, fault in roster.faults] == [(3, "特邀调解员"), (4, "人民法院")]
    for run in (roster.run, grades.run, seals.run, rooms, entered):
        actions.undo(keeper, run.pk)
    assert not (Person.objects.exists() or Room.objects.exists() or Seal.objects.exists() or Grade.objects.exists())
    assert Organisation.objects.get(pk=street.pk).named_person_id is None
    assert audit.broken_link(street.pk) is None and audit.broken_link(court.pk) is None
    again = take("rooms", owner | {"房间名称": "第一调解室", "用途": "调解室"}).run
    organisations.close_room(keeper, street.pk, Room.objects.get().pk)
    with pytest.raises(NotNow):
        actions.undo(keeper, again.pk)


def test_what_somebody_changed_since_is_not_taken_back(keeper, take, street):
    run = take("organisations", ROW).run
    made = Organisation.objects.get(name="珞南街道调委会")
    organisations.deactivate(keeper, made.pk, on=keeper.at.date(), why="合并")
    with pytest.raises(NotNow):
        actions.undo(keeper, run.pk)
    run = take("people", person(street)).run
    people.change(keeper, Person.objects.get().pk, name="夏云锋")
    with pytest.raises(NotNow):
        actions.undo(keeper, run.pk)
    assert Person.objects.exists()


def test_an_export_is_masked_unless_a_reason_and_the_permission_are_there(desk, take, street):
    take("people", person(street))
    asked = desk.post(reverse("exchange:export"), {"register": "people", "ending": "csv"})
    assert asked.status_code == 302
    work()
    run = ExportRun.objects.get()
    assert (run.state, run.done) == ("done", 1)
    file = desk.get(reverse("exchange:export_file", args=[run.pk]))
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "420111********0016" in text and "420111199007190016" not in text and "夏云峰" in text
    refused = desk.post(reverse("exchange:export"), {"register": "people", "ending": "csv", "is_clear": "on"})
    assert refused.status_code == 422
    desk.post(reverse("exchange:export"), {"register": "people", "ending": "xlsx", "is_clear": "on", "why": "上报省厅"})
    work()
    run = ExportRun.objects.order_by("-started_at").first()
    content = b"".join(desk.get(reverse("exchange:export_file", args=[run.pk])).streaming_content)
    assert "420111199007190016" in str(
        [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0]]
    )
    assert [event.verb for event in audit.history(run.pk)] == ["ask_export", "export", "fetch_export"]
    assert "照片" in assert_query_budget(desk, "exchange:exports").content.decode()
    assert_query_budget(desk, "exchange:export")


def test_templates_open_and_their_headings_are_known(desk):
    for register in ("organisations", "people", "regions", "seals", "grades"):
        content = desk.get(reverse("exchange:template", args=[register])).content
        book = load_workbook(io.BytesIO(content))
        assert book.sheetnames[1] == "填写说明" and book.worksheets[0].data_validations is not None


def test_refused_values_lie_encrypted(keeper, take, street):
    take("people", person(street, 身份证号="420111199007190017"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM exchange_refusal")
        assert b"4201111990" not in bytes(cursor.fetchone()[0])
    assert Refusal.objects.get().value == "420111199007190017"
