"""What was not performed: noted with the remedies that are open, and later how it ended. Nothing here orders anybody."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Status, Verb
from fengqiao.followup import queries
from fengqiao.followup.actions import planning
from fengqiao.followup.actions.performing import chosen_of, close_default, day_of, performance_of
from fengqiao.followup.models import Default
from fengqiao.followup.queries import CLOCK
from fengqiao.followup.rules import parts as rules
from fengqiao.followup.rules import visits
from fengqiao.followup.rules.words import OUTCOME_NAMES, Outcome
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.queries import case

LAW = "人民调解法第31条、第32条"


def note_default(
    actor: Actor,
    dispute_id: UUID,
    *,
    parts: Sequence[rules.Key],
    reason: str,
    noted_on: date | None = None,
    expected_revision: int | None = None,
) -> list[Default]:
    """Note that parts were not performed, or that a side went back on the agreement, and return the rows made.

    reason: what the side says and what was done to urge it. The remedies that are open are kept with it (人民调解法第32条:
    nobody is kept from suing), and the visit that the rules owe is planned. Raises Malformed without a reason, NotNow for a
    part that is settled or noted already.
    """
    if not reason.strip():
        raise Malformed("reason_missing", _("请写明未履行的情况和督促履行的经过。"), field="reason", rule=LAW)
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.FOLLOW_UP, lock=True)
        lifecycle.check(actor, dispute, Verb.DEFAULT, expected_revision=expected_revision)
        found = performance_of(dispute)
        chosen = chosen_of(found, parts)
        for each in chosen:
            if each.default == "" or (each.is_settled and not each.part.is_lasting):
                why = N_("已经记录未履行") if each.default == "" else N_("已经履行或者已有处理结果")
                raise NotNow(
                    "part_settled", N_("%(part)s%(why)s。") % {"part": each.part.label, "why": why}, field="parts"
                )
        day = day_of(actor, found, noted_on, "noted_on")
        remedies = queries.remedies_for(dispute, chosen)
        offered = [vars(offer) | {"remedy": offer.remedy.value} for offer in remedies]
        rows = Default.objects.bulk_create(
            Default(
                plan=found.plan,
                obligation_id=each.part.key[0],
                instalment_id=each.part.key[1],
                noted_on=day,
                reason=reason.strip()[:1000],
                remedies=offered,
                noted_by_name=actor.name,
                created_at=actor.at,
            )
            for each in chosen
        )
        if found.plan.performed_at is not None:  # a lasting forbearance that was broken
            found.plan.performed_at = None
            found.plan.save(update_fields=["performed_at"])
        lead = next(iter(case.mediators(dispute)), None)
        lifecycle.apply(
            actor,
            dispute,
            Verb.DEFAULT,
            why=reason.strip(),
            data={"parts": [each.part.number for each in chosen], "remedies": [o.remedy.value for o in remedies]},
            person_id=lead.person_id if lead else None,
        )
        planning.plan_visits(actor, dispute, visits.after_default(current_ruleset().follow_up, day))
    return rows


def _check_outcome(dispute: Dispute, outcome: Outcome) -> None:
    if outcome == Outcome.PERFORMED:
        raise Malformed(
            "outcome_by_record", _("其后履行的，请记录履行，处理结果自动写入。"), field="outcome",
            next_step=_("请用“记录履行”登记。"),
        )  # fmt: skip
    if outcome == Outcome.RE_MEDIATION and not dispute.reopened.exists():
        raise NotNow(
            "not_reopened", _("尚未登记重新调解的纠纷。"), field="outcome", next_step=_("请先办理“重新调解”。")
        )
    if outcome == Outcome.ENFORCEMENT and not queries.is_confirmed(dispute):
        raise NotNow(
            "not_confirmed",
            _("协议未经人民法院裁定有效，不能申请强制执行。"),
            field="outcome",
            rule="人民调解法第33条；民事诉讼法第206条",
            next_step=_("可以就协议提起诉讼、申请支付令，或者在期限内共同申请司法确认。"),
        )


def settle_default(
    actor: Actor,
    dispute_id: UUID,
    default_id: UUID,
    *,
    outcome: str,
    note: str = "",
    expected_revision: int | None = None,
) -> Default:
    """Write what became of a default: which remedy was taken, or that the entitled side let it go (with a note saying how).

    Raises Malformed for an unknown outcome or a release without a note, NotNow when it is settled already, when no new matter
    was registered (re-mediation), or when no court ruled the agreement valid (enforcement).
    """
    known = next((each for each in Outcome if each == outcome), None)
    if known is None:
        raise Malformed("outcome_unknown", _("没有这种处理结果。"), field="outcome")
    if known == Outcome.RELEASED and not note.strip():
        raise Malformed("note_missing", _("请写明权利人放弃或者另行约定的情况。"), field="note")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.FOLLOW_UP, lock=True)
        lifecycle.check(actor, dispute, Verb.RECORD_PERFORMANCE, expected_revision=expected_revision)
        _check_outcome(dispute, known)
        found = performance_of(dispute)
        row = next((each for each in found.defaults if each.pk == default_id), None)
        if row is None:
            raise NotFound("default_not_found", _("没有找到这条未履行记录。"))
        if row.settled_at is not None:
            raise NotNow("default_settled", _("这条未履行记录已有处理结果。"))
        _settle(actor, dispute, found, row, known, note)
        row.refresh_from_db()
    return row


def _settle(
    actor: Actor, dispute: Dispute, found: queries.Overview, row: Default, outcome: Outcome, note: str = ""
) -> None:
    key = (row.obligation_id, row.instalment_id)
    close_default(actor, found.plan, key, outcome, note.strip()[:500])
    (part,) = (each.part for each in found.find([key]))
    deadlines.stop(actor, dispute, CLOCK, rule=planning.clock_rule(part))
    told = {"part": part.label, "outcome": OUTCOME_NAMES[outcome]}
    data = {"text": N_("%(part)s未履行的处理结果：%(outcome)s") % told, "outcome": outcome.value}
    lifecycle.touch(actor, dispute, "settle_default", why=note.strip(), data=data)


def reopened(*, actor: Actor, dispute: Dispute) -> None:
    """Write re-mediation as the outcome of all open defaults of a locked dispute (event dispute.reopen)."""
    found = queries.overview(dispute) if Status(dispute.status) == Status.PERFORMING else None
    for row in found.defaults if found else []:
        if found and row.settled_at is None:
            _settle(actor, dispute, found, row, Outcome.RE_MEDIATION)
