"""Whoever let the worker bind a file finds under 通知 that it is ready."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fengqiao.accounts.permissions import Role
from fengqiao.archive.models import Assembly
from tests.outcome import Desk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("state", "told"), [("done", "卷宗已整理"), ("failed", "卷宗整理未完成"), ("running", "")])
def test_the_end_of_binding_is_told_to_who_asked(room, endings, state, told):
    xia = Desk("夏云峰", Role.MEDIATOR, room.office.street, room.office.xia)
    dispute = endings.terminated()
    now = timezone.now() - timedelta(minutes=1)
    Assembly.objects.create(
        dispute=dispute, state=state, asked_by_id=xia.user.pk, asked_at=now, created_at=now,
        finished_at=None if state == "running" else now,
    )  # fmt: skip
    shown = xia.sees("accounts:notices")
    assert (reverse("archive:file", args=[dispute.pk]) in shown) == bool(told)
    assert told in shown
