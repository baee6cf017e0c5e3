"""The shape of docs/architecture.md holds: each rule over the whole tree, and for each rule the proof that it can fail."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.utils import translation

from fengqiao.jurisdictions.ruleset import Part, RuleSet, Sourced
from tests.guards import rules
from tests.guards.profiles import unsourced
from tests.guards.source import ROOT, Rule, Source, sources
from tests.guards.templates import inline

TREE = sources()


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule: Rule):
    findings = {str(finding): None for source in TREE for finding in rule(source)}
    assert not findings, f"{rule.__doc__}\n" + "\n".join(findings)


BROKEN = [
    (rules.one_writer, "src/fengqiao/disputes/staff/views.py", "dispute.save(update_fields=['note'])"),
    (rules.one_writer, "src/fengqiao/disputes/queries.py", "Dispute.objects.filter(id=1).update(note='')"),
    (rules.one_writer, "src/fengqiao/disputes/staff/forms.py", "dispute.parties.bulk_create(parties)"),
    (rules.one_writer, "src/fengqiao/shells/portal/views.py", "draft.delete()"),
    (rules.one_writer, "src/fengqiao/disputes/staff/views.py", "dispute.parties.create(name='')"),
    (
        rules.one_writer,
        "src/fengqiao/mediation/actions.py",
        "from fengqiao.disputes.models import Dispute\nDispute.objects.create()",
    ),
    (rules.one_door, "src/fengqiao/disputes/staff/views.py", "Dispute.objects.get(id=1)"),
    (
        rules.one_door,
        "src/fengqiao/mediation/queries.py",
        "from fengqiao.disputes.models import Dispute\nDispute.objects.all()",
    ),
    (rules.status_by_workflow, "src/fengqiao/mediation/actions.py", "session.dispute.status = 'closed'"),
    (rules.status_by_workflow, "src/fengqiao/disputes/tasks.py", "setattr(dispute, 'status', 'closed')"),
    (rules.status_by_workflow, "src/fengqiao/disputes/queries.py", "Dispute.objects.all().update(status='closed')"),
    (rules.no_signals, "src/fengqiao/people/events.py", "@receiver(post_save)\ndef hear(**facts): ..."),
    (rules.no_signals, "src/fengqiao/people/events.py", "from django.db.models.signals import post_save"),
    (rules.no_logic_in_save, "src/fengqiao/people/models.py", "class Person:\n    def save(self): ..."),
    (rules.short_files, "src/fengqiao/people/queries.py", "x = 1\n" * 401),
    (rules.short_functions, "src/fengqiao/people/queries.py", "def long():\n" + "    x = 1\n" * 60),
    (rules.imports_on_top, "src/fengqiao/people/queries.py", "def late():\n    import json"),
    (rules.no_wildcards, "src/fengqiao/people/queries.py", "from json import *"),
    (rules.silence_with_reason, "src/fengqiao/people/queries.py", "x = 1  # type: ignore[misc]"),
    (rules.silence_with_reason, "src/fengqiao/people/queries.py", "import json  # noqa: F401"),
]


@pytest.mark.parametrize(("rule", "place", "text"), BROKEN)
def test_the_rule_finds_what_breaks_it(rule: Rule, place: str, text: str):
    assert list(rule(Source(place, text)))


KEPT = [
    (rules.one_writer, "src/fengqiao/disputes/actions/register.py", "Dispute.objects.create()\ndispute.save()"),
    (rules.one_writer, "src/fengqiao/disputes/staff/views.py", "digest.update(b'')\nrow.update(a=1)\nbook.save(place)"),
    (rules.one_writer, "src/fengqiao/disputes/tests/test_access.py", "dispute.delete()"),
    (rules.one_door, "src/fengqiao/disputes/access.py", "Dispute.objects.get(id=1)"),
    (rules.status_by_workflow, "src/fengqiao/disputes/actions/step.py", "dispute.status = 'closed'"),
    (rules.status_by_workflow, "src/fengqiao/disputes/api.py", "response.status = 200\nstatus = dispute.status"),
    (rules.short_functions, "src/fengqiao/people/queries.py", "def long():\n" + "    x = 1\n" * 59),
    (rules.imports_on_top, "src/fengqiao/people/queries.py", "if True:\n    import json"),
    (
        rules.silence_with_reason,
        "src/fengqiao/people/queries.py",
        "x = 1  # type: ignore[misc]  # the library is untyped",
    ),
]


@pytest.mark.parametrize(("rule", "place", "text"), KEPT)
def test_the_rule_leaves_the_permitted_alone(rule: Rule, place: str, text: str):
    assert not list(rule(Source(place, text)))


def test_every_rule_is_proved_to_fail():
    assert {rule for rule, _place, _text in BROKEN} == set(rules.RULES)


# --- import direction and plain Python: the contracts in pyproject.toml, held by import-linter --------------------------------


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / "pyproject.toml"]
    return subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True)


@pytest.fixture
def copy_of_the_shape(tmp_path: Path) -> Path:
    """A tree with all packages that the contracts name, empty, to break them in."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = [name.strip() for layer in layers for name in re.split(r"[:|()]", layer) if name.strip()]
    plain = [name for contract in contracts for name in contract.get("source_modules", ())]
    for name in [*(f"fengqiao.{name}" for name in named), *(name.replace("*", "disputes") for name in plain)]:
        folder = tmp_path.joinpath(*name.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        for package in [folder, *folder.parents]:
            if package.is_relative_to(tmp_path / "fengqiao"):
                (package / "__init__.py").touch()
    return tmp_path


def test_the_intact_shape_passes(copy_of_the_shape: Path):
    done = _lint_imports(copy_of_the_shape)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("core/tokens.py", "import fengqiao.disputes.queries"),
        ("disputes/queries.py", "from fengqiao.mediation import actions"),
        ("mediation/actions.py", "from fengqiao.shells import portal"),
        ("disputes/workflow/__init__.py", "from django.db import models"),
        ("jurisdictions/ruleset/clocks.py", "import django"),
    ],
)
def test_an_import_upwards_or_of_django_is_found(copy_of_the_shape: Path, place: str, text: str):
    for name in ("disputes/queries.py", "mediation/actions.py"):
        (copy_of_the_shape / "fengqiao" / name).touch()
    (copy_of_the_shape / "fengqiao" / place).write_text(text)
    done = _lint_imports(copy_of_the_shape)
    assert done.returncode == 1, done.stdout + done.stderr


# --- templates -----------------------------------------------------------------------------------------------------------------


def test_no_template_carries_script_or_style_of_its_own():
    found = {
        str(file.relative_to(ROOT)): list(inline(file.read_text())) for file in ROOT.glob("src/**/templates/**/*.html")
    }
    assert found and not {file: texts for file, texts in found.items() if texts}


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        '<p style="color: red">',
        '<a onclick="go()">',
        "<style>p {}</style>",
        '<a href="javascript:go()">',
    ],
)
def test_script_and_style_in_a_template_are_found(text: str):
    assert list(inline(text))


def test_links_to_built_files_and_data_are_permitted():
    assert not list(
        inline('<script type="module" src="{{ url }}"></script><p data-on="click" class="style">{{ moment }}</p>')
    )


# --- profiles ------------------------------------------------------------------------------------------------------------------


def test_every_value_of_a_profile_must_bear_its_source():
    assert not list(unsourced(RuleSet))


def test_a_value_that_needs_no_source_is_found():
    class Bare(Part):
        days: int

    class Bundle(Sourced):
        inner: Bare

    class Novel(Sourced):
        name: str
        loose: tuple[Bare, ...]
        bundle: Bundle

    assert list(unsourced(Novel)) == ["loose.days"]


# --- migrations ----------------------------------------------------------------------------------------------------------------


def _missing_migrations(now: ProjectState) -> Iterator[str]:
    written = MigrationLoader(None)
    changes = MigrationAutodetector(written.project_state(), now).changes(graph=written.graph)
    return (
        f"{app}: {operation.describe()}"
        for app, found in changes.items()
        for one in found
        for operation in one.operations
    )


def test_every_change_of_a_model_has_its_migration():
    with translation.override(None):  # a translated name is no change
        missing = list(_missing_migrations(ProjectState.from_apps(apps)))
    assert not missing, "fengqiao manage makemigrations\n" + "\n".join(missing)


def test_a_change_without_migration_is_found():
    now = ProjectState.from_apps(apps)
    now.add_model(ModelState("core", "Novelty", [("id", models.BigAutoField(primary_key=True))]))
    assert "core: Create model Novelty" in _missing_migrations(now)
