"""Nothing of one jurisdiction reaches another: one test for each way by which it might."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context
from moto.server import ThreadedMotoServer
from procrastinate.contrib.django import app

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.models import Session, Token
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core import files, jobs, limits
from fengqiao.core.actor import system
from fengqiao.core.errors import TooMany
from fengqiao.core.models import AuditEvent, IdempotentReply, StoredFile
from fengqiao.disputes import actions as disputes
from fengqiao.disputes import queries
from fengqiao.disputes.models import Dispute
from fengqiao.jurisdictions.models import Jurisdiction
from tests.office import leak
from tests.outcome import scan

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-7-battery"


def clerk(username: str, role: Role = Role.CITY_BUREAU):
    """An account that sees the whole jurisdiction at work."""
    platform = system(timezone.now() - timedelta(days=2), frozenset({Permission.MANAGE_ACCOUNTS.value}))
    user = accounts.create_user(platform, username=username, name="某某", password=PASSWORD, must_change_password=False)
    accounts.assign(platform, user.pk, role=role, region_scope="42", starts_on=timezone.localdate())
    return user


@pytest.fixture
def matter(office):
    """A matter of Wuhan."""
    return disputes.register(office.tu, leak())


@pytest.fixture
def elsewhere(zhanqian):
    """A clerk of Zhanqian, signed in at Zhanqian's host."""
    with schema_context("zhanqian"):
        user = clerk("elsewhere")
        client = Client(HTTP_HOST="zhanqian.localhost")
        client.force_login(user)
    return client


def test_a_request_for_a_matter_of_wuhan_finds_nothing_elsewhere(matter, elsewhere):
    for address in (f"/disputes/{matter.pk}", f"/disputes/{matter.pk}/parties", f"/api/v1/disputes/{matter.pk}"):
        assert elsewhere.get(address).status_code == 404, address


def test_a_search_for_words_of_wuhan_hits_nothing_elsewhere(matter, elsewhere, office, client):
    client.force_login(clerk("here"))
    for word in ("漏水", "张建国", "5678", matter.receipt_number):
        here = client.get("/api/v1/disputes", {"q": word}).json()["items"]
        assert [item["id"] for item in here] == [str(matter.pk)], word
        assert elsewhere.get("/api/v1/disputes", {"q": word}).json()["items"] == []


def test_a_receipts_code_of_wuhan_follows_nothing_elsewhere(matter, zhanqian):
    given = {"code": queries.follow_code(matter.pk), "phone_tail": "5678"}
    assert Client(HTTP_HOST="wuhan.localhost").post("/follow", given).status_code == 200
    assert Client(HTTP_HOST="zhanqian.localhost").post("/follow", given).status_code == 404


def test_a_job_of_wuhan_runs_in_wuhan_and_is_told_so_in_its_arguments(office, zhanqian):
    seen = []

    @app.task(name="tests.where")
    def where(schema):
        seen.append((schema, connection.schema_name, Dispute.objects.count()))

    disputes.register(office.tu, leak())
    jobs.defer("tests.where")
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'tests.where'")
        [[args]] = cursor.fetchall()
    given = json.loads(args) if isinstance(args, str) else args
    connection.set_tenant(zhanqian)  # where the worker happened to stand before
    job = type("Job", (), {"task_kwargs": given})
    jobs.in_tenant(lambda: where.func(**given), type("Context", (), {"job": job}), None)
    assert seen == [("wuhan", "wuhan", 1)]
    assert connection.schema_name == "zhanqian"


def test_a_file_of_wuhan_lies_in_wuhans_folder_and_has_no_row_elsewhere(office, zhanqian):
    stored = files.store(office.tu, "协议书.pdf", scan("only for Wuhan"))
    assert (Path(settings.MEDIA_ROOT) / "wuhan" / stored.path).exists()
    with schema_context("zhanqian"):
        assert not StoredFile.objects.filter(sha256=stored.sha256).exists()
        with pytest.raises(FileNotFoundError):
            files.read(stored)


@pytest.fixture
def bucket():
    """A bucket on a server that speaks S3, as FENGQIAO_STORAGE names one."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    options = {
        "bucket_name": "fengqiao",
        "endpoint_url": f"http://{host}:{port}",
        "access_key": "somebody",
        "secret_key": "secret",
        "region_name": "us-east-1",
    }
    storage = storages.create_storage({"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options})
    storage.connection.create_bucket(Bucket="fengqiao")
    yield storage
    server.stop()


def test_a_bucket_that_all_jurisdictions_share_keeps_a_file_of_each_apart(office, zhanqian, bucket, monkeypatch):
    monkeypatch.setattr(files, "default_storage", bucket)
    content = scan("the same paper in both cities")
    stored = files.store(office.tu, "协议书.pdf", content)
    with schema_context("zhanqian"):
        with pytest.raises(FileNotFoundError):
            files.read(stored)
        assert files.read(files.store(office.tu, "协议书.pdf", content)) == content
    assert sorted(bucket.listdir("")[0]) == ["wuhan", "zhanqian"]


def test_a_cache_entry_of_wuhan_is_missing_elsewhere(wuhan, zhanqian):
    with schema_context("wuhan"):
        cache.set("isolation", "of Wuhan", 60)
    with schema_context("zhanqian"):
        assert cache.get("isolation") is None
        cache.set("isolation", "of Zhanqian", 60)
    with schema_context("wuhan"):
        assert cache.get("isolation") == "of Wuhan"
        cache.delete("isolation")
    with schema_context("zhanqian"):
        cache.delete("isolation")


def test_a_session_of_wuhan_is_nobodys_elsewhere(matter, client, zhanqian):
    client.force_login(clerk("here"))
    stranger = Client(HTTP_HOST="zhanqian.localhost")
    stranger.cookies["sessionid"] = client.cookies["sessionid"].value
    assert client.get("/todo").status_code == 200
    assert stranger.get("/todo")["Location"].startswith("/sign-in")
    with schema_context("zhanqian"):
        assert not Session.objects.filter(session_key=client.cookies["sessionid"].value).exists()


def test_a_token_of_wuhan_opens_nothing_elsewhere(matter, client, zhanqian):
    clerk("here")
    given = {"name": "对接", "username": "here", "password": PASSWORD}
    token = client.post("/api/v1/tokens", given, content_type="application/json").json()["token"]
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    assert client.get(f"/api/v1/disputes/{matter.pk}", **headers).status_code == 200
    stranger = Client(HTTP_HOST="zhanqian.localhost")
    assert stranger.get(f"/api/v1/disputes/{matter.pk}", **headers).status_code == 401
    with schema_context("zhanqian"):
        assert not Token.objects.exists()


def written() -> tuple[int, ...]:
    """How much there is where one stands."""
    return tuple(model.objects.count() for model in (Dispute, StoredFile, AuditEvent, IdempotentReply))


def test_a_call_of_the_api_elsewhere_changes_nothing_in_wuhan(matter, elsewhere):
    before = written()
    body = json.dumps({"why": "误登"})
    for verb in ("accept", "return", "reopen", "void-number", "notices", "sessions", "file"):
        answer = elsewhere.generic(
            "POST", f"/api/v1/disputes/{matter.pk}/{verb}", body, content_type="application/json"
        )
        assert answer.status_code in (404, 422), verb
    assert elsewhere.post(f"/disputes/{matter.pk}/route", {"receiver": str(matter.organisation_id)}).status_code in (
        403,
        404,
    )
    connection.set_tenant(Jurisdiction.objects.get(schema_name="wuhan"))
    assert written() == before
    assert Dispute.objects.get(pk=matter.pk).revision == matter.revision


def test_an_upload_elsewhere_reaches_no_matter_and_no_folder_of_wuhan(matter, elsewhere):
    before = written()
    content = scan("sent to the wrong city")
    for path, fields in (("evidence", {"name": "照片"}), ("file/papers", {"kind": "other"})):
        given = {**fields, "file": SimpleUploadedFile("照片.pdf", content)}
        assert elsewhere.post(f"/api/v1/disputes/{matter.pk}/{path}", given).status_code == 404
    with schema_context("zhanqian"):
        assert not StoredFile.objects.exists()
    with schema_context("wuhan"):
        assert written() == before


def test_the_history_of_wuhan_is_read_nowhere_else(matter, elsewhere):
    with schema_context("wuhan"):
        assert AuditEvent.objects.filter(subject_id=matter.pk).exists()
    with schema_context("zhanqian"):
        assert not AuditEvent.objects.filter(subject_id=matter.pk).exists()
        auditor = clerk("auditor", Role.AUDITOR)
    client = Client(HTTP_HOST="zhanqian.localhost")
    with schema_context("zhanqian"):
        client.force_login(auditor)
    for address in ("/audit/", f"/audit/records/{matter.pk}"):
        assert "涂海洋" not in client.get(address).content.decode()
    assert elsewhere.get(f"/api/v1/disputes/{matter.pk}/events").status_code == 404


def test_a_key_that_was_used_in_wuhan_is_new_elsewhere(office, client, zhanqian):
    key = {"HTTP_IDEMPOTENCY_KEY": "the-same-key"}
    given = {"name": "对接", "username": "here", "password": PASSWORD}
    clerk("here")
    assert client.post("/api/v1/tokens", given, content_type="application/json", **key).status_code == 201
    stranger = Client(HTTP_HOST="zhanqian.localhost")
    answer = stranger.post("/api/v1/tokens", given, content_type="application/json", **key)
    assert (answer.status_code, "Idempotency-Replayed" in answer.headers) == (401, False)


def test_what_wuhan_used_up_of_a_limit_is_used_up_nowhere_else(wuhan, zhanqian):
    now = timezone.now()
    with schema_context("wuhan"):
        limits.take("isolation", limit=1, seconds=60, at=now)
        with pytest.raises(TooMany):
            limits.take("isolation", limit=1, seconds=60, at=now)
    with schema_context("zhanqian"):
        limits.take("isolation", limit=1, seconds=60, at=now)
