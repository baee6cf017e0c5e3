"""What waits for the reader in filings: those to review at the bureau, and the own ones that came back."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from fengqiao.accounts.notices import MOST, Notice
from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.waiting import Waiting
from fengqiao.core.actor import Actor
from fengqiao.core.clock import end_of, local_date
from fengqiao.core.text import N_
from fengqiao.organisations.models import Filing
from fengqiao.organisations.queries.filings import OWN, filings
from fengqiao.organisations.rules.filing import Status


def waiting(*, actor: Actor) -> list[Waiting]:
    """Answer the question "waiting" for filings."""
    told = []
    if actor.may(Permission.REVIEW_FILINGS):
        rows = filings(actor, local_date(actor.at), state=OWN)
        told.append(Waiting(N_("备案待审查"), f"{reverse('organisations:filings')}?state={OWN}", rows, "review_due_on"))
    if actor.may(Permission.FILE_ORGANISATION) and actor.organisation_id:
        rows = Filing.objects.filter(organisation=actor.organisation_id, status=Status.RETURNED)
        told.append(Waiting(N_("备案待补正"), reverse("organisations:filed", args=[actor.organisation_id]), rows))
    return told


def notices(*, actor: Actor) -> list[Notice]:
    """Answer the question "notices" for filings, at most MOST."""
    if actor.organisation_id is None:
        return []
    wanted = Q()
    if actor.may(Permission.REVIEW_FILINGS):
        wanted |= Q(bureau=actor.organisation_id, status=Status.SUBMITTED)
    if actor.may(Permission.FILE_ORGANISATION):
        wanted |= Q(organisation=actor.organisation_id, status=Status.RETURNED)
    return [_notice(actor, filing) for filing in _first(Filing.objects.filter(wanted))] if wanted else []


def _first(found: QuerySet[Filing]) -> list[Filing]:
    names = ("status", "submitted_at", "answered_at", "review_due_on", "organisation__name")
    return list(found.select_related("organisation").only(*names).order_by("review_due_on", "id")[:MOST])


def _notice(actor: Actor, filing: Filing) -> Notice:
    url, name = reverse("organisations:filing", args=[filing.pk]), filing.organisation.name
    if filing.status == Status.RETURNED:
        return Notice(filing.answered_at or filing.submitted_at, N_("备案待补正"), name, url, tone="active")
    due = end_of(filing.review_due_on) if filing.review_due_on else None
    if due and due <= actor.at:
        return Notice(due, N_("备案逾期未审查"), name, url, tone="bad", due=due)
    return Notice(filing.submitted_at, N_("备案待审查"), name, url, tone="active", due=due)
