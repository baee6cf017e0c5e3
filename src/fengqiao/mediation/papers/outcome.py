"""The agreement on paper, written or oral, from its rows; frozen as soon as the parties agree on it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from fengqiao.core.clock import local_date
from fengqiao.disputes import papers as intake
from fengqiao.disputes.models import CourtStage, Dispute
from fengqiao.documents.contexts import Agreement as WrittenForm
from fengqiao.documents.contexts import InstalmentContext, ObligationContext, OralAgreement, Signature
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.models import Agreement, MediatorAssignment, Obligation
from fengqiao.mediation.papers.hands import drawn
from fengqiao.mediation.rules.words import AgreementForm, SignerKind

Form = WrittenForm | OralAgreement
_LABELS = {
    SignerKind.PARTY: "当事人",
    SignerKind.AGENT: "当事人",
    SignerKind.MEDIATOR: "人民调解员",
    SignerKind.RECORDER: "记录人",
}


def obligation(row: Obligation) -> ObligationContext:
    """Return one obligation as the forms tell it."""
    on_the_spot = _("达成协议时当场")
    return ObligationContext(
        ordinal=row.seq,
        debtor=row.debtor_name,
        creditor=row.creditor_name,
        what=row.description,
        amount=row.amount,
        way=row.mode,
        place=row.place or row.agreement.place,
        due_on=row.due_on,
        due_text=on_the_spot if row.on_the_spot else "",
        instalments=tuple(
            InstalmentContext(ordinal=part.seq, amount=part.amount, due_on=part.due_on)
            for part in row.instalments.all()
        ),
    )


def agreement(dispute: Dispute, row: Agreement, mediators: Sequence[MediatorAssignment]) -> Form:
    """Return 人民调解协议书 or 口头协议登记表 from the rows of an agreement, without signatures."""
    day = local_date(row.reached_at or row.drafted_at)
    common: dict[str, Any] = {
        "committee": dispute.organisation.name,
        "number": dispute.file_number or "",
        "parties": intake.party_contexts(dispute, day),
        "facts": row.facts,
        "issues": row.issues,
        "responsibilities": row.responsibilities,
        "obligations": tuple(obligation(each) for each in row.obligations.all()),
        "others": tuple(line for line in row.other_terms.splitlines() if line.strip()),
        "mediators": tuple(each.person.name for each in mediators),
        "recorder": row.drafted_by_name,
        "made_on": day,
    }
    if row.form == AgreementForm.ORAL:
        signs = current_ruleset().limits.oral_party_signature == "required"
        return OralAgreement(**common, parties_sign=signs)
    return WrittenForm(**common, copies=max(row.copies, 2), court_copy=dispute.court_stage != CourtStage.NONE)


def frozen(form: Form) -> dict[str, Any]:
    """Return a form as plain values without its signatures: what is kept, hashed and signed."""
    return form.model_dump(mode="json", exclude={"signatures"})


def signed(row: Agreement) -> Form:
    """Return the form of a reached agreement exactly as the parties agreed on it, with the pad signatures under it."""
    kind: type[Form] = OralAgreement if row.form == AgreementForm.ORAL else WrittenForm
    names = {each.party_id: each.party.name for each in row.signatures.all() if each.party}
    signatures = [
        Signature(
            label=_LABELS[SignerKind(each.signer_kind)],
            name=each.name
            if each.signer_kind != SignerKind.AGENT
            else _line_name(row, each.name, names[each.party_id]),
            strokes=drawn(each.strokes),
            signed_at=each.at,
        )
        for each in row.signatures.all()
        if each.strokes and each.document_hash == row.document_hash
    ]
    return kind.model_validate({**row.snapshot, "signatures": signatures})


def _line_name(row: Agreement, agent: str, party: str) -> str:
    """Return whose line an agent signs on: a representative's own, else the party's."""
    for each in row.snapshot["parties"]:
        if each["name"] == party and any(r["name"] == agent for r in each.get("representatives", ())):
            return agent
    return party


def full_text(form: Form) -> str:
    """Return the whole text of an agreement for reading by the rules of legality."""
    parts = [
        form.facts,
        form.issues,
        form.responsibilities,
        *(each.sentence for each in form.obligations),
        *form.others,
    ]
    return "\n".join(part for part in parts if part)
