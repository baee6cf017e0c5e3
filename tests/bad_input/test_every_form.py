"""Every page with every hostile question, and every form of every page with every hostile value in all its fields."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system
from fengqiao.core.models import AuditEvent, StoredFile
from fengqiao.disputes.models import Dispute, Party
from fengqiao.mediation import actions as mediation
from fengqiao.mediation.actions import NewSession, Upload
from fengqiao.mediation.tests.conftest import Room
from tests.outcome import scan
from tests.permission_matrix import NOWHERE, ROWS

pytestmark = pytest.mark.django_db
NAMES = (
    "q", "cursor", "page", "region", "organisation", "status", "grade", "category", "view", "from", "to", "year", "month",
    "date", "on", "period", "starts_on", "ends_on", "category_code", "level", "kind", "verb", "actor", "back", "next", "size",
    "cell", "rule", "started_at", "rates", "code", "numerator", "denominator", "places", "week", "day", "scope",
)  # fmt: skip
QUESTIONS = (  # each a part of an address
    "%00",
    "%FF%FE",
    "%F0%A0%AE%B7",
    "9999-12-31",
    "0000-00-00",
    "0001-01-01",
    "-1",
    "NaN",
    "9" * 40,
    "%5B%5D",
    "a" * 5000,
)
VALUES = ("\0", "漏" * 25_000, "0000-00-00", "9999-12-31", "0001-01-01", "9999-12-31T23:59", "0001-01-01T00:00", "-1",
          "NaN", "Infinity", "1e400", "9" * 400, "../../etc/passwd", "[" * 2000, "{}", "null")  # fmt: skip


def state() -> tuple[int, ...]:
    """How much is written, and how often each matter was touched."""
    revisions = sum(Dispute.objects.values_list("revision", flat=True))
    return *(model.objects.count() for model in (Dispute, Party, AuditEvent, StoredFile)), revisions


@contextmanager
def undone():
    """Take everything back that happens within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Field:
    """One input of a form."""

    name: str
    kind: str
    value: str


class Forms(HTMLParser):
    """The forms of a page: where each is sent, and its inputs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[Field]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            is_post = (given.get("method") or "").lower() == "post"
            self.found.append((given.get("action") or "", []) if is_post else (None, []))
        elif tag in ("input", "select", "textarea", "button") and given.get("name") and self.found:
            kind = given.get("type") or tag
            self.found[-1][1].append(Field(given["name"], kind, given.get("value") or ""))


@pytest.fixture
def everybody(office):
    """Somebody of the street's committee who holds every post, in front of a matter in mediation with all that belongs to it."""
    office.now = timezone.now() - timedelta(hours=3)
    room = Room(office)
    dispute = room.heard()
    session = mediation.plan_session(
        room.xia, dispute.pk, NewSession(starts_at=timezone.now() + timedelta(days=2), place="珞南街道调解室")
    )
    evidence = mediation.add_evidence(
        room.xia, dispute.pk, name="照片", provider_name="张建国", upload=Upload("照片.pdf", scan("photo"))
    )
    mediation.draft_agreement(room.xia, dispute.pk, room.draft(dispute))
    platform = system(timezone.now() - timedelta(days=40), frozenset(Permission))
    user = accounts.create_user(
        platform, username="everybody", name="全能", password="every-1-permission", person_id=office.xia.pk,
        must_change_password=False,
    )  # fmt: skip
    for role in Role:
        accounts.assign(platform, user.pk, role=role, organisation_id=office.street.pk, region_scope="4201")
    client = Client(HTTP_HOST="wuhan.localhost", raise_request_exception=False)
    client.force_login(user)
    known = {
        "pk": dispute.pk, "session": session.pk, "evidence": evidence.pk, "party": dispute.parties.first().pk,
        "kept": dispute.mediation_records.first().pk, "organisation_id": office.street.pk, "person_id": office.xia.pk,
        "user_id": user.pk, "subject_id": dispute.pk,
    }  # fmt: skip
    return client, known


def addresses(known):
    """Every page's address, with the records that there are."""
    for row in ROWS:
        if not row.url.startswith(("api:", "account_logout", "ui:catalogue")):
            args = {name: known.get(name, value) if value == NOWHERE else value for name, value in row.args.items()}
            yield row.method, reverse(row.url, kwargs=args)


def test_no_page_fails_at_questions_that_make_no_sense(everybody):
    client, known = everybody
    failed = []
    for method, address in sorted(set(addresses(known))):
        for first in range(0, len(QUESTIONS), 4) if method == "GET" else ():
            query = "&".join(
                f"{name}={QUESTIONS[(first + place) % len(QUESTIONS)]}" for place, name in enumerate(NAMES)
            )
            with undone():
                status = client.get(f"{address}?{query}").status_code
            if status >= 500:
                failed.append((address, first, status))
    assert not failed


def sendable(client, known):
    """Every form that some page shows: its address and its fields; each form once."""
    seen = set()
    for method, address in sorted(set(addresses(known))):
        if method != "GET":
            continue
        page = client.get(address)
        if page.status_code != 200 or not page.get("Content-Type", "").startswith("text/html"):
            continue
        for action, fields in Forms(page.content.decode()).found:
            typed = [field for field in fields if field.kind not in ("hidden", "submit", "button")]
            target = action if action is None else (action or address).split("?")[0]
            if target and typed and (target, len(typed)) not in seen:
                seen.add((target, len(typed)))
                yield target, fields


def filled(fields, first):
    """What is posted when every visible field holds some value, from the one of that number on; hidden ones stay as they were."""
    typed = [field for field in fields if field.kind not in ("hidden", "submit", "button")]
    wrong = {field.name: VALUES[(first + place) % len(VALUES)] for place, field in enumerate(typed)}
    return {field.name: field.value for field in fields if field.kind == "hidden"} | wrong


def test_no_form_fails_at_values_that_make_no_sense_and_no_refusal_writes_anything(everybody):
    client, known = everybody
    forms = list(sendable(client, known))
    assert len(forms) > 30
    before, failed = state(), []
    for target, fields in forms:
        for first in range(0, len(VALUES), 3):
            with undone():
                status = client.post(target, filled(fields, first)).status_code
                wrote = status >= 400 and state() != before
            if status >= 500 or wrote:
                failed.append((target, first, status, "written" if wrote else ""))
    assert not failed, "\n".join(map(str, failed))
