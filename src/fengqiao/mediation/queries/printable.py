"""Which papers of mediation a dispute can have now, and how each is filled."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fengqiao.core.actor import Actor
from fengqiao.core.text import N_
from fengqiao.disputes.models import AgentRole, Dispute
from fengqiao.documents import queries as documents
from fengqiao.documents.contexts import FORMS, Form
from fengqiao.documents.models import Document
from fengqiao.mediation import papers
from fengqiao.mediation.models import Evidence, InvestigationRecord, MediationRecord
from fengqiao.mediation.queries import case


@dataclass(frozen=True)
class Paper:
    """A paper that can be made: its form, which of several, its title, and how it is filled.

    belongs_to_file: the file is incomplete without it, so it is made when mediation ends.
    """

    code: str
    title: str
    form: Callable[[Actor], Form] = field(repr=False)
    part: str = ""
    belongs_to_file: bool = True


def _paper(code: str, form: Callable[[Actor], Form], *, part: str = "", what: str = "", to_file: bool = True) -> Paper:
    title = N_("%(title)s%(what)s") % {"title": FORMS[code].title, "what": what}
    return Paper(code, title, form, part, to_file)


def papers_of(dispute: Dispute) -> list[Paper]:
    """Return the papers of mediation that the record can fill, in the order of the file."""
    if dispute.accepted_at is None:
        return []
    found = [_paper("rights_notice", lambda actor: papers.rights_notice(actor, dispute))]
    for party in dispute.parties.prefetch_related("agents"):
        found += [
            _paper(
                "power_of_attorney",
                lambda actor, agent=agent: papers.power_of_attorney(actor, dispute, agent),  # type: ignore[misc]  # bound now
                part=agent.pk.hex,
                what=f"（{party.name}）",
                to_file=False,
            )
            for agent in party.agents.all()
            if agent.role == AgentRole.AGENT
        ]
    return [*found, *_of_the_process(dispute), *_agreement(dispute)]


def _of_the_process(dispute: Dispute) -> list[Paper]:
    found = [
        _paper(
            "investigation_record",
            lambda actor, row=row: papers.investigation(dispute, row),  # type: ignore[misc]  # bound now
            part=row.pk.hex,
            what=N_("（%(names)s）") % {"names": row.interviewee},
        )
        for row in InvestigationRecord.objects.filter(dispute=dispute)
    ]
    evidence = list(Evidence.objects.filter(dispute=dispute))
    if evidence:
        found.append(_paper("evidence_list", lambda actor: papers.evidence_list(actor, dispute, evidence)))
    records = MediationRecord.objects.filter(dispute=dispute).select_related("session")
    found += [
        _paper(
            "mediation_record",
            lambda actor, row=row: papers.mediation_record(dispute, row),  # type: ignore[misc]  # bound now
            part=row.session_id.hex,
            what=N_("（第%(ordinal)s次）") % {"ordinal": row.session.ordinal},
        )
        for row in records.prefetch_related("checks", "session__participants__invitee").order_by("session__ordinal")
    ]
    return found


def _agreement(dispute: Dispute) -> list[Paper]:
    agreement = case.current_agreement(dispute)
    if agreement is None or agreement.reached_at is None:
        return []
    form = papers.signed(agreement)
    return [_paper(form.code, lambda actor: form)]


def made(dispute: Dispute, paper: Paper) -> Document | None:
    """Return the paper as it was last made, None when it never was."""
    return documents.current("dispute", dispute.pk, paper.code, paper.part)
