"""`make install` and `fengqiao prepare` say in one sentence what does not let them go on, and leave nothing behind when they are stopped."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fengqiao.config.environment import ROOT
from tests.test_command_line import processes
from tests.waiting import eventually

SCRIPT = ROOT / "scripts/install-node"
PROGRAMS = ("bash", "env", "make", "sh", "touch", "find")


@pytest.fixture
def bare(tmp_path) -> Path:
    """A folder for PATH that holds what a bare system has, and no Node."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in PROGRAMS:
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    return folder


def program(folder: Path, name: str, text: str) -> None:
    """A program that does as the text says."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


def refusal(path: Path, where: Path) -> str:
    """What the set-up of the front end says when it refuses: one sentence, in Chinese and in English."""
    done = subprocess.run(
        [SCRIPT],
        cwd=where,
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode not in (0, 126, 127), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_a_missing_node_is_said(bare, tmp_path):
    assert "缺少 Node" in refusal(bare, tmp_path)


def test_a_missing_npm_is_said(bare, tmp_path):
    program(bare, "node", "exit 0")
    assert "缺少 Node" in refusal(bare, tmp_path)


def test_an_old_node_is_said_with_its_version(bare, tmp_path):
    program(bare, "node", 'if [ "$1" = -e ]; then exit 1; fi; echo v18.0.0')
    program(bare, "npm", "exit 0")
    assert "Node v18.0.0 太旧" in refusal(bare, tmp_path)


def test_packages_that_cannot_be_installed_are_said(bare, tmp_path):
    program(bare, "node", "exit 0")
    program(bare, "npm", "exit 1")
    assert "npm 依赖安装失败" in refusal(bare, tmp_path)


def test_make_stops_where_node_is_missing(bare, tmp_path):
    checkout = tmp_path / "checkout"
    (checkout / ".venv").mkdir(parents=True)
    (checkout / "scripts").symlink_to(ROOT / "scripts")
    for name in ("Makefile", "package.json", "package-lock.json", ".npmrc", "pyproject.toml", "requirements-dev.txt"):
        (checkout / name).symlink_to(ROOT / name)
    (checkout / ".venv/.installed").touch()
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    done = subprocess.run([make, "install"], cwd=checkout, env={"PATH": str(bare)}, capture_output=True, text=True)
    assert done.returncode != 0
    assert done.stderr.count("缺少 Node") == 1
    assert not (checkout / "node_modules/.installed").exists()


@pytest.fixture
def home(tmp_path) -> tuple[Path, dict[str, str]]:
    """A home with profiles of its own, and the environment of a command that works there."""
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copytree(ROOT / "profiles", folder / "profiles")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FENGQIAO_", "DATABASE_", "DJANGO_"))
    }
    return folder, kept | {"FENGQIAO_HOME": str(folder), "FENGQIAO_VAR": str(tmp_path / "var")}


def test_a_broken_profile_is_said_with_its_place(home):
    folder, environment = home
    profile = folder / "profiles/linyi/profile.yaml"
    profile.write_text(profile.read_text("utf-8").replace("name: 临沂市", "name: [", 1), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "fengqiao", "prepare"], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1, done.stderr
    assert "规则有误" in done.stderr and "linyi/profile.yaml" in done.stderr
    assert "Traceback" not in done.stderr and "Database" not in done.stdout, "nothing is begun under wrong rules"
    assert not processes(str(folder))


def test_stopping_it_while_it_prepares_leaves_no_process(home):
    folder, environment = home
    running = subprocess.Popen(
        [sys.executable, "-m", "fengqiao", "run", "--port", "0"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job would not hear it
    )
    try:
        eventually(lambda: "演示数据" in running.stdout.readline(), 120)
        os.killpg(running.pid, signal.SIGINT)  # as the terminal does: to everybody in the foreground
        assert running.wait(60) != 0
        eventually(lambda: not processes(str(folder)), 10)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
