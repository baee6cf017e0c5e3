"""What organisations are told about their people, in bulk."""

from dataclasses import replace
from datetime import date

import pytest

from fengqiao.core import events
from fengqiao.people import actions

DAY = date(2026, 11, 21)


@pytest.fixture
def three(lu, cheng, directing):
    """The director is also an appointed mediator; beside her a man of the Tujia as member and an informant."""
    actions.appoint(lu, cheng.pk, replace(directing, post="mediator", is_purchased=True))
    member = replace(directing, post="member", origin="elected", is_full_time=False, certificate="")
    actions.register(lu, name="向大山", sex="male", ethnicity="土家族", education="senior", post=member)
    actions.register(lu, name="涂小娟", sex="female", post=replace(directing, post="informant", origin=""))
    return cheng


def asked(*organisations, day=DAY):
    (answer,) = events.collect(
        "organisations.membership", organisation_ids=[each.pk for each in organisations], day=day
    )
    return answer


def test_each_person_counts_once_whatever_hats_are_worn(three, street):
    found = asked(street)[street.pk]
    assert (found.members, found.directors, found.women, found.minority) == (2, 1, 1, 1)
    assert (found.mediators, found.full_time) == (2, 1)
    assert (found.unknown_sex, found.unknown_ethnicity) == (0, 1)
    assert (found.first_term_end, found.longest_term_days) == (date(2027, 4, 9), 1095)


def test_many_organisations_are_answered_in_one_query(three, street, community, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = asked(street, community)
    assert set(answer) == {street.pk}


def test_a_day_before_anybody_was_in_office_has_nobody(three, street):
    assert asked(street, day=date(2023, 1, 1)) == {}
