"""How the rows behind a figure of the organisation table are told: the same columns on the page and in the workbook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.text import N_, listed, said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations.models import Invitation, Organisation
from fengqiao.people.models import Person
from fengqiao.statistics.rules.staffing import Rows
from fengqiao.subsidies.models import Budget, Line, Recovery
from fengqiao.subsidies.workflow import KIND_NAMES, BatchKind
from fengqiao.training.models import Trainee, Venue
from fengqiao.ui.parts import Column
from fengqiao.ui.values import day, money

Kinds = Mapping[str, str]


def kinds() -> Kinds:
    """Return what the jurisdiction calls each kind of organisation."""
    return {kind.code: said(kind.name) for kind in current_ruleset().organisation_types}


def _organisation(row: Organisation, names: Kinds) -> tuple[str, ...]:
    return row.name, names.get(row.kind, row.kind), row.region.path, day(row.established_on)


def _person(row: Person, names: Kinds) -> tuple[str, ...]:
    held: list[Any] = row.posts  # type: ignore[attr-defined]  # set by people.queries.numbered
    posts = (f"{post.organisation.name} {post.get_post_display()}" for post in held)
    is_full = any(post.is_full_time for post in held)
    bought = any(post.is_full_time and post.is_purchased for post in held)
    way = _("专职，政府购买服务") if bought else _("专职") if is_full else _("兼职")
    return row.name, said(listed(posts)), way


def _invited(row: Invitation, names: Kinds) -> tuple[str, ...]:
    return row.person_name, row.court.name, row.organisation.name if row.organisation else "—", day(row.since)


def _payment(row: Line, names: Kinds) -> tuple[str, ...]:
    what = row.dispute.title if row.dispute else f"{row.month:%Y-%m}" if row.month else ""
    return row.person_name, row.organisation.name, what, money(row.amount), day(row.batch.paid_on)


def _returned(row: Recovery, names: Kinds) -> tuple[str, ...]:
    return row.line.person_name, row.line.organisation.name, row.reason, money(row.amount), day(row.returned_on)


def _budget(row: Budget, names: Kinds) -> tuple[str, ...]:
    kind = said(KIND_NAMES[BatchKind(row.kind)])
    return row.name, str(row.get_fund_display()), kind, money(row.amount), row.source


def _session(row: Venue, names: Kinds) -> tuple[str, ...]:
    course = row.course
    return course.title, row.name, course.organiser.name, day(course.starts_on)


def _attendance(row: Trainee, names: Kinds) -> tuple[str, ...]:
    return row.person.name, row.organisation.name, row.course.title, day(row.course.starts_on)


@dataclass(frozen=True)
class Told:
    """The columns of a list (the first one is the link), and how a row fills them."""

    heads: tuple[Any, ...]
    cells: Callable[[Any, Kinds], tuple[str, ...]]
    icon: str = "list"

    @property
    def columns(self) -> list[Column]:
        """The columns as the page has them."""
        return [Column(said(head), kind="wide" if number == 1 else "") for number, head in enumerate(self.heads)]


_BODIES = Told((N_("名称"), N_("类型"), N_("所在地"), N_("成立日期")), _organisation)
LISTS: Mapping[Rows, Told] = {
    Rows.ORGANISATIONS: _BODIES,
    Rows.PARTNERS: _BODIES,
    Rows.PEOPLE: Told((N_("姓名"), N_("任职"), N_("专职或者兼职")), _person),
    Rows.INVITED: Told((N_("姓名"), N_("法院"), N_("所在组织"), N_("起始日期")), _invited),
    Rows.PAYMENTS: Told((N_("姓名"), N_("组织"), N_("事由"), N_("金额"), N_("发放日期")), _payment),
    Rows.RETURNS: Told((N_("姓名"), N_("组织"), N_("原因"), N_("金额"), N_("到账日期")), _returned),
    Rows.BUDGETS: Told((N_("预算"), N_("经费类别"), N_("用途"), N_("金额"), N_("依据")), _budget),
    Rows.SESSIONS: Told((N_("培训班"), N_("会场"), N_("举办单位"), N_("日期")), _session),
    Rows.ATTENDANCES: Told((N_("姓名"), N_("组织"), N_("培训班"), N_("日期")), _attendance),
}


def url_of(actor: Actor, sort: Rows, row: Any) -> str:
    """Return where a row opens, "" where the reader has no door to it."""
    if sort is Rows.PEOPLE:
        return reverse("people:record", args=[row.pk])
    if sort in (Rows.ORGANISATIONS, Rows.PARTNERS):
        near = row.pk == actor.organisation_id or (
            actor.region_scope and row.region_code.startswith(actor.region_scope)
        )
        return reverse("organisations:record", args=[row.pk]) if near else ""
    if sort in (Rows.SESSIONS, Rows.ATTENDANCES):
        return reverse("training:course", args=[row.course_id]) if actor.may(Permission.VIEW_TRAINING) else ""
    if sort is Rows.PAYMENTS:
        return reverse("subsidies:line", args=[row.batch_id, row.pk])
    return reverse("subsidies:budgets") if sort is Rows.BUDGETS else ""
