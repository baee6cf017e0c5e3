"""The lists that only the jurisdiction's rules and the registers themselves know."""

from collections.abc import Mapping

from django.db.models import TextChoices

from fengqiao.core.language import official
from fengqiao.exchange.rules.registers import Words
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations.models import RoomKind, Sign, SignState

_KINDS: Mapping[str, type[TextChoices]] = {"rooms": RoomKind, "signs": Sign, "sign_states": SignState}


@official
def words_of(rules: RuleSet) -> Words:
    """Return the lists that columns of registers name."""
    return {
        "kinds": {kind.code: kind.name for kind in rules.organisation_types},
        "schemes": {scheme.code: scheme.name for scheme in rules.grades},
        "levels": {level.code: level.name for level in rules.levels},
        "categories": {item.code: item.name for item in rules.categories.items},
        **{name: {one.value: str(one.label) for one in kind} for name, kind in _KINDS.items()},
    }
