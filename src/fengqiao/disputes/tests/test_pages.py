"""The pages of the counter, the triage desk and the committee, up to acceptance."""

import re

import pymupdf
import pytest
from django.urls import reverse

from fengqiao.accounts.permissions import Role
from fengqiao.core.models import AuditEvent
from fengqiao.disputes import actions, queries
from fengqiao.disputes.models import CrimeReport, Dispute, Party
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.disputes.workflow import Status
from fengqiao.documents import queries as documents
from tests.office import COMMUNITY, leak
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db
MATTER = {
    "narrative": "楼上住户卫生间漏水，把我家客厅天花板泡坏了，要求赔偿损失八千元。",
    "region": "武汉市洪山区珞南街道洪珞社区",
    "region_code": COMMUNITY,
    "region_text": "武汉市洪山区珞南街道洪珞社区",
    "category": "neighbours",
    "source": "application",
    "parties-TOTAL_FORMS": "2",
    "parties-INITIAL_FORMS": "2",
    "parties-0-side": "applicant",
    "parties-0-kind": "person",
    "parties-0-name": "张建国",
    "parties-0-phone": "13800005678",
    "parties-1-side": "respondent",
    "parties-1-kind": "person",
    "parties-1-name": "李秀英",
}
HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, *args):
    return reverse(f"disputes:{name}", args=args)


def text(response):
    return response.content.decode()


def test_the_counter_registers_on_one_page(browser, office):
    response = browser("涂海洋").post(url("register"), MATTER)
    dispute = Dispute.objects.get()
    assert response.url == url("record", dispute.pk)
    assert (dispute.title, dispute.grade, dispute.category_confirmed) == ("张某某与李某某 · 邻里纠纷", "blue", True)


def test_likely_duplicates_are_shown_once_before_anything_is_saved(browser, office):
    actions.register(office.tu, leak())
    client = browser("涂海洋")
    first = client.post(url("register"), MATTER)
    assert first.status_code == 200
    assert "同一电话" in text(first)
    assert Dispute.objects.count() == 1
    assert client.post(url("register"), {**MATTER, "seen": "1"}).status_code == 302
    assert Dispute.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"narrative": ""}, "请填写纠纷简要情况"),
        ({"region_code": ""}, "请从列表中选取一项"),
        ({"parties-1-name": ""}, "请填写姓名或者名称"),
        ({"parties-0-phone": "12345"}, "电话号码有误"),
        ({"parties-0-id_number": "110105194912310021"}, "身份证号码有误"),
        ({"amount": "-1"}, "不能小于"),
        ({"source": "entrusted"}, "请填写委托单位"),
        ({"narrative": "漏" * 20_001}, "20000"),
        ({"parties-TOTAL_FORMS": "x"}, "ManagementForm"),
        ({"category": "nonsense"}, "nonsense"),
    ],
)
def test_wrong_entries_stay_on_the_page_and_register_nothing(browser, office, changes, told):
    response = browser("涂海洋").post(url("register"), {**MATTER, **changes})
    assert response.status_code == 422
    assert told in text(response)
    assert "张建国" in text(response) or "parties-TOTAL_FORMS" in changes
    assert not Dispute.objects.exists()


def test_everything_that_is_wrong_is_said_at_once_from_the_top_down_with_the_party_it_concerns(browser, office):
    wrong = {"parties-0-phone": "12345", "parties-1-id_number": "110105194912310021", "amount": "-1"}
    shown = text(browser("涂海洋").post(url("register"), {**MATTER, **wrong}))
    summary = shown[shown.index('class="error-summary"') : shown.index("</ul>", shown.index('class="error-summary"'))]
    said = ("第1项，电话：电话号码有误", "第2项，身份证号码：身份证号码有误", "涉及金额：不能小于")
    places = [summary.index(each) for each in said]
    assert places == sorted(places)


def test_a_row_is_added_without_a_script_and_a_removed_one_is_not_registered(browser, office):
    client = browser("涂海洋")
    grown = client.post(url("register"), {**MATTER, "add-parties": "1"})
    assert grown.status_code == 200
    assert 'name="parties-2-name"' in text(grown)
    third = {
        "parties-TOTAL_FORMS": "3",
        "parties-2-side": "third",
        "parties-2-kind": "person",
        "parties-2-name": "误填",
    }
    client.post(url("register"), {**MATTER, **third, "parties-2-DELETE": "on"})
    assert [party.name for party in Party.objects.all()] == ["张建国", "李秀英"]


def test_the_page_analyses_while_it_is_filled_and_writes_nothing(browser, office):
    response = browser("涂海洋").post(url("analyse"), {**MATTER, "category": ""}, **HTMX)
    shown = text(response)
    assert "<html" not in shown
    assert "邻里" in shown
    assert office.street.name in shown
    words = re.search(r"<li>邻里 <span class=\"muted\">(.*?)</span>", shown)[1].split("、")
    assert 0 < len(words) <= 6
    assert not [(one, other) for one in words for other in words if one != other and one in other]
    assert not Dispute.objects.exists()


def test_the_work_list_holds_what_is_ones_turn_and_supervisors_see_what_is_late(browser, office):
    dispute = actions.register(office.tu, leak())
    gong = browser("龚雪琴")
    assert dispute.title in text(gong.get(url("todo")))
    assert dispute.title not in text(browser("夏云峰").get(url("todo")))
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    assert dispute.title not in text(gong.get(url("todo")))
    assert dispute.title in text(gong.get(url("todo"), {"view": "offered"}))
    assert dispute.title in text(browser("程继红").get(url("todo"), {"view": "offered"}))
    actions.grade(office.gong, dispute.pk, override="red", reason="当事人扬言报复。")
    Dispute.objects.update(next_due_at=office.now)
    assert dispute.title in text(browser("鲁敏慧").get(url("todo"), {"view": "late"}))
    assert "辖区逾期" not in text(gong.get(url("todo")))


EMPTY = {
    "mine": "现在没有轮到您办理的纠纷",
    "red": "没有轮到您办理的红色纠纷",
    "soon": "没有轮到您办理、即将到期的纠纷",
    "offered": "没有等待接收的纠纷",
    "late": "辖区内没有逾期的纠纷",
    "nonsense": "现在没有轮到您办理的纠纷",
}


@pytest.mark.parametrize("view", EMPTY)
def test_an_empty_work_list_says_what_there_is_none_of(browser, office, view):
    assert EMPTY[view] in text(browser("鲁敏慧").get(url("todo"), {"view": view}))


def test_an_empty_work_list_leads_to_what_is_late_below(browser, office):
    actions.register(office.tu, leak())
    Dispute.objects.update(next_due_at=office.now)
    shown = text(browser("鲁敏慧").get(url("todo")))
    assert EMPTY["mine"] in shown
    assert f'<a class="btn" href="{url("todo")}?view=late">辖区逾期</a>' in shown


def test_the_list_filters_searches_and_answers_htmx_with_the_table_alone(browser, office):
    actions.register(office.tu, leak())
    client = browser("龚雪琴")
    assert "张某某与李某某" in text(client.get(url("list"), {"q": "漏水", "status": "registered"}))
    part = client.get(url("list"), {"q": "5678"}, **HTMX)
    assert "<html" not in text(part)
    assert "张某某" in text(part)
    assert "没有符合条件的纠纷" in text(client.get(url("list"), {"q": "医患", "grade": "red", "category": "x"}))
    assert client.get(url("list"), {"cursor": "forged"}).status_code == 422


def test_route_offers_the_best_with_one_primary_button_and_the_receiver_accepts(browser, office):
    dispute = actions.register(office.tu, leak())
    gong = browser("龚雪琴")
    page = text(gong.get(url("route", dispute.pk)))
    assert page[page.index("<main") :].count("btn-primary") == 1
    sent = gong.post(url("route", dispute.pk), {"receiver": office.street.pk, "revision": dispute.revision})
    assert sent.status_code == 302
    dispute.refresh_from_db()
    director = browser("程继红")
    assert director.post(url("accept", dispute.pk), {"revision": dispute.revision}).status_code == 302
    dispute.refresh_from_db()
    assert (dispute.status, dispute.organisation_id) == (Status.ACCEPTED, office.street.pk)
    assert "这件纠纷已受理，不能“受理”" in text(director.get(url("accept", dispute.pk)))


def test_triage_is_led_from_the_questions_over_grade_and_kind_to_the_committee(browser, office):
    referrer = office.actor(Role.REFERRER, office.police, name="民警小周")
    dispute = actions.register(referrer, leak(category_confirmed=False))
    gong = browser("龚雪琴")
    led = []
    while True:
        button = re.search(r'<a class="btn btn-primary" href="([^"]+)"', text(gong.get(url("record", dispute.pk))))[1]
        led.append(button.rpartition("/")[2])
        if led[-1] == "route":
            break
        assert led.count(led[-1]) == 1, "what is done is not asked again"
        assert gong.post(button, {"category": "neighbours"}).status_code == 302
    assert led[0] == "assess" and led[-2:] == ["category", "route"]


def test_a_grade_that_rose_by_itself_says_why(browser, office):
    dispute = actions.register(office.tu, leak())
    actions.report_offence(office.tu, dispute.pk, recipient="珞南派出所", content="对方持刀威胁。")
    assert "评定风险等级：红（因向公安机关报告）" in text(browser("龚雪琴").get(url("record", dispute.pk)))


def test_choosing_nobody_is_refused(browser, office):
    dispute = actions.register(office.tu, leak())
    response = browser("龚雪琴").post(url("route", dispute.pk), {"other": "不存在"})
    assert response.status_code == 422
    assert Dispute.objects.get().status == Status.REGISTERED


def test_a_stale_form_is_told_what_changed_and_keeps_what_was_typed(browser, office):
    dispute = actions.register(office.tu, leak())
    gong = browser("龚雪琴")
    seen = dispute.revision
    actions.grade(office.supervisor, dispute.pk, override="yellow", reason="涉及老人。")
    form = {"why": "不属于民间纠纷", "organ": "洪山区城管局", "revision": seen}
    response = gong.post(url("transfer", dispute.pk), form)
    assert response.status_code == 409
    assert "鲁敏慧（评定风险等级）" in text(response)
    assert "不属于民间纠纷" in text(response)
    dispute.refresh_from_db()
    assert dispute.status == Status.REGISTERED
    assert f'value="{dispute.revision}"' in text(response)
    assert gong.post(url("transfer", dispute.pk), {**form, "revision": dispute.revision}).status_code == 302


STEPS = (
    ("assess", "龚雪琴", "", {}),
    ("grade", "龚雪琴", "审计", {"override": "red", "reason": "扬言报复"}),
    ("category", "龚雪琴", "审计", {"category": "other"}),
    ("route", "龚雪琴", "涂海洋", {}),
    ("transfer", "龚雪琴", "涂海洋", {"why": "行政争议", "organ": "复议机关"}),
    ("report_offence", "涂海洋", "审计", {"nature": "crime", "recipient": "珞南派出所", "content": "持刀威胁"}),
    ("add_party", "涂海洋", "审计", {"side": "third", "kind": "person", "name": "周桂兰", "why": "漏登"}),
)


@pytest.mark.parametrize(("name", "who", "wrong", "form"), STEPS)
def test_each_step_has_its_page_refused_to_the_wrong_role_and_hidden_out_of_scope(
    browser, office, name, who, wrong, form
):
    dispute = actions.register(office.tu, leak())
    right = browser(who)
    assert right.get(url(name, dispute.pk)).status_code == 200
    events = AuditEvent.objects.count()
    if wrong:
        assert browser(wrong).post(url(name, dispute.pk), form).status_code == 403
    stranger = browser("彭书雅").post(url(name, dispute.pk), form)
    assert stranger.status_code in (403, 404)
    assert dispute.title not in text(stranger)
    assert Dispute.objects.get().revision == dispute.revision
    form = {**form, "receiver": office.street.pk, "revision": dispute.revision}
    assert right.post(url(name, dispute.pk), form).status_code == 302, name
    assert AuditEvent.objects.count() > events


def test_the_receiver_returns_or_declines_with_the_reason(browser, office):
    dispute = actions.register(office.tu, leak())
    director = browser("程继红")
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    assert director.post(url("return", dispute.pk), {"why": ""}).status_code == 422
    assert director.post(url("return", dispute.pk), {"why": "住在另一街道"}).status_code == 302
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    form = {"why": "法院已经受理", "organ": "洪山区人民法院"}
    assert director.post(url("decline", dispute.pk), form).status_code == 302
    assert Dispute.objects.get().status == Status.DECLINED


def test_a_number_is_voided_and_the_matter_reopened_from_its_page(browser, office):
    dispute = actions.register(office.director, leak())
    actions.accept(office.director, dispute.pk)
    director = browser("程继红")
    assert director.post(url("void_number", dispute.pk), {"why": "录" * 201}).status_code == 422
    assert director.post(url("void_number", dispute.pk), {"why": "单位录错"}).status_code == 302
    assert Dispute.objects.get().file_number.endswith("第0002号")
    assert director.post(url("reopen", dispute.pk), {"why": "再次漏水"}).status_code == 409
    Dispute.objects.update(status=Status.CLOSED)
    response = director.post(url("reopen", dispute.pk), {"why": "再次漏水"})
    assert response.url == url("record", Dispute.objects.get(reopened_from=dispute).pk)


def test_the_suitability_page_ticks_what_it_found_and_the_officer_has_the_last_word(browser, office):
    narrative = "对城管局作出的罚款决定不服，要求撤销该行政处罚决定。"
    dispute = actions.register(office.tu, leak(narrative=narrative, category="other"))
    gong = browser("龚雪琴")
    assert " checked" in text(gong.get(url("assess", dispute.pk)))
    transfer = text(gong.get(url("transfer", dispute.pk)))
    assert queries.latest_suitability(dispute).finding["organ"] in transfer
    assert gong.post(url("assess", dispute.pk), {"revision": dispute.revision}).status_code == 302
    assert queries.latest_suitability(dispute).result != "not-suitable"


def test_masked_values_are_shown_for_a_reason_by_post_only(browser, office):
    dispute = actions.register(office.tu, leak())
    party = dispute.parties.first()
    client = browser("涂海洋")
    page = text(client.get(url("parties", dispute.pk)))
    assert "138****5678" in page
    assert "13800005678" not in page
    where = url("reveal", dispute.pk, party.pk)
    assert client.get(where).status_code == 405
    assert client.post(where, {"field": "phone", "reason": "看"}, **HTMX).status_code == 422
    assert "13800005678" in text(client.post(where, {"field": "phone", "reason": "通知其到场"}, **HTMX))
    assert browser("彭书雅").post(where, {"field": "phone", "reason": "通知其到场"}).status_code == 404
    assert browser("审计").post(where, {"field": "phone", "reason": "通知其到场"}).status_code == 403
    assert "138****5678" in text(browser("鲁敏慧").get(url("parties", dispute.pk)))


def test_a_party_is_set_right_on_its_page_without_showing_its_numbers(browser, office):
    parties = (
        NewParty(side="applicant", kind="person", name="张建国", phone="13800005678", id_number="11010519491231002X"),
        leak().parties[1],
    )
    dispute = actions.register(office.tu, leak(parties=parties))
    party = dispute.parties.first()
    client = browser("涂海洋")
    where = url("correct_party", dispute.pk, party.pk)
    page = text(client.get(where))
    assert "138****5678" in page
    assert "11010519491231002X" not in page
    form = {
        "side": "applicant",
        "kind": "person",
        "name": "张健国",
        "why": "写错了",
        "people": "代理人 陶律师 13600001111",
    }
    assert client.post(where, {**form, "why": ""}).status_code == 422
    assert client.post(where, {**form, "phone": "12"}).status_code == 422
    assert client.post(where, form).status_code == 302
    party.refresh_from_db()
    assert (party.name, party.phone, party.id_number) == ("张健国", "13800005678", "11010519491231002X")
    assert party.agents.get().phone == "13600001111"
    assert "陶律师" in text(client.get(where))
    assert client.get(url("correct_party", dispute.pk, office.street.pk)).status_code == 404


def test_papers_are_made_by_post_and_read_back_as_pdf_and_word(browser, office):
    dispute = actions.register(office.tu, leak())
    client = browser("涂海洋")
    where = url("make_paper", dispute.pk, "receipt")
    assert client.get(where).status_code == 405
    assert client.post(where).status_code == 302
    assert client.post(url("make_paper", dispute.pk, "nonsense")).status_code == 422
    assert client.post(url("make_paper", dispute.pk, "acceptance_register")).status_code == 409
    [paper] = documents.for_subject("dispute", dispute.pk)
    assert paper.title in text(client.get(url("papers", dispute.pk)))
    pdf = client.get(url("paper", dispute.pk, paper.pk, "pdf"))
    assert dispute.receipt_number in "".join(
        "".join(leaf.get_text() for leaf in pymupdf.open(stream=pdf.content)).split()
    )
    word = client.get(url("paper", dispute.pk, paper.pk, "docx"))
    assert word.content[:2] == b"PK"
    assert client.get(url("paper", dispute.pk, paper.pk, "exe")).status_code in (404, 422)
    other = actions.register(office.tu, leak())
    assert client.get(url("paper", other.pk, paper.pk, "pdf")).status_code == 404
    assert browser("审计").post(where).status_code == 403


def test_long_and_wrong_data_are_shown_and_not_broken(browser, office):
    name = "武汉市洪山区" + "长" * 114
    parties = (NewParty(side="applicant", kind="organisation", name=name), NewParty(side="respondent", kind="person", name="<b>𠮷</b>"))  # fmt: skip
    dispute = actions.register(office.tu, leak(parties=parties, narrative="<script>alert(1)</script>" + "漏水" * 9000))
    page = text(browser("涂海洋").get(url("record", dispute.pk)))
    assert "<script>alert" not in page
    assert "<b>𠮷" not in page


@pytest.mark.parametrize("name", ["record", "parties", "papers", "route", "grade", "assess"])
def test_a_page_of_the_record_keeps_its_query_budget(browser, office, name):
    dispute = actions.register(office.tu, leak(parties=leak().parties * 3))
    actions.grade(office.gong, dispute.pk, override="yellow", reason="涉及老人。")
    assert_query_budget(browser("龚雪琴"), f"disputes:{name}", pk=dispute.pk)


@pytest.mark.parametrize("name", ["todo", "list"])
def test_a_list_keeps_its_query_budget(browser, office, name):
    for _number in range(4):
        actions.register(office.tu, leak())
    assert_query_budget(browser("龚雪琴"), f"disputes:{name}")


def test_registering_keeps_its_query_budget(browser, office):
    assert_query_budget(browser("涂海洋"), "disputes:register")
    assert_query_budget(browser("龚雪琴"), "disputes:analyse", MATTER, method="post")


def test_nothing_was_reported_by_looking(browser, office):
    dispute = actions.register(office.tu, leak())
    browser("涂海洋").get(url("report_offence", dispute.pk))
    assert not CrimeReport.objects.exists()
