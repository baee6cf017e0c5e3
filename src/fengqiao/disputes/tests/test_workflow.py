"""The table of steps itself: what the law forbids has no row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.accounts.permissions import ROLE_PERMISSIONS
from fengqiao.config.environment import ROOT
from fengqiao.disputes.diagram import page
from fengqiao.disputes.workflow import ENDED, OPEN, STEPS, Desk, Finding, Status, Verb, missing, offers


def test_every_status_but_the_last_has_a_way_on_and_every_one_can_be_reached():
    reachable = {step.target for step in STEPS.values() if step.target}
    assert reachable == set(Status)
    for status in set(Status) - {Status.ARCHIVED}:
        assert any(status in step.sources and step.target not in (None, status) for step in STEPS.values()), status


def test_open_and_ended_divide_all_statuses():
    assert set(Status) == OPEN | ENDED
    assert not OPEN & ENDED


@pytest.mark.parametrize(
    ("verb", "fact", "article"),
    [
        (Verb.START, "consents_given", "第17条"),
        (Verb.START, "rights_notices_signed", "人民调解工作若干规定"),
        (Verb.START, "no_refusal", "第17条"),
        (Verb.RESUME, "no_refusal", "第17条"),
        (Verb.AGREE, "record_made", "第27条"),
        (Verb.AGREE, "form_allowed", "第28条"),
        (Verb.TAKE_EFFECT, "agreement_effective", "第29条"),
        (Verb.TERMINATE, "remedies_told", "第26条"),
        (Verb.CONFIRM, "agreement_effective", "第29条"),
        (Verb.ARCHIVE, "file_complete", "第27条"),
    ],
)
def test_a_step_that_the_law_conditions_names_the_condition_and_its_article(verb, fact, article):
    needs = {need.fact: need for need in STEPS[verb].needs}
    assert article in needs[fact].source
    assert needs[fact].missing


def test_mediation_begins_only_from_acceptance_and_effect_only_from_agreement():
    entering = {verb: step.sources for verb, step in STEPS.items() if step.target is Status.MEDIATING}
    assert entering[Verb.START] == {Status.ACCEPTED}
    assert {verb for verb, step in STEPS.items() if step.target is Status.PERFORMING} == {Verb.TAKE_EFFECT}
    assert STEPS[Verb.TAKE_EFFECT].sources == {Status.AGREED}


def test_whoever_may_end_a_matter_may_close_its_file():
    ending = {step.permission for step in STEPS.values() if step.next_desk is Desk.ARCHIVIST}
    ends = {role for role, held in ROLE_PERMISSIONS.items() if held & ending}
    assert ends
    assert {role for role in ends if STEPS[Verb.ARCHIVE].permission not in ROLE_PERMISSIONS[role]} == set()


def test_whoever_decides_on_a_new_matter_may_record_that_it_is_withdrawn():
    decides = {
        role
        for role, held in ROLE_PERMISSIONS.items()
        if held & {STEPS[Verb.ROUTE].permission, STEPS[Verb.ACCEPT].permission}
    }
    assert {role for role in decides if STEPS[Verb.WITHDRAW].permission not in ROLE_PERMISSIONS[role]} == set()


@given(
    st.sampled_from(list(Status)),
    st.dictionaries(st.sampled_from(["consents_given", "no_refusal", "suitable"]), st.booleans()),
)
def test_an_offered_step_is_possible_exactly_when_nothing_is_missing(status, known):
    facts = {name: Finding(holds, "" if holds else "缺") for name, holds in known.items()}
    for offer in offers(status, facts):
        assert status in offer.step.sources
        assert offer.is_possible == (not missing(offer.step, facts))
        assert all(offer.reasons)


def test_the_documentation_shows_the_table_as_it_is():
    assert (ROOT / "docs" / "life-cycle.md").read_text(encoding="utf-8") == page()
