"""What a test of crashes finds before it: a street committee in Wuhan with its director's token, and ended matters to be filed.

For a process of its own, after `django.setup()`: see `platform.inside`.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.access import actor_of
from fengqiao.accounts.permissions import Role
from fengqiao.archive.staff.views import LONG_FILE
from fengqiao.config import prepared
from fengqiao.core.actor import system
from fengqiao.jurisdictions.actions import sync_profiles
from fengqiao.mediation import actions as mediation
from fengqiao.mediation.actions import Upload
from fengqiao.mediation.tests.conftest import Room
from tests import office as offices
from tests.journeys.town import account
from tests.outcome import scan


def ended(room: Room) -> str:
    """A matter that came to no agreement, with so much evidence that its file is bound by the worker; its id."""
    dispute = room.heard()
    for number in range(LONG_FILE):
        paper = Upload(f"证据{number}.pdf", scan(f"{dispute.pk} {number}"))
        mediation.add_evidence(
            room.xia, dispute.pk, name=f"证据{number}", provider_name="张建国", copy="copy", pages=1, upload=paper
        )
    mediation.terminate(room.xia, dispute.pk, reason="too_far_apart", explanation="分歧较大")
    return str(dispute.pk)


def build(matters: int) -> dict[str, object]:
    """Make it all; returns what the clients need."""
    call_command("migrate_schemas", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    sync_profiles(system(timezone.now(), frozenset()))
    with schema_context("wuhan"):
        office = replace(offices.build(), now=timezone.now() - timedelta(hours=2))
        room = Room(office)
        to_file = [ended(room) for _number in range(matters)]
        user = account("chengjihong", "程继红", Role.DIRECTOR, office.street, person=office.cheng)
        actor = actor_of(user, timezone.now())
        _token, secret = accounts.issue_token(actor, name="业务系统")
        browser = Client(HTTP_HOST="wuhan.localhost")
        browser.force_login(user)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    prepared.remember(prepared.fingerprint(), "")
    return {
        "token": secret,
        "session": browser.cookies["sessionid"].value,
        "mediator": str(office.cheng.pk),
        "to_file": to_file,
    }
