"""Budgets: set by hand with the document behind them, or taken from the rules of the jurisdiction."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.subsidies import access
from fengqiao.subsidies.models import Budget, Fund
from fengqiao.subsidies.queries import budgets
from fengqiao.subsidies.rules.awards import plain, yuan
from fengqiao.subsidies.workflow import BatchKind

MOST = Decimal(10) ** 10


def _check(name: str, kind: str, fund: str, payer: str, amount: Decimal, source: str, payers: set[str]) -> None:
    for field, wrong, text in (
        ("name", not name.strip(), _("请填写预算名称。")),
        ("kind", kind not in set(BatchKind), _("请选择以案定补或者岗位补贴。")),
        ("fund", fund not in Fund.values, _("请选择经费类别。")),
        ("payer", bool(payer) and payer not in payers, _("请选择付款单位。")),
        ("amount", not 0 < amount < MOST, _("金额应当大于0，不超过一百亿元。")),
        ("source", len(source.strip()) < 4, _("请写明预算的依据，例如文件名称和条款。")),
    ):
        if wrong:
            raise Malformed(f"budget_{field}", text, field=field)


def set_budget(
    actor: Actor,
    *,
    year: int,
    name: str,
    kind: str,
    amount: Decimal,
    source: str,
    fund: str = Fund.MEDIATOR,
    payer: str = "",
) -> Budget:
    """Set a budget line of a year, new or changed by its name, and return it.

    amount: yuan. payer "": for all payers. Raises Malformed naming the field, NotNow when more is bound already.
    """
    actor.require(Permission.MANAGE_BUDGETS)
    rules, _version = access.rules_for(actor)
    if not 2000 <= year <= 2100:
        raise Malformed("budget_year", _("请填写年度。"), field="year")
    _check(name, kind, fund, payer, amount, source, {each.code for each in rules.payers})
    with transaction.atomic():
        budgets.hold()
        key = {"year": year, "name": name.strip()[:120]}
        line = Budget.objects.select_for_update().filter(**key).first() or Budget(**key, created_at=actor.at)
        before = "" if line._state.adding else str(line.amount)
        line.kind, line.fund, line.payer, line.amount = kind, fund, payer, plain(yuan(amount))
        line.source, line.set_by_name = source.strip()[:400], actor.name
        line.save()
        for outlook in budgets.year(actor, year).by_kind.values():
            if outlook.left.value < 0:
                raise NotNow(
                    "budget_below_spending",
                    _("预算少于已经审批和发放的金额。"),
                    field="amount",
                    next_step=_("还差%(gap)s元。") % {"gap": f"{-outlook.left.value:,}"},
                )
        audit.record(actor, line, "set_budget", before=before, after=str(line.amount), data={"source": line.source})
    return line


def adopt(actor: Actor, year: int) -> list[Budget]:
    """Take the budget lines that the rules name into a year; those that are there already stay as they are."""
    actor.require(Permission.MANAGE_BUDGETS)
    rules, _version = access.rules_for(actor)
    known = set(Budget.objects.filter(year=year).values_list("name", flat=True))
    lasting = [each for each in rules.budgets if each.holds_on(date(year, 12, 31)) and each.name not in known]
    with transaction.atomic():
        return [
            set_budget(
                actor, year=year, name=each.name, kind=each.kind, fund=each.fund, payer=each.payer,
                amount=each.amount, source=each.amount_source,
            )
            for each in lasting
        ]  # fmt: skip
