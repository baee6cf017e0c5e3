"""Who falls short of the rules, and the list of a course, as workbooks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotNow
from fengqiao.core.sheets import workbook
from fengqiao.core.text import said
from fengqiao.training.models import Course
from fengqiao.training.queries import courses, owing
from fengqiao.training.rules.periods import Period

MOST_ROWS = 50_000
CHUNK = 2000


def short(actor: Actor, periods: Iterable[Period], day: date, *, region: str = "") -> bytes:
    """Return who in the actor's sight falls short, a sheet a period. Raises NotNow beyond MOST_ROWS people."""
    heads = [
        (_("姓名"), 14), (_("单位"), 44), (_("职务"), 20), (_("要求"), 30), (_("期间"), 12), (_("应当次数"), 10), (_("已完成"), 10),
        (_("最后期限"), 14),
    ]  # fmt: skip
    sheets = []
    for period in periods:
        found = owing.short(actor, period, day, region=region)
        if found.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
            reason = _("超过%(most)d人，不能导出。") % {"most": MOST_ROWS}
            raise NotNow("export_too_large", reason, next_step=_("请按地区分次导出。"))
        sheets.append((_title(period), heads, _short_rows(actor, period, day, found)))
    return workbook(sheets)


def _title(period: Period) -> str:
    return f"{period.year} {said(period.name)} {said(period.rule.name)}"


def _short_rows(actor: Actor, period: Period, day: date, found: Any) -> Iterator[Sequence[Any]]:
    people = list(found.order_by(*owing.ORDER.split(",")).values_list("pk", "name"))
    for start in range(0, len(people), CHUNK):
        part = people[start : start + CHUNK]
        ids = [pk for pk, _name in part]
        posts, times = owing.posts_of(actor, period, day, ids), owing.times_of(period, ids)
        for pk, name in part:
            post = posts.get(pk)
            yield (
                name, post.organisation.name if post else "", str(post.get_post_display()) if post else "",
                said(period.rule.name), said(period.name), period.rule.times, times.get(pk, 0), period.due,
            )  # fmt: skip


def roll(actor: Actor, course: Course) -> bytes:
    """Return the part of a course's list that the actor sees, to print and to sign."""
    heads = [
        (_("序号"), 8), (_("姓名"), 14), (_("单位"), 44), (_("会场"), 30), (_("签到"), 24), (_("学时"), 8), (_("成绩"), 8),
        (_("证书编号"), 30),
    ]  # fmt: skip
    found = courses.trainees(actor, course).order_by("venue__name", "organisation__name", "pk")
    if found.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        reason = _("超过%(most)d人，不能导出。") % {"most": MOST_ROWS}
        raise NotNow("export_too_large", reason, next_step=_("请按地区分次导出。"))
    rows = (
        (
            number, row.person.name, row.organisation.name, row.venue.name,
            "、".join(f"{each.on:%m-%d}" for each in row.sign_ins.all()), row.hours, row.mark,
            row.valid[0].number if row.valid else "",  # type: ignore[attr-defined]  # set by queries.courses.trainees
        )
        for number, row in enumerate(found.iterator(CHUNK), 1)
    )  # fmt: skip
    return workbook([(course.title, heads, rows)])
