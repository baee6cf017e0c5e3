"""Closing a period: its figures are kept for good, with a fingerprint of the facts that they count."""

import time
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Forbidden, NotNow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.statistics.access import Scope, scope_for
from fengqiao.statistics.actions.projecting import lock_key
from fengqiao.statistics.models import Closing
from fengqiao.statistics.queries import closings, sums
from fengqiao.statistics.rules.facts import TOTAL, difference
from fengqiao.statistics.rules.periods import Period

TRIES, PAUSE = 50, 0.1
"""How often, and seconds apart, it is tried to be alone with the facts; writers are never made to wait for a closing."""


def _be_alone() -> None:
    for _try in range(TRIES):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [lock_key()])
            if cursor.fetchone()[0]:
                return
        time.sleep(PAUSE)
    raise NotNow("facts_in_use", _("正在大批写入案件，暂时不能结账。"), next_step=_("请在导入结束后再结账。"))


def _check(actor: Actor, scope: Scope, period: Period) -> None:
    actor.require(Permission.CLOSE_PERIOD)
    if scope.organisation_id or scope.region != actor.region_scope or not scope.has_sums:
        raise Forbidden(
            "not_your_figures", _("只能为本级司法行政机关负责的整个地区结账。"), next_step=_("请选择本地区。")
        )
    if period.last >= local_date(actor.at):
        raise NotNow(
            "period_not_over",
            _("统计期间尚未结束，不能结账。"),
            next_step=_("请在%(day)s之后结账。") % {"day": period.last},
        )
    if Closing.objects.filter(region=scope.region, first_on=period.first, last_on=period.last).exists():
        raise NotNow(
            "period_closed", _("该期间已经结账，数字不再变动。"), next_step=_("其后的变化列入以后期间的调整。")
        )


def close(actor: Actor, period: Period) -> Closing:
    """Close a period for the actor's region and return the closing; later changes become restatements.

    It also keeps what changed since earlier closings of the same kind of period and was not yet reported. Raises Forbidden,
    NotNow (not over yet, closed already, or a large import at work).
    """
    scope = scope_for(actor)
    _check(actor, scope, period)
    with transaction.atomic():
        _be_alone()
        _check(actor, scope, period)
        number, _last = closings.current_epoch()
        earlier = closings.earlier(scope, period)
        counts, *now = sums.figures(scope, [period, *(closings.period_of(old) for old in earlier)])
        closing = Closing.objects.create(
            number=number + 1,
            region=scope.region,
            first_on=period.first,
            last_on=period.last,
            kind=period.kind,
            figures=dict(counts),
            adjustments=_adjustments(earlier, now),
            cases=counts[TOTAL],
            closed_at=actor.at,
            closed_by_id=actor.user_id,
            closed_by_name=actor.name,
            ruleset_version=current_ruleset().version,
            created_at=actor.at,
        )
        audit.record(
            actor, closing, "close", data={"region": scope.region, "period": period.code, "figures": dict(counts)}
        )
    seal(closing)
    return closing


def _adjustments(earlier: Iterable[Closing], now: Iterable[dict[str, int]]) -> dict[str, dict[str, int]]:
    found = {
        str(old.pk): difference(difference(present, old.figures), closings.reported(old))
        for old, present in zip(earlier, now, strict=True)
    }
    return {key: changes for key, changes in found.items() if changes}


def seal(closing: Closing) -> None:
    """Write the fingerprint of a closing that has none; what it counted can no longer change."""
    if not closing.snapshot:
        closing.snapshot = closings.fingerprint(closing)
        Closing.objects.filter(pk=closing.pk, snapshot="").update(snapshot=closing.snapshot)


def seal_pending() -> None:
    """Seal closings whose process ended before it could."""
    for closing in Closing.objects.filter(snapshot=""):
        seal(closing)
