"""Generated histories: every table keeps its identities, and every way of counting gives the same."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengqiao.accounts.permissions import Role
from fengqiao.core.ids import uuid7
from fengqiao.statistics import actions
from fengqiao.statistics.access import Scope, scope_for
from fengqiao.statistics.models import CaseFact, Closing, Tally, TallyChange
from fengqiao.statistics.queries import closings, facts, sums
from fengqiao.statistics.rules.cells import LOWER, layout
from fengqiao.statistics.rules.facts import AMOUNT, PEOPLE, Dims, Fact, condition, count_of
from fengqiao.statistics.rules.identities import identities, parent_and_children, written_confirmations
from fengqiao.statistics.rules.periods import Kind, Period, holding

ROWS = ("village", "resident", "township", "street", "enterprise", "social", "")
ENTRUSTERS = ("court", "procuratorate", "police", "petition", "other")
KINDS = ("neighbours", "labour", "medical", "other", "old_kind")
REGIONS = {
    "420100000000": True, "420111000000": True, "420111001000": False, "420111001001": False,
    "420102000000": True, "420102003000": False,
}  # fmt: skip
COMMITTEES = {(region, row): uuid7() for region in REGIONS for row in ROWS}
FIRST = date(2026, 1, 1)


@st.composite
def made(draw):
    """A fact as records could give it."""
    region, row = draw(st.sampled_from(sorted(COMMITTEES)))
    entruster = draw(st.sampled_from(("", "", *ENTRUSTERS)))
    form = draw(st.sampled_from(("", "oral", "written")))
    return Fact(
        dispute_id=uuid7(),
        organisation_id=COMMITTEES[region, row],
        region=region,
        accepted_on=FIRST + timedelta(days=draw(st.integers(0, 120))),
        dims=Dims(
            row=row,
            source="entrusted" if entruster else draw(st.sampled_from(("application", "proactive"))),
            entruster=entruster,
            category=draw(st.sampled_from(KINDS)),
            form=form,
            is_difficult=draw(st.booleans()),
            is_performed=bool(form) and draw(st.booleans()),
            is_confirmed=bool(form) and draw(st.booleans()),
            is_top=REGIONS[region],
        ),
        people=draw(st.integers(1, 60)),
        fen=draw(st.integers(0, 10**9)) if form else 0,
    )


@st.composite
def spans(draw):
    first = FIRST + timedelta(days=draw(st.integers(-10, 120)))
    if draw(st.booleans()):
        return holding(first, draw(st.sampled_from((Kind.DAY, Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.YEAR))))
    return Period(first, first + timedelta(days=draw(st.integers(0, 150))))


SCOPES = tuple(Scope(region, "") for region in ("4201", "420111", "420102", "420111001", "420111001001"))
quickly = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@given(st.lists(made(), max_size=60))
def test_every_table_keeps_its_identities(history):
    counts = count_of(history)
    placed = [fact for fact in history if fact.dims.row]
    assert all(identity.holds for identity in identities(count_of(placed)))
    gap = identities(counts)[0].gap
    assert gap == len(placed) - len(history)
    oral = sum(fact.dims.is_confirmed and fact.dims.form == "oral" for fact in history)
    remark = written_confirmations(counts)
    assert remark.holds or remark.gap <= oral
    for block in layout([("neighbours", "邻里"), ("labour", "其他劳动争议")], counts):
        if block.code in ("by", "category"):
            parts = [cell.quantity(counts) for cell in block.cells]
            assert sum(parts[1:], parts[0]).value == len(history)


def _counted(history, scope, period):
    inside = [
        fact
        for fact in history
        if fact.region.startswith(scope.region) and period.first <= fact.accepted_on <= period.last
    ]
    own = [fact._replace(dims=fact.dims._replace(is_top=fact.region == scope.own_place)) for fact in inside]
    return count_of(own)


def _forget():
    for model in (CaseFact, Tally, TallyChange, Closing):
        model.objects.all().delete()


@quickly
@given(history=st.lists(made(), max_size=40), later=st.lists(made(), max_size=15), period=spans())
def test_sums_facts_and_lists_all_count_the_same(office, history, later, period):
    _forget()
    actions.import_facts(office.supervisor, history)
    actions.fold()
    actions.import_facts(office.supervisor, later)
    everything = [*history, *later]
    for scope in SCOPES:
        true = _counted(everything, scope, period)
        counts = sums.figures(scope, [period])[0]
        assert +counts == +true
        assert +sums.counts_of(facts.facts_in(scope, period), scope.own_place) == +true
        for cell in true:
            found = facts.listed(scope, period, cell)
            if cell not in (PEOPLE, AMOUNT):
                assert found.count() == true[cell]
        lower = facts.listed(scope, period, LOWER).count()
        assert lower + true["top"] == true["total"]
    below = [sums.figures(Scope(region, ""), [period])[0] for region in ("420111", "420102")]
    assert parent_and_children(sums.figures(Scope("4201", ""), [period])[0], below).holds


def _officer(office):
    return replace(
        office.actor(Role.CITY_BUREAU, office.bureau, name="鲁敏慧", scope="4201"), at=datetime(2026, 6, 1, tzinfo=UTC)
    )


@quickly
@given(
    history=st.lists(made(), max_size=25),
    changes=st.lists(
        st.tuples(st.integers(0, 24), st.sampled_from(("", "oral", "written")), st.booleans()), max_size=20
    ),
    late=st.lists(made(), max_size=10),
)
def test_a_closed_period_never_changes_and_its_changes_are_restated(office, history, changes, late):
    _forget()
    officer = _officer(office)
    actions.import_facts(officer, history)
    january, february = holding(FIRST, Kind.MONTH), holding(date(2026, 2, 1), Kind.MONTH)
    scope = scope_for(officer)
    closing = actions.close(officer, january)
    before = Counter(closing.figures)
    snapshot = closing.snapshot
    actions.import_facts(officer, late)
    by_id = {fact.dispute_id: fact for fact in history}
    for place, form, done in changes:
        if place < len(history):
            old = by_id[history[place].dispute_id]
            dims = old.dims._replace(form=form, is_performed=bool(form) and done, is_confirmed=False)
            by_id[old.dispute_id] = old._replace(dims=dims, fen=old.fen if form else 0)
    actions.rewrite(officer, by_id, cause="test")
    closing.refresh_from_db()
    assert Counter(closing.figures) == before == sums.counts_in(scope, january, closing)
    assert +sums.counts_of(facts.facts_in(scope, january, closing), scope.own_place) == +before
    assert closings.is_intact(closing) and closing.snapshot == snapshot
    now = _counted([*by_id.values(), *late], scope, january)
    assert +sums.figures(scope, [january])[0] == +now
    second = actions.close(officer, february)
    reported = second.adjustments.get(str(closing.pk), {})
    assert +Counter({**before, **{cell: before[cell] + change for cell, change in reported.items()}}) == +now
    for version in closings.restatements(scope, closing):
        assert january.first <= version.accepted_on <= january.last


def test_every_cell_has_its_condition():
    dims = Dims("street", "entrusted", "court", "labour", "oral", True, True, True, True)
    fact = Fact(uuid7(), uuid7(), "420111000000", FIRST, dims, 2, 5)
    assert all(condition(cell) is not None for cell in count_of([fact]))
    assert condition("nonsense") is None and condition("by_") is None
