"""Who may look into a file: it holds identity copies and what the parties said."""

from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.archive.models import Annex, Assembly, CaseFile
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.disputes import access
from fengqiao.disputes.models import Dispute, DisputeFile


def for_content(actor: Actor, dispute_id: UUID) -> Dispute:
    """Return a dispute whose papers the actor may read in full (permission REVEAL); raises NotFound, Forbidden."""
    return access.get_for(actor, dispute_id, Permission.REVEAL)


def file_of(dispute: Dispute) -> CaseFile:
    """Return the bound file; raises NotFound before it was bound."""
    found = CaseFile.objects.filter(dispute=dispute).select_related("pdf").first()
    if found is None:
        raise NotFound("file_not_bound", _("卷宗还没有整理。"), next_step=_("请先整理卷宗。"))
    return found


def annex_of(dispute: Dispute, annex_id: UUID) -> Annex:
    """Return a supplement of this file; raises NotFound."""
    found = Annex.objects.filter(case_file__dispute=dispute, pk=annex_id).select_related("file").first()
    if found is None:
        raise NotFound("annex_not_found", _("没有找到这份补充材料。"))
    return found


def outside_of(dispute: Dispute, file_id: UUID) -> DisputeFile:
    """Return a paper from outside of this dispute; raises NotFound."""
    found = dispute.files.filter(pk=file_id).select_related("file").first()
    if found is None:
        raise NotFound("file_not_found", _("没有找到这份材料。"))
    return found


def assembly_of(dispute: Dispute, assembly_id: UUID) -> Assembly:
    """Return a request to bind this file; raises NotFound."""
    found = Assembly.objects.filter(dispute=dispute, pk=assembly_id).first()
    if found is None:
        raise NotFound("assembly_not_found", _("没有找到这次整理。"))
    return found
