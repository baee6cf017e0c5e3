"""The tab of the parties: masked, each shown for a reason; adding one and setting one right."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import NotFound
from fengqiao.core.masking import mask_id, mask_phone
from fengqiao.core.text import N_
from fengqiao.disputes import access, actions
from fengqiao.disputes.actions.parties import NAMES, OPEN_TO_CHANGE, given
from fengqiao.disputes.models import Party
from fengqiao.disputes.rules.parties import NewAgent
from fengqiao.disputes.staff.forms import AddedPartyForm, CorrectedPartyForm
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.staff.step import StepPage, answer, view
from fengqiao.ui import pages


def _shown(party: Party, *, may_change: bool) -> dict[str, object]:
    where = [party.dispute_id, party.pk]
    return {
        "party": party,
        "phone": mask_phone(party.phone) if party.phone else "",
        "id_number": mask_id(party.id_number) if party.id_number else "",
        "agents": [
            {
                "agent": agent,
                "phone": mask_phone(agent.phone) if agent.phone else "",
                "reveal_url": reverse("disputes:reveal", args=[party.dispute_id, agent.pk]),
            }
            for agent in party.agents.all()
        ],
        "reveal_url": reverse("disputes:reveal", args=where),
        "correct_url": reverse("disputes:correct_party", args=where) if may_change else "",
    }


@staff(Permission.VIEW_DISPUTES)
def parties(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The parties, masked until somebody gives a reason."""
    dispute = access.get_for(request.actor, pk, Permission.VIEW_DISPUTES)
    actor = request.actor
    mine = actor.may(Permission.REGISTER) and dispute.organisation_id == actor.organisation_id
    may_change = mine and dispute.status in OPEN_TO_CHANGE
    context = {
        **frame(request, dispute, "parties"),
        "rows": [_shown(party, may_change=may_change) for party in dispute.parties.prefetch_related("agents")],
        "may_change": may_change,
        "may_reveal": actor.may(Permission.REVEAL),
    }
    return pages.page(request, "disputes/parties.html", context)


@require_POST
@staff(Permission.REVEAL)
def reveal(request: StaffRequest, pk: UUID, party: UUID) -> HttpResponse:
    """Answer with a value in full; the reason is kept."""
    value = actions.reveal(
        request.actor, pk, party, field=request.POST.get("field", ""), reason=request.POST.get("reason", "")
    )
    return pages.page(request, "disputes/_revealed.html", {"value": value})


add_party = view(StepPage(
    Permission.REGISTER, AddedPartyForm,
    lambda actor, pk, data: actions.add_party(
        actor, pk, AddedPartyForm.party_of(data), why=data["why"], expected_revision=data["revision"]
    ),
    title=N_("追加当事人"), done=N_("已追加当事人。"), template="disputes/party.html", tab="parties", to="disputes:parties",
))  # fmt: skip


def _changes(data: dict[str, Any], party: Party) -> dict[str, Any]:
    """Return what the form says; numbers left empty stay, and who stays on the list keeps what the line does not tell."""
    entered = CorrectedPartyForm.party_of(data)
    known = {(agent.role, agent.name): agent for agent in given(party).agents}
    kept = tuple(_filled(agent, known.get((agent.role, agent.name))) for agent in entered.agents)
    changes = {name: getattr(entered, name) for name in NAMES} | {"agents": kept}
    return {name: value for name, value in changes.items() if value or name not in ("id_number", "phone")}


def _filled(agent: NewAgent, known: NewAgent | None) -> NewAgent:
    return (
        replace(known, phone=agent.phone or known.phone, relation=agent.relation or known.relation) if known else agent
    )


@staff(Permission.REGISTER)
def correct_party(request: StaffRequest, pk: UUID, party: UUID) -> HttpResponse:
    """Set right what is written of one party."""
    dispute = access.get_for(request.actor, pk, Permission.REGISTER)
    row = dispute.parties.prefetch_related("agents").filter(pk=party).first()
    if row is None:
        raise NotFound("party_not_found", _("没有找到该当事人。"))
    page = StepPage(
        Permission.REGISTER, CorrectedPartyForm, lambda _actor, _pk, _data: None,
        title=N_("更正当事人信息"), done=N_("已更正，原来的内容留在经过中。"), options=lambda _dispute: {"row": row},
        template="disputes/party.html", tab="parties", to="disputes:parties",
    )  # fmt: skip
    return answer(
        request, page, dispute,
        lambda data: actions.correct_party(
            request.actor, pk, party, _changes(data, row), why=data["why"], expected_revision=data["revision"]
        ),
    )  # fmt: skip
