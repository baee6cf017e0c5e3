"""Who mediates: assigned by the committee or chosen by the parties, replaced on recusal."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import Malformed
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Verb
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.actions import door
from fengqiao.mediation.models import MediatorAssignment
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import opening
from fengqiao.mediation.rules.words import Chooser, Part
from fengqiao.people import queries as people
from fengqiao.people.models import Person

RECUSAL = "人民调解工作若干规定；特邀调解规定第15条"


def _check_not_suspended(person: Person, today: date, field: str) -> None:
    if people.suspension(person.pk, today):
        raise Malformed(
            "mediator_suspended",
            _("%(name)s正在暂停指派期间。") % {"name": person.name},
            field=field,
            next_step=_("请另选调解员。"),
        )


def _fit(actor: Actor, dispute: Dispute, person_id: UUID, field: str) -> Person:
    """Return a mediator of the committee who is no party to the matter; raises Malformed for anybody else."""
    person = people.get(person_id)
    if person is not None:
        _check_not_suspended(person, local_date(actor.at), field)
    if person is None or not people.is_mediator(person_id, dispute.organisation_id, local_date(actor.at)):
        raise Malformed(
            "not_a_mediator",
            _("所选人员不是本调委会现任的人民调解员。"),
            field=field,
            rule="人民调解法第13条、第19条",
            next_step=_("请从本调委会的调解员中选择。"),
        )
    is_party = bool(person.id_number) and dispute.parties.filter(id_hash=keyed_hash(person.id_number)).exists()
    if is_party:
        raise Malformed("mediator_is_party", _("调解员是本案当事人，应当回避。"), field=field, rule=RECUSAL,
                        next_step=_("请另选调解员。"))  # fmt: skip
    return person


def _check_number(dispute: Dispute) -> None:
    limits = current_ruleset().limits
    current = case.mediators(dispute)
    wrong = opening.mediators_fit(len(current), sum(each.part == Part.LEAD for each in current), limits.max_mediators)
    if wrong:
        raise Malformed("mediators_unfit", wrong, field="person_ids", rule=opening.MEDIATORS)


def assign(
    actor: Actor,
    dispute_id: UUID,
    *,
    lead_id: UUID,
    co_ids: Sequence[UUID] = (),
    chosen_by: str = Chooser.COMMITTEE,
    expected_revision: int | None = None,
) -> Dispute:
    """Set who mediates: one presides, up to two join (人民调解法第19条); earlier ones who are not named step back.

    chosen_by: parties, committee or court. Raises Malformed for somebody who is no mediator of the committee, or is a party.
    """
    door.one_of("chosen_by", chosen_by, [each.value for each in Chooser])
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ASSIGN, lock=True)
        lifecycle.check(actor, dispute, Verb.ASSIGN, expected_revision=expected_revision)
        chosen = {lead_id: Part.LEAD, **{person_id: Part.CO for person_id in co_ids if person_id != lead_id}}
        fit = {key: _fit(actor, dispute, key, "lead_id" if key == lead_id else "co_ids") for key in chosen}
        MediatorAssignment.objects.filter(dispute=dispute, ended_at__isnull=True).update(
            ended_at=actor.at, replaced_reason="重新确定调解员"
        )
        MediatorAssignment.objects.bulk_create(
            MediatorAssignment(
                dispute=dispute,
                person=fit[key],
                part=part,
                chosen_by=chosen_by,
                started_at=actor.at,
                created_at=actor.at,
            )
            for key, part in chosen.items()
        )
        _check_number(dispute)
        named = [fit[key].name for key in chosen]
        data = {"mediators": named, "chosen_by": chosen_by}
        return lifecycle.apply(actor, dispute, Verb.ASSIGN, data=data, person_id=lead_id)


def replace(
    actor: Actor,
    dispute_id: UUID,
    *,
    person_id: UUID,
    by_id: UUID,
    reason: str,
    chosen_by: str = Chooser.COMMITTEE,
    expected_revision: int | None = None,
) -> Dispute:
    """Replace a mediator who is challenged or steps aside (回避), with the reason.

    Raises Malformed without a reason, or when the one does not mediate now or the other may not.
    """
    reason = door.filled("reason", reason, _("更换调解员须写明理由。"), rule=RECUSAL, longest=300)
    door.one_of("chosen_by", chosen_by, [each.value for each in Chooser])
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ASSIGN, lock=True)
        lifecycle.check(actor, dispute, Verb.REPLACE, expected_revision=expected_revision)
        old = MediatorAssignment.objects.filter(dispute=dispute, person_id=person_id, ended_at__isnull=True).first()
        if old is None:
            raise Malformed("not_mediating", _("该调解员现在没有参加本案调解。"), field="person_id")
        new = _fit(actor, dispute, by_id, "by_id")
        MediatorAssignment.objects.filter(pk=old.pk).update(ended_at=actor.at, replaced_reason=reason)
        if MediatorAssignment.objects.filter(dispute=dispute, person=new, ended_at__isnull=True).exists():
            raise Malformed("already_mediating", _("接替的调解员已经参加本案调解。"), field="by_id")
        MediatorAssignment.objects.create(
            dispute=dispute, person=new, part=old.part, chosen_by=chosen_by, started_at=actor.at, created_at=actor.at
        )
        _check_number(dispute)
        lead = next(each.person_id for each in case.mediators(dispute) if each.part == Part.LEAD)
        data = {"from": str(person_id), "to": new.name}
        return lifecycle.apply(actor, dispute, Verb.REPLACE, why=reason, data=data, person_id=lead)
