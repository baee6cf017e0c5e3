"""The parties agree: the text is frozen; an oral agreement takes effect at once, a written one when all have signed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotNow
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.rules.clocks import Effect
from fengqiao.disputes.workflow import Verb
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import ClockRule
from fengqiao.mediation import papers
from fengqiao.mediation.actions import drafting, printing
from fengqiao.mediation.given import Draft
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import effect as effects
from fengqiao.mediation.rules import hands, moments
from fengqiao.mediation.rules.words import AgreementForm

WARNING, CONFIRMATION = "confirmation_warning", "confirmation"


def effect_rule(dispute: Dispute, agreement: Agreement) -> ClockRule:
    """Return the rule by which the agreement takes effect; raises NotNow when the profile has none."""
    category = case.category_of(dispute)
    code = effects.rule_code(
        form=agreement.form, clock=category.clock if category else "", court_stage=dispute.court_stage
    )
    rule = current_ruleset().clock(code)
    if rule is None:
        raise NotNow("effect_rule_missing", _("规则目录中没有协议生效规则%(code)s。") % {"code": code}, rule=code,
                     next_step=_("请联系管理员更新辖区规则。"))  # fmt: skip
    return rule


def freeze(dispute: Dispute, agreement: Agreement, reached_at: datetime) -> None:
    """Fix the text on which the parties agreed: the form as printed, and its hash."""
    agreement.reached_at = reached_at
    form = papers.agreement(dispute, agreement, case.mediators(dispute))
    agreement.snapshot = papers.frozen(form)
    agreement.document_hash = hands.text_hash(agreement.snapshot)
    agreement.save(update_fields=["reached_at", "snapshot", "document_hash"])


def bring_into_effect(actor: Actor, dispute: Dispute, agreement: Agreement, rule: ClockRule, effect: Effect) -> None:
    """Write when the agreement took effect, take the step, start the clock of confirmation, print the final paper."""
    agreement.effective_at, agreement.effect_rule = effect.at, rule.code
    agreement.save(update_fields=["effective_at", "effect_rule"])
    data = {"effective_at": effect.at, "rule": rule.code, "moments": effect.moments, "hash": agreement.document_hash}
    lifecycle.take(actor, dispute, Verb.TAKE_EFFECT, why=effect.explanation, data=data, outcome="agreed")
    if effect.at is not None:
        deadlines.start(actor, dispute, CONFIRMATION, "JC_30", effect.at, {"form": agreement.form})
    warn(actor, dispute, effect)
    printing.keep_all(actor, dispute)


def warn(actor: Actor, dispute: Dispute, effect: Effect) -> None:
    """Start the warning date of confirmation from the earliest moment that any reading takes for the effect."""
    if effect.safe_from is not None and not dispute.clocks.filter(clock=WARNING, started_at=effect.safe_from).exists():
        deadlines.start(actor, dispute, WARNING, "JC_30_SAFE", effect.safe_from)


def agree(
    actor: Actor, dispute_id: UUID, *, reached_at: datetime | None = None, expected_revision: int | None = None
) -> Dispute:
    """Record that the parties agree on the current draft (人民调解法第28条).

    reached_at: when, if earlier than now. A written agreement then waits for the signatures; an oral one, allowed only where
    writing is not required, takes effect at once (第30条).
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.MEDIATE, lock=True)
        lifecycle.check(actor, dispute, Verb.AGREE, expected_revision=expected_revision)
        agreement = case.current_agreement(dispute)
        if agreement is None:
            raise NotNow("no_agreement", _("尚未起草协议。"), rule="人民调解法第28条")
        if agreement.reached_at is None:
            since = dispute.accepted_at or dispute.requested_at
            at = moments.happened(reached_at, now=actor.at, since=since, field="reached_at")
            freeze(dispute, agreement, at)
        data = {"revision": agreement.revision, "form": agreement.form, "hash": agreement.document_hash}
        lifecycle.apply(actor, dispute, Verb.AGREE, data=data)
        if agreement.form == AgreementForm.ORAL and agreement.reached_at is not None:
            rule = effect_rule(dispute, agreement)
            bring_into_effect(actor, dispute, agreement, rule, effects.of_oral(rule, agreement.reached_at))
        return dispute


def conclude_orally(
    actor: Actor,
    dispute_id: UUID,
    draft: Draft,
    *,
    reached_at: datetime | None = None,
    expected_revision: int | None = None,
) -> Dispute:
    """Record an oral agreement with its content; it takes effect when it is reached (人民调解法第28条、第30条).

    Raises NotNow where the law wants writing: by kind of dispute, when not all is performed on the spot, when a party asks.
    """
    with transaction.atomic():
        drafting.draft_agreement(
            actor, dispute_id, replace(draft, form=AgreementForm.ORAL.value), expected_revision=expected_revision
        )
        return agree(actor, dispute_id, reached_at=reached_at)
