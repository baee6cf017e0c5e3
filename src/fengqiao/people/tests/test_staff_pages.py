"""The pages of posts, reviews, complaints, traces and commendations, and those for the public."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fengqiao.accounts.permissions import Role
from fengqiao.people import actions, queries
from fengqiao.people.actions import commending, complaining, reviewing, tracing
from fengqiao.people.models import Complaint, Review
from fengqiao.people.tests.test_conduct import gao, officer, told
from tests.query_budget import assert_query_budget

__all__ = ["gao", "officer"]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture
def keeper(sign_in, lu):
    return sign_in(Role.CITY_BUREAU)


def url(name, *args):
    return reverse(f"people:{name}", args=args)


def test_what_runs_out_is_listed_with_the_way_to_renew(keeper, lu, cheng, directing, street):
    for number in range(3):
        post = replace(directing, post="mediator", term_ends_on=date(2026, 12, number + 1), certificate=f"武{number}")
        actions.register(lu, name="夏云峰", post=post)
    page = assert_query_budget(keeper, "people:expiring", {"within": "90"})
    text = page.content.decode()
    assert text.count("夏云峰") == 3
    assert cheng.name not in text
    assert "续任" in text
    assert keeper.get(url("expiring"), {"what": "certificate"}).status_code == 200


def test_a_term_is_renewed_on_its_page_and_the_letter_comes_as_pdf_and_word(keeper, cheng):
    (post,) = queries.appointments(cheng)
    page = keeper.get(url("renew", cheng.pk, post.pk)).content.decode()
    assert "2027-04-10" in page
    given = {"starts_on": "2026-11-20", "term_ends_on": "2029-11-19", "body": post.body}
    assert keeper.post(url("renew", cheng.pk, post.pk), given).status_code == 302
    term = queries.appointments(cheng).first()
    assert (term.renews, term.certificate) == (post, post.certificate)
    answer = keeper.post(url("letter", cheng.pk, term.pk))
    assert keeper.get(answer.url)["Content-Type"] == "application/pdf"
    assert "wordprocessingml" in keeper.get(answer.url.replace(".pdf", ".docx"))["Content-Type"]


def test_a_photo_is_kept_and_another_kind_of_file_refused(keeper, cheng, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = {"photo": SimpleUploadedFile("a.png", PNG)}
    assert keeper.post(url("set_photo", cheng.pk), picture).status_code == 302
    assert keeper.get(url("photo", cheng.pk)).content == PNG
    answer = keeper.post(
        url("set_photo", cheng.pk), {"photo": SimpleUploadedFile("a.png", b"<script>alert(1)</script>")}
    )
    assert answer.status_code == 422
    assert "不是可以接收的类型" in answer.content.decode()


def test_ties_verification_and_suspension_are_kept_on_the_record(keeper, lu, cheng):
    assert keeper.post(url("declare", cheng.pk), {"kind": "relative", "name": "李秀英"}).status_code == 302
    assert keeper.post(url("declare", cheng.pk), {"kind": "relative", "name": ""}).status_code == 422
    assert keeper.post(url("verify", cheng.pk), {"how": "card"}).status_code == 302
    assert keeper.post(url("suspend", cheng.pk), {"reason": "核查期间"}).status_code == 302
    text = assert_query_budget(keeper, "people:record", person_id=cheng.pk).content.decode()
    for shown in ("近亲属：李秀英", "核对身份证原件", "起暂停指派：核查期间", "恢复指派"):
        assert shown in text
    tie = queries.ties(cheng).get()
    assert keeper.post(url("withdraw_tie", cheng.pk, tie.pk), {"reason": "登记有误"}).status_code == 302
    assert keeper.post(url("lift", cheng.pk), {"reason": "核查结束"}).status_code == 302
    assert queries.suspension(cheng.pk, date(2027, 1, 1)) is None


def test_an_admission_is_asked_for_by_one_and_approved_by_another(keeper, sign_in, lu, directing, street):
    given = {
        "name": "夏云峰", "sex": "male", "birth_on": "1990-07-19", "education": "college", "languages": "普通话、武汉话",
        "organisation": street.name, "organisation_text": street.name, "organisation_code": str(street.pk),
        "post": "mediator", "origin": "appointed", "starts_on": "2026-11-01", "reason": "面试合格，培训结业。",
    }  # fmt: skip
    answer = keeper.post(url("new_review"), given)
    assert answer.status_code == 302
    (review,) = Review.objects.all()
    assert keeper.post(url("review_step", review.pk, "approve"), {"reason": "同意"}).status_code == 409
    text = assert_query_budget(keeper, "people:review", review_id=review.pk).content.decode()
    assert "成年公民" in text
    assert "申请人不能审核自己提交的申请" in text
    todo = assert_query_budget(keeper, "disputes:todo").content.decode()
    assert f'<a href="{url("reviews")}">准入、退出待审核</a>' in todo
    assert "备案待审查" not in todo
    assert reviewing.approve(lu, review.pk, opinion="同意录用").appointment.post == "mediator"
    assert "纠纷以外的待办" not in keeper.get(reverse("disputes:todo")).content.decode()
    assert keeper.get(url("reviews"), {"state": ""}).status_code == 200
    assert keeper.get(url("review", review.pk)).status_code == 200


def test_a_complaint_goes_from_the_portal_to_its_answer_and_back(keeper, sign_in, lu, cheng, gao, street):
    public = Client(HTTP_HOST="wuhan.localhost")
    given = {
        "about": "曾继红", "region": "洪珞社区", "acts": ["insult"], "complainant": "张建国", "phone": "139 0000 9876",
        "narrative": "十一月三日调解时骂我不讲理，在场的人都听见了。",
    }  # fmt: skip
    assert public.post("/complaints/new", {**given, "region": "没有的地方"}).status_code == 422
    receipt = public.post("/complaints/new", given)
    assert receipt.status_code == 302, receipt.content.decode()
    complaint = Complaint.objects.get()
    code = queries.complaint_code(complaint.pk)
    assert code in public.get(receipt.url).content.decode()
    assert public.get(f"{receipt.url}.pdf")["Content-Type"] == "application/pdf"
    assert Client(HTTP_HOST="wuhan.localhost").get(receipt.url).status_code == 404

    text = assert_query_budget(keeper, "people:complaint", complaint_id=complaint.pk).content.decode()
    assert "张建国" not in text
    assert "139****9876" in text
    steps = (
        ("name_subject", {"person": cheng.name, "person_text": cheng.name, "person_code": str(cheng.pk)}),
        ("inquire", {"person": gao.name, "person_text": gao.name, "person_code": str(gao.pk)}),
        ("find", {"result": "founded", "gravity": "minor", "finding": "经向在场三人核实，确有言语不当。"}),
        ("decide", {"decided_on": timezone.localdate().isoformat(), "decision": "批评教育，当面道歉。", "by": ""}),
        ("answer_complaint", {"answer": "经核查情况属实，已对其批评教育。"}),
    )
    for verb, data in steps:
        page = url("complaint_step", complaint.pk, verb)
        assert keeper.get(page).status_code == 200
        answer = keeper.post(page, data)
        assert answer.status_code == 302, (verb, answer.content.decode())
    assert keeper.get(keeper.post(url("complaint_letter", complaint.pk), {"form": "answer"}).url).status_code == 200
    shown = keeper.post(url("reveal_complainant", complaint.pk), {"reason": "电话核实"}).content.decode()
    assert "张建国" in shown

    asked = {"code": code, "phone_tail": "9876"}
    assert "已对其批评教育" in public.post("/complaints/follow", asked).content.decode()
    assert public.post("/complaints/follow", {**asked, "phone_tail": "0000"}).status_code == 404
    assert public.post("/complaints/follow", {**asked, "grounds": "处理太轻，没有当面道歉。"}).status_code == 200
    complaint.refresh_from_db()
    assert (complaint.state, complaint.appeal_by) == ("appealed", "complainant")


def test_lists_of_conduct_stay_within_their_budgets(keeper, lu, officer, cheng, gao, street):
    for number in range(4):
        complaining.receive(officer, told(cheng, complainant=f"王{'一二三四'[number]}"), door="phone")
        tracing.open_trace(
            officer, kind="petition", occurred_on=date(2026, 11, 1), narrative="多人到市里反映同一件事情。",
            matter=f"第{number}件", region_code="420111001001",
        )  # fmt: skip
        row = commending.propose(
            lu, subject="organisation", title="先进集体", rank="city", awarded_by="武汉市司法局",
            deeds="全年调解纠纷九百余件。", organisation_id=street.pk,
        )  # fmt: skip
        commending.show(lu, row.pk, until=date(2026, 11, 21) + timedelta(days=30))
    for name in ("complaints", "traces", "commendations", "reviews"):
        assert_query_budget(keeper, f"people:{name}")
    trace = queries.traces(officer).first()
    assert_query_budget(keeper, "people:trace", trace_id=trace.pk)
    assert_query_budget(keeper, "people:commendation", commendation_id=row.pk)
    public = assert_query_budget(Client(HTTP_HOST="wuhan.localhost"), "mediators:commendations")
    assert public.status_code == 200
    assert cheng.name in assert_query_budget(keeper, "people:options", {"q": "zjh"}).content.decode()


def test_the_public_finds_a_mediator_by_place_kind_and_language_and_learns_no_number(lu, cheng, directing, community):
    actions.change(lu, cheng.pk, name="曾继红", languages=["武汉话"])
    public = Client(HTTP_HOST="wuhan.localhost")
    page = assert_query_budget(
        public, "mediators:list", {"place": "洪珞社区", "kind": "neighbours", "language": "武汉话"}
    )
    text = page.content.decode()
    assert cheng.name in text
    for hidden in ("13800005678", "138****5678", "420111", "1968", "武洪调2024001"):
        assert hidden not in text
    assert cheng.name not in public.get("/mediators", {"kind": "medical"}).content.decode()
    assert cheng.name not in public.get("/mediators", {"language": "维吾尔语"}).content.decode()
    assert cheng.name not in public.get("/mediators", {"place": "武昌区"}).content.decode()
    assert public.get("/mediators", {"place": "没有的地方"}).status_code == 422


def test_a_complaint_about_oneself_is_not_seen(sign_in, officer, cheng):
    complaint = complaining.receive(officer, told(cheng), door="phone")
    assert sign_in(Role.COUNTY_BUREAU, "420106").get(url("complaint", complaint.pk)).status_code == 404
    assert sign_in(Role.MEDIATOR, "420111").get(url("complaint", complaint.pk)).status_code == 403
