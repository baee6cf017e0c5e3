"""The agreement on paper, written or oral, from its rows; frozen as soon as the parties agree on it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.disputes import papers as intake
from fengqiao.disputes.models import CourtStage, Dispute
from fengqiao.documents.contexts import Agreement as WrittenForm
from fengqiao.documents.contexts import InstalmentContext, ObligationContext, OralAgreement, Signature
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.given import Draft, NewObligation
from fengqiao.mediation.models import Agreement, MediatorAssignment, Obligation
from fengqiao.mediation.papers.hands import drawn
from fengqiao.mediation.rules.words import AgreementForm, ObligationKind, SignerKind

Form = WrittenForm | OralAgreement
ON_THE_SPOT = "达成协议时当场"
TOWARDS = (ObligationKind.PAY, ObligationKind.DELIVER, ObligationKind.APOLOGISE)
"""What is done towards somebody; of an act or an abstention the description says whom it serves."""
_LABELS = {
    SignerKind.PARTY: "当事人",
    SignerKind.AGENT: "当事人",
    SignerKind.MEDIATOR: "人民调解员",
    SignerKind.RECORDER: "记录人",
}


Text = Draft | Agreement
"""What is entered so far, or what is kept: both have the same parts."""


def obligation(row: Obligation) -> ObligationContext:
    """Return one kept obligation as the forms tell it."""
    return ObligationContext(
        ordinal=row.seq,
        debtor=row.debtor_name,
        creditor=row.creditor_name if row.kind in TOWARDS else "",
        what=row.description,
        amount=row.amount,
        way=row.mode,
        place=row.place or row.agreement.place,
        due_on=row.due_on,
        due_text=ON_THE_SPOT if row.on_the_spot else "",
        instalments=tuple(
            InstalmentContext(ordinal=part.seq, amount=part.amount, due_on=part.due_on)
            for part in row.instalments.all()
        ),
    )


def _promised(ordinal: int, given: NewObligation, names: Mapping[UUID, str], place: str) -> ObligationContext:
    """Return an obligation that is only entered so far; names: of parties and their people by id."""

    def name(*keys: UUID | None) -> str:
        return next((names[key] for key in keys if key is not None and key in names), "")

    return ObligationContext(
        ordinal=ordinal,
        debtor=name(given.debtor_member_id, given.debtor_id),
        creditor=name(given.creditor_member_id, given.creditor_id) if given.kind in TOWARDS else "",
        what=given.description,
        amount=given.amount,
        way=given.mode,
        place=given.place or place,
        due_on=given.due_on,
        due_text=ON_THE_SPOT if given.on_the_spot else "",
        instalments=tuple(
            InstalmentContext(ordinal=number, amount=part.amount, due_on=part.due_on)
            for number, part in enumerate(given.instalments, 1)
        ),
    )


def _form(
    dispute: Dispute,
    text: Text,
    obligations: tuple[ObligationContext, ...],
    mediators: Sequence[MediatorAssignment],
    *,
    day: date,
    recorder: str,
) -> Form:
    common: dict[str, Any] = {
        "committee": dispute.organisation.name,
        "number": dispute.file_number or "",
        "parties": intake.party_contexts(dispute, day),
        "facts": text.facts,
        "issues": text.issues,
        "responsibilities": text.responsibilities,
        "obligations": obligations,
        "others": tuple(line for line in text.other_terms.splitlines() if line.strip()),
        "mediators": tuple(each.person.name for each in mediators),
        "recorder": recorder,
        "made_on": day,
    }
    if text.form == AgreementForm.ORAL:
        signs = current_ruleset().limits.oral_party_signature == "required"
        return OralAgreement(**common, parties_sign=signs)
    usual = len(common["parties"]) + 1
    return WrittenForm(**common, copies=max(text.copies or usual, 2), court_copy=dispute.court_stage != CourtStage.NONE)


def agreement(dispute: Dispute, row: Agreement, mediators: Sequence[MediatorAssignment]) -> Form:
    """Return 人民调解协议书 or 口头协议登记表 from the rows of an agreement, without signatures."""
    obligations = tuple(obligation(each) for each in row.obligations.all())
    day = local_date(row.reached_at or row.drafted_at)
    return _form(dispute, row, obligations, mediators, day=day, recorder=row.drafted_by_name)


def sketch(actor: Actor, dispute: Dispute, draft: Draft, mediators: Sequence[MediatorAssignment]) -> Form:
    """Return the same form from what is only entered so far; nothing is kept."""
    names = {
        key: name
        for party in dispute.parties.prefetch_related("agents")
        for key, name in [(party.pk, party.name), *((agent.pk, agent.name) for agent in party.agents.all())]
    }
    promised = tuple(_promised(number, each, names, draft.place) for number, each in enumerate(draft.obligations, 1))
    return _form(dispute, draft, promised, mediators, day=local_date(actor.at), recorder=actor.name)


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
    terms = [each.sentence for each in form.obligations]
    told = [form.facts, form.issues, form.responsibilities]
    parts = [*told, "经调解，各方自愿达成如下协议：", *terms, *form.others]
    return "\n".join(part for part in parts if part)
