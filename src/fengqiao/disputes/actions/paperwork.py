"""Making the papers of intake from the record."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.disputes import access, papers
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, Source
from fengqiao.disputes.workflow import Status
from fengqiao.documents import actions as documents
from fengqiao.documents.contexts.base import Form
from fengqiao.documents.contexts.intake import AcceptanceRegister, Application, Receipt, ReferralNotice
from fengqiao.documents.contexts.letters import EntrustmentReceipt
from fengqiao.documents.models import Document

BUILDERS = {
    Receipt.code: papers.receipt,
    Application.code: papers.application,
    AcceptanceRegister.code: papers.acceptance_register,
    EntrustmentReceipt.code: papers.entrustment_receipt,
    ReferralNotice.code: papers.referral_notice,
}
TITLES = {
    form.code: form.title for form in (Receipt, Application, AcceptanceRegister, EntrustmentReceipt, ReferralNotice)
}


def available(dispute: Dispute) -> list[tuple[str, str]]:
    """Return code and title of the papers of intake that this dispute can have now."""
    codes = [Receipt.code]
    if dispute.source == Source.APPLICATION:
        codes.append(Application.code)
    if dispute.accepted_at:
        codes.append(AcceptanceRegister.code)
        if dispute.source == Source.ENTRUSTED:
            codes.append(EntrustmentReceipt.code)
    decision = dispute.suitability_decisions.order_by("-decided_at", "-id").first()
    if decision is not None and decision.result == "not-suitable":
        codes.append(ReferralNotice.code)
    return [(code, TITLES[code]) for code in codes]


def keep(actor: Actor, dispute: Dispute, form: Form, *, number: str = "") -> Document:
    """Make a paper of a locked dispute and tell so in its history."""
    document = documents.produce(actor, subject_type="dispute", subject_id=dispute.pk, form=form, number=number)
    lifecycle.touch(actor, dispute, "document", data={"title": document.title, "document": str(document.pk)})
    return document


def make(actor: Actor, dispute_id: UUID, code: str) -> Document:
    """Make one of the papers of intake. Raises Malformed for an unknown form, NotNow when the dispute cannot have it yet."""
    if code not in BUILDERS:
        raise Malformed("form_unknown", _("没有这种文书。"), field="form")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.REGISTER, lock=True)
        if dispute.status == Status.ARCHIVED:
            raise NotNow("file_sealed", _("卷宗已经归档，不再制作文书。"), next_step=_("可以在卷宗中补充材料。"))
        if code not in dict(available(dispute)):
            raise NotNow("form_not_now", _("现在还不能制作《%(title)s》。") % {"title": TITLES[code]})
        return keep(actor, dispute, BUILDERS[code](actor, dispute))
