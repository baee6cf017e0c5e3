"""Matters whose agreement has taken effect, for tests of what comes after it; each through the public actions."""

import io
import json
from datetime import date, timedelta
from decimal import Decimal

import pymupdf
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.access import actor_of
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system
from fengqiao.core.errors import DomainError
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, DueMoment
from fengqiao.mediation import actions as mediation
from fengqiao.mediation.actions import NewInstalment, NewObligation, Signer, Upload
from fengqiao.mediation.queries import case
from fengqiao.mediation.tests.conftest import Room
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person

PASSWORD = "correct-horse-7-battery"
CALM = "李秀英家水管接口老化，张建国家墙面受潮，双方对修补费用有不同意见，请求调解。"
"""A narrative in which nothing raises the grade, so that no visit is owed for it."""


def refused(kind, code, function, /, *args, **kwargs) -> DomainError:
    """Assert that a call is refused with a code, and return the refusal."""
    with pytest.raises(kind) as caught, transaction.atomic():
        function(*args, **kwargs)
    assert caught.value.code == code, (caught.value.code, caught.value.message)
    return caught.value


def scan(*pages: str) -> bytes:
    """A real PDF with these texts, one a page, as a scanner or another program makes it."""
    paper = pymupdf.open()
    for text in pages or ("signed paper",):
        paper.new_page().insert_text((72, 100), text)
    return paper.tobytes()


def photo(colour: str = "white", size=(640, 400)) -> bytes:
    """A real photograph."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def yuan(amount) -> Decimal:
    """An amount in yuan."""
    return Decimal(amount).quantize(Decimal("0.01"))


def pays(dispute: Dispute, amount, due_on: date | None = None, *, parts=(), **more) -> NewObligation:
    """李秀英 pays 张建国: at once by a day, or in parts of (amount, day)."""
    applicant, respondent = list(dispute.parties.all())[:2]
    values = {
        "kind": "pay",
        "description": "支付赔偿款",
        "debtor_id": respondent.pk,
        "creditor_id": applicant.pk,
        "amount": yuan(amount),
        "due_on": due_on,
        "instalments": tuple(NewInstalment(yuan(part), day) for part, day in parts),
    }
    return NewObligation(**{**values, **more})


def hands(room: Room, dispute: Dispute) -> list[Signer]:
    """All that must sign: every party as it acts, 夏云峰, the seal."""
    agreement = case.current_agreement(dispute)
    signers = [
        Signer("agent", party_id=each.party_id, agent_id=each.agent_id)
        if each.agent_id
        else Signer("party", party_id=each.party_id)
        for standing in case.must_sign(agreement, case.opening(dispute).parties, agreement.reached_at.date())
        for each in standing.ways[0]
    ]
    return [*signers, Signer("mediator", person_id=room.office.xia.pk), Signer("seal")]


def effective(room: Room, *promises, form: str = "written", **matter) -> Dispute:
    """A matter whose agreement took effect now. promises: functions of the dispute that give an obligation."""
    dispute = room.heard(**{"narrative": CALM, **matter})
    made = [promise(dispute) for promise in promises] or room.draft(dispute).obligations
    mediation.draft_agreement(room.xia, dispute.pk, room.draft(dispute, form=form, obligations=tuple(made)))
    mediation.agree(room.xia, dispute.pk)
    if form == "written":
        mediation.sign_on_paper(
            room.xia,
            dispute.pk,
            signers=hands(room, dispute),
            scan=Upload("协议书.pdf", scan("agreement with all signatures")),
            document_hash=case.current_agreement(dispute).document_hash,
        )
    return fresh(dispute)


def fresh(dispute: Dispute) -> Dispute:
    """The dispute as it is now."""
    return Dispute.objects.get(pk=dispute.pk)


def facts(dispute: Dispute):
    """What the packages know about the dispute."""
    return lifecycle.facts_of(fresh(dispute))


def clocks(dispute: Dispute, name: str, state: str = "running") -> list[DueMoment]:
    """The clocks of a name in a state, the first due first."""
    return list(DueMoment.objects.filter(dispute=dispute, clock=name, state=state))


class Desk:
    """Somebody's browser, and a program with a token of that person's."""

    def __init__(self, name: str, role: Role, organisation: Organisation, person: Person | None = None):
        platform = system(timezone.now() - timedelta(days=1), frozenset({Permission.MANAGE_ACCOUNTS.value}))
        username = f"u{organisation.pk.hex[-6:]}{role.value[:4]}".replace("_", "")
        self.user = accounts.create_user(
            platform,
            username=username,
            name=name,
            password=PASSWORD,
            person_id=person.pk if person else None,
            must_change_password=False,
        )
        started = timezone.localdate() - timedelta(days=30)
        accounts.assign(platform, self.user.pk, role=role, organisation_id=organisation.pk, starts_on=started)
        self.browser = Client(HTTP_HOST="wuhan.localhost")
        self.browser.force_login(self.user)
        _token, secret = accounts.issue_token(actor_of(self.user, timezone.now()), name="测试")
        self.program = Client(HTTP_HOST="wuhan.localhost", HTTP_AUTHORIZATION=f"Bearer {secret}")

    def sees(self, name: str, *args) -> str:
        """The text of a page that opens."""
        response = self.browser.get(reverse(name, args=args))
        assert response.status_code == 200, (name, response.status_code)
        return response.content.decode()

    def sends(self, name: str, *args, **data):
        """The answer to a form."""
        return self.browser.post(reverse(name, args=args), data)

    def posts(self, path: str, **body):
        """The answer of the API to JSON."""
        return self.program.post(f"/api/v1{path}", json.dumps(body, default=str), content_type="application/json")

    def gets(self, path: str):
        """The answer of the API."""
        return self.program.get(f"/api/v1{path}")


def soon(days: int) -> date:
    """A local day so many days from today."""
    return timezone.localdate() + timedelta(days=days)
