"""`fengqiao` starts everything, ends everything, and says in one sentence what does not let it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from fengqiao.config import embedded_postgres
from tests.guards.source import ROOT
from tests.waiting import eventually

COMMAND = [sys.executable, "-m", "fengqiao"]


@pytest.fixture
def var():
    """A folder for everything that is written, and an environment that uses it and names no database."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FENGQIAO_", "DATABASE_", "DJANGO_"))
    }
    with TemporaryDirectory(prefix="fengqiao-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "var", kept | {"FENGQIAO_VAR": f"{folder}/var"}


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def refusal(environment, *arguments, **changes) -> str:
    """What the command says when it refuses; one sentence in Chinese and in English, and no traceback."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        env={**environment, **changes},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def health(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def processes(word: str) -> list[int]:
    """The processes of this test, known by its folder in their command line or environment, whose command line has the word."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and word in _words(entry)]


def _words(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_text().replace("\0", " ") + (entry / "environ").read_text(errors="replace")
    except OSError:
        return ""


def test_a_port_in_use_is_said(var):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = str(taken.getsockname()[1])
        assert f"端口 {number} 不可用" in refusal(var[1], "run", "--port", number)
        assert f"端口 {number} 不可用" in refusal(var[1], "run", PORT=number)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://localhost/fengqiao", "DATABASE_URL 应形如"),
        ("postgresql://localhost:notaport/fengqiao", "DATABASE_URL 无法识别"),
        ("postgresql://nobody:secret@127.0.0.1:1/fengqiao", "无法连接"),
    ],
)
def test_a_wrong_database_address_is_said_without_its_password(var, port, url, said):
    sentence = refusal(var[1], "run", "--port", str(port), DATABASE_URL=url)
    assert said in sentence and "secret" not in sentence


def test_a_database_that_does_not_exist_is_said(var, port, database_url):
    assert "无法连接" in refusal(
        var[1], "run", "--port", str(port), DATABASE_URL=database_url.replace("/fengqiao?", "/nowhere?")
    )


def test_a_database_in_which_nothing_may_be_made_is_said(var, port, database_url):
    with psycopg.connect(database_url, dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN")
    url = database_url.replace("postgres@/fengqiao", "reader@/postgres")
    assert "GRANT CREATE" in refusal(var[1], "run", "--port", str(port), DATABASE_URL=url)


def test_a_broken_data_folder_is_said(var, port):
    (var[0] / "pg/data").mkdir(parents=True)
    (var[0] / "pg/data/PG_VERSION").write_text("nonsense")
    assert "无法使用数据目录" in refusal(var[1], "run", "--port", str(port))


def test_a_file_in_the_place_of_the_data_folder_is_said(var, port):
    var[0].write_text("")
    assert "不可用" in refusal(var[1], "run", "--port", str(port))


def test_settings_without_secrets_are_refused(var):
    done = subprocess.run(
        [sys.executable, "-m", "django", "check"],
        env=var[1] | {"DJANGO_SETTINGS_MODULE": "fengqiao.config.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode and "缺少密钥 FENGQIAO_SECRET_KEY" in done.stderr


def test_an_unknown_command_is_refused_with_the_list_of_all(var):
    done = subprocess.run([*COMMAND, "fly"], env=var[1], capture_output=True, text=True)
    assert done.returncode == 2 and "run" in done.stderr


def test_it_starts_survives_the_loss_of_its_processes_and_ends_without_a_trace(var, port):
    folder, environment = var
    log = folder.with_name("log")
    profiles = folder.with_name("profiles")
    for name in ("CN", "jingzhou"):
        shutil.copytree(ROOT / "profiles" / name, profiles / name)
    environment = {**environment, "FENGQIAO_PROFILES": str(profiles)}

    def start() -> subprocess.Popen:
        return subprocess.Popen(
            [*COMMAND, "run", "--port", str(port)], env=environment, stdout=log.open("ab"), stderr=subprocess.STDOUT
        )

    def killed_comes_back(word: str) -> None:
        before = set(processes(str(folder))) & set(processes(word))
        for number in before:
            os.kill(number, signal.SIGKILL)
        eventually(lambda: set(processes(str(folder))) & set(processes(word)) - before, 30)

    running = start()
    try:
        eventually(lambda: running.poll() is not None or health(port) == 200, 600)
        assert running.poll() is None, log.read_text()
        assert f"http://localhost:{port}/" in log.read_text()
        assert oct((folder / "secrets.json").stat().st_mode)[-3:] == "600"
        killed_comes_back("fengqiao worker")
        killed_comes_back("granian")
        killed_comes_back("/postgres -D")
        eventually(lambda: health(port) == 200, 120)
        with psycopg.connect(embedded_postgres.url(folder / "pg")) as connection:
            connection.execute("CREATE TABLE kept ()")
        running.send_signal(signal.SIGINT)
        assert running.wait(40) == 0, log.read_text()
        assert not processes(str(folder))

        running = start()
        eventually(lambda: health(port) == 200, 300)
        with psycopg.connect(embedded_postgres.url(folder / "pg")) as connection:
            connection.execute("SELECT FROM kept")
        running.send_signal(signal.SIGTERM)
        assert running.wait(40) == 0, log.read_text()
        assert not processes(str(folder))
        assert log.read_text().count("演示数据") == 1, (
            "an unchanged checkout is not prepared again: that is what makes it start at once"
        )
    finally:
        running.terminate()
        running.wait()
