"""The embedded PostgreSQL starts wherever a newcomer may stand, once for all who use it, and never believes the dead."""

import os
import pwd
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from fengqiao.config import embedded_postgres
from fengqiao.config.environment import BadEnvironment
from tests.waiting import eventually

HOLDER = """
import sys
from pathlib import Path
from fengqiao.config import embedded_postgres
with embedded_postgres.serving(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def tmp_path():
    """A folder of this test alone: pytest's own are closed again by every other pytest that starts beside this one."""
    with TemporaryDirectory(prefix="fengqiao-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def hold(folder: Path, **options) -> subprocess.Popen:
    """Another process that uses the server until its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options
    )


def let_go(holder: subprocess.Popen) -> None:
    holder.communicate("\n", timeout=30)
    assert holder.returncode == 0


def ask(url: str, question: str = "SELECT 1"):
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def runs(folder: Path) -> bool:
    try:
        return ask(embedded_postgres.url(folder)) == 1
    except psycopg.OperationalError:
        return False


def postmaster(folder: Path) -> int:
    return int((folder / "data/postmaster.pid").read_text().split("\n")[0])


def test_it_serves_inside_the_block_and_is_gone_after_it(tmp_path):
    with embedded_postgres.serving(tmp_path / "pg") as url:
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW listen_addresses") == ""
    assert not runs(tmp_path / "pg")


def test_a_restart_keeps_the_data_and_is_quick(tmp_path):
    with embedded_postgres.serving(tmp_path) as url, psycopg.connect(url, dbname="postgres") as connection:
        connection.execute("CREATE TABLE kept AS SELECT '枫桥' AS name")
    started = time.monotonic()
    with embedded_postgres.serving(tmp_path) as url:
        assert ask(url, "SELECT name FROM kept") == "枫桥"
    assert time.monotonic() - started < 5


def test_only_its_own_user_may_enter_its_folders(tmp_path):
    with embedded_postgres.serving(tmp_path):
        for folder in (tmp_path / "data", embedded_postgres.socket_folder(tmp_path)):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert embedded_postgres.socket_folder(tmp_path).stat().st_uid == (tmp_path / "data").stat().st_uid


@pytest.mark.parametrize("name", ["很深的目录" * 10, "a b, c", "it's (1)"])
def test_a_path_that_a_socket_may_not_have_is_no_hindrance(tmp_path, name):
    folder = tmp_path / name / "pg"
    with embedded_postgres.serving(folder) as url:
        assert ask(url) == 1


def test_a_closed_folder_above_is_opened_for_passing_only(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with embedded_postgres.serving(closed / "pg") as url:
        assert ask(url) == 1
    expected = 0o701 if os.geteuid() == 0 else 0o700
    assert stat.S_IMODE(closed.stat().st_mode) == expected


def serve_as_nobody(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
    with embedded_postgres.serving(folder) as url:
        assert ask(url) == 1
        assert (folder / "data").stat().st_uid == nobody.pw_uid


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user; any other runs all tests as one")
def test_an_ordinary_user_can_run_it_where_root_did_before(tmp_path):
    with embedded_postgres.serving(tmp_path / "of root"):
        pass
    tmp_path.chmod(0o777)
    process = get_context("fork").Process(target=serve_as_nobody, args=(tmp_path / "of nobody",))
    process.start()
    process.join()
    assert process.exitcode == 0


def test_four_who_start_at_once_share_one_server_until_the_last_leaves(tmp_path):
    holders = [hold(tmp_path) for _ in range(4)]
    with ThreadPoolExecutor() as threads:
        urls = set(threads.map(lambda holder: holder.stdout.readline(), holders))
    assert len(urls) == 1
    for holder in holders:
        assert runs(tmp_path)
        let_go(holder)
    assert not runs(tmp_path)


def test_a_killed_user_does_not_keep_the_server_running_for_ever(tmp_path):
    killed = hold(tmp_path)
    killed.stdout.readline()
    killed.kill()
    killed.communicate()
    assert runs(tmp_path)
    let_go(hold(tmp_path))
    assert not runs(tmp_path)


def test_a_killed_server_starts_again(tmp_path):
    with embedded_postgres.serving(tmp_path):
        os.kill(postmaster(tmp_path), signal.SIGKILL)
        while runs(tmp_path):
            time.sleep(0.05)
        with embedded_postgres.serving(tmp_path) as url:
            assert ask(url) == 1


def test_a_server_that_recovers_is_waited_for(tmp_path):
    with embedded_postgres.serving(tmp_path) as url:
        with psycopg.connect(url, dbname="postgres") as connection:
            os.kill(
                connection.info.backend_pid, signal.SIGKILL
            )  # makes the server end all its processes and begin anew
        embedded_postgres.revive(tmp_path)
        eventually(lambda: runs(tmp_path))


def test_a_server_that_recovers_can_be_ended(tmp_path):
    with embedded_postgres.serving(tmp_path) as url, psycopg.connect(url, dbname="postgres") as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)
    assert not runs(tmp_path)


def test_a_number_that_now_belongs_to_somebody_else_is_not_taken_for_the_server(tmp_path):
    with embedded_postgres.serving(tmp_path):
        pass
    mark = tmp_path / "data/postmaster.pid"
    mark.write_text(f"{os.getpid()}\n{tmp_path / 'data'}\n")
    with embedded_postgres.serving(tmp_path) as url:
        assert ask(url) == 1


def test_a_broken_data_folder_is_said_in_one_sentence(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/PG_VERSION").write_text("nonsense")
    with pytest.raises(BadEnvironment, match="内置数据库无法使用数据目录"), embedded_postgres.serving(tmp_path):
        pass


def test_a_file_where_the_folder_should_be_is_said_in_one_sentence(tmp_path):
    (tmp_path / "pg").write_text("")
    with pytest.raises(BadEnvironment, match="不可用"), embedded_postgres.serving(tmp_path / "pg"):
        pass
