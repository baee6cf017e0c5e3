"""Accepting or refusing a matter, and the file numbers that acceptance gives out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, numbering
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.tokens import index_tokens
from fengqiao.disputes import access, papers
from fengqiao.disputes.actions import deadlines, lifecycle, paperwork
from fengqiao.disputes.actions.register import involve
from fengqiao.disputes.models import CourtStage, Dispute, FileNumber
from fengqiao.disputes.workflow import Status, Verb
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import queries as organisations

SERIES = "case"
LONGEST_VOID_REASON = 200
COURT_CLOCKS = {
    CourtStage.DELEGATED: ("CD_30", {}),
    CourtStage.ENTRUSTED: ("CE_15", {"procedure": "ordinary"}),
    CourtStage.SUMMARY: ("CE_7", {"procedure": "summary"}),
}


def number_text(rules: RuleSet, short_name: str, year: int, serial: int) -> str:
    """Return a file number as the profile writes it: （2026）武洪人调字第0001号."""
    pattern = rules.number_pattern(SERIES)
    return pattern.pattern.format(year=year, short=short_name, serial=str(serial).zfill(pattern.padding))


def _allot(dispute: Dispute, organisation_id: UUID, short_name: str, year: int) -> FileNumber:
    serial = numbering.allot(f"file:{organisation_id}:{year}:{SERIES}")
    return FileNumber.objects.create(
        organisation_id=organisation_id,
        year=year,
        series=SERIES,
        serial=serial,
        text=number_text(current_ruleset(), short_name, year, serial),
        dispute=dispute,
    )


def _start_mediation_clock(actor: Actor, dispute: Dispute, materials_signed_at: datetime | None) -> None:
    court = COURT_CLOCKS.get(CourtStage(dispute.court_stage))
    if court:
        rule, modifiers = court
        deadlines.start(actor, dispute, "mediation_period", rule, materials_signed_at or actor.at, modifiers)
        return
    category = current_ruleset().categories.get(dispute.category)
    rule = category.clock if category else "PM_MONTH"
    started_at = dispute.requested_at if rule == "LAB_15" else actor.at
    deadlines.start(actor, dispute, "mediation_period", rule, started_at)


def accept(
    actor: Actor,
    dispute_id: UUID,
    *,
    materials_signed_at: datetime | None = None,
    expected_revision: int | None = None,
) -> Dispute:
    """Accept a matter for the actor's committee: it becomes its keeper, the file number is allotted, the period begins.

    materials_signed_at: when the court's papers were signed for (特邀调解规定第27条); only for court matters.
    Raises NotNow when a precondition is missing, Malformed when the committee has no short name for numbers.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ACCEPT, lock=True)
        committee = organisations.get(actor.organisation_id) if actor.organisation_id else None
        if committee is None or not (committee.mediates and committee.is_active):
            raise Malformed(
                "committee_unfit", _("您所在的单位不是调解组织，不能受理。"), next_step=_("请分流给调解组织。")
            )
        year = timezone.localtime(actor.at).year
        lifecycle.check(actor, dispute, Verb.ACCEPT, expected_revision=expected_revision)
        number = _allot(dispute, committee.pk, committee.short_name, year)
        dispute.file_number = number.text
        dispute.search = f"{dispute.search} {index_tokens(number.text)}"
        dispute.accepted_at = actor.at
        dispute.organisation_id = committee.pk
        lifecycle.apply(actor, dispute, Verb.ACCEPT, data={"file_number": number.text})
        involve(dispute, committee.pk, "keeper")
        _start_mediation_clock(actor, dispute, materials_signed_at)
    return dispute


def decline(
    actor: Actor, dispute_id: UUID, *, reason: str, competent_organ: str, expected_revision: int | None = None
) -> Dispute:
    """Refuse a matter, telling the party why and which organ is competent. Raises Malformed without both."""
    for field, value in (("reason", reason), ("competent_organ", competent_organ)):
        if not value.strip():
            raise Malformed(
                f"{field}_missing", _("不予受理须写明理由和有权处理的机关。"), field=field, rule="人民调解工作若干规定"
            )
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ACCEPT, lock=True)
        lifecycle.take(
            actor,
            dispute,
            Verb.DECLINE,
            why=reason,
            data={"competent_organ": competent_organ},
            outcome="declined",
            expected_revision=expected_revision,
        )
        notice = papers.decline_notice(actor, dispute, reason=reason, competent_organ=competent_organ)
        paperwork.keep(actor, dispute, notice)
    return dispute


def transfer(
    actor: Actor, dispute_id: UUID, *, reason: str, organ: str, expected_revision: int | None = None
) -> Dispute:
    """Hand a matter to the competent organ outside mediation, with a referral notice. Raises Malformed without both."""
    for field, value in (("reason", reason), ("organ", organ)):
        if not value.strip():
            raise Malformed(f"{field}_missing", _("移送须写明理由和接收机关。"), field=field)
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ROUTE, lock=True)
        lifecycle.take(
            actor,
            dispute,
            Verb.TRANSFER,
            why=reason,
            data={"organ": organ},
            outcome="transferred",
            expected_revision=expected_revision,
        )
        paperwork.keep(actor, dispute, papers.transfer_letter(actor, dispute, reason=reason, organ=organ))
    return dispute


def void_number(actor: Actor, dispute_id: UUID, *, reason: str, expected_revision: int | None = None) -> FileNumber:
    """Void a number given by mistake and allot the committee's next one; the voided number stays with its reason.

    reason: at most 200 characters. Raises Malformed without one, Forbidden for anybody but the committee that keeps the matter,
    NotNow when there is no number or the file is sealed.
    """
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_VOID_REASON:
        raise Malformed(
            "reason_missing",
            _("作废编号须写明理由，不超过%(most)d字。") % {"most": LONGEST_VOID_REASON},
            field="reason",
        )
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ASSIGN, lock=True)
        lifecycle.keeper_only(actor, dispute, _("作废编号"))
        lifecycle.expect(dispute, expected_revision)
        old = FileNumber.objects.filter(dispute=dispute).select_related("organisation").first()
        if old is None or dispute.status == Status.ARCHIVED:
            raise NotNow("number_not_voidable", _("没有可以作废的编号，或者卷宗已经归档。"))
        FileNumber.objects.filter(pk=old.pk).update(dispute=None, voided_at=actor.at, void_reason=reason)
        new = _allot(dispute, old.organisation_id, old.organisation.short_name, timezone.localtime(actor.at).year)
        dispute.file_number = new.text
        dispute.search = f"{dispute.search} {index_tokens(new.text)}"
        dispute.save(update_fields=["file_number", "search"])
        lifecycle.touch(actor, dispute, "void_number", why=reason, data={"voided": old.text, "allotted": new.text})
        audit.record(actor, old, "void", why=reason)
    return new
