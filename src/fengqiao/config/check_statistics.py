"""`fengqiao check-statistics`: prove that the kept figures equal the records, or make them so again."""

import argparse
from itertools import islice

from django.utils import timezone
from django_tenants.utils import schema_context

from fengqiao.core.actor import system
from fengqiao.jurisdictions.queries import jurisdictions
from fengqiao.statistics import actions

SHOWN = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which jurisdiction, and whether to mend."""
    parser.add_argument("--jurisdiction", default="", help="辖区代号，默认全部 / slug, all by default")
    parser.add_argument(
        "--rebuild", action="store_true", help="不符的按案件记录重新计算 / make figures equal to the records"
    )


def main(options: argparse.Namespace) -> int:
    """Print every difference (at most 50 each); returns 1 when there is any."""
    wrong = 0
    for place in jurisdictions():
        if options.jurisdiction in ("", place.slug):
            with schema_context(place.schema_name):
                if options.rebuild:
                    mended = actions.rebuild(system(timezone.now(), frozenset()))
                    print(f"{place.name}: 已更正 / mended {mended}")
                found = list(islice(actions.check(), SHOWN))
                for each in found:
                    print(f"{place.name}: {each.about}: 现有 / kept {each.kept},应为 / true {each.true}")
                print(f"{place.name}: {'不符 / different' if found else '相符 / equal'}")
                wrong += len(found)
    return 1 if wrong else 0
