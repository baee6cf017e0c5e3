"""The registers of the jurisdictions at full size: the published figures are what the table counts of them."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone
from django_tenants.utils import schema_context

from fengqiao.accounts.permissions import Permission
from fengqiao.config import registers
from fengqiao.core.actor import Actor
from fengqiao.exchange.generating.registers.making import Maker, Slot
from fengqiao.exchange.generating.registers.shapes import Admission, Exit, Register, World
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import registry as entries
from fengqiao.people import actions as people
from fengqiao.people import registry
from fengqiao.people.models import Review
from fengqiao.regions import actions as regions
from fengqiao.regions.division import package_folder
from fengqiao.regions.models import scope_of
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.queries import staffing
from fengqiao.statistics.rules.units import Yuan
from fengqiao.subsidies import actions as subsidies
from fengqiao.subsidies.queries import budgets
from fengqiao.training.models import Standing
from tests.office import NOW


@pytest.fixture(scope="session")
def linyi(make_jurisdiction):
    """Linyi without anything in it, made once."""
    return make_jurisdiction("linyi")


@pytest.fixture
def filled(db):
    """Stand in a jurisdiction with its first entries, and fill its registers."""
    with ExitStack() as held:

        def fill(slug):
            held.enter_context(schema_context(slug))
            code = current_ruleset().code
            permissions = frozenset(permission.value for permission in Permission)
            keeper = Actor(None, "登记员", timezone.now(), permissions, region_scope=scope_of(code.ljust(12, "0")))
            regions.load(keeper, code=code, folder=package_folder())
            registry.load(keeper, settings.PROFILES / slug / "registry.yaml")
            entries.load(keeper, settings.PROFILES / slug / "organisations.yaml")
            return registers.fill(slug)

        yield fill


@pytest.mark.django_db
def test_admissions_and_exits_are_asked_for_by_one_and_decided_by_another(office):
    keeper, street = registers.actor(), office.street
    maker = Maker(World([], {}, frozenset(), NOW.date()), 7, short="武", terms=None, since=NOW.date())
    leaver = people.register(
        keeper, name="冯退", id_number="420111199007190016",
        post=people.NewPost(street.pk, "mediator", date(2024, 1, 1), origin="appointed"),
    )  # fmt: skip
    asked = [
        Admission(maker.draft(street.name, "420111", Slot("mediator")), "委员会推荐", outcome, "已经核对")
        for outcome in ("approved", "refused", "")
    ]
    left = Exit("420111199007190016", street.name, "年度考核不合格", "同意退出", ended=True)
    registers.review(keeper, Register(admissions=asked, exits=[left]))
    states = Review.objects.order_by("id").values_list("kind", "state", "submitted_by_name", "decided_by_name")
    asking, deciding = "名册生成程序（申请）", "名册生成程序（审核）"
    assert list(states) == [
        ("admission", "approved", asking, deciding), ("admission", "refused", asking, deciding),
        ("admission", "submitted", asking, ""), ("exit", "approved", asking, deciding),
    ]  # fmt: skip
    assert leaver.appointments.get().ended_how == "dismissed"
    assert Review.objects.get(state="approved", kind="admission").appointment.organisation == street


def table(day=None, **where):
    scope = scope_for(registers.actor(), **where)
    return staffing.report(scope, day or timezone.localdate(), with_places=True)


def test_zhanqian_has_the_41_villages_five_streets_and_six_mediators_of_its_document(zhanqian, filled):
    made = filled("zhanqian")
    assert made.organisations > 80
    found = table()
    told = {code: found.counts[code] for code in (
        "kind_village", "kind_resident", "kind_street", "staff_street", "industry", "staff_social", "place_studio",
        "place_talk_point", "post_legal_adviser", "full_time", "purchased", "streets", "streets_staffed",
    )}  # fmt: skip
    assert told["kind_village"] + told["kind_resident"] == 41
    assert found.counts["staff_village"] + found.counts["staff_resident"] == 41
    assert (told["kind_street"], told["staff_street"], told["place_studio"], found.counts["staff_elsewhere"]) == (
        5,
        5,
        5,
        5,
    )
    assert (told["industry"], told["staff_social"], told["purchased"], told["full_time"]) == (2, 6, 6, 11)
    assert (told["place_talk_point"], told["post_legal_adviser"]) == (41, 41)
    assert (told["streets"], told["streets_staffed"]) == (5, 0)  # one full-time mediator a street: a gap, not a refusal
    assert not found.gaps
    assert sum(row.owed for row in Standing.objects.all()) >= 41  # training is counted at once, not only at night
    assert registers.fill("zhanqian") == registers.Filled()
    adopter = replace(registers.actor(), permissions=frozenset(permission.value for permission in Permission))
    subsidies.adopt(adopter, timezone.localdate().year)
    funds = table().counts
    assert (funds["budget_monthly"], funds["budget_case"]) == (180_000_00, 100_000_00)
    assert funds["budget"] == 280_000_00 == (6 * 2500 * 12 + 100_000) * 100
    assert budgets.year(adopter, timezone.localdate().year).plain == (Yuan(Decimal("2500.00")), 6, 12)


def test_linyi_has_its_seven_industry_committees_and_two_full_time_mediators_a_township(linyi, filled):
    filled("linyi")
    found = table()
    counts = found.counts
    assert counts["industry"] == 7 and counts["industries_staffed"] == 7
    assert counts["streets"] == counts["streets_staffed"] == 156
    assert counts["kind_township"] + counts["kind_street"] == 156
    assert counts["place_studio"] == len(found.places) == 13
    assert not found.gaps
