"""Binding a file: what the record can fill is made, everything is put in order, one PDF with page numbers comes out.

Three parts: the papers are made and listed under a lock; they are bound without one, because that may take minutes; the
result is written under a lock only if nothing was added meanwhile.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.archive import papers, queries
from fengqiao.archive.actions import door
from fengqiao.archive.models import Assembly, AssemblyState, CaseFile, FilePart
from fengqiao.archive.queries import Paper
from fengqiao.archive.rules.contents import Standing
from fengqiao.archive.rules.retention import Retention
from fengqiao.core import files, jobs
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes import papers as intake
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.documents import actions as documents
from fengqiao.documents import binding, overrides
from fengqiao.documents import queries as made
from fengqiao.documents.contexts import BackCover, Cover, Form
from fengqiao.mediation.actions import printing

MOST_BYTES = 1024**3
GIVEN_UP_AFTER = timedelta(minutes=30)
Tell = Callable[[int, int, str], None]
"""Takes how many papers are done, of how many, and which comes now."""


@dataclass(frozen=True)
class Gathered:
    """What goes into a file."""

    cover: Cover
    back: BackCover
    papers: list[Paper]
    retention: Retention
    digest: str
    checker: str


def _silent(_done: int, _total: int, _doing: str) -> None:
    """Tell nobody."""


def digest_of(dispute: Dispute, compiler: str, checker: str, compiled_on: str) -> str:
    """Return the digest of a file as it would be bound now, to know whether a bound one is still up to date."""
    retention = queries.retention_of(dispute)
    return queries.digest(queries.papers_of(dispute), compiler, checker, compiled_on, retention.rule.code, str(dispute))


def _fill(actor: Actor, dispute: Dispute) -> None:
    """Make what the record can fill of a locked dispute: nothing that is known is asked of anybody."""
    items = {item.form: item for item in queries.items_of(dispute)}
    if items["application"].standing == Standing.MADE:
        form = intake.acceptance_register(actor, dispute) if dispute.accepted_at else intake.receipt(actor, dispute)
        _keep(actor, dispute, form)
    printing.keep_all(actor, dispute)
    remarks = queries.remarks_of(dispute)
    if remarks:
        _keep(actor, dispute, papers.file_note(dispute, remarks))


def _keep(actor: Actor, dispute: Dispute, form: Form) -> None:
    earlier = made.current("dispute", dispute.pk, form.code)
    document = documents.produce(actor, subject_type="dispute", subject_id=dispute.pk, form=form)
    if earlier is None or earlier.pk != document.pk:
        data = {"title": document.title, "document": str(document.pk)}
        lifecycle.touch(actor, dispute, "document", data=data)


def _gather(actor: Actor, dispute_id: UUID, checker: str, expected_revision: int | None) -> Gathered:
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.ended(dispute, _("整理卷宗"))
        _fill(actor, dispute)
        retention = queries.retention_of(dispute)
        return Gathered(
            cover=papers.cover(actor, dispute, retention=retention.rule.name),
            back=papers.back_cover(actor, dispute, checker=checker),
            papers=queries.papers_of(dispute),
            retention=retention,
            digest=digest_of(dispute, actor.name, checker, local_date(actor.at).isoformat()),
            checker=checker,
        )


def _parts(found: Gathered, tell: Tell) -> Iterator[binding.Part]:
    total = len(found.papers)
    for number, paper in enumerate(found.papers):
        tell(number, total, paper.title)
        yield binding.Part(paper.title, files.read(paper.file), paper.made_here, paper.remark)
    tell(total, total, N_("编写目录和页码"))


def _pages(part: dict[str, Any]) -> tuple[int, int]:
    first, _dash, last = str(part["pages"]).partition("-")
    return int(first), int(last or first)


def manifest_hash(manifest: dict[str, Any]) -> str:
    """Return the SHA-256 of a manifest in its one form: sorted keys, no blanks, UTF-8."""
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _write(actor: Actor, dispute_id: UUID, found: Gathered, bound: binding.Bound) -> CaseFile:
    with transaction.atomic():
        dispute = door.own(actor, dispute_id)
        door.ended(dispute, _("整理卷宗"))
        if digest_of(dispute, actor.name, found.checker, local_date(actor.at).isoformat()) != found.digest:
            raise NotNow("file_changed", _("整理期间卷宗材料有变化。"), next_step=_("请重新整理卷宗。"))
        name = f"{found.cover.name}{found.cover.number}.pdf"
        values = {
            "pages": bound.pages,
            "pdf": files.store(actor, name, bound.pdf, allow=("pdf",), most=MOST_BYTES),
            "digest": found.digest,
            "manifest": bound.manifest,
            "manifest_sha256": manifest_hash(bound.manifest),
            "retention_rule": found.retention.rule.code,
            "retention_name": found.retention.rule.name,
            "retention_reason": found.retention.reason[:400],
            "retain_until": found.retention.until(local_date(actor.at)),
            "compiler_name": actor.name,
            "checker_name": found.checker,
            "compiled_at": actor.at,
        }
        case_file, _made = CaseFile.objects.update_or_create(dispute=dispute, defaults=values)
        case_file.parts.all().delete()
        FilePart.objects.bulk_create(_rows(actor, case_file, found.papers, bound))
        data = {"text": N_("整理卷宗，共%(pages)s页") % {"pages": bound.pages}, "sha256": bound.manifest["sha256"]}
        lifecycle.touch(actor, dispute, "assemble_file", data=data)
    return case_file


def _rows(actor: Actor, case_file: CaseFile, found: list[Paper], bound: binding.Bound) -> Iterator[FilePart]:
    for paper, part in zip(found, bound.manifest["parts"], strict=True):
        first, last = _pages(part)
        yield FilePart(
            case_file=case_file,
            ordinal=part["ordinal"],
            form=paper.form,
            title=paper.title[:200],
            page_from=first,
            page_to=last,
            remark=paper.remark,
            treatment=part["treatment"],
            document_id=paper.document_id,
            file=paper.file,
            sha256=part["sha256"],
            created_at=actor.at,
        )


def _checker(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= 60:
        raise Malformed("checker_missing", _("请填写检查人。"), field="checker", rule="司发通〔2010〕239号 卷宗封底")
    return name


def assemble(
    actor: Actor,
    dispute_id: UUID,
    *,
    checker: str,
    tell: Tell = _silent,
    expected_revision: int | None = None,
) -> CaseFile:
    """Bind the file of a matter that has ended and return it, replacing one that was bound before (人民调解法第27条).

    checker: who checks the file; compiler is the actor. tell: hears how far the work is. The file may still lack papers; it
    is then bound without them and cannot be sealed. Raises Malformed for a paper that cannot be read, NotNow before the end,
    when it is sealed, or when papers changed meanwhile.
    """
    found = _gather(actor, dispute_id, _checker(checker), expected_revision)
    bound = binding.bind(
        cover=found.cover,
        parts=_parts(found, tell),
        back=found.back,
        moment=actor.at,
        folder=overrides.folder_here(),
    )
    return _write(actor, dispute_id, found, bound)


def ask_assembly(actor: Actor, dispute_id: UUID, *, checker: str, expected_revision: int | None = None) -> Assembly:
    """Ask for a file to be bound by the job worker and return the request, which tells how far it is.

    A request that is under way is returned instead of a second one. Raises like ``assemble`` before any work.
    """
    name = _checker(checker)
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.ended(dispute, _("整理卷宗"))
        under_way = Assembly.objects.filter(
            dispute=dispute, state__in=[AssemblyState.QUEUED, AssemblyState.RUNNING]
        ).first()
        if under_way is not None and under_way.asked_at > actor.at - GIVEN_UP_AFTER:
            return under_way
        if under_way is not None:
            _end(under_way, actor, AssemblyState.FAILED, N_("后台任务没有完成。"))
        assembly = Assembly.objects.create(
            dispute=dispute,
            checker_name=name,
            asked_by_id=actor.user_id,
            asked_by_name=actor.name,
            organisation_id=actor.organisation_id,
            region_scope=actor.region_scope,
            asked_at=actor.at,
            created_at=actor.at,
        )
        jobs.defer("archive.assemble", assembly_id=str(assembly.pk))
    return assembly


def _end(assembly: Assembly, actor: Actor, state: AssemblyState, failed: str = "") -> None:
    assembly.state, assembly.failed, assembly.finished_at = state, failed[:500], actor.at
    assembly.save(update_fields=["state", "failed", "finished_at"])


def work_off(assembly_id: UUID, actor: Actor) -> None:
    """Bind the file that was asked for, in the name of who asked, telling in the request how far it is.

    actor: the platform at this moment; a request that has ended is left alone, one that fails says why.
    """
    assembly = Assembly.objects.select_related("dispute").get(pk=assembly_id)
    if assembly.state not in (AssemblyState.QUEUED, AssemblyState.RUNNING):
        return
    asker = Actor(
        user_id=assembly.asked_by_id,
        name=assembly.asked_by_name,
        at=actor.at,
        permissions=frozenset({Permission.VIEW_DISPUTES.value, Permission.ARCHIVE.value}),
        organisation_id=assembly.organisation_id,
        region_scope=assembly.region_scope,
    )

    def tell(done: int, total: int, doing: str) -> None:
        Assembly.objects.filter(pk=assembly_id).update(
            state=AssemblyState.RUNNING, done=done, total=total, doing=doing[:200]
        )

    try:
        assemble(asker, assembly.dispute_id, checker=assembly.checker_name, tell=tell)
    except DomainError as error:
        assembly.refresh_from_db()
        _end(assembly, actor, AssemblyState.FAILED, f"{error.message}{error.next_step}")
    else:
        assembly.refresh_from_db()
        _end(assembly, actor, AssemblyState.DONE)
