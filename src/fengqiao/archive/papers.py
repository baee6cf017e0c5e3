"""Cover, back cover and note of a file, filled from the record."""

from fengqiao.archive.models import Remark
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.disputes import papers as intake
from fengqiao.disputes.models import Dispute
from fengqiao.documents.contexts import BackCover, Cover, FileNote
from fengqiao.mediation.queries import case


def _number(dispute: Dispute) -> str:
    return dispute.file_number or dispute.receipt_number


def cover(actor: Actor, dispute: Dispute, *, retention: str) -> Cover:
    """Return 卷宗封面."""
    return Cover(
        committee=dispute.organisation.name,
        number=_number(dispute),
        name=intake.matter_line(dispute),
        mediators=tuple(each.person.name for each in case.mediators(dispute)),
        mediated_from=local_date(dispute.accepted_at) if dispute.accepted_at else None,
        mediated_to=local_date(dispute.ended_at) if dispute.ended_at else None,
        compiler=actor.name,
        compiled_on=local_date(actor.at),
        retention=retention,
        remark="一案一卷" if dispute.reopened_from is None else f"与{_number(dispute.reopened_from)}相连",
    )


def back_cover(actor: Actor, dispute: Dispute, *, checker: str) -> BackCover:
    """Return 卷宗封底; its pages are counted when the file is bound."""
    return BackCover(
        committee=dispute.organisation.name,
        number=_number(dispute),
        pages=0,
        compiler=actor.name,
        checker=checker,
        archived_on=local_date(actor.at),
    )


def file_note(dispute: Dispute, remarks: list[Remark]) -> FileNote:
    """Return 卷宗情况说明: what is missing or unusual, and why."""
    last = remarks[-1]
    return FileNote(
        committee=dispute.organisation.name,
        number=_number(dispute),
        notes=tuple(f"{remark.party.name}：{remark.text}" if remark.party else remark.text for remark in remarks),
        compiler=last.noted_by_name,
        noted_on=local_date(last.noted_at),
    )
