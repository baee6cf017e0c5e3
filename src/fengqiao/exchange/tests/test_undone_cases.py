"""Imports of cases are taken back whole, with numbers and figures, as long as nothing came to depend on them."""

import pytest

from fengqiao.confirmation.models import Application
from fengqiao.core import audit
from fengqiao.core.errors import NotNow
from fengqiao.disputes.models import Dispute, DueMoment, FileNumber, Involvement, Party
from fengqiao.exchange import actions
from fengqiao.exchange.actions import undoing
from fengqiao.exchange.models import ImportedCase
from fengqiao.exchange.tests.conftest import raw, work
from fengqiao.followup.models import Performance, Plan
from fengqiao.mediation import actions as mediation
from fengqiao.mediation.models import Agreement, Ending, Obligation
from fengqiao.statistics import actions as statistics
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.queries import sums
from fengqiao.statistics.rules import periods

pytestmark = pytest.mark.django_db
OPEN = {"agreed_at": None, "form": None, "promise": None, "agreement_amount": None, "performed_on": None}
"""Changes that leave a case accepted."""
LEFT = (
    Dispute, Party, FileNumber, DueMoment, Involvement, Agreement, Obligation, Ending, Plan, Performance, Application,
    ImportedCase,
)  # fmt: skip


def rows():
    """One of each kind: confirmed, ended without an agreement, still open."""
    confirmed = {"filed_at": "2021-03-25", "confirmed_on": "2021-04-02", "court": "武汉市洪山区人民法院"}
    return (
        raw(**confirmed),
        raw(**OPEN, external_key="A-2", result="调解不成", ended_at="2021-04-03"),
        raw(**OPEN, external_key="A-3"),
    )


def total(officer):
    """The cases of 2021 in the table."""
    return sums.counts_in(scope_for(officer), periods.read("2021"))["total"]


def refused(officer, run):
    """The code with which an undoing is refused; everything stays."""
    before = {model: model.objects.count() for model in LEFT}
    with pytest.raises(NotNow) as refusal:
        actions.undo(officer, run.pk)
    assert {model: model.objects.count() for model in LEFT} == before
    return refusal.value.code


def test_all_that_was_entered_goes_and_its_numbers_are_given_again(officer, bring):
    run = bring(*rows()).run
    assert total(officer) == 3
    keys = list(Dispute.objects.values_list("pk", flat=True))
    assert actions.undo(officer, run.pk, why="导错了文件").state == "undone"
    assert not [model for model in LEFT if model.objects.exists()]
    assert total(officer) == 0 and not list(statistics.check())
    for key in keys:
        assert [event.verb for event in audit.history(key)] == ["import", "take_back"]
        assert audit.history(key).last().why == "导错了文件" and audit.broken_link(key) is None
    assert bring(*rows()).run.accepted == 3
    assert list(FileNumber.objects.order_by("serial").values_list("serial", flat=True)) == [1, 2, 3]
    assert total(officer) == 3 and not list(statistics.check())


def test_a_case_on_which_somebody_worked_keeps_the_whole_import(office, officer, bring):
    run = bring(*rows()).run
    case = Dispute.objects.get(imported_as__external_key="A-3")
    mediation.assign(office.director, case.pk, lead_id=office.xia.pk)
    assert refused(officer, run) == "import_in_use"


def test_a_later_number_of_the_committee_keeps_the_import_until_it_goes_itself(officer, bring):
    first, second = bring(*rows()).run, bring(raw(external_key="B")).run
    assert refused(officer, first) == "numbers_given_out"
    actions.undo(officer, second.pk)
    actions.undo(officer, first.pk)
    assert not Dispute.objects.exists()


def test_cases_that_a_closing_counted_stay(office, officer, bring):
    run = bring(*rows()).run
    statistics.close(officer, periods.read("2021-03"))
    assert refused(officer, run) == "counted_in_closing"


def test_many_go_in_the_worker_from_the_last_on(officer, bring, monkeypatch):
    monkeypatch.setattr(undoing, "MANY", 2)
    run = bring(*(raw(**OPEN, external_key=f"A-{n}") for n in range(5))).run
    assert actions.undo(officer, run.pk).is_undoing
    work()
    run.refresh_from_db()
    assert (run.state, Dispute.objects.count()) == ("undone", 0)
