"""Dependencies are locked by hash, come without addresses, and bear licences that fit."""

import pytest

from tests.guards import supply
from tests.guards.source import ROOT

PYTHON_LOCKS = ["requirements.txt", "requirements-dev.txt"]
NODE_LOCK = (ROOT / "package-lock.json").read_text()


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_python_package_is_locked_by_its_hash(lock):
    assert not list(supply.unlocked((ROOT / lock).read_text()))


def test_a_package_without_hash_is_found():
    assert list(supply.unlocked("a==1 \\\n    --hash=sha256:00\nb==1\nc>=1 \\\n    --hash=sha256:00\n")) == [
        "b==1",
        "c>=1 \\",
    ]


@pytest.mark.parametrize(
    "file", [*PYTHON_LOCKS, "package-lock.json", ".npmrc", "requirements.in", "requirements-dev.in"]
)
def test_no_lock_says_from_where_to_download(file):
    assert not list(supply.addresses((ROOT / file).read_text()))


@pytest.mark.parametrize(
    "line",
    [
        '"resolved": "https://x.example/a.tgz"',
        "--index-url https://x.example/simple",
        "registry=https://x.example",
        "a @ file:///a",
    ],
)
def test_an_address_is_found(line):
    assert list(supply.addresses(line))


def test_what_runs_is_a_part_of_what_is_tested():
    running, tested = ((ROOT / lock).read_text() for lock in PYTHON_LOCKS)
    pins = [line for line in running.splitlines() if "==" in line]
    assert pins and not [pin for pin in pins if pin not in tested]


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_python_package_has_a_licence_that_fits(lock):
    tools = supply.TOOLS_ONLY if lock == "requirements-dev.txt" else {}
    names = [name for name in supply.locked_python((ROOT / lock).read_text()) if name not in tools]
    said = {name: supply.python_licence(name) for name in names}
    assert said and not {name: licence for name, licence in said.items() if not supply.FREE.search(licence)}


def test_every_npm_package_has_a_licence_that_fits():
    said = supply.node_licences(NODE_LOCK)
    assert said and not {name: licence for name, licence in said.items() if not supply.FREE.search(licence)}


@pytest.mark.parametrize(
    "licence", ["", "AGPL-3.0-or-later", "GPL-3.0-only", "Proprietary", "Polyform-Noncommercial-1.0.0"]
)
def test_a_licence_that_does_not_fit_is_found(licence):
    assert not supply.FREE.search(licence)
