"""夏云峰 brings what is missing, binds, looks and seals in the browser; programs do the same over the API."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fengqiao.accounts.permissions import Role
from fengqiao.archive.models import Annex, Assembly, CaseFile
from fengqiao.archive.staff import views
from fengqiao.core import audit
from fengqiao.followup import actions as followup
from fengqiao.followup import queries as performance
from tests.outcome import Desk, effective, fresh, pays, photo, scan
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db


@pytest.fixture
def xia(room):
    """夏云峰 at work today."""
    room.office.now = timezone.now() - timedelta(minutes=5)
    return Desk("夏云峰", Role.MEDIATOR, room.office.street, room.office.xia)


@pytest.fixture
def closed(room, xia):
    """A matter performed on the spot and closed today."""
    dispute = effective(room, lambda dispute: pays(dispute, 500, on_the_spot=True))
    for visit in performance.planned_visits(dispute):
        followup.visit(room.xia, dispute.pk, followup.NewVisit(way="visit", visited="张建国"), visit_id=visit.pk)
    followup.close(room.xia, dispute.pk)
    return fresh(dispute)


def copies(xia, dispute):
    """Upload an identity copy for each party."""
    for party in dispute.parties.all():
        copy = SimpleUploadedFile("身份证.jpg", photo(), content_type="image/jpeg")
        data = {"kind": "identity_copy", "party": party.pk, "file": copy}
        assert xia.sends("archive:add_paper", dispute.pk, **data).status_code == 302


def test_the_page_names_what_is_missing_and_leads_to_it(xia, closed):
    shown = xia.sees("archive:file", closed.pk)
    assert "当事人身份证明：张建国、李秀英缺少身份证明。" in shown
    assert f"/disputes/{closed.pk}/file/papers/new" in shown
    assert "整理卷宗" in shown
    assert_query_budget(xia.browser, "archive:file", pk=closed.pk)


def test_a_step_of_the_file_that_is_not_possible_yet_says_why_in_the_place_of_its_form(room, xia, closed):
    young = room.heard()
    for name, dispute, told in (
        ("bind", young, "办结后才能整理卷宗"),
        ("seal", young, "不能“立卷归档”"),
        ("seal", closed, "缺少身份证明"),
        ("supplement", closed, "卷宗尚未归档"),
    ):
        shown = xia.sees(f"archive:{name}", dispute.pk)
        assert (told in shown, "form-actions" in shown) == (True, False), name


def test_a_file_is_completed_bound_looked_at_sealed_and_supplemented_in_the_browser(xia, closed):
    copies(xia, closed)
    assert xia.sends("archive:bind", closed.pk, checker="程继红").status_code == 302
    assert xia.browser.get(f"/disputes/{closed.pk}/file/file.pdf").content.startswith(b"%PDF-")
    case_file = CaseFile.objects.get()
    assert audit.history(case_file.pk).get().verb == "open_file"
    assert "人民调解权利义务告知书" in xia.sees("archive:file", closed.pk)
    assert xia.sends("archive:seal", closed.pk, revision=fresh(closed).revision).status_code == 302
    assert fresh(closed).status == "archived"
    data = {"title": "更正说明", "reason": "姓名笔误更正", "file": SimpleUploadedFile("更正.pdf", scan("x"))}
    assert xia.sends("archive:supplement", closed.pk, **data).status_code == 302
    shown = xia.sees("archive:file", closed.pk)
    assert "更正说明" in shown
    assert case_file.manifest_sha256 in shown
    assert xia.browser.get(f"/disputes/{closed.pk}/file/annexes/{Annex.objects.get().pk}").status_code == 200


def test_sealing_an_incomplete_file_is_refused_with_the_reason(xia, closed):
    assert xia.sends("archive:bind", closed.pk, checker="程继红").status_code == 302
    response = xia.sends("archive:seal", closed.pk)
    assert response.status_code == 409
    assert "张建国、李秀英缺少身份证明。" in response.content.decode()
    assert CaseFile.objects.get().sealed_at is None


def test_an_excuse_is_written_and_taken_back(xia, closed):
    shown = xia.sees("archive:remark", closed.pk)
    assert "人民调解协议书" not in shown.split("<form")[1]
    data = {"form": "identity_copies", "text": "双方证件均已核对，拒绝留存复印件"}
    assert xia.sends("archive:remark", closed.pk, **data).status_code == 302
    assert "已在卷宗情况说明中写明理由" in xia.sees("archive:file", closed.pk)
    line = closed.file_remarks.get()
    assert xia.sends("archive:take_back_remark", closed.pk, line.pk).status_code == 302
    assert "缺少身份证明" in xia.sees("archive:file", closed.pk)


def test_a_long_file_goes_to_the_worker_and_shows_its_progress(xia, closed, monkeypatch):
    monkeypatch.setattr(views, "LONG_FILE", 1)
    assert xia.sends("archive:bind", closed.pk, checker="程继红").status_code == 302
    assembly = Assembly.objects.get()
    assert "整理进度" in xia.sees("archive:file", closed.pk)
    assert "排队中" in xia.sees("archive:progress", closed.pk, assembly.pk)


def test_an_identity_copy_is_seen_by_those_who_may_and_who_looked_is_kept(room, xia, closed):
    copies(xia, closed)
    paper = closed.files.first()
    leader = Desk("某领导", Role.LEADER, room.office.street)
    assert leader.browser.get(f"/disputes/{closed.pk}/file/papers/{paper.pk}").status_code == 403
    assert xia.browser.get(f"/disputes/{closed.pk}/file/papers/{paper.pk}").content == photo()
    assert audit.history(paper.pk).get().actor_name == "夏云峰"


def test_the_api_does_the_same(xia, closed):
    base = f"/disputes/{closed.pk}"
    told = xia.gets(f"{base}/file").json()
    assert not told["is_complete"]
    assert [item["form"] for item in told["items"] if item["standing"] == "missing"] == ["identity_copies"]
    refusal = xia.posts(f"{base}/archive")
    assert (refusal.status_code, refusal.json()["code"]) == (409, "missing_file_complete")
    for party in closed.parties.all():
        data = {"kind": "identity_copy", "party_id": party.pk, "file": SimpleUploadedFile("身份证.jpg", photo())}
        assert xia.program.post(f"/api/v1{base}/file/papers", data).status_code == 201
    assert xia.posts(f"{base}/archive").json()["code"] == "file_not_bound"
    bound = xia.posts(f"{base}/file", checker="程继红").json()["file"]
    pdf = xia.gets(f"{base}/file/pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert bound["sha256"] == bound["manifest"]["sha256"]
    assert xia.posts(f"{base}/archive").json()["status"] == "archived"
    annex = {"title": "更正说明", "reason": "姓名笔误更正", "file": SimpleUploadedFile("更正.pdf", scan("x"))}
    assert xia.program.post(f"/api/v1{base}/file/annexes", annex).json()["ordinal"] == 1
    assert xia.gets(f"{base}/file").json()["annexes"][0]["title"] == "更正说明"
