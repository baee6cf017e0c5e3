"""Sealing a file for good, and adding to it visibly afterwards."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.archive.actions import door
from fengqiao.archive.actions.assembling import digest_of
from fengqiao.archive.models import Annex, CaseFile
from fengqiao.core import files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.workflow import Verb
from fengqiao.mediation.actions import Upload


def seal(actor: Actor, dispute_id: UUID, *, expected_revision: int | None = None) -> CaseFile:
    """Seal the file as it was bound, and archive the matter (life-cycle: ARCHIVE; 人民调解法第27条).

    What was looked at is what is sealed: raises NotNow when nothing was bound, when papers were added since, or when it was
    bound on another day than the one that stands on it; and, naming each, when papers are missing. Afterwards neither the
    platform nor the database changes it.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ARCHIVE, lock=True)
        lifecycle.check(actor, dispute, Verb.ARCHIVE, expected_revision=expected_revision)
        case_file = CaseFile.objects.select_for_update().filter(dispute=dispute).first()
        if case_file is None:
            raise NotNow("file_not_bound", _("卷宗还没有整理。"), rule=door.RULE, next_step=_("请先整理卷宗。"))
        today, bound_on = local_date(actor.at), local_date(case_file.compiled_at)
        now = digest_of(dispute, case_file.compiler_name, case_file.checker_name, bound_on.isoformat())
        if now != case_file.digest or bound_on != today:
            raise NotNow(
                "file_out_of_date",
                _("卷宗整理之后材料有变化，或者不是今天整理的。"),
                rule=door.RULE,
                next_step=_("请重新整理卷宗，核对后归档。"),
            )
        case_file.sealed_at, case_file.sealed_by_id, case_file.sealed_by_name = actor.at, actor.user_id, actor.name
        case_file.save(update_fields=["sealed_at", "sealed_by_id", "sealed_by_name"])
        data = {
            "pages": case_file.pages,
            "sha256": case_file.manifest["sha256"],
            "manifest_sha256": case_file.manifest_sha256,
            "retention": case_file.retention_rule,
        }
        lifecycle.apply(actor, dispute, Verb.ARCHIVE, why=case_file.retention_reason, data=data)
    return case_file


def supplement(
    actor: Actor,
    dispute_id: UUID,
    *,
    title: str,
    reason: str,
    upload: Upload,
    expected_revision: int | None = None,
) -> Annex:
    """Add a paper beside a sealed file, with the reason; the sealed file itself stays as it is.

    Raises Malformed without title or reason or for a file that is no scan, NotNow before sealing.
    """
    title, reason = title.strip(), reason.strip()
    if not 1 <= len(title) <= 200:
        raise Malformed("title_missing", _("请填写材料名称。"), field="title")
    if not 4 <= len(reason) <= 500:
        raise Malformed("reason_missing", _("请写明补充的理由（4至500字）。"), field="reason", rule=door.RULE)
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.supplementing(actor, dispute)
        stored = files.store(actor, upload.name, upload.content, allow=files.SCANS)
        case_file = CaseFile.objects.get(dispute=dispute)
        annex = Annex.objects.create(
            case_file=case_file,
            ordinal=case_file.annexes.count() + 1,
            title=title,
            file=stored,
            reason=reason,
            added_at=actor.at,
            added_by_name=actor.name,
            created_at=actor.at,
        )
        data = {"text": N_("归档后补充《%(title)s》") % {"title": title}, "sha256": stored.sha256}
        lifecycle.touch(actor, dispute, "supplement_file", why=reason, data=data)
    return annex
