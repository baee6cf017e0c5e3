"""Files that the reader let the worker bind, and what became of it."""

from django.urls import reverse

from fengqiao.accounts.notices import MOST, REMEMBERED, Notice
from fengqiao.archive.models import Assembly, AssemblyState
from fengqiao.core.actor import Actor
from fengqiao.core.text import N_

_ENDED = {AssemblyState.DONE: (N_("卷宗已整理"), "good"), AssemblyState.FAILED: (N_("卷宗整理未完成"), "bad")}


def notices(*, actor: Actor) -> list[Notice]:
    """Answer the question "notices" for files, at most MOST."""
    if actor.user_id is None:
        return []
    ended = Assembly.objects.filter(asked_by_id=actor.user_id, finished_at__gte=actor.at - REMEMBERED)
    found = ended.select_related("dispute__organisation").defer("dispute__narrative").order_by("-finished_at")[:MOST]
    return [
        Notice(
            assembly.finished_at,
            what,
            assembly.dispute.title,
            reverse("archive:file", args=[assembly.dispute_id]),
            assembly.dispute.file_number or "",
            assembly.dispute.organisation.name,
            tone,
        )
        for assembly in found
        for what, tone in [_ENDED.get(AssemblyState(assembly.state), ("", ""))]
        if assembly.finished_at and what
    ]
