"""Who has a matter in hand, or had it: asked for by the register of people below."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.core import audit
from fengqiao.disputes import queries as disputes
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import OPEN, STEPS, Verb
from fengqiao.mediation.models import MediatorAssignment
from fengqiao.mediation.queries.case import party_rows
from fengqiao.mediation.rules.words import PART_NAMES, Part
from fengqiao.organisations import queries as organisations
from fengqiao.people.queries import PartyMark


def obstacles(*, person_id: UUID, organisation_id: UUID) -> list[str]:
    """Answer why a mediator cannot leave an organisation: open matters of it are in the mediator's hands."""
    held = MediatorAssignment.objects.filter(
        person=person_id, ended_at=None, dispute__organisation=organisation_id, dispute__status__in=OPEN
    )
    count = held.values("dispute_id").distinct().count()
    return [_("还有%(count)d件在办纠纷由其调解，请先移交") % {"count": count}] if count else []


def matter(*, number: str) -> Mapping[str, Any] | None:
    """Answer a matter by its file or receipt number: id, title, region_code, and who had it in hand, step by step."""
    dispute = disputes.by_number(number)
    if dispute is None:
        return None
    handlers = [
        {
            "person_id": row.person_id,
            "name": row.person.name,
            "organisation": dispute.organisation.name,
            "part": _(PART_NAMES[Part(row.part)]),
        }
        for row in MediatorAssignment.objects.filter(dispute=dispute)
        .select_related("person")
        .order_by("started_at", "id")
    ]
    unique = {handler["person_id"]: handler for handler in handlers}
    return {
        "id": dispute.pk,
        "title": f"{dispute.title}（{dispute.file_number or dispute.receipt_number}）",
        "region_code": dispute.region_code,
        "handlers": [*_officers(dispute), *unique.values()],
    }


def _officers(dispute: Dispute) -> list[dict[str, Any]]:
    """Return who took which steps, each once with all of them, in order."""
    steps: dict[tuple[str, UUID | None], list[str]] = {}
    names = {verb.value: STEPS[verb].name for verb in Verb if verb in STEPS}
    names["register"] = _("登记")
    for event in audit.history(dispute.pk):
        if event.verb in names:
            steps.setdefault((event.actor_name, event.organisation_id), []).append(_(names[event.verb]))
    places = organisations.names(place for _name, place in steps if place)
    return [
        {
            "person_id": None,
            "name": name,
            "organisation": places.get(place, "") if place else "",
            "part": "、".join(dict.fromkeys(done)),
        }
        for (name, place), done in steps.items()
    ]


def marks(dispute: Dispute) -> list[PartyMark]:
    """Return the parties as the register of people knows somebody again (回避)."""
    return [PartyMark(party.name, party.id_number, party.phone) for party in party_rows(dispute)]
