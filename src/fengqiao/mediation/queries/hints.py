"""What to look at before an agreement is signed: what it must say, and what would make a court refuse to confirm it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fengqiao.core.text import N_
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.models import Party as PartyRow
from fengqiao.disputes.papers import age
from fengqiao.disputes.rules.agreement import explain_agreement
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation import papers
from fengqiao.mediation.given import Draft
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.papers.outcome import Form
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import form as forms
from fengqiao.mediation.rules import terms
from fengqiao.mediation.rules.words import AgreementForm


@dataclass(frozen=True)
class Hint:
    """One thing to look at.

    where: the words that it concerns; is_required: the agreement cannot be concluded without it, else it is advice.
    """

    code: str
    text: str
    article: str
    fix: str
    field: str = ""
    is_required: bool = False
    where: str = ""


def _signers(parties: Sequence[PartyRow], form: Form) -> list[dict[str, object]]:
    day = form.made_on
    signers: list[dict[str, object]] = []
    for party in parties:
        guardian = next((agent.name for agent in party.agents.all() if agent.role == "guardian"), "")
        years = age(party.birth_on, day) if day else None
        signers.append({"name": party.name, "role": "party", "age": years, "guardian": guardian or None})
        signers += [
            {"name": agent.name, "role": "agent", "agent_of": party.name, "authority": agent.authority}
            for agent in party.agents.all()
            if agent.role == "agent"
        ]
    return signers


def _legality(form: Form, parties: Sequence[PartyRow]) -> list[Hint]:
    told = explain_agreement(
        {
            "jurisdiction": current_ruleset().code,
            "text": papers.full_text(form),
            "signers": _signers(parties, form),
        }
    )
    return [
        Hint(
            code=hint["code"],
            text=f"{hint['name']}：{hint['where']}",
            article=hint["article"],
            fix=hint["fix"],
            where=hint["where"],
        )
        for hint in told.get("hints", [])
    ]


def _required(
    dispute: Dispute, *, form: str, requested: bool, facts: str, rows: Sequence[terms.Term], on: date | None
) -> list[Hint]:
    hints = [
        Hint(flaw.code, flaw.text, flaw.source, flaw.fix, flaw.field, is_required=True)
        for flaw in terms.flaws(facts=facts, terms=rows, reached_on=on)
    ]
    if form == AgreementForm.ORAL:
        reasons = forms.written_reasons(
            case.category_of(dispute),
            all_on_the_spot=bool(rows) and all(row.on_the_spot for row in rows),
            requested=requested,
            is_difficult=dispute.is_difficult,
        )
        hints += [
            Hint(
                "written_required",
                N_("%(why)s，应当采用书面协议。") % {"why": reason.text},
                reason.source,
                N_("请改为书面协议。"),
                "form",
                True,
            )
            for reason in reasons
        ]
    return hints


STRUCTURED = frozenset({"no_amount", "no_due_date", "no_payer"})
"""What the rows of obligations say or lack by themselves; in free text it is left to the rules of legality."""


def _beyond_rows(hints: list[Hint], form: Form) -> list[Hint]:
    """Leave out what the rules of legality say about rows that are checked as rows anyway."""
    free = "".join([form.responsibilities, *form.others])
    return [each for each in hints if each.code not in STRUCTURED or each.where[:12] in free]


def of_draft(dispute: Dispute, draft: Draft, form: Form) -> list[Hint]:
    """Return the hints on what is entered so far; form: the same text as printed."""
    rows = [
        terms.Term(
            kind=each.kind,
            description=each.description,
            debtor=(each.debtor_id, each.debtor_member_id),
            creditor=(each.creditor_id, each.creditor_member_id) if each.creditor_id else None,
            amount=each.amount,
            due_on=each.due_on,
            on_the_spot=each.on_the_spot,
            instalments=tuple(terms.Part(part.amount, part.due_on) for part in each.instalments),
        )
        for each in draft.obligations
    ]
    required = _required(
        dispute, form=draft.form, requested=draft.written_requested, facts=draft.facts, rows=rows, on=form.made_on
    )
    return [*required, *_beyond_rows(_legality(form, case.party_rows(dispute)), form)]


def of_agreement(dispute: Dispute, agreement: Agreement) -> list[Hint]:
    """Return the hints on a kept agreement."""
    form = papers.agreement(dispute, agreement, case.mediators(dispute))
    rows = case.plain_terms(agreement)
    required = _required(
        dispute,
        form=agreement.form,
        requested=agreement.written_requested,
        facts=agreement.facts,
        rows=rows,
        on=form.made_on,
    )
    return [*required, *_beyond_rows(_legality(form, case.party_rows(dispute)), form)]
