"""The pages by which a mediator works a case from consent to the signed agreement, and a village mediator settles one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system
from fengqiao.disputes.models import Dispute
from fengqiao.mediation import actions
from fengqiao.mediation.models import Agreement, Evidence, MediationRecord, Session, Signature
from fengqiao.mediation.tests.conftest import PDF, STROKES
from tests.office import COMMUNITY
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db


def browser(person, name, role, organisation):
    """A browser in which somebody of an organisation is signed in."""
    platform = system(timezone.now() - timedelta(days=1), frozenset({Permission.MANAGE_ACCOUNTS.value}))
    user = accounts.create_user(
        platform, username=f"u{person.pk.hex[-8:]}" if person else "outsider", name=name,
        password="correct-horse-7-battery", person_id=person.pk if person else None, must_change_password=False,
    )  # fmt: skip
    accounts.assign(
        platform,
        user.pk,
        role=role,
        organisation_id=organisation.pk,
        starts_on=timezone.localdate() - timedelta(days=30),
    )
    client = Client(HTTP_HOST="wuhan.localhost", HTTP_USER_AGENT="签字屏")
    client.force_login(user)
    return client


@pytest.fixture
def xia(room):
    """夏云峰's browser; the cases of the room are of today."""
    room.office.now = timezone.now() - timedelta(minutes=5)
    return browser(room.office.xia, "夏云峰", Role.MEDIATOR, room.office.street)


def page(client, name, *args, **query):
    response = client.get(reverse(f"mediation:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def send(client, url, *args, **data):
    return client.post(reverse(f"mediation:{url}", args=args), data)


def test_one_page_takes_every_notice_and_consent_and_begins_mediation(room, xia):
    dispute = room.assigned()
    shown = page(xia, "opening", dispute.pk)
    assert "张建国" in shown
    assert "李秀英" in shown
    answers = {f"p{i}-{name}": value for i in (0, 1) for name, value in (("notice", "on"), ("answer", "gives"))}
    response = send(xia, "opening", dispute.pk, **answers, start="1", revision=dispute.revision)
    assert response.status_code == 302, response.content.decode()[-3000:]
    assert Dispute.objects.get(pk=dispute.pk).status == "mediating"


def test_an_answer_that_cannot_stand_is_refused_beside_its_field(room, xia):
    dispute = room.assigned()
    response = send(xia, "opening", dispute.pk, **{"p1-answer": "gives", "p1-mode": "oral_recorded"})
    assert response.status_code == 422
    assert "写明在场见证人" in response.content.decode()
    response = send(xia, "opening", dispute.pk, start="1")
    assert response.status_code == 409
    assert "尚未签收权利义务告知书" in response.content.decode()


def test_a_session_is_planned_held_recorded_and_printed(room, xia):
    dispute = room.started()
    page(xia, "plan", dispute.pk)
    starts = timezone.localtime(timezone.now() - timedelta(minutes=3))
    when = starts.strftime("%Y-%m-%dT%H:%M")
    send(
        xia, "plan", dispute.pk, starts_at=when, mode="on_site", place="调解室", is_open="on", revision=dispute.revision
    )
    session = Session.objects.get()
    assert "调解室" in page(xia, "records", dispute.pk)
    page(xia, "hold", dispute.pk, session.pk)
    people = [str(each.pk) for each in session.participants.all()]
    ended = timezone.localtime(timezone.now()).strftime("%Y-%m-%dT%H:%M")
    data = {
        "starts_at": (starts - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M"),
        "ends_at": ended,
        "present": people,
    }
    response = send(xia, "hold", dispute.pk, session.pk, **data)
    assert response.status_code == 302, response.content.decode()[-2000:]
    page(xia, "write", dispute.pk, session.pk)
    response = send(xia, "write", dispute.pk, session.pk, body="谈妥了。", result="agreed", told_principles="on")
    assert response.status_code == 302
    record = MediationRecord.objects.get()
    page(xia, "check", dispute.pk, record.pk)
    response = send(xia, "paper_part", dispute.pk, "mediation_record", session.pk.hex)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert "谈妥了。" in page(xia, "records", dispute.pk)


def test_evidence_comes_in_and_goes_out_as_it_was(room, xia):
    dispute = room.started()
    page(xia, "add_evidence", dispute.pk)
    zhang = dispute.parties.first()
    file = SimpleUploadedFile("报价单.pdf", PDF)
    response = send(xia, "add_evidence", dispute.pk, file=file, name="报价单", party=zhang.pk, copy="copy", pages=2)
    assert response.status_code == 302, response.content.decode()[-2000:]
    evidence = Evidence.objects.get()
    response = xia.get(reverse("mediation:evidence", args=[dispute.pk, evidence.pk]))
    assert response.content == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    liar = SimpleUploadedFile("照片.png", PDF)
    response = send(xia, "add_evidence", dispute.pk, file=liar, name="照片", party=zhang.pk, copy="copy", pages=1)
    assert response.status_code == 422
    assert "内容却是" in response.content.decode()


def rows(dispute, **changes):
    zhang, li = dispute.parties.all()
    values = {
        "obligations-TOTAL_FORMS": 1,
        "obligations-INITIAL_FORMS": 0,
        "obligations-MIN_NUM_FORMS": 1,
        "obligations-MAX_NUM_FORMS": 500,
        "obligations-0-kind": "pay",
        "obligations-0-debtor": li.pk,
        "obligations-0-creditor": zhang.pk,
        "obligations-0-description": "支付赔偿款",
        "obligations-0-amount": "3000",
        "obligations-0-due_on": "2027-12-31",
        "agreement_form": "written",
        "facts": "楼上漏水，泡坏天花板。",
    }
    return {**values, **changes}


def test_the_editor_shows_the_paper_and_what_is_missing_while_it_is_written(room, xia):
    dispute = room.heard()
    assert "协议内容" in page(xia, "edit", dispute.pk)
    shown = send(xia, "preview", dispute.pk, **rows(dispute)).content.decode()
    assert "人民调解协议书" in shown
    assert "叁仟元整" in shown
    vague = rows(dispute, **{"obligations-0-amount": "", "obligations-0-due_on": ""})
    shown = send(xia, "preview", dispute.pk, **vague).content.decode()
    assert "第1项未写明给付金额" in shown
    assert "民诉法解释第358条" in shown
    assert not Agreement.objects.exists()


def test_a_row_is_added_without_a_script(room, xia):
    dispute = room.heard()
    response = send(xia, "edit", dispute.pk, **rows(dispute), **{"add-obligations": "1"})
    assert response.status_code == 200
    assert 'name="obligations-1-description"' in response.content.decode()


def test_instalments_are_written_line_by_line(room, xia):
    dispute = room.heard()
    lines = "2027-01-31 1000\n2027年2月28日 2,000元"
    data = rows(dispute, **{"obligations-0-instalments": lines, "obligations-0-due_on": ""})
    assert send(xia, "edit", dispute.pk, **data).status_code == 302
    assert [str(part.amount) for part in Agreement.objects.get().obligations.get().instalments.all()] == [
        "1000.00",
        "2000.00",
    ]
    response = send(xia, "edit", dispute.pk, **rows(dispute, **{"obligations-0-instalments": "下个月给一千"}))
    assert response.status_code == 422
    assert "应写成：日期 金额" in response.content.decode()


def test_an_agreement_is_drafted_agreed_and_signed_on_paper_and_pad(room, xia):
    dispute = room.heard()
    assert "还没有起草协议" in page(xia, "agreement", dispute.pk)
    assert send(xia, "edit", dispute.pk, **rows(dispute)).status_code == 302
    assert "3,000.00" in page(xia, "edit", dispute.pk)
    page(xia, "agree", dispute.pk)
    response = send(xia, "agree", dispute.pk, revision=Dispute.objects.get(pk=dispute.pk).revision)
    assert response.status_code == 302, response.content.decode()[-2000:]
    shown = page(xia, "sign", dispute.pk)
    assert "张建国尚未签名" in shown
    zhang, li = dispute.parties.all()
    hash_ = room.hash_of(dispute)
    response = send(xia, "sign", dispute.pk, signer=f"party:{zhang.pk}::", strokes=str(STROKES), document_hash=hash_)
    assert response.status_code == 302, response.content.decode()[-2000:]
    assert Signature.objects.get().device != ""
    response = send(
        xia, "sign", dispute.pk, signers=[f"party:{li.pk}::", f"mediator:::{room.office.xia.pk}", "seal:::"],
        scan=SimpleUploadedFile("协议.pdf", PDF), document_hash=hash_,
    )  # fmt: skip
    assert response.status_code == 302
    assert Dispute.objects.get(pk=dispute.pk).status == "performing"
    assert "生效" in page(xia, "agreement", dispute.pk)


def test_family_matters_show_why_the_pad_is_closed(room, xia):
    dispute = room.agreed(category="marriage_family")
    shown = page(xia, "sign", dispute.pk)
    assert "电子签名法第3条" in shown
    assert "writing" not in shown or 'name="signer"' not in shown


def test_mediation_is_ended_with_the_notice_from_its_page(room, xia):
    dispute = room.started()
    page(xia, "terminate", dispute.pk)
    response = send(xia, "terminate", dispute.pk, reason="unreachable")
    assert response.status_code == 422
    assert "请选择是哪一方当事人" in response.content.decode()
    li = dispute.parties.get(name="李秀英")
    assert send(xia, "terminate", dispute.pk, reason="unreachable", party=li.pk).status_code == 302
    assert Dispute.objects.get(pk=dispute.pk).status == "terminated"


@pytest.mark.parametrize(
    "name", ["start", "suspend", "extend", "withdraw", "invite", "investigate", "revise", "resume"]
)
def test_every_step_has_its_page(room, xia, name):
    page(xia, name, room.started().pk)


def test_the_month_shows_the_committees_sessions(room, xia):
    dispute = room.heard()
    assert dispute.title in page(xia, "calendar")
    assert dispute.title not in page(xia, "calendar", month="2020-01")
    page(xia, "calendar", month="nonsense")


def test_a_stale_form_is_told_what_changed(room, xia):
    dispute = room.started()
    seen = dispute.revision
    actions.suspend(room.cheng, dispute.pk, reason="等待鉴定")
    response = send(xia, "terminate", dispute.pk, reason="too_far_apart", revision=seen)
    assert response.status_code == 409
    assert "程继红" in response.content.decode()
    assert Dispute.objects.get(pk=dispute.pk).status == "suspended"


def test_the_village_mediator_settles_a_quarrel_on_one_page_and_prints_it(office, cai):
    client = browser(type("P", (), {"pk": cai.person_id})(), "蔡晓梅", Role.VILLAGE_MEDIATOR, office.community)
    shown = page(client, "quick")
    assert "洪珞社区" in shown
    now = timezone.localtime(timezone.now() - timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M")
    data = {
        "a-name": "张建国", "b-name": "李秀英", "facts": "李秀英在楼道堆放杂物，双方争吵。", "category": "neighbours",
        "promise": "清理楼道杂物并当面道歉", "debtor": "1", "agreed": "on", "started_at": now,
        "region": "武汉市洪山区珞南街道洪珞社区", "region_text": "武汉市洪山区珞南街道洪珞社区", "region_code": COMMUNITY,
        "place": "洪珞社区居委会",
    }  # fmt: skip
    response = send(client, "quick", **{**data, "b-name": ""})
    assert response.status_code == 422
    assert not Dispute.objects.exists()
    response = send(client, "quick", **data)
    assert response.status_code == 302, response.content.decode()[-3000:]
    dispute = Dispute.objects.get()
    assert dispute.status in ("performing", "closed")
    assert "打印签名材料" in page(client, "settled", dispute.pk)
    response = client.get(reverse("mediation:packet", args=[dispute.pk]))
    assert response.content.startswith(b"%PDF")


def test_somebody_of_another_committee_finds_nothing(room, xia, office):
    other = browser(None, "彭书雅", Role.MEDIATOR, office.medical)
    dispute = room.started()
    for name in ("records", "opening", "agreement", "plan", "terminate"):
        assert other.get(reverse(f"mediation:{name}", args=[dispute.pk])).status_code == 404


def test_pages_keep_within_their_query_budgets(room, xia):
    dispute = room.heard()
    zhang, li = dispute.parties.all()
    for minutes in (4, 2):
        room.office.now = timezone.now() - timedelta(minutes=minutes)
        new = actions.NewSession(starts_at=room.office.now, place="调解室")
        session = actions.plan_session(room.xia, dispute.pk, new)
        actions.add_evidence(
            room.xia, dispute.pk, name=f"照片{minutes}", upload=actions.Upload("a.pdf", PDF), party_id=li.pk
        )
        actions.invite(room.xia, dispute.pk, kind="neighbour", name=f"邻居{minutes}", consenting_ids=[zhang.pk])
        room.office.now = timezone.now()
        actions.hold_session(room.xia, dispute.pk, session.pk)
        actions.write_record(room.xia, dispute.pk, session.pk, body="谈", result="not_agreed", told_principles=True)
    draft = room.draft(dispute)
    actions.draft_agreement(room.xia, dispute.pk, replace(draft, obligations=draft.obligations * 5))
    for name in ("records", "opening", "agreement", "edit"):
        assert_query_budget(xia, f"mediation:{name}", pk=dispute.pk)
    assert_query_budget(xia, "mediation:calendar")
    actions.agree(room.xia, dispute.pk)
    room.sign(dispute, *room.hands(dispute)[:2])
    assert_query_budget(xia, "mediation:sign", pk=dispute.pk)
