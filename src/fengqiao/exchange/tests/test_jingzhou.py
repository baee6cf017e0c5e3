"""Jingzhou's centre: the table gives the published sums, each counted from 802 cases."""

import json
from datetime import date

import pytest

from fengqiao.exchange import actions
from fengqiao.exchange.generating import jingzhou
from fengqiao.organisations import actions as organisations
from fengqiao.statistics import actions as statistics
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.queries import sums
from fengqiao.statistics.rules.identities import identities
from fengqiao.statistics.rules.periods import Period
from fengqiao.statistics.rules.rates import Rate
from fengqiao.statistics.rules.units import Cases
from tests.office import CITY, COMMUNITY, STREET


@pytest.fixture
def centre(officer):
    """The centre itself, in the tests' city."""
    return organisations.register(officer, kind="centre", name=jingzhou.CENTRE, region_code=CITY, short_name="荆调中")


def test_the_table_counts_what_the_city_published(officer, centre, tmp_path):
    path = tmp_path / "jingzhou.jsonl"
    cases = jingzhou.raw_cases([COMMUNITY, STREET])
    path.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases), encoding="utf-8")
    assert actions.import_cases(officer, path, system="荆州中心").faults == []
    scope = scope_for(officer, organisation_id=centre.pk)
    counts = sums.counts_in(scope, Period(date(2021, 3, 1), date(2022, 6, 30)))
    assert counts["total"] == 802
    assert counts["source_application"] + counts["source_proactive"] == 525
    assert (counts["entruster_court"], counts["entruster_petition"]) == (276, 1)
    assert Rate(Cases(counts["agreed"]), Cases(counts["total"])).printed == "666/802（83.04%）"
    assert counts["confirmed"] == 100
    assert all(identity.holds for identity in identities(counts))
    statistics.fold()
    assert not list(statistics.check())


def test_the_same_seed_gives_the_same_cases():
    assert jingzhou.raw_cases([COMMUNITY]) == jingzhou.raw_cases([COMMUNITY])
