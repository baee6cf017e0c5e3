"""An upload that lies about its type, swells when it is opened or bears a path as its name does no harm."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fengqiao.accounts.permissions import Role
from fengqiao.core import files
from fengqiao.core.models import StoredFile
from fengqiao.mediation.models import Evidence
from fengqiao.mediation.tests.conftest import Room
from tests.bad_input.counter import state
from tests.journeys.town import account
from tests.outcome import photo, scan

pytestmark = pytest.mark.django_db


def swelling_office_file() -> bytes:
    """A Word file of a few kilobytes that holds 400 MB of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _number in range(400):
            part.write(bytes(1024 * 1024))
    return out.getvalue()


def swelling_picture() -> bytes:
    """A PNG that says that it is 60,000 points wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


@pytest.fixture
def desk(office):
    """夏云峰's browser and a matter in mediation."""
    dispute = Room(office).started()
    client = Client(HTTP_HOST="wuhan.localhost")
    client.force_login(account("xiayunfeng", "夏云峰", Role.MEDIATOR, office.street, person=office.xia))
    return client, dispute


def send(client, dispute, name: str, content: bytes) -> tuple[int, int]:
    """The statuses of page and API for the same upload."""
    given = {"name": "合同", "copy": "copy", "pages": "1", "provider_name": "张建国", "revision": ""}
    page = client.post(
        reverse("mediation:add_evidence", args=[dispute.pk]), {**given, "file": SimpleUploadedFile(name, content)}
    )
    sent = {"name": "合同", "provider_name": "张建国", "file": SimpleUploadedFile(name, content)}
    return page.status_code, client.post(f"/api/v1/disputes/{dispute.pk}/evidence", sent).status_code


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("照片.jpg", lambda: scan("a PDF that calls itself a photograph")),
        ("合同.pdf", lambda: b"<html><script>alert(1)</script></html>"),
        ("合同.pdf", lambda: b"MZ\x90\x00" + b"\x00" * 200),
        ("合同.docx", lambda: b"PK\x03\x04" + b"\x00" * 200),
        ("合同.docx", swelling_office_file),
        ("照片.png", swelling_picture),
        ("空白.pdf", lambda: b""),
        ("照片.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ],
    ids=["pdf as jpg", "html", "program", "broken docx", "zip bomb", "picture bomb", "empty", "svg"],
)
def test_it_is_refused_and_not_kept(desk, name, content):
    before = state()
    assert send(*desk, name, content()) == (422, 422)
    assert state() == before
    assert not Evidence.objects.exists()


def test_one_byte_too_many_is_refused(desk):
    before = state()
    assert send(*desk, "合同.pdf", b"%PDF-1.7\n".ljust(files.MAX_BYTES + 1)) == (422, 422)
    assert state() == before


NAMES = (
    "../../etc/passwd", "..\\..\\windows\\system.ini", "/etc/passwd", "a\0b.jpg", "照" * 300 + ".jpg",
    "\u202egpj.exe.jpg", "a\r\nX-Evil: 1.jpg", "CON",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_is_never_a_path(desk, name):
    client, dispute = desk
    statuses = send(client, dispute, name, photo())
    assert set(statuses) <= {201, 302, 422}
    for stored in StoredFile.objects.filter(media_type="image/jpeg"):
        assert stored.path == f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"
        assert not set(stored.name) & set("/\\\0\r\n")
    for row in Evidence.objects.all():
        answer = client.get(reverse("mediation:evidence", args=[dispute.pk, row.pk]))
        assert answer.status_code == 200
        assert "X-Evil" not in answer.headers
