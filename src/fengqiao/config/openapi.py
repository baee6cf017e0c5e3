"""`fengqiao openapi`: write the API's description into docs/openapi.json, where a review sees every change of it."""

import argparse
import json
from pathlib import Path

import django
from django.utils import translation
from django.utils.module_loading import import_string

from fengqiao.config.environment import ROOT

COPY = ROOT / "docs/openapi.json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where it goes."""
    parser.add_argument("--to", type=Path, default=COPY, help="写到哪里 / where to write it")


def main(options: argparse.Namespace) -> None:
    """Write it."""
    django.setup()
    options.to.write_text(text(), encoding="utf-8")


def text() -> str:
    """Return the description as the copy holds it, in the language of the source."""
    with translation.override(None):
        schema = import_string("fengqiao.config.api.api").get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
