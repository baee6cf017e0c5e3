"""What waits for who keeps the register of people: admissions and exits, complaints."""

from django.urls import reverse

from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.waiting import Waiting
from fengqiao.core.actor import Actor
from fengqiao.core.text import N_
from fengqiao.people.queries.conduct import complaints
from fengqiao.people.queries.reviews import reviews


def waiting(*, actor: Actor) -> list[Waiting]:
    """Answer the question "waiting" for people."""
    if not actor.may(Permission.MANAGE_REGISTRY):
        return []
    told = [Waiting(N_("准入、退出待审核"), reverse("people:reviews"), reviews(actor))]
    if actor.may(Permission.SUPERVISE):
        told.append(Waiting(N_("投诉待办理"), reverse("people:complaints"), complaints(actor), "due_on"))
    return told
