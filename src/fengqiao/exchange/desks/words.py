"""The lists that only the jurisdiction's rules know."""

from fengqiao.exchange.rules.registers import Words
from fengqiao.jurisdictions.ruleset import RuleSet


def words_of(rules: RuleSet) -> Words:
    """Return the lists that columns of registers name."""
    return {
        "kinds": {kind.code: kind.name for kind in rules.organisation_types},
        "schemes": {scheme.code: scheme.name for scheme in rules.grades},
        "levels": {level.code: level.name for level in rules.levels},
        "categories": {item.code: item.name for item in rules.categories.items},
    }
