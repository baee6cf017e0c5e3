"""The API of mediation: the same verbs, the same refusals as problem documents."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fengqiao.accounts import access as accounts_access
from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system
from fengqiao.mediation.models import Evidence, Session
from fengqiao.mediation.tests.conftest import PDF, STROKES
from tests.office import COMMUNITY

pytestmark = pytest.mark.django_db


class Program:
    """A program with a token of somebody's."""

    def __init__(self, person, role, organisation):
        platform = system(timezone.now() - timedelta(days=1), frozenset({Permission.MANAGE_ACCOUNTS.value}))
        user = accounts.create_user(
            platform, username=f"u{person.pk.hex[-8:]}", name=person.name, password="correct-horse-7-battery",
            person_id=person.pk, must_change_password=False,
        )  # fmt: skip
        started = timezone.localdate() - timedelta(days=30)
        accounts.assign(platform, user.pk, role=role, organisation_id=organisation.pk, starts_on=started)
        _token, secret = accounts.issue_token(accounts_access.actor_of(user, timezone.now()), name="测试")
        self.client = Client(HTTP_HOST="wuhan.localhost", HTTP_AUTHORIZATION=f"Bearer {secret}")

    def post(self, path, **body):
        return self.client.post(f"/api/v1{path}", json.dumps(body, default=str), content_type="application/json")

    def get(self, path):
        return self.client.get(f"/api/v1{path}")


@pytest.fixture
def xia(room):
    room.office.now = timezone.now() - timedelta(minutes=5)
    return Program(room.office.xia, Role.DIRECTOR, room.office.street)


def test_a_case_goes_from_assignment_to_effect_over_the_api(room, xia):
    dispute = room.accepted()
    base = f"/disputes/{dispute.pk}"
    zhang, li = dispute.parties.all()
    assert xia.post(f"{base}/assign", lead_id=room.office.xia.pk).status_code == 200
    refused = xia.post(f"{base}/sessions", starts_at=timezone.now(), place="调解室")
    assert refused.status_code == 409
    assert refused.headers["Content-Type"].startswith("application/problem+json")
    assert not Session.objects.exists()
    for party in (zhang, li):
        assert xia.post(f"{base}/notices", party_id=party.pk).status_code == 201
        assert xia.post(f"{base}/consents", party_id=party.pk, answer="gives").status_code == 201
    assert xia.post(f"{base}/start").json()["status"] == "mediating"
    starts = timezone.now() - timedelta(minutes=2)
    session = xia.post(f"{base}/sessions", starts_at=starts, place="调解室").json()
    held = xia.post(f"{base}/sessions/{session['id']}/hold")
    assert held.json()["status"] == "held", held.json()
    record = {"session_id": session["id"], "body": "谈妥了。", "result": "agreed", "told_principles": True}
    assert xia.post(f"{base}/records", **record).status_code == 201
    pay = {"kind": "pay", "description": "支付赔偿款", "debtor_id": li.pk, "creditor_id": zhang.pk, "amount": "3000.00"}
    drafted = xia.post(f"{base}/agreement", facts="漏水", obligations=[pay])
    assert drafted.status_code == 201, drafted.json()
    assert "no_due_date" in {hint["code"] for hint in drafted.json()["hints"]}
    incomplete = xia.post(f"{base}/agree")
    assert (incomplete.status_code, incomplete.json()["code"]) == (409, "missing_agreement_complete")
    xia.post(f"{base}/agreement", facts="漏水", obligations=[{**pay, "due_on": "2027-12-31"}])
    assert xia.post(f"{base}/agree").json()["status"] == "agreed"
    agreement = xia.get(f"{base}/agreement").json()
    pad = {"signer": {"kind": "party", "party_id": zhang.pk}, "strokes": STROKES}
    assert xia.post(f"{base}/agreement/signatures", **pad, document_hash="0" * 64).status_code == 409
    assert xia.post(f"{base}/agreement/signatures", **pad, document_hash=agreement["document_hash"]).status_code == 201
    rest = [
        {"kind": "party", "party_id": str(li.pk)},
        {"kind": "mediator", "person_id": str(room.office.xia.pk)},
        {"kind": "seal"},
    ]
    data = {"signers": json.dumps(rest), "document_hash": agreement["document_hash"]}
    scan = SimpleUploadedFile("协议.pdf", PDF)
    signed = xia.client.post(f"/api/v1{base}/agreement/signatures/scans", {**data, "scan": scan})
    assert signed.status_code == 201, signed.json()
    assert signed.json()["effective_at"] is not None
    assert xia.get(base).json()["status"] in ("performing", "closed")
    assert len(xia.get(f"{base}/agreement/signatures").json()) == 4


def test_evidence_is_sent_with_its_file_and_read_back(room, xia):
    dispute = room.started()
    zhang = dispute.parties.first()
    url = f"/api/v1/disputes/{dispute.pk}/evidence"
    data = {"name": "报价单", "party_id": str(zhang.pk), "pages": "2"}
    response = xia.client.post(url, {**data, "file": SimpleUploadedFile("报价.pdf", PDF)})
    assert response.status_code == 201, response.json()
    row = Evidence.objects.get()
    assert response.json()["sha256"] == row.file.sha256
    assert xia.client.get(f"{url}/{row.pk}/file").content == PDF
    liar = xia.client.post(url, {**data, "file": SimpleUploadedFile("照片.png", PDF)})
    assert (liar.status_code, liar.json()["code"]) == (422, "file_kind_belied")
    assert Evidence.objects.count() == 1


def test_a_refusal_ends_the_matter_over_the_api_too(room, xia):
    dispute = room.assigned()
    zhang = dispute.parties.first()
    base = f"/disputes/{dispute.pk}"
    assert xia.post(f"{base}/consents", party_id=zhang.pk, answer="refuses", reason="要起诉").status_code == 201
    assert xia.get(base).json()["status"] == "terminated"
    again = xia.post(f"{base}/start")
    assert (again.status_code, again.json()["code"]) == (409, "step_not_now")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("consents", {"answer": "gives"}),
        ("consents", {"answer": "maybe", "party_id": "01234567-89ab-7def-8123-456789abcdef"}),
        ("sessions", {"starts_at": "2026-11-20T10:00:00", "place": "调解室"}),
        ("agreement", {"obligations": [{"kind": "pay", "description": "x", "debtor_id": "x"}]}),
        ("agreement", {"unknown": 1}),
        ("terminate", {"reason": "withdrawn"}),
        ("extend", {"reason": "x", "agreed_by": []}),
        ("start", "AAA"),
    ],
)
def test_malformed_bodies_get_422_and_change_nothing(room, xia, path, body):
    dispute = room.started()
    url = f"/api/v1/disputes/{dispute.pk}/{path}"
    response = xia.client.post(url, json.dumps(body), content_type="application/json")
    assert response.status_code == 422, response.content
    before = dispute.revision
    dispute.refresh_from_db()
    assert (dispute.status, dispute.revision) == ("mediating", before)


def test_a_simple_matter_is_settled_in_one_call(office, cai):
    program = Program(type("P", (), {"pk": cai.person_id, "name": "蔡晓梅"})(), Role.VILLAGE_MEDIATOR, office.community)
    matter = {
        "narrative": "李秀英在楼道堆放杂物，双方争吵。", "category": "neighbours", "category_confirmed": True,
        "region_code": COMMUNITY,
        "parties": [{"side": "applicant", "name": "张建国"}, {"side": "respondent", "name": "李秀英"}],
    }  # fmt: skip
    body = {
        "matter": matter, "started_at": timezone.now() - timedelta(minutes=1), "place": "居委会", "facts": "堆放杂物。",
        "promises": [{"description": "清理杂物", "debtor": 1, "creditor": 0}], "told_principles": True, "consented": True,
    }  # fmt: skip
    response = program.post("/settlements", **body)
    assert response.status_code == 201, response.json()
    assert response.json()["status"] in ("performing", "closed")
    assert program.post("/settlements", **{**body, "consented": False}).status_code == 422
