"""What the court does: its docket, its ruling; entered by the court itself or by the committee that was told."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.confirmation import queries
from fengqiao.confirmation.actions import door
from fengqiao.confirmation.models import Application
from fengqiao.confirmation.queries import CLOCK, OBJECTION, REVIEW
from fengqiao.confirmation.rules.precheck import is_lapsed
from fengqiao.confirmation.rules.words import RESULT_NAMES, Result, State
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date, start_of
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, files, lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Desk, Status
from fengqiao.mediation.actions import Upload
from fengqiao.mediation.queries import case

RULINGS = (Result.VALID, Result.NOT_ACCEPTED, Result.REJECTED)
"""Results that bear a number of their own."""
AGAIN = (Result.WITHDRAWAL_PERMITTED, Result.DEEMED_WITHDRAWN)
"""Results after which the parties may apply again while the thirty days last."""


def _filed(actor: Actor, dispute_id: UUID, expected_revision: int | None) -> tuple[Dispute, Application]:
    """Return the locked dispute and its filed application, for the court itself or the committee.

    Raises NotFound out of scope, Forbidden for everybody else, NotNow when nothing was filed.
    """
    dispute = access.get_for(actor, dispute_id, Permission.VIEW_DISPUTES, lock=True)
    lifecycle.expect(dispute, expected_revision)
    return dispute, door.at_court(actor, dispute)


def _day(actor: Actor, application: Application, day: date, field: str) -> date:
    filed_on = local_date(application.filed_at or application.prepared_at)
    if not filed_on <= day <= local_date(actor.at):
        raise Malformed(f"{field}_out_of_range", _("日期应当在提交申请之日至今天之间。"), field=field)
    return day


def record_docket(
    actor: Actor,
    dispute_id: UUID,
    *,
    docketed_on: date,
    docket_number: str = "",
    expected_revision: int | None = None,
) -> Application:
    """Record that the court has taken the application; it concludes within thirty days (民事诉讼法第187条)."""
    with transaction.atomic():
        dispute, application = _filed(actor, dispute_id, expected_revision)
        application.docketed_on = _day(actor, application, docketed_on, "docketed_on")
        application.docket_number = docket_number.strip()[:80]
        application.save(update_fields=["docketed_on", "docket_number"])
        deadlines.start(actor, dispute, REVIEW, "JC_COURT_30", start_of(docketed_on))
        data = {"text": N_("人民法院受理司法确认申请"), "docket_number": application.docket_number}
        lifecycle.touch(actor, dispute, "docket_confirmation", why=application.docket_number, data=data)
    return application


def record_result(
    actor: Actor,
    dispute_id: UUID,
    *,
    result: str,
    decided_on: date,
    ruling_number: str = "",
    received_on: date | None = None,
    note: str = "",
    ruling: Upload | None = None,
    expected_revision: int | None = None,
) -> Application:
    """Record what the court did with the application and return it (民事诉讼法第206条; 民诉法解释第355条、第357条、第358条).

    result: a code of Result; ruling_number: of rulings; received_on: when the parties received it, from which the fifteen days
    for an objection run (民诉法解释第372条); ruling: a scan. For the court's own account (RECORD_COURT_RESULT) or the committee
    (CONFIRM). Raises Malformed naming the field, NotNow when nothing was filed.
    """
    known = next((each for each in Result if each == result), None)
    if known is None:
        raise Malformed("result_unknown", _("请选择法院处理结果。"), field="result")
    if known in RULINGS and not ruling_number.strip():
        raise Malformed(
            "ruling_number_missing", _("请填写裁定书文号。"), field="ruling_number", rule="民事诉讼法第206条"
        )
    with transaction.atomic():
        dispute, application = _filed(actor, dispute_id, expected_revision)
        application.decided_on = _day(actor, application, decided_on, "decided_on")
        if received_on is not None and not decided_on <= received_on <= local_date(actor.at):
            raise Malformed(
                "received_on_out_of_range", _("收到裁定的日期应当在裁定之日至今天之间。"), field="received_on"
            )
        application.received_on = received_on
        application.state, application.result = State.DECIDED, known
        application.ruling_number, application.result_note = ruling_number.strip()[:80], note.strip()[:1000]
        application.result_by_name = actor.name
        if ruling is not None:
            application.ruling = files.keep(
                actor, dispute, kind="court_ruling", name=ruling.name, content=ruling.content
            )
        application.save()
        _clocks(actor, dispute, application, known)
        told = RESULT_NAMES[known]
        data = {"text": N_("人民法院处理结果：%(result)s") % {"result": told}, "result": known.value}
        desk = Desk.ARCHIVIST if Status(dispute.status) == Status.CLOSED else Desk.MEDIATOR
        why = " ".join(part for part in (application.ruling_number, application.result_note) if part)
        lifecycle.touch(actor, dispute, "confirmation_result", why=why, data=data, desk=desk)
    return application


def _clocks(actor: Actor, dispute: Dispute, application: Application, result: Result) -> None:
    deadlines.stop(actor, dispute, REVIEW)
    if result == Result.VALID and application.received_on:
        deadlines.start(actor, dispute, OBJECTION, "JC_OBJECTION_15", start_of(application.received_on))
    clock, agreement = queries.deadline(dispute), case.current_agreement(dispute)
    may_again = result in AGAIN and clock is not None and not is_lapsed(clock.due_at, actor.at)
    if may_again and agreement is not None and agreement.effective_at is not None:
        deadlines.start(actor, dispute, CLOCK, "JC_30", agreement.effective_at, {"form": agreement.form})
