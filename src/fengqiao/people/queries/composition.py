"""Who makes up organisations, counted from the posts: for composition rules, staffing and the staff table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from fengqiao.people.models import MEDIATING_POSTS, Appointment, Education, Politics, Post, Sex
from fengqiao.people.models.choices import MEMBERS
from fengqiao.people.queries.register import on

MAJORITY = ("汉族", "汉")
"""What an entry of the majority's ethnicity reads; anything else that is entered is a minority."""


@dataclass
class Membership:
    """The people of one organisation on one day, each person counted once in each figure.

    members: director, deputies and members (人民调解法第8条); mediators: they and the appointed ones. term_ends: the ends of
    the members' terms, earliest first. posts: holders by post. unknown_*: members of whom the register does not say it.
    """

    members: int = 0
    directors: int = 0
    deputy_directors: int = 0
    women: int = 0
    minority: int = 0
    unknown_sex: int = 0
    unknown_ethnicity: int = 0
    mediators: int = 0
    full_time: int = 0
    part_time: int = 0
    purchased: int = 0
    certified: int = 0
    women_mediators: int = 0
    minority_mediators: int = 0
    party_mediators: int = 0
    elected: int = 0
    by_education: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    term_ends: list[date] = field(default_factory=list)
    longest_term_days: int = 0


_COLUMNS = (
    "organisation_id", "person_id", "post", "origin", "is_full_time", "is_purchased", "certificate", "starts_on",
    "term_ends_on", "person__sex", "person__ethnicity", "person__education", "person__politics",
)  # fmt: skip


def membership(*, organisation_ids: Iterable[UUID], day: date) -> dict[UUID, Membership]:
    """Return the membership of each organisation on a local date, in one query; who has nobody is left out.

    The answer to the question "organisations.membership".
    """
    ids = list(set(organisation_ids))
    held = Appointment.objects.filter(on(day), organisation__in=ids).order_by("organisation_id", "person_id")
    people: dict[UUID, dict[UUID, list[tuple[object, ...]]]] = defaultdict(lambda: defaultdict(list))
    for row in held.values_list(*_COLUMNS).iterator(chunk_size=5000):
        people[row[0]][row[1]].append(row)
    return {organisation: _counted(list(each.values())) for organisation, each in people.items()}


def _counted(people: list[list[tuple[object, ...]]]) -> Membership:
    found = Membership()
    for posts in people:
        _add_posts(found, posts)
        sex, ethnicity, education, politics = posts[0][9:]
        is_woman, is_minority = sex == Sex.FEMALE, bool(ethnicity) and ethnicity not in MAJORITY
        if any(row[2] in MEMBERS for row in posts):
            found.members += 1
            found.women += is_woman
            found.minority += is_minority
            found.unknown_sex += not sex
            found.unknown_ethnicity += not ethnicity
        mediating = [row for row in posts if row[2] in MEDIATING_POSTS]
        if mediating:
            is_full = any(row[4] for row in mediating)
            found.mediators += 1
            found.full_time += is_full
            found.part_time += not is_full
            found.purchased += any(row[5] for row in mediating)
            found.certified += any(row[6] for row in mediating)
            found.elected += any(row[3] == "elected" for row in mediating)
            found.women_mediators += is_woman
            found.minority_mediators += is_minority
            found.party_mediators += politics == Politics.PARTY
            code = str(education) if education in Education.values else ""
            found.by_education[code] = found.by_education.get(code, 0) + 1
    found.term_ends.sort()
    return found


def _add_posts(found: Membership, posts: list[tuple[object, ...]]) -> None:
    for row in posts:
        post, starts_on, term_ends_on = str(row[2]), row[7], row[8]
        found.posts[post] = found.posts.get(post, 0) + 1
        found.directors += post == Post.DIRECTOR
        found.deputy_directors += post == Post.DEPUTY_DIRECTOR
        if post in MEMBERS and isinstance(term_ends_on, date) and isinstance(starts_on, date):
            found.term_ends.append(term_ends_on)
            found.longest_term_days = max(found.longest_term_days, (term_ends_on - starts_on).days + 1)


def head_count(*, region: str, day: date) -> int:
    """Return how many people mediate within a region on a local date, each counted once."""
    held = Appointment.objects.filter(on(day), post__in=MEDIATING_POSTS)
    within = Q(organisation__region__code__startswith=region) if region else Q()
    return held.filter(within).values("person_id").distinct().count()
