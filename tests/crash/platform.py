"""The whole platform in a folder of its own, whose processes can be killed one by one."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

from fengqiao.config import embedded_postgres
from tests.waiting import eventually

ROOT = Path(__file__).parents[2]
LOOP = defaultdict(float, web_workers=6.0)
"""Seconds that a process of a part lives before it is killed: what dies sooner, again and again, counts as a fault of its own."""
SETTINGS = {"DJANGO_SETTINGS_MODULE": "fengqiao.config.settings", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Platform:
    """`fengqiao run` in a folder. Kills only what it started itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder.with_name("log")
        self.running: subprocess.Popen[bytes] | None = None
        own = ("FENGQIAO_", "DATABASE_", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        self.environment = kept | {"FENGQIAO_VAR": str(folder), "FENGQIAO_API_WRITES_PER_MINUTE": "1000000"}

    # --- before and after ------------------------------------------------------------------------------------------------

    def restore(self, tables: Path) -> None:
        """Begin with a database as a dump has it."""
        with embedded_postgres.serving(self.folder / "pg"):
            self._postgres("createdb", "fengqiao")
            self._postgres("pg_restore", "-d", "fengqiao", str(tables))

    def _postgres(self, program: str, *arguments: str) -> None:
        server = str(embedded_postgres.socket_folder(self.folder / "pg"))
        command = [str(embedded_postgres.programs() / program), "-h", server, "-U", "postgres", *arguments]
        subprocess.run(command, check=True, env={"LC_ALL": "C.UTF-8"})

    def inside(self, call: str, given: Any) -> Any:
        """What a function of a module, "tests.crash.town.build", makes of a value in a process that uses this platform's data."""
        module, _dot, function = call.rpartition(".")
        code = (
            "import json, sys, django; from fengqiao.config.environment import VAR, ensure_secrets; ensure_secrets(VAR);"
            f" django.setup(); from {module} import {function}; print(json.dumps({function}(json.load(sys.stdin))))"
        )
        with embedded_postgres.serving(self.folder / "pg") as url:
            done = subprocess.run(
                [sys.executable, "-c", code],
                env={**self.environment, **SETTINGS, "DATABASE_URL": url},
                input=json.dumps(given),
                capture_output=True,
                text=True,
            )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    # --- running ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start everything and wait until it answers."""
        self.running = subprocess.Popen(
            [sys.executable, "-m", "fengqiao", "run", "--port", str(self.port)],
            env=self.environment,
            stdout=self.log.open("ab"),
            stderr=subprocess.STDOUT,
        )
        eventually(self.answers, 120)

    def answers(self) -> bool:
        """Whether web server and database work."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """End everything as Ctrl-C does."""
        if self.running:
            self.running.send_signal(signal.SIGINT)
            self.running.wait(120)
            self.running = None

    # --- its processes ---------------------------------------------------------------------------------------------------

    def web(self) -> list[int]:
        """The web server that watches its workers."""
        return [child for child in children(self.running.pid) if "granian" in command(child)]

    def web_workers(self) -> list[int]:
        """The processes that answer requests."""
        return [worker for web in self.web() for worker in children(web) if "resource_tracker" not in command(worker)]

    def job_worker(self) -> list[int]:
        """The process that does the jobs."""
        return [child for child in children(self.running.pid) if command(child).endswith("fengqiao worker ")]

    def database(self) -> list[int]:
        """The database server."""
        with suppress(OSError, ValueError, IndexError):
            server = int((self.folder / "pg/data/postmaster.pid").read_text().split("\n", 1)[0])
            return [server] if "postgres" in command(server) else []
        return []

    def database_connections(self) -> list[int]:
        """The database's processes, each of which works for one connection."""
        return [each for server in self.database() for each in children(server) if "[local]" in command(each)]

    def kill(self, part: str) -> None:
        """Kill the oldest process of a part ("web_workers"), or "everything" as a power failure does, which is then started again."""
        if part == "everything":
            everything = [self.running.pid, *self.web(), *self.web_workers(), *self.job_worker(), *self.database()]
            for number in everything:
                _kill(number)
            self.running.wait()
            eventually(lambda: not any(map(alive, everything)), 10)
            self.start()
        else:
            oldest = min(eventually(getattr(self, part), 60), key=began)
            eventually(lambda: uptime() - began(oldest) > LOOP[part], 60)
            _kill(oldest)


def _kill(number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


def command(number: int) -> str:
    """A process's command line, each word followed by a blank; "" when there is no such process."""
    with suppress(OSError):
        return Path(f"/proc/{number}/cmdline").read_text(errors="replace").replace("\0", " ")
    return ""


def alive(number: int) -> bool:
    """Whether a process runs; a dead one that nobody has waited for yet does not."""
    return bool(command(number))


def began(number: int) -> float:
    """When a process began, in seconds since the machine did; infinity when there is no such process."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
    return float("inf")


def uptime() -> float:
    """Seconds since the machine began."""
    return float(Path("/proc/uptime").read_text().split()[0])


def children(number: int) -> list[int]:
    """The processes that a process started."""
    found: list[int] = []
    for thread in Path(f"/proc/{number}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, thread.read_text().split())
    return found
