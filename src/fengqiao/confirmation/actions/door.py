"""What every step of confirmation asks first: is there something to confirm, may it still be, which application."""

from datetime import datetime

from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.confirmation import queries
from fengqiao.confirmation.models import Application
from fengqiao.confirmation.rules import courts, precheck
from fengqiao.confirmation.rules.words import Result, State
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, NotNow
from fengqiao.core.text import N_, day_words, listed, said
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, DueMoment
from fengqiao.disputes.workflow import Verb
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.queries import case

OBJECTION_LAW = "民诉法解释第372条"


def clock_of(dispute: Dispute) -> DueMoment:
    """Return the clock of the thirty days; raises NotNow before the agreement took effect."""
    clock = queries.deadline(dispute)
    if clock is None:
        raise NotNow("not_effective", _("协议尚未生效，不能申请司法确认。"), rule=precheck.PERIOD_LAW)
    return clock


def in_time(dispute: Dispute, at: datetime) -> DueMoment:
    """Return the clock of the thirty days; raises NotNow with the rule when they are over at a moment."""
    clock = clock_of(dispute)
    if precheck.is_lapsed(clock.due_at, at):
        day = precheck.last_day(clock.due_at)
        ways = said(listed(way.name for way in queries.alternatives_for(dispute, case.current_agreement(dispute))))
        raise NotNow(
            "confirmation_lapsed",
            N_("协议生效之日起三十日内没有申请，申请期限已于%(day)s届满，不能再申请司法确认。")
            % {"day": day_words(day)},
            rule=clock.source,
            next_step=_("还可以选择：%(ways)s。") % {"ways": ways},
            extra={"due_at": clock.due_at.isoformat(), "rule": clock.rule},
        )
    return clock


def not_barred(dispute: Dispute) -> None:
    """Raise NotNow when there is nothing to confirm: the court itself decides on the agreement, or has decided."""
    barred = courts.barred(dispute.court_stage)
    if barred:
        raise NotNow("confirmation_barred", _(barred), rule=courts.ENTRUSTED_LAW,
                     next_step=_("请把调解结果和协议反馈给委托的人民法院。"))  # fmt: skip
    if queries.is_confirmed(dispute=dispute):
        raise NotNow("already_confirmed", _("协议已经人民法院裁定有效。"), rule="民事诉讼法第206条")


def open_application(dispute: Dispute, *states: State) -> Application:
    """Return the application that stands in one of the states; raises NotNow when there is none."""
    found = Application.objects.filter(dispute=dispute, state__in=states).order_by("-prepared_at", "-id").first()
    if found is None:
        said = _("还没有备齐申请材料。") if State.PREPARED in states else _("没有已经提交法院的申请。")
        step = _("请先制作申请材料。") if State.PREPARED in states else _("请先提交申请。")
        raise NotNow("no_application", said, rule=courts.LAW, next_step=step)
    return found


def preparing(actor: Actor, dispute: Dispute, expected_revision: int | None = None) -> tuple[Agreement, DueMoment]:
    """Return the agreement to confirm and its thirty days; raises Forbidden, Stale, or NotNow with what stands in the way."""
    lifecycle.check(actor, dispute, Verb.CONFIRM, expected_revision=expected_revision)
    not_barred(dispute)
    clock = clock_of(dispute)
    if Application.objects.filter(dispute=dispute, state=State.FILED).exists():
        raise NotNow("already_filed", _("申请已经提交法院，尚无结果。"), rule=courts.LAW)
    agreement = case.current_agreement(dispute)
    if agreement is None:
        raise NotNow("not_effective", _("协议尚未生效，不能申请司法确认。"), rule=courts.LAW)
    return agreement, clock


def filing(actor: Actor, dispute: Dispute, expected_revision: int | None = None) -> Application:
    """Return the prepared application; raises as ``preparing`` does. Whether it is in time depends on when it was filed."""
    lifecycle.check(actor, dispute, Verb.CONFIRM, expected_revision=expected_revision)
    not_barred(dispute)
    return open_application(dispute, State.PREPARED)


def withdrawing(actor: Actor, dispute: Dispute) -> Application:
    """Return the application that can be taken back; raises Forbidden to others than the committee, NotNow."""
    lifecycle.keeper_only(actor, dispute, _("撤回司法确认申请"))
    application = open_application(dispute, State.PREPARED, State.FILED)
    if application.withdrawn_at is not None:
        raise NotNow("withdrawal_asked", _("已经申请撤回，等待法院处理。"), rule="民诉法解释第357条")
    return application


def at_court(actor: Actor, dispute: Dispute) -> Application:
    """Return the filed application, to the court itself or the committee; raises Forbidden, NotNow."""
    application = open_application(dispute, State.FILED)
    court_or_committee(actor, dispute, application)
    return application


def ruled(actor: Actor, dispute: Dispute) -> Application:
    """Return the application that a court has granted, to the court itself or the committee; raises Forbidden, NotNow."""
    granted = Application.objects.filter(dispute=dispute, result=Result.VALID, decided_on__isnull=False).first()
    if granted is None:
        raise NotNow("not_confirmed", _("人民法院尚未裁定协议有效，没有可以提出异议的裁定。"), rule=OBJECTION_LAW)
    court_or_committee(actor, dispute, granted)
    return granted


def court_or_committee(actor: Actor, dispute: Dispute, application: Application) -> None:
    """Raise Forbidden for everybody but the committee that applied and the court that was asked."""
    if actor.may(Permission.CONFIRM) and actor.organisation_id == dispute.organisation_id:
        return
    actor.require(Permission.RECORD_COURT_RESULT)
    if actor.organisation_id != application.court_id:
        raise Forbidden(
            "another_court", _("这件申请不是向您所在的法院提出的。"), next_step=_("请由受理的人民法院登记结果。")
        )
