"""The scores of a round as a workbook: one sheet of totals, one of every figure behind them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from fengqiao.assessment.models import Round, Score
from fengqiao.assessment.queries import counting, rounds
from fengqiao.assessment.staff import words
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotNow
from fengqiao.core.sheets import workbook
from fengqiao.core.text import said
from fengqiao.jurisdictions.queries import ruleset

MOST_ROWS, CHUNK = 50_000, 2000


def scores(actor: Actor, found: Round, *, q: str = "", band: str = "") -> bytes:
    """Return the scores in the actor's sight, the best first, with value and marks of each indicator, and what it is made of.

    Raises NotNow beyond MOST_ROWS scores.
    """
    listed = (
        rounds.scores(actor, found, q=q, band=band).defer(None).defer("organisation__tokens", "organisation__search")
    )
    if listed.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        reason = _("超过%(most)d个对象，不能导出。") % {"most": MOST_ROWS}
        raise NotNow("export_too_large", reason, next_step=_("请先筛选。"))
    indicators, bands = counting.indicators_of(found), words.band_names(found.bands)
    heads = [
        (_("序号"), 8), (_("名称"), 40), (_("所在组织"), 40), (_("得分"), 10), (_("等次"), 12), (_("核算得分"), 10),
        (_("调整"), 10),
    ]  # fmt: skip
    for one in indicators:
        heads += [(said(one.name), 14), (_("%(name)s（得分）") % {"name": said(one.name)}, 14)]
    names = words.fact_names(ruleset(found.ruleset_version))
    rules = [(said(one.name), words.formula(one, names), words.rule(one), one.source) for one in indicators]
    asked = [(_("指标"), 24), (_("算法"), 40), (_("计分"), 50), (_("依据"), 60)]
    ordered = listed.order_by(*rounds.SCORES.split(",")).iterator(CHUNK)
    codes = [(one.code, bool(one.deduction), bool(one.weight or one.deduction)) for one in indicators]
    return workbook([(_("得分"), heads, _rows(ordered, bands, codes)), (_("指标"), asked, rules)])


def _rows(
    listed: Iterator[Score], bands: dict[str, str], codes: Sequence[tuple[str, bool, bool]]
) -> Iterator[Sequence[Any]]:
    for number, score in enumerate(listed, 1):
        stored = {figure["code"]: figure for figure in score.figures}
        figures: list[Decimal | None] = []
        for code, takes, counts in codes:
            figure = stored.get(code, {})
            marks = Decimal(figure["marks"]) if counts and figure.get("applies") else None
            value = figure.get("value")
            figures += [None if value is None else Decimal(value), -marks if marks is not None and takes else marks]
        yield (
            number, score.name, score.organisation.name, score.total, bands.get(score.band, ""), score.computed,
            score.adjustment or None, *figures,
        )  # fmt: skip
