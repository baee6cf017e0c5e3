"""Clients over HTTP against a web server and a job worker of our own on the loopback, bounded in time and number."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fengqiao.config import web
from tests.bench.timed import HEADER

PROCESSES = 2
CLIENTS = 16
MOST_REQUESTS = 4000
STARTS_WITHIN = 60.0
_TIMES = re.compile(r"app;dur=([\d.]+), cpu;dur=([\d.]+)")


@dataclass(frozen=True)
class Request:
    """One request: whose session or token, what, and which status is right."""

    path: str
    cookie: str = ""
    token: str = ""
    body: dict[str, object] | None = None
    expected: int = 200


Next = Callable[[], Request]
Heard = Callable[[bytes], None]


def percentile(times: list[float], share: float) -> float:
    """Return the time within which so many of a hundred fall, 0 of none."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share / 100), len(ordered) - 1)] if ordered else 0.0


@dataclass
class Result:
    """What a measurement saw: milliseconds of each right answer as the client, the server and its processor counted them.

    wrong: answers of another status than the right one, by status; 0 stands for none at all. reasons: how the first of each began.
    """

    name: str
    clients: int
    seconds: float = 0.0
    seen: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    wrong: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Right answers a second."""
        return len(self.seen) / self.seconds if self.seconds else 0.0

    @property
    def work(self) -> float:
        """Processor time of an answer in the web server, on average, in milliseconds."""
        return sum(self.worked) / len(self.worked) if self.worked else 0.0


def free_port() -> int:
    """Return a port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@contextmanager
def serving() -> Iterator[tuple[int, dict[str, int]]]:
    """Run the platform's web server and job worker; gives the port, and the process id of each by name."""
    port = free_port()
    words = web.command(Namespace(host="127.0.0.1", port=port, workers=PROCESSES))
    words[words.index("fengqiao.config.web:application")] = "tests.bench.timed:application"
    with ExitStack() as stack:
        served = stack.enter_context(_running(words))
        worker = stack.enter_context(_running([sys.executable, "-m", "fengqiao", "worker"]))
        _wait_for(port, served)
        yield port, {"web": served.pid, "worker": worker.pid}


@contextmanager
def _running(words: list[str]) -> Iterator["subprocess.Popen[bytes]"]:
    given = {**os.environ, "FENGQIAO_API_WRITES_PER_MINUTE": "1000000"}
    process = subprocess.Popen(words, env=given, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        yield process
    finally:
        try:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)
        except ProcessLookupError:
            process.wait()
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _headers(request: Request, host: str) -> dict[str, str]:
    headers = {"Host": host, "Accept": "text/html,application/json"}
    if request.cookie:
        headers["Cookie"] = f"sessionid={request.cookie}"
    if request.token:
        headers["Authorization"] = f"Bearer {request.token}"
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    return headers


class _Client(threading.Thread):
    def __init__(self, port: int, host: str, ask: Next, result: Result, until: float, heard: Heard | None) -> None:
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.host, self.ask, self.result, self.until, self.heard = host, ask, result, until, heard

    def run(self) -> None:
        while time.monotonic() < self.until and len(self.result.seen) < MOST_REQUESTS:
            try:
                request = self.ask()
            except IndexError:  # nothing is left to ask
                break
            began = time.perf_counter()
            status, told, content = self._send(request)
            took = (time.perf_counter() - began) * 1000
            if status != request.expected:
                self.result.wrong[status] = self.result.wrong.get(status, 0) + 1
                self.result.reasons.setdefault(status, content[:300].decode(errors="replace"))
                continue
            self.result.seen.append(took)
            if times := _TIMES.search(told):
                self.result.served.append(float(times[1]))
                self.result.worked.append(float(times[2]))
            if self.heard:
                self.heard(content)
        self.connection.close()

    def _send(self, request: Request) -> tuple[int, str, bytes]:
        body = json.dumps(request.body, ensure_ascii=False).encode() if request.body is not None else None
        method = "GET" if body is None else "POST"
        try:
            self.connection.request(method, request.path, body, _headers(request, self.host))
            answer = self.connection.getresponse()
            return answer.status, answer.headers.get(HEADER, ""), answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0, "", b""


def measure(
    name: str, port: int, host: str, ask: Next, *, seconds: float, clients: int = CLIENTS, heard: Heard | None = None
) -> Result:
    """Let clients ask one after the other without a pause until the time is over, and return what they saw.

    ask: gives the next request, IndexError when there is none. heard: is given each right answer.
    """
    result = Result(name, clients)
    began = time.monotonic()
    crew = [_Client(port, host, ask, result, began + seconds, heard) for _number in range(clients)]
    for client in crew:
        client.start()
    for client in crew:
        client.join()
    result.seconds = time.monotonic() - began
    return result


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [pid, *(member for child in children for member in family(child))]


def memory(pid: int) -> float:
    """Return how much memory a process and its children hold (PSS: shared pages by their share), in megabytes."""
    total = 0
    for member in family(pid):
        with Path(f"/proc/{member}/smaps_rollup").open() as lines:
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def processor(pid: int) -> float:
    """Return how many seconds of processor time a process, its living children and those that it has outlived have used."""
    ticks = 0
    for member in family(pid):
        try:
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(value) for value in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")
