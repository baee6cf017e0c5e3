"""`fengqiao workflow-diagram`: write the life-cycle into the documentation, or check that it is up to date."""

import argparse
import sys

from fengqiao.config.environment import ROOT
from fengqiao.disputes.diagram import page

TARGET = ROOT / "docs" / "life-cycle.md"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--check", action="store_true", help="只核对，不改写 / compare only")


def main(options: argparse.Namespace) -> int:
    """Write the page; with --check, return 1 when the committed one differs."""
    if options.check:
        current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == page()
        if not current:
            print("fengqiao: docs/life-cycle.md 与步骤表不一致，请运行 fengqiao workflow-diagram", file=sys.stderr)
        return 0 if current else 1
    TARGET.write_text(page(), encoding="utf-8")
    return 0
