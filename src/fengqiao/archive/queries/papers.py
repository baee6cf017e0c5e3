"""The papers of a matter in the order of the file: made here, brought in, signed on paper."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from fengqiao.archive.rules import contents
from fengqiao.core.language import official
from fengqiao.core.models import StoredFile
from fengqiao.disputes.models import Dispute
from fengqiao.documents import queries as documents
from fengqiao.documents.models import Document
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.queries import case


@dataclass(frozen=True)
class Paper:
    """One paper of the file. ``document_id``: of a paper that the platform made; None for one that came in."""

    form: str
    title: str
    file: StoredFile
    document_id: UUID | None = None
    remark: str = ""

    @property
    def made_here(self) -> bool:
        """Whether its PDF is the platform's own and joins the file unchanged."""
        return self.document_id is not None


Placed = tuple[tuple[int, int], int, Paper]
"""Where a paper lies: order and rank of its entry, and which of several there."""


@official
def papers_of(dispute: Dispute) -> list[Paper]:
    """Return every paper that belongs to the file, in its order; a scan that proves several things lies at the first."""
    rules = current_ruleset().documents
    placed: list[Placed] = []
    for number, (kind, paper) in enumerate([*_made(dispute), *_scans(dispute), *_brought(dispute)]):
        placed.append((contents.place(rules, kind), number, paper))
    placed.sort(key=lambda each: each[:2])
    seen: set[UUID] = set()
    result = []
    for _place, _number, paper in placed:
        if paper.made_here or paper.file.pk not in seen:
            result.append(paper)
            seen.add(paper.file.pk)
    return result


def _made(dispute: Dispute) -> Iterator[tuple[str, Paper]]:
    found = documents.for_subject("dispute", dispute.pk)
    kinds = {document.kind for document in found}
    needless = contents.OUTSIDE | ({"receipt"} if kinds & {"application", "acceptance_register"} else set())
    for document in found:
        if document.kind not in needless:
            yield document.kind, Paper(document.kind, _title(document), document.pdf, document.pk)


def _title(document: Document) -> str:
    return f"{document.title}{document.number}" if document.kind == "file_note" else document.title


def _scans(dispute: Dispute) -> Iterator[tuple[str, Paper]]:
    """Yield what was signed on paper, each behind the form that it signs."""
    for notice in dispute.rights_notices.select_related("evidence").order_by("signed_at", "id"):
        yield from _scan("rights_notice", f"权利义务告知书签收（{notice.by_name}）", notice.evidence)
    for consent in dispute.consents.select_related("evidence").order_by("at", "id"):
        yield from _scan("rights_notice", f"调解意愿（{consent.by_name}）", consent.evidence)
    for inquiry in dispute.investigations.select_related("scan").order_by("investigated_at", "id"):
        title = f"人民调解调查记录（{inquiry.interviewee}签名件）"
        yield from _scan("investigation_record", title, inquiry.scan)
    for record in dispute.mediation_records.select_related("scan", "session").order_by("session__ordinal"):
        title = f"人民调解记录（第{record.session.ordinal}次签名件）"
        yield from _scan("mediation_record", title, record.scan)
    agreement = case.current_agreement(dispute)
    for signature in agreement.signatures.all() if agreement else ():
        if agreement and signature.document_hash == agreement.document_hash:
            yield from _scan("agreement", "人民调解协议书（签名件）", signature.scan)


def _scan(kind: str, title: str, file: StoredFile | None) -> Iterator[tuple[str, Paper]]:
    if file is not None:
        yield kind, Paper(kind, title, file)


def _brought(dispute: Dispute) -> Iterator[tuple[str, Paper]]:
    for row in dispute.evidence.select_related("file").order_by("ordinal"):
        remark = f"{row.get_copy_display()}，{row.provider_name}提供"
        yield "evidence_list", Paper("evidence_list", row.name, row.file, remark=remark[:200])
    for kept in dispute.files.select_related("file").order_by("party__order", "created_at", "id"):
        yield kept.kind, Paper(kept.kind, kept.name, kept.file)


def digest(papers: Iterable[Paper], *facts: str) -> str:
    """Return the SHA-256 over what goes into a file: the papers in their order, and what stands on its covers."""
    listed = [[paper.form, paper.title, paper.remark, paper.file.sha256, paper.made_here] for paper in papers]
    text = json.dumps([listed, facts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
