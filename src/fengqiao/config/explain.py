"""`fengqiao explain clock|suitability|grade|agreement`: ask the rules on the command line; no database is needed."""

import argparse
import json
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from fengqiao.disputes.explain import QUESTIONS, answers
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.profiles import load, slugs
from fengqiao.jurisdictions.ruleset import RuleSet


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("kind", choices=sorted(QUESTIONS), help="问什么 / which question")
    parser.add_argument("file", nargs="?", help="JSON 或 JSON 行文件，省略时读标准输入 / a file, else standard input")


@lru_cache(maxsize=1)
def _by_code() -> dict[str, RuleSet]:
    folder = profiles_folder()
    found = [load(folder, slug) for slug in slugs(folder)]
    return {rules.code: rules for rules in found}


def _chooser() -> Callable[[Any], RuleSet]:
    """Return what finds the rules of a request's jurisdiction; a place without a profile is answered by the national rules.

    All profiles contain the national rules; the first one serves for them.
    """
    known = _by_code()
    first = next(iter(known.values()))

    def choose(request: Any) -> RuleSet:
        code = str(request.get("jurisdiction", "")) if isinstance(request, dict) else ""
        return known.get(code, first)

    return choose


def main(options: argparse.Namespace) -> int:
    """Print one answer a request; returns 1 when any was refused."""
    text = Path(options.file).read_text(encoding="utf-8") if options.file else sys.stdin.read()
    refused = False
    for answer in answers(options.kind, text, _chooser()):
        refused = refused or "refused" in answer
        print(json.dumps(answer, ensure_ascii=False))
    return int(refused)
