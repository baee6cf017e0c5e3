"""The kept facts and sums follow the records, in the transaction that changes them."""

from decimal import Decimal

import pytest
from django.db import transaction

from fengqiao.disputes import actions as disputes
from fengqiao.statistics import actions
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.models import CaseFact, Tally, TallyChange
from fengqiao.statistics.queries import sums
from fengqiao.statistics.rules import periods
from tests.office import leak

NOVEMBER = periods.read("2026-11")


def counts(office, period=NOVEMBER):
    return sums.counts_in(scope_for(office.supervisor), period)


def test_a_registered_matter_counts_only_when_a_committee_accepts_it(office, accept):
    disputes.register(office.director, leak())
    assert not counts(office)
    accept()
    found = counts(office)
    assert found["total"] == found["by_street"] == found["source_application"] == found["category_neighbours"] == 1
    assert found["people"] == 2
    assert found["agreed"] == found["top"] == 0


def test_an_agreement_in_effect_counts_with_form_money_and_performance(office, settle):
    settle(amount=Decimal("1234.56"))
    found = counts(office)
    assert found["agreed"] == found["form_oral"] == found["performed"] == 1
    assert found["amount"] == 123456


def test_a_corrected_kind_moves_the_case_to_its_new_row(office, accept):
    dispute = accept()
    disputes.confirm_category(office.director, dispute.pk, "property_management")
    found = counts(office)
    assert (found["category_neighbours"], found["category_property_management"]) == (0, 1)
    assert CaseFact.objects.count() == 1


def test_what_is_rolled_back_is_not_counted(office, accept):
    with pytest.raises(RuntimeError), transaction.atomic():
        accept()
        raise RuntimeError
    assert not counts(office)


def test_folding_changes_no_figure(office, accept, settle):
    accept()
    settle()
    before = counts(office)
    assert TallyChange.objects.exists() and not Tally.objects.exists()
    assert actions.fold()
    assert Tally.objects.exists() and not TallyChange.objects.exists()
    assert counts(office) == before
    accept()
    assert counts(office)["total"] == 3


def test_facts_equal_records_and_sums_equal_facts(office, accept, settle):
    accept()
    settle(amount=Decimal(8000))
    actions.fold()
    accept()
    assert not list(actions.check())


def test_a_fact_that_was_tampered_with_is_found_and_put_right(office, accept, settle):
    accept()
    settle()
    actions.fold()
    CaseFact.objects.update(people=9)
    Tally.objects.filter(cell="total").update(value=7)
    assert list(actions.check())
    actions.rebuild(office.supervisor)
    assert not list(actions.check())
    assert counts(office)["total"] == 2
