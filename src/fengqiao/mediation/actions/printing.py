"""Making the papers of mediation from its records; what is known is never asked again."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound, NotNow
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Status
from fengqiao.documents import actions as documents
from fengqiao.documents.models import Document
from fengqiao.mediation.queries import printable


def make_paper(actor: Actor, dispute_id: UUID, code: str, part: str = "") -> Document:
    """Make one paper of mediation (or return it when nothing changed since).

    code: the form; part: which of several, the key of a session, an inquiry or an agent. Raises NotFound when the record has
    no such paper, NotNow for a sealed file.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.VIEW_DISPUTES, lock=True)
        if dispute.status == Status.ARCHIVED:
            raise NotNow("file_sealed", _("卷宗已经归档，不再制作文书。"), next_step=_("可以在卷宗中补充材料。"))
        paper = next((each for each in printable.papers_of(dispute) if (each.code, each.part) == (code, part)), None)
        if paper is None:
            raise NotFound("paper_not_found", _("现在还没有可以制作的这种文书。"))
        return _keep(actor, dispute, paper)


def _keep(actor: Actor, dispute: Dispute, paper: printable.Paper) -> Document:
    earlier = printable.made(dispute, paper)
    document = documents.produce(
        actor, subject_type="dispute", subject_id=dispute.pk, form=paper.form(actor), part=paper.part
    )
    if earlier is None or earlier.pk != document.pk:
        data = {"title": document.title, "document": str(document.pk)}
        lifecycle.touch(actor, dispute, "document", data=data)
    return document


def keep_all(actor: Actor, dispute: Dispute) -> list[Document]:
    """Make every paper of a locked dispute whose content changed since it was made; for the end of mediation."""
    return [_keep(actor, dispute, paper) for paper in printable.papers_of(dispute) if paper.belongs_to_file]
