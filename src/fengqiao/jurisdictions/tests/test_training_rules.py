"""The rules of training are refused whole when one of them has no source, names what does not exist or overlaps itself."""

import pytest

from fengqiao.jurisdictions import profiles
from fengqiao.jurisdictions.tests.test_subsidy_rules import faults

NATIONAL, OWN = "CN/training.yaml", "zhanqian/profile.yaml"


@pytest.mark.parametrize(
    ("file", "change", "path"),
    [
        (NATIONAL, lambda c: c.pop("pass_mark_source"), "pass_mark_source"),
        (NATIONAL, lambda c: c.update(pass_mark=101), "pass_mark"),
        (NATIONAL, lambda c: c["levels"][0].pop("source"), "levels[0].source"),
        (OWN, lambda c: c["training"]["rules"][1].pop("source"), "training.rules[1].source"),
        (OWN, lambda c: c["training"]["rules"][1].update(kinds=["party"]), "training.rules[1].kinds[0]"),
        (OWN, lambda c: c["training"]["rules"][1].update(posts=["king"]), "training.rules[1].posts[0]"),
        (
            OWN,
            lambda c: c["training"]["rules"][1].update(organisation_kinds=["bank"]),
            "training.rules[1].organisation_kinds",
        ),
        (OWN, lambda c: c["training"]["rules"][0]["windows"][0].update(due="07-15"), "training.rules[0].windows[1]"),
        (
            OWN,
            lambda c: c["training"]["rules"][0]["windows"][0].update(due="13-01"),
            "training.rules[0].windows[0].due",
        ),
    ],
)
def test_a_broken_rule_of_training_refuses_the_profile(folder, edit, file, change, path):
    edit(file, change)
    assert any(found.endswith(path) for found in faults(folder))


def test_zhanqian_gathers_twice_by_the_end_of_june_and_november(folder):
    rules = profiles.load(folder, "zhanqian").training
    due = {rule.code: [window.due for window in rule.windows] for rule in rules.rules}
    assert due["collective"] == ["06-30", "11-30"]
    assert due["adviser_trains"] == due["adviser_trained"] == ["03-31", "06-30", "09-30", "12-31"]
    assert (rules.rule("professional").times, len(due["professional"])) == (2, 1)
    assert all("营站政发" in rule.source for rule in rules.rules)
