"""Signatures and the seal, on paper or on a pad, each bound to the hash of the text; the last one makes it effective."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow, Stale
from fengqiao.core.models import StoredFile
from fengqiao.core.text import N_, listed
from fengqiao.disputes import queries as disputes
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Status
from fengqiao.mediation.actions import agreeing, door
from fengqiao.mediation.given import Signer, Upload
from fengqiao.mediation.models import Agreement, Signature
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import effect as effects
from fengqiao.mediation.rules import form as forms
from fengqiao.mediation.rules import hands, moments
from fengqiao.mediation.rules.signing import Signing
from fengqiao.mediation.rules.words import AgreementForm, Mode, SignerKind

LAW_29 = "人民调解法第29条"


def _before_the_parties(actor: Actor, dispute_id: UUID, document_hash: str) -> tuple[Dispute, Agreement]:
    """Return the locked dispute and the text that is being signed; raises Stale when the person saw another text."""
    dispute = door.own(actor, dispute_id)
    agreement = case.current_agreement(dispute)
    oral = agreement is not None and agreement.form == AgreementForm.ORAL
    may = {Status.AGREED, Status.PERFORMING} if oral else {Status.AGREED}
    door.within(dispute, may, _("签署协议"), rule=LAW_29, next_step=_("请先起草协议，各方达成一致后再签署。"))
    if agreement is None or agreement.document_hash != document_hash:
        raise Stale(
            "agreement_changed",
            _("协议内容已经修改，签名不能用于现在的文本。"),
            field="document_hash",
            rule=hands.RELIABLE,
            next_step=_("请重新打开协议，核对后签名。"),
            extra={"document_hash": agreement.document_hash if agreement else ""},
        )
    return dispute, agreement


def _who(agreement: Agreement, signing: Signing, signer: Signer, actor: Actor) -> dict[str, Any]:
    """Return the columns that say whose signature it is; raises Malformed for somebody who has none to give."""
    kind = SignerKind(door.one_of("signer_kind", signer.kind, [each.value for each in SignerKind]))
    if kind in (SignerKind.PARTY, SignerKind.AGENT):
        on_behalf = next((each for each in signing.parties if each.party.id == signer.party_id), None)
        agent_id = signer.agent_id if kind == SignerKind.AGENT else None
        if on_behalf is None or not on_behalf.admits(agent_id) or (kind == SignerKind.AGENT and agent_id is None):
            why = _(on_behalf.why or on_behalf.missing) if on_behalf else ""
            raise Malformed("may_not_sign", _("此人不能为该当事人签名。"), field="signer", rule=LAW_29,
                            next_step=why or _("请从应当签名的人员中选择。"))  # fmt: skip
        name = next(each.name for way in on_behalf.ways for each in way if each.agent_id == agent_id)
        return {"signer_kind": kind, "party_id": signer.party_id, "agent_id": agent_id, "name": name}
    if kind == SignerKind.MEDIATOR:
        if signer.person_id is None or signer.person_id not in signing.mediators:
            raise Malformed("not_mediating", _("此人不是本案现在的调解员。"), field="signer", rule=LAW_29)
        return {"signer_kind": kind, "person_id": signer.person_id, "name": signing.mediators[signer.person_id]}
    if kind == SignerKind.RECORDER:
        return {"signer_kind": kind, "person_id": actor.person_id, "name": agreement.drafted_by_name}
    return {"signer_kind": kind, "name": agreement.dispute.organisation.name}


def _place(
    actor: Actor,
    agreement: Agreement,
    signing: Signing,
    signer: Signer,
    *,
    mode: Mode,
    at: datetime,
    strokes: hands.Strokes | None = None,
    scan: StoredFile | None = None,
    device: str = "",
) -> Signature:
    who = _who(agreement, signing, signer, actor)
    keys = {name: who.get(name) for name in ("signer_kind", "party_id", "agent_id", "person_id")}
    if Signature.objects.filter(agreement=agreement, document_hash=agreement.document_hash, **keys).exists():
        raise NotNow("already_signed", _("%(name)s已经签名。") % {"name": who["name"]}, field="signer", rule=LAW_29)
    bound = hands.binding(
        document_hash=agreement.document_hash,
        who=[str(value or "") for value in keys.values()],
        at=at,
        drawn=strokes,
        scan=scan.sha256 if scan else "",
        device=device,
    )
    signature = Signature.objects.create(
        **who,
        agreement=agreement,
        mode=mode,
        at=at,
        strokes=strokes,
        scan=scan,
        device=device[:120],
        document_hash=agreement.document_hash,
        binding=bound,
        taken_by_name=actor.name,
        created_at=actor.at,
    )
    audit.record(actor, signature, "sign", data={"binding": bound, "hash": agreement.document_hash, "at": at})
    return signature


def _follow(actor: Actor, dispute: Dispute, agreement: Agreement, made: Sequence[Signature]) -> Agreement:
    """Write the moments that are complete now, and bring the agreement into effect when everything is there."""
    text = N_("%(names)s在协议上签名、盖章") % {"names": listed(each.name for each in made)}
    data = {
        "text": text,
        "signers": [each.name for each in made],
        "kinds": [each.signer_kind for each in made],
        "mode": made[0].mode,
    }
    lifecycle.touch(actor, dispute, "sign", data={**data, "hash": agreement.document_hash})
    fresh = case.current_agreement(dispute)
    if fresh is None or fresh.reached_at is None or fresh.effective_at is not None:
        return agreement
    signing = _signing(dispute, fresh)
    fresh.parties_signed_at, fresh.mediator_signed_at = signing.parties_at, signing.mediator_at
    fresh.sealed_at = signing.sealed_at
    fresh.save(update_fields=["parties_signed_at", "mediator_signed_at", "sealed_at"])
    rule = agreeing.effect_rule(dispute, fresh)
    effect = effects.of_written(rule, signing, fresh.reached_at)
    if signing.is_complete:
        agreeing.bring_into_effect(actor, dispute, fresh, rule, effect)
    else:
        agreeing.warn(actor, dispute, effect)
    return fresh


def _signing(dispute: Dispute, agreement: Agreement) -> Signing:
    parties = case.opening(dispute).parties
    day = local_date(agreement.reached_at or agreement.drafted_at)
    return case.signing(agreement, parties, case.mediators(dispute), day)


def sign_on_paper(
    actor: Actor,
    dispute_id: UUID,
    *,
    signers: Sequence[Signer],
    scan: Upload,
    document_hash: str,
    signed_at: datetime | None = None,
) -> Agreement:
    """Record signatures (and the seal) on a paper copy, shown by its scan; one sheet may bear several.

    document_hash: the hash of the text on that paper. signed_at: when they signed. The last of all parties, the presiding
    mediator and the seal brings the agreement into effect (人民调解法第29条). Raises Malformed for a file that is no scan,
    Stale for another text, NotNow when somebody already signed.
    """
    if not signers:
        raise Malformed("signers_missing", _("请选择纸质协议上已经签名的人。"), field="signers", rule=LAW_29)
    with transaction.atomic():
        dispute, agreement = _before_the_parties(actor, dispute_id, document_hash)
        stored = files.store(actor, scan.name, scan.content, allow=files.SCANS)
        at = moments.happened(signed_at, now=actor.at, since=agreement.reached_at or actor.at, field="signed_at")
        if agreement.reached_at and at < agreement.reached_at:
            at = agreement.reached_at
        signing = _signing(dispute, agreement)
        made = [
            _place(actor, agreement, signing, signer, mode=Mode.PAPER, at=at, scan=stored)
            for signer in dict.fromkeys(signers)
        ]
        return _follow(actor, dispute, agreement, made)


def sign_on_pad(
    actor: Actor, dispute_id: UUID, *, signer: Signer, strokes: Any, document_hash: str, device: str = ""
) -> Agreement:
    """Record a signature drawn on a pad, bound to the text's hash, the moment and the device (电子签名法第13条).

    Refused for marriage, adoption and inheritance (电子签名法第3条) and for the seal, which stands on paper.
    """
    drawn = hands.strokes(strokes)
    with transaction.atomic():
        dispute, agreement = _before_the_parties(actor, dispute_id, document_hash)
        decision = disputes.latest_suitability(dispute)
        barred = bool(decision and decision.finding.get("e_signature_barred"))
        refusal = forms.pad_refusal(case.category_of(dispute), is_barred=barred)
        if refusal:
            raise NotNow("pad_refused", _(refusal), field="mode", rule=forms.ELECTRONIC_SIGNATURE,
                         next_step=_("请打印协议，签名后上传扫描件。"))  # fmt: skip
        if signer.kind == SignerKind.SEAL:
            raise Malformed(
                "seal_on_paper", _("印章应当加盖在纸质协议上，请上传盖章后的扫描件。"), field="mode", rule=LAW_29
            )
        made = _place(
            actor,
            agreement,
            _signing(dispute, agreement),
            signer,
            mode=Mode.PAD,
            at=actor.at,
            strokes=drawn,
            device=device or actor.device,
        )
        return _follow(actor, dispute, agreement, [made])
