"""Reading the file of a matter: what it must hold, what is missing, how long it is kept."""

from django.db.models import Sum

from fengqiao.archive.models import Annex, Assembly, CaseFile, Remark
from fengqiao.archive.rules import contents, retention
from fengqiao.disputes.models import AgentRole, Dispute, DisputeFile
from fengqiao.disputes.workflow import STEPS, Desk, Finding, Status, Verb
from fengqiao.documents import queries as documents
from fengqiao.jurisdictions.queries import current_ruleset


def file_of(dispute: Dispute) -> CaseFile | None:
    """Return the bound file with its PDF, None before it was bound."""
    return CaseFile.objects.filter(dispute=dispute).select_related("pdf").first()


def annexes(case_file: CaseFile) -> list[Annex]:
    """Return what was added after sealing."""
    return list(case_file.annexes.select_related("file"))


def remarks_of(dispute: Dispute) -> list[Remark]:
    """Return the lines of 卷宗情况说明, the oldest first."""
    return list(Remark.objects.filter(dispute=dispute).select_related("party"))


def latest_assembly(dispute: Dispute) -> Assembly | None:
    """Return the last request to bind the file, None when there was none."""
    return Assembly.objects.filter(dispute=dispute).order_by("-asked_at", "-id").first()


def outside_papers(dispute: Dispute) -> list[DisputeFile]:
    """Return the papers that came in from outside, by party and time."""
    return list(dispute.files.select_related("party", "file").order_by("party__order", "created_at", "id"))


def facts_of(dispute: Dispute) -> contents.Facts:
    """Return what is known of a matter's papers."""
    made = documents.for_subject("dispute", dispute.pk)
    parties = list(dispute.parties.prefetch_related("agents"))
    proved = set(dispute.files.filter(kind="identity_copy").values_list("party_id", flat=True))
    powers = {paper.part for paper in made if paper.kind == "power_of_attorney"}
    held = set(dispute.sessions.filter(status="held").values_list("ordinal", flat=True))
    written = set(dispute.mediation_records.values_list("session__ordinal", flat=True))
    agreed = (
        dispute.agreements.filter(is_current=True, effective_at__isnull=False).values_list("form", flat=True).first()
    )
    remarks = remarks_of(dispute)
    accepted = dispute.accepted_at is not None
    makeable = [
        *(["rights_notice"] if accepted else []),
        *(["mediation_record"] if written else []),
        *(["oral_agreement" if agreed == "oral" else "agreement"] if agreed else []),
    ]
    return contents.Facts(
        kinds=frozenset(paper.kind for paper in made),
        makeable=frozenset(makeable),
        is_accepted=accepted,
        is_started=bool(held) or dispute.rights_notices.exists(),
        has_agreement=agreed is not None,
        sessions=len(held),
        unwritten=sorted(held - written),
        no_identity=[(party.pk, party.name) for party in parties if party.pk not in proved],
        no_power=[
            (party.pk, agent.name)
            for party in parties
            for agent in party.agents.all()
            if agent.role == AgentRole.AGENT and agent.pk.hex not in powers
        ],
        excused=frozenset((remark.form, remark.party_id) for remark in remarks if remark.form),
        has_remarks=bool(remarks),
        at_court=dispute.next_desk == Desk.COURT,
    )


def items_of(dispute: Dispute) -> list[contents.Item]:
    """Return every entry of the file in the profile's order, with how it stands in this matter."""
    return contents.items(current_ruleset().documents, facts_of(dispute))


def case_facts(*, dispute: Dispute) -> dict[str, Finding]:
    """Answer the fact of the archive: file_complete, naming each missing paper.

    Nothing is asked of the database for a matter that has not ended.
    """
    if Status(dispute.status) not in STEPS[Verb.ARCHIVE].sources:
        return {}
    lacking = contents.missing(items_of(dispute))
    return {"file_complete": Finding(not lacking, lacking)}


def retention_of(dispute: Dispute) -> retention.Retention:
    """Return how long the file is kept, by which rule and why."""
    rules = current_ruleset()
    current = dispute.agreements.filter(is_current=True)
    agreed = current.aggregate(total=Sum("obligations__amount"))["total"]
    amounts = [amount for amount in (dispute.amount, agreed) if amount is not None]
    category = rules.categories.get(dispute.category)
    return retention.choose(
        rules.retention,
        category=dispute.category,
        category_name=category.name if category else dispute.category,
        outcome=dispute.outcome,
        amount=max(amounts, default=None),
    )
