"""The rules of subsidies are refused whole when one of them has no source or names what does not exist."""

import pytest

from fengqiao.jurisdictions import profiles

NATIONAL, OWN = "CN/subsidy.yaml", "zhanqian/profile.yaml"


def faults(folder):
    """The paths for which Zhanqian's profile is refused."""
    with pytest.raises(profiles.ProfileError) as refusal:
        profiles.load(folder, "zhanqian")
    return {problem.path for problem in refusal.value.problems}


@pytest.mark.parametrize(
    ("file", "change", "path"),
    [
        (NATIONAL, lambda c: c["rates"][0].pop("amount_source"), "rates[0].amount_source"),
        (NATIONAL, lambda c: c["rates"][0].update(amount="0"), "rates[0].amount"),
        (NATIONAL, lambda c: c["rates"][0].update(valid_until="2009-01-01"), "rates[0]"),
        (NATIONAL, lambda c: c["rates"][1].update(classes=["huge"]), "rates[1].classes"),
        (NATIONAL, lambda c: c["rates"][1].update(payers=["bank"]), "rates[1].payers"),
        (NATIONAL, lambda c: c["rates"][1].update(regions=["420111"]), "rates[1].regions"),
        (NATIONAL, lambda c: c["rates"].append({**c["rates"][0]}), "rates[7]"),
        (NATIONAL, lambda c: c["classes"].reverse(), "classes"),
        (NATIONAL, lambda c: c["payers"][0].update(organisation_kind="bank"), "payers[0].organisation_kind"),
        (NATIONAL, lambda c: c["evidence"][0].update(needed="sometimes"), "evidence[0].needed"),
        (NATIONAL, lambda c: c.pop("publicity_days"), "subsidy.publicity_days"),
        (OWN, lambda c: c["subsidy"]["posts"][0].update(payer="bank"), "subsidy.posts[0].payer"),
        (OWN, lambda c: c["subsidy"]["budgets"][0].update(payer="bank"), "subsidy.budgets[0].payer"),
        (OWN, lambda c: c["subsidy"]["conflicts"][0].pop("other_source"), "subsidy.conflicts[0].other_source"),
    ],
)
def test_a_broken_rule_of_subsidies_refuses_the_profile(folder, edit, file, change, path):
    edit(file, change)
    assert path in faults(folder)
