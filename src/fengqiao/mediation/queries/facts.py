"""What mediation knows about a dispute, for the life-cycle: each fact with exactly what is missing."""

from fengqiao.core.clock import local_date
from fengqiao.core.text import N_, listed, sentences
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Finding, Status
from fengqiao.mediation.models import Agreement, Ending, MediationRecord, MediatorAssignment, Session
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import form, opening, terms
from fengqiao.mediation.rules.words import AgreementForm, Part, SessionStatus

NOT_YET = frozenset({Status.REGISTERED, Status.REFERRED, Status.DECLINED})


def case_facts(*, dispute: Dispute) -> dict[str, Finding]:
    """Answer the facts of mediation: mediators, notices, consents, records, the agreement, its effect, remedies told.

    Nothing is asked of the database for a matter that no committee has accepted.
    """
    if Status(dispute.status) in NOT_YET:
        return {}
    state = case.opening(dispute)
    presiding = MediatorAssignment.objects.filter(dispute=dispute, ended_at__isnull=True, part=Part.LEAD).exists()
    told = Ending.objects.filter(dispute=dispute, document_id__isnull=False).exists()
    return {
        "mediator_assigned": Finding(presiding),
        "rights_notices_signed": opening.notices_signed(state.parties, state.notices.keys()),
        "consents_given": opening.consents_given(state.parties, state.answers),
        "no_refusal": opening.no_refusal(state.parties, state.answers),
        "record_made": _record_made(dispute),
        **_agreement(dispute, state, case.current_agreement(dispute)),
        "remedies_told": Finding(told),
    }


def _record_made(dispute: Dispute) -> Finding:
    held = Session.objects.filter(dispute=dispute, status=SessionStatus.HELD).values_list("ordinal", flat=True)
    written = MediationRecord.objects.filter(dispute=dispute).values_list("session__ordinal", flat=True)
    missing = sorted(set(held) - set(written))
    if missing:
        return Finding(False, N_("第%(ordinals)s次调解尚未制作调解记录。") % {"ordinals": listed(map(str, missing))})
    return Finding(bool(written), "" if written else N_("尚未进行调解并制作调解记录。"))


def _agreement(dispute: Dispute, state: case.Opening, agreement: Agreement | None) -> dict[str, Finding]:
    if agreement is None:
        nothing = Finding(False, N_("尚未起草协议。"))
        return {"agreement_complete": nothing, "form_allowed": nothing, "agreement_effective": nothing}
    rows = case.plain_terms(agreement)
    reached_on = local_date(agreement.reached_at) if agreement.reached_at else None
    found = terms.flaws(facts=agreement.facts, terms=rows, reached_on=reached_on)
    return {
        "agreement_complete": Finding(not found, sentences(flaw.text for flaw in found[:3])),
        "form_allowed": form_allowed(dispute, agreement, rows),
        "agreement_effective": _effective(dispute, state, agreement),
    }


def form_allowed(dispute: Dispute, agreement: Agreement, rows: list[terms.Term]) -> Finding:
    """Whether the agreement may have the form that it has; writing always may."""
    if agreement.form == AgreementForm.WRITTEN:
        return Finding(True)
    reasons = form.written_reasons(
        case.category_of(dispute),
        all_on_the_spot=bool(rows) and all(row.on_the_spot for row in rows),
        requested=agreement.written_requested,
        is_difficult=dispute.is_difficult,
    )
    told = (N_("%(text)s（%(source)s）") % {"text": reason.text, "source": reason.source} for reason in reasons)
    return Finding(not reasons, N_("应当采用书面协议：%(why)s。") % {"why": N_("；").join(told)} if reasons else "")


def _effective(dispute: Dispute, state: case.Opening, agreement: Agreement) -> Finding:
    if agreement.effective_at is not None:
        return Finding(True)
    if agreement.reached_at is None:
        return Finding(False, N_("各方尚未就协议文本达成一致。"))
    signing = case.signing(agreement, state.parties, case.mediators(dispute), local_date(agreement.reached_at))
    return Finding(False, N_("%(what)s。") % {"what": N_("；").join(signing.missing())})
