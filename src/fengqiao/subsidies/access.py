"""The one door to batches: who sees which, who may act on them, and for which payer somebody works."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Forbidden, NotFound, NotNow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.jurisdictions.ruleset.subsidy import Payer
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.regions.models import scope_of
from fengqiao.subsidies.models import Batch, Line, Objection, Recovery, Waiting


def rules_for(actor: Actor) -> tuple[SubsidyRules, str]:
    """Return the rules of subsidies in force and their version; raises NotNow when the jurisdiction has none."""
    found = current_ruleset(local_date(actor.at))
    if found.subsidy is None:
        raise NotNow("no_subsidy_rules", _("本地区还没有补贴规则。"), next_step=_("请先在规则中载入补贴标准。"))
    return found.subsidy, found.version


def own_payer(actor: Actor, rules: SubsidyRules) -> tuple[Payer, Organisation]:
    """Return for which payer the actor works, and where; raises Forbidden for who works at none."""
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    payer = next((each for each in rules.payers if own and each.organisation_kind == own.kind), None)
    if own is None or payer is None:
        raise Forbidden(
            "not_a_payer",
            _("您的单位不是补贴的付款单位。"),
            next_step=_("补贴由司法行政机关、人民法院等付款单位的人员造册和审批。"),
        )
    return payer, own


def region_of(actor: Actor, own: Organisation) -> str:
    """Return the prefix within which the actor's organisation pays: the actor's region, else the organisation's place."""
    return actor.region_scope or scope_of(own.region_code)


def reader(actor: Actor) -> Actor:
    """Return the platform in the actor's place, to look up who holds which post: whoever pays must know."""
    whole = scope_of(current_ruleset().code.ljust(12, "0"))
    return replace(actor, permissions=frozenset({Permission.VIEW_REGISTRY.value}), region_scope=whole)


def visible_to(actor: Actor) -> QuerySet[Batch]:
    """Return the batches of the actor's own organisation and of the actor's region, whoever pays."""
    actor.require(Permission.VIEW_SUBSIDIES)
    mine = Q(organisation=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    if actor.region_scope:
        mine |= Q(region__startswith=actor.region_scope)
    return Batch.objects.filter(mine).select_related("organisation")


def may_act(actor: Actor, batch: Batch) -> bool:
    """Whether a batch is the own organisation's, or that of the same payer within the actor's region."""
    if batch.organisation_id == actor.organisation_id:
        return True
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    same = own is not None and own.kind == batch.organisation.kind
    return same and bool(actor.region_scope) and batch.region.startswith(actor.region_scope)


def get_for(actor: Actor, batch_id: UUID, permission: Permission, *, lock: bool = False) -> Batch:
    """Return one batch for a purpose.

    Raises NotFound out of sight, Forbidden without the permission or, for more than looking, when it is another payer's.
    """
    actor.require(permission)
    found = visible_to(actor).filter(pk=batch_id)
    batch = (found.select_for_update(of=("self",)) if lock else found).first()
    if batch is None:
        raise NotFound("batch_not_found", _("没有找到这一批补贴。"), next_step=_("请从补贴列表中选择。"))
    if permission != Permission.VIEW_SUBSIDIES and not may_act(actor, batch):
        raise Forbidden(
            "not_your_batch", _("这一批由别的单位付款，您只能查看。"), next_step=_("请由付款单位的人员办理。")
        )
    return batch


def line_of(batch: Batch, line_id: UUID) -> Line:
    """Return a line of a batch that the caller holds, locked; raises NotFound."""
    line = Line.objects.select_for_update().filter(batch=batch, pk=line_id).first()
    if line is None:
        raise NotFound("line_not_found", _("没有找到这一笔补贴。"), next_step=_("请从本批的明细中选择。"))
    return line


def waiting_month_of(batch: Batch, waiting_id: UUID) -> Waiting:
    """Return a month in post that waits in a batch; raises NotFound."""
    found = (
        Waiting.objects.filter(batch=batch, pk=waiting_id, month__isnull=False).select_related("organisation").first()
    )
    if found is None:
        raise NotFound("waiting_not_found", _("没有找到这个等待的岗位。"), next_step=_("请从本批的等待名单中选择。"))
    return found


def objection_of(batch: Batch, objection_id: UUID) -> Objection:
    """Return an objection against a batch, locked, with its line; raises NotFound."""
    found = Objection.objects.select_for_update(of=("self", "line")).select_related("line")
    objection = found.filter(line__batch=batch, pk=objection_id).first()
    if objection is None:
        raise NotFound("objection_not_found", _("没有找到这条异议。"))
    return objection


def recovery_of(batch: Batch, recovery_id: UUID) -> Recovery:
    """Return a recovery of a batch, locked; raises NotFound."""
    found = Recovery.objects.select_for_update(of=("self",)).filter(line__batch=batch, pk=recovery_id).first()
    if found is None:
        raise NotFound("recovery_not_found", _("没有找到这次追回。"))
    return found
