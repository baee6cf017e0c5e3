"""Entering judicial confirmations of many cases of history at once (see disputes.actions.bulk)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fengqiao.confirmation.models import Application
from fengqiao.confirmation.rules.words import Ground, Result, State
from fengqiao.core import bulk, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.documents.contexts import FileNote
from fengqiao.documents.typesetting import render_pdf

_APPLICATION = (
    "created_at", "dispute", "court", "court_name", "ground", "ground_note", "state", "due_at", "prepared_at",
    "prepared_by_name", "pack", "pages", "manifest", "filed_at", "docketed_on", "docket_number", "withdrawn_at",
    "withdrawn_reason", "result", "ruling_number", "decided_on", "received_on", "result_note", "result_by_name", "ruling",
)  # fmt: skip
NOTE = "历史数据导入：司法确认申请材料和裁定书原件见原卷宗。"


@dataclass(frozen=True)
class PastConfirmation:
    """An agreement that a court has ruled valid.

    due_at: the end of the thirty days; filed_at: when both sides applied, None when the source does not tell.
    """

    dispute_id: UUID
    court_name: str
    is_invited: bool
    due_at: datetime
    decided_on: date
    filed_at: datetime | None = None
    ruling_number: str = ""
    court_id: UUID | None = None


def stand_in(actor: Actor, committee: str) -> UUID:
    """Return the page that stands where the application pack lies for cases handled here: it says where the papers are."""
    form = FileNote(committee=committee, notes=(NOTE,), noted_on=local_date(actor.at))
    name = "司法确认材料说明.pdf"
    return files.store(actor, name, render_pdf(form, moment=actor.at), allow=("pdf",)).pk


def import_confirmations(actor: Actor, rulings: Sequence[PastConfirmation], *, pack: UUID) -> None:
    """Write rulings on agreements that ``mediation.actions.bulk`` has just entered (民事诉讼法第206条).

    pack: the page of ``stand_in``. A filing day that the source does not tell is taken as the last day on which it was
    possible, and said so.
    """
    manifest = bulk.jsonb({"note": NOTE})
    bulk.copy(
        Application,
        _APPLICATION,
        (
            (
                actor.at, row.dispute_id, row.court_id, row.court_name,
                (Ground.INVITED if row.is_invited else Ground.ORGANISATION).value, "", State.DECIDED.value, row.due_at,
                actor.at, actor.name, pack, 1, manifest, row.filed_at or row.due_at, None, "", None, "",
                Result.VALID.value, row.ruling_number, row.decided_on, None,
                NOTE if row.filed_at else f"{NOTE}申请日期未载明。", actor.name, None,
            )
            for row in rulings
        ),
    )  # fmt: skip


def take_back(ids: Sequence[UUID]) -> None:
    """Remove what ``import_confirmations`` wrote for cases that are being taken back; nothing of it was touched since."""
    bulk.remove(Application, ids, of="dispute")
