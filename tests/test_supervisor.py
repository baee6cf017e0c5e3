"""`fengqiao run` keeps its processes running and takes all of them along when it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import eventually

SUPERVISOR = """
import sys
from fengqiao.config.supervisor import supervise
supervise({"one": sys.argv[1:], "two": ["sleep", "1000"]})
"""
CHILD = "echo $$ >> {place}/started; sleep 1000 & echo $! >> {place}/grandchildren; wait"


def numbers(place: Path) -> list[int]:
    return [int(line) for line in place.read_text().split()] if place.exists() else []


def alive(process: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.fixture
def supervised(tmp_path):
    command = [sys.executable, "-c", SUPERVISOR, "sh", "-c", CHILD.format(place=tmp_path)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    eventually(lambda: numbers(tmp_path / "grandchildren"))
    yield process, tmp_path
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_end_leaves_no_process(supervised, number):
    process, place = supervised
    process.send_signal(number)
    assert process.wait(10) == 0
    assert not any(map(alive, numbers(place / "started") + numbers(place / "grandchildren")))


def test_a_child_that_ends_is_started_again_without_what_it_left_behind(supervised):
    process, place = supervised
    first, left = numbers(place / "started")[0], numbers(place / "grandchildren")[0]
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(numbers(place / "started")) == 2)
    eventually(lambda: not alive(left))
    assert process.poll() is None


def test_a_killed_supervisor_takes_its_children_along(supervised):
    process, place = supervised
    process.kill()
    process.wait()
    eventually(lambda: not any(map(alive, numbers(place / "started"))))
