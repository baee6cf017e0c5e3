"""The agreement: its tab, its editor with the live paper beside it, agreeing, revising, signing."""

from typing import Any
from uuid import UUID

from django.forms import BaseFormSet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError
from fengqiao.disputes import queries as disputes
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.staff.forms import ReasonForm
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.workflow import Status
from fengqiao.mediation import actions, papers, queries
from fengqiao.mediation.actions import Draft
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.queries import case, hints
from fengqiao.mediation.rules import form as forms
from fengqiao.mediation.rules.signing import Signing
from fengqiao.mediation.staff.forms import (
    AgreementForm,
    ObligationForm,
    ObligationFormSet,
    ReachedForm,
    SignOnPadForm,
    SignOnPaperForm,
    draft_of,
    draft_values,
)
from fengqiao.mediation.staff.forms.agreement import people_of, signer_of
from fengqiao.mediation.staff.forms.base import Choices, upload
from fengqiao.mediation.staff.step import bound, dispute_for, refuse, step
from fengqiao.ui import pages
from fengqiao.ui.forms import grown
from fengqiao.ui.parts import Check


def checks(found: list[hints.Hint]) -> list[Check]:
    """Return hints as lines of a checklist; one line that says so when there is nothing to hint at."""
    if not found:
        return [Check("pass", _("没有发现需要提示的条款。"))]
    return [Check("fail" if each.is_required else "warn", each.text, each.article, each.fix) for each in found]


def _signing(dispute: Dispute, agreement: Agreement) -> Signing:
    parties = case.opening(dispute).parties
    day = local_date(agreement.reached_at or agreement.drafted_at)
    return case.signing(agreement, parties, case.mediators(dispute), day)


@staff(Permission.VIEW_DISPUTES)
def agreement(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The agreement as it stands: paper, hints, signatures, moments."""
    dispute = dispute_for(request, pk, Permission.VIEW_DISPUTES)
    current = queries.current_agreement(dispute)
    mine = request.actor.may(Permission.MEDIATE) and dispute.organisation_id == request.actor.organisation_id
    context: dict[str, Any] = {
        **frame(request, dispute, "agreement"),
        "agreement": current,
        "may_draft": mine and dispute.status == Status.MEDIATING,
        "may_sign": mine and current is not None and _is_signed_now(dispute, current),
    }
    if current is not None:
        form = (
            papers.signed(current)
            if current.reached_at
            else papers.agreement(dispute, current, case.mediators(dispute))
        )
        context |= {"paper": form.printed(), "signatures": list(current.signatures.all())}
        if current.reached_at is None:
            context["checks"] = checks(hints.of_agreement(dispute, current))
        elif current.effective_at is None:
            context["missing"] = _signing(dispute, current).missing()
    return pages.page(request, "mediation/agreement.html", context)


def _is_signed_now(dispute: Dispute, current: Agreement) -> bool:
    return dispute.status == Status.AGREED or (dispute.status == Status.PERFORMING and current.form == "oral")


Rows = BaseFormSet[ObligationForm]


def _editor(request: StaffRequest, dispute: Dispute) -> tuple[AgreementForm, Rows]:
    people = {"people": people_of(case.party_rows(dispute))}
    if request.method == "POST":
        data = grown(request.POST, "obligations") or request.POST
        return AgreementForm(data), ObligationFormSet(data, prefix="obligations", form_kwargs=people)
    current = queries.current_agreement(dispute)
    values, rows = draft_values(current) if current else ({"facts": dispute.narrative}, [])
    values["revision"] = dispute.revision
    formset = ObligationFormSet(prefix="obligations", form_kwargs=people, initial=rows)
    if rows:
        formset.min_num = 0
    return AgreementForm(initial=values), formset


def _refuse_row(form: AgreementForm, rows: Rows, error: DomainError) -> None:
    """Put a refusal beside its field, also in a row: obligations[2].amount."""
    if error.field.startswith("obligations["):
        index, _sep, name = error.field.removeprefix("obligations[").partition("]")
        kept = [row for row in rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        name = name.removeprefix(".").partition("[")[0].replace("_member", "").removesuffix("_id")
        row = kept[int(index)]
        row.add_error(name if name in row.fields else None, error.message)
        form.refusal = error  # type: ignore[attr-defined]  # read by pages.status
        return
    error.field = "agreement_form" if error.field == "form" else error.field
    pages.refuse(form, error)


@staff(Permission.MEDIATE)
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write the agreement; obligations are rows, the paper stands beside."""
    dispute = dispute_for(request, pk)
    form, rows = _editor(request, dispute)
    status = 200
    if request.method == "POST" and "add-obligations" not in request.POST:
        status = 422
        if all([form.is_valid(), rows.is_valid()]):
            try:
                actions.draft_agreement(
                    request.actor, pk, draft_of(form, rows), expected_revision=form.cleaned_data["revision"]
                )
            except DomainError as error:
                _refuse_row(form, rows, error)
                status = pages.status(form)
            else:
                return pages.go(request, reverse("mediation:agreement", args=[pk]), notice=_("已保存协议草稿。"))
    context = {
        **frame(request, dispute, "agreement"),
        "form": form,
        "rows": rows,
        **_shown(request, dispute, form, rows),
    }
    return pages.page(request, "mediation/editor.html", context, status=status)


def _shown(request: StaffRequest, dispute: Dispute, form: AgreementForm, rows: Rows) -> dict[str, Any]:
    """The paper and the hints of what is entered so far; rows that are not yet whole are left out of the paper."""
    if not form.is_bound:
        current = queries.current_agreement(dispute)
        if current is None:
            return {"paper": None, "checks": []}
        paper = papers.agreement(dispute, current, case.mediators(dispute))
        return {"paper": paper.printed(), "checks": checks(hints.of_agreement(dispute, current))}
    if not form.is_valid():
        return {"paper": None, "checks": []}
    rows.is_valid()
    whole = [row for row in rows if row.is_valid() and row.cleaned_data and not row.cleaned_data.get("DELETE")]
    draft = _partly(form, whole)
    paper = papers.sketch(request.actor, dispute, draft, case.mediators(dispute))
    return {"paper": paper.printed(), "checks": checks(hints.of_draft(dispute, draft, paper))}


def _partly(form: AgreementForm, rows: list[ObligationForm]) -> Draft:
    data = form.cleaned_data
    names = ("facts", "issues", "responsibilities", "other_terms", "place", "written_requested")
    return Draft(
        **{name: data[name] for name in names},
        form=data["agreement_form"],
        copies=data["copies"] or 0,
        obligations=tuple(row.obligation() for row in rows),
    )


@staff(Permission.MEDIATE)
def preview(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Answer with the paper and the hints of what is entered so far; nothing is written."""
    dispute = dispute_for(request, pk)
    form, rows = _editor(request, dispute)
    return pages.page(request, "mediation/_preview.html", _shown(request, dispute, form, rows))


@staff(Permission.MEDIATE)
def agree(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The parties agree on the draft."""
    dispute = dispute_for(request, pk)
    current = queries.current_agreement(dispute)
    found = hints.of_agreement(dispute, current) if current else []
    form = bound(request, ReachedForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.agree(
            request.actor, pk, reached_at=data["reached_at"], expected_revision=data["revision"]
        ),
        title=_("达成协议"), done=_("已记录达成协议。"), tab="agreement", to="mediation:agreement",
        template="mediation/agree.html",
        context={"source": "人民调解法第28条至第30条", "checks": checks(found), "agreement": current},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def revise(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take the agreement back from signing to change it."""
    dispute = dispute_for(request, pk)
    form = bound(request, ReasonForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.revise(request.actor, pk, reason=data["why"], expected_revision=data["revision"]),
        title=_("修改协议"), done=_("可以修改协议；修改后各方须重新签名。"), tab="agreement", to="mediation:edit",
        context={"lead": _("修改后的协议是新的文本，原文本上的签名不再有效，各方须重新签名。")},
    )  # fmt: skip


def _open_signers(signing: Signing, agreement: Agreement) -> tuple[Choices, Choices]:
    """Return who has not signed yet: all for paper, and those who may sign on the pad (not the seal)."""
    people: Choices = []
    for on_behalf in signing.parties:
        if on_behalf.moment(signing.by_party) is not None:
            continue
        for way in on_behalf.ways:
            for each in way:
                if each.hand not in signing.by_party:
                    kind = "agent" if each.agent_id else "party"
                    label = (
                        each.name
                        if not each.agent_id
                        else _("%(name)s（代%(party)s）") % {"name": each.name, "party": on_behalf.party.name}
                    )
                    people.append((f"{kind}:{each.party_id}:{each.agent_id or ''}:", label))
    people += [
        (f"mediator:::{person_id}", _("%(name)s（人民调解员）") % {"name": name})
        for person_id, name in signing.mediators.items()
        if person_id not in signing.by_mediator
    ]
    seal: Choices = [] if signing.sealed_at else [("seal:::", _("人民调解委员会印章"))]
    return [*people, *seal], people


@staff(Permission.MEDIATE)
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Sign: upload the signed paper, or draw on the pad where the law allows it."""
    dispute = dispute_for(request, pk)
    current = queries.current_agreement(dispute)
    if current is None or current.reached_at is None:
        return pages.go(request, reverse("mediation:agreement", args=[pk]), notice=_("协议还没有达成。"), tone="warn")
    signing = _signing(dispute, current)
    on_paper, on_pad = _open_signers(signing, current)
    decision = disputes.latest_suitability(dispute)
    refusal = forms.pad_refusal(
        case.category_of(dispute), is_barred=bool(decision and decision.finding.get("e_signature_barred"))
    )
    initial = {"document_hash": current.document_hash}
    posted = request.method == "POST"
    by_pad = posted and "strokes" in request.POST
    paper = (
        SignOnPaperForm(request.POST, request.FILES, signers=on_paper)
        if posted and not by_pad
        else SignOnPaperForm(signers=on_paper, initial=initial)
    )
    first = {"signer": on_pad[0][0]} if on_pad else {}
    pad = (
        SignOnPadForm(request.POST, signers=on_pad)
        if by_pad
        else SignOnPadForm(signers=on_pad, initial={**initial, **first})
    )
    if posted and (answer := _take(request, pk, pad if by_pad else paper)):
        return answer
    context = {
        **frame(request, dispute, "agreement"),
        "agreement": current,
        "paper": papers.signed(current).printed(),
        "on_paper": paper,
        "on_pad": pad,
        "open": bool(on_paper),
        "is_step": bool(on_paper),
        "pad_refusal": _(refusal) if refusal else "",
        "pad_rule": forms.ELECTRONIC_SIGNATURE,
        "missing": signing.missing(),
    }
    status = max(pages.status(paper), pages.status(pad))
    return pages.page(request, "mediation/sign.html", context, status=status)


def _take(request: StaffRequest, pk: UUID, form: SignOnPaperForm | SignOnPadForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        if isinstance(form, SignOnPadForm):
            signed = actions.sign_on_pad(
                request.actor, pk, signer=signer_of(data["signer"]), strokes=data["strokes"],
                document_hash=data["document_hash"], device=request.META.get("HTTP_USER_AGENT", "")[:120],
            )  # fmt: skip
        else:
            scan = upload(data["scan"])
            if scan is None:
                raise ValueError("a valid form without its scan")
            signed = actions.sign_on_paper(
                request.actor, pk, signers=[signer_of(code) for code in data["signers"]], scan=scan,
                document_hash=data["document_hash"], signed_at=data["signed_at"],
            )  # fmt: skip
    except DomainError as error:
        refuse(form, error)
        return None
    if signed.effective_at is not None:
        return pages.go(request, reverse("mediation:agreement", args=[pk]), notice=_("签名、盖章齐全，协议已生效。"))
    return pages.go(request, reverse("mediation:sign", args=[pk]), notice=_("已登记签名。"))
