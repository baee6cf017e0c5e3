"""The first assessments and grades of a jurisdiction: last year's scores of all organisations and people, a few graded mediators."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from uuid import UUID

from fengqiao.assessment import actions
from fengqiao.assessment.workflow import AssessedAs
from fengqiao.config.demo_subsidies import account
from fengqiao.core.actor import Actor
from fengqiao.core.clock import add_months, local_date
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations
from fengqiao.people import queries as people
from fengqiao.people.models import MEDIATING_POSTS
from fengqiao.statistics.rules.periods import Kind, Period, holding

CHECKED = ((95, 92), (88, 90), (82, 76), (91, 96), (70, 68))
"""Marks of the check of files and of the premises, of one committee after the other."""
AGES = (4, 20, 34, 9)
"""How many months ago grades were given; those of 34 months ago soon run out."""
LEVELS = ("fourth", "third", "fourth", "second")


def enter() -> None:
    """Compute last year, publish the organisations' scores, leave the people's as a draft, and register grades."""
    if current_ruleset().assessment is None:
        return
    maker, second, mediator = map(account, ("quju", "shiju", "tiaojieyuan"))
    if not maker.region_scope:
        return
    period = holding(local_date(maker.at), Kind.YEAR).before
    _figures(maker, period)
    for subject in (AssessedAs.PERSON, AssessedAs.ORGANISATION):
        found = actions.open_round(maker, subject=subject, period=period)
        actions.compute(found.pk, found.run, maker)
    actions.submit(maker, found.pk)
    actions.approve(second, found.pk)
    actions.publish(maker, found.pk)
    _grades(maker, local_date(maker.at), without=mediator.person_id)
    if mediator.person_id:
        actions.apply(mediator, scheme="national", level="fourth", person_id=mediator.person_id)


def _figures(maker: Actor, period: Period) -> None:
    committees = organisations.listed(maker, region=maker.region_scope).filter(mediates=True).order_by("region", "name")
    for organisation, (files, site) in zip(committees, cycle(CHECKED), strict=False):
        for code, marks, paper in (("file_score", files, "案卷评查通报"), ("site_score", site, "规范化检查通报")):
            actions.enter(
                maker, code=code, organisation_id=organisation.pk, value=Decimal(marks),
                on=period.last - timedelta(days=30), evidence=f"{period.first.year}年{paper}",
            )  # fmt: skip


def _grades(maker: Actor, today: date, *, without: UUID | None) -> None:
    rows: list[actions.NewGrade] = []
    serving = people.listed(maker, today, post=people.MEDIATING, region=maker.region_scope).order_by("pinyin", "pk")
    serving = serving.exclude(pk=without) if without else serving  # who applies on the pages holds no grade yet
    for person, age, level in zip(serving, AGES, LEVELS, strict=False):
        post = people.appointments(person).filter(people.on(today), post__in=MEDIATING_POSTS).first()
        if post is not None and post.organisation.region_code.startswith(maker.region_scope):
            given = add_months(today, -age)
            rows.append(
                actions.NewGrade(
                    post.organisation_id, "national", level, given, f"{current_ruleset().short_name}人民调解员协会",
                    person_id=person.pk, number=f"调等〔{given.year}〕{len(rows) + 1:04d}号",
                )
            )  # fmt: skip
    actions.add_grades(maker, rows)
