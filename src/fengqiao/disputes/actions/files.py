"""Papers that come in from outside: identity copies, letters, vouchers of performance, rulings of a court."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import files
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, DisputeFile, Party
from fengqiao.disputes.workflow import Status

KINDS: dict[str, str] = {
    "identity_copy": N_("当事人身份证明"),
    "entrustment_letter": N_("委托（委派）调解函"),
    "property_proof": N_("财产权利证明"),
    "performance_voucher": N_("履行凭证"),
    "signed_application": N_("司法确认申请书（签名件）"),
    "court_ruling": N_("人民法院裁定书"),
    "other": N_("其他材料"),
}
"""What a paper from outside can be."""
BY_HAND = ("identity_copy", "entrustment_letter", "property_proof", "other")
"""Kinds that people add and take back by themselves; the others come with the step that they prove."""


def keep(
    actor: Actor,
    dispute: Dispute,
    *,
    kind: str,
    name: str,
    content: bytes,
    party: Party | None = None,
    allow: tuple[str, ...] = files.SCANS,
) -> DisputeFile:
    """Keep a paper of a locked dispute and tell so in its history.

    name: the sender's file name. allow: kinds of content, scans by default. Raises Malformed as ``core.files.store`` does.
    """
    stored = files.store(actor, name, content, allow=allow)
    whose = f"（{party.name}）" if party else ""
    title = f"{KINDS[kind]}{whose}"
    kept = DisputeFile.objects.create(
        dispute=dispute, kind=kind, name=title[:200], file=stored, party=party, created_at=actor.at
    )
    data = {"text": N_("收入《%(title)s》") % {"title": title}, "file": str(kept.pk), "sha256": stored.sha256}
    lifecycle.touch(actor, dispute, "add_file", data=data)
    return kept


def _open(actor: Actor, dispute_id: UUID, expected_revision: int | None) -> Dispute:
    dispute = access.get_for(actor, dispute_id, Permission.REGISTER, lock=True)
    lifecycle.expect(dispute, expected_revision)
    if dispute.status == Status.ARCHIVED:
        raise NotNow("file_sealed", _("卷宗已经归档，不再收入材料。"), next_step=_("可以在卷宗中补充材料，写明理由。"))
    return dispute


def add_file(
    actor: Actor,
    dispute_id: UUID,
    *,
    kind: str,
    name: str,
    content: bytes,
    party_id: UUID | None = None,
    expected_revision: int | None = None,
) -> DisputeFile:
    """Add a paper from outside, a scan or a PDF: an identity copy of a party, a letter.

    Raises Malformed for an unknown kind, an identity copy of nobody, or a file that is no scan; NotNow for a sealed file.
    """
    if kind not in BY_HAND:
        raise Malformed("file_kind_unknown", _("没有这种材料。"), field="kind", extra={"allowed": list(BY_HAND)})
    with transaction.atomic():
        dispute = _open(actor, dispute_id, expected_revision)
        party = Party.objects.filter(pk=party_id, dispute=dispute).first() if party_id else None
        if party is None and (party_id or kind == "identity_copy"):
            raise Malformed("party_unknown", _("请选择是哪一方当事人的材料。"), field="party_id")
        return keep(actor, dispute, kind=kind, name=name, content=content, party=party)


def remove_file(
    actor: Actor, dispute_id: UUID, file_id: UUID, *, why: str, expected_revision: int | None = None
) -> None:
    """Take back a paper that was added by mistake; the history keeps its hash and the reason.

    Raises Malformed without a reason, NotFound for a paper of another dispute or one that proves a step.
    """
    if not why.strip():
        raise Malformed("reason_missing", _("请写明撤下材料的理由。"), field="why")
    with transaction.atomic():
        dispute = _open(actor, dispute_id, expected_revision)
        kept = DisputeFile.objects.filter(pk=file_id, dispute=dispute, kind__in=BY_HAND).select_related("file").first()
        if kept is None:
            raise NotFound("file_not_found", _("没有找到可以撤下的材料。"))
        data = {"text": N_("撤下《%(title)s》") % {"title": kept.name}, "sha256": kept.file.sha256}
        kept.delete()
        lifecycle.touch(actor, dispute, "remove_file", why=why.strip(), data=data)
