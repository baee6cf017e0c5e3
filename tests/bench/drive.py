"""Sixteen clients over HTTP against a server of our own on the loopback, bounded in time and number."""

import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fengqiao.config import web

CLIENTS = 16
MOST_REQUESTS = 4000
STARTS_WITHIN = 60.0


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


@dataclass
class Result:
    """What a measurement saw: milliseconds of each right answer, and wrong ones by status."""

    name: str
    clients: int
    seconds: float
    times: list[float] = field(default_factory=list)
    wrong: dict[int, int] = field(default_factory=dict)

    def percentile(self, share: float) -> float:
        """Return the time within which so many of a hundred answers came, in milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share / 100), len(ordered) - 1)] if ordered else 0.0

    @property
    def rate(self) -> float:
        """Right answers a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0


def free_port() -> int:
    """Return a port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """Run the platform's own web server; gives its port and process id."""
    port = free_port()
    words = web.command(Namespace(host="127.0.0.1", port=port, workers=2))
    given = {**os.environ, "FENGQIAO_API_WRITES_PER_MINUTE": "1000000"}
    with Path(os.devnull).open("wb") as nowhere:
        process = subprocess.Popen(words, env=given, stdout=nowhere, start_new_session=True)
        try:
            _wait_for(port, process)
            yield port, process.pid
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
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
        while time.monotonic() < self.until and len(self.result.times) < MOST_REQUESTS:
            try:
                request = self.ask()
            except IndexError:  # nothing is left to ask
                return
            began = time.perf_counter()
            status, content = self._send(request)
            if status == request.expected:
                self.result.times.append((time.perf_counter() - began) * 1000)
                if self.heard:
                    self.heard(content)
            else:
                self.result.wrong[status] = self.result.wrong.get(status, 0) + 1
        self.connection.close()

    def _send(self, request: Request) -> tuple[int, bytes]:
        body = json.dumps(request.body, ensure_ascii=False).encode() if request.body is not None else None
        try:
            self.connection.request("POST" if body else "GET", request.path, body, _headers(request, self.host))
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0, b""


def measure(
    name: str, port: int, host: str, ask: Next, *, seconds: float, clients: int = CLIENTS, heard: Heard | None = None
) -> Result:
    """Let clients ask one after the other without a pause until the time is over, and return what they saw.

    ask: gives the next request, IndexError when there is none. heard: is given each right answer.
    """
    result = Result(name, clients, 0.0)
    began = time.monotonic()
    crew = [_Client(port, host, ask, result, began + seconds, heard) for _number in range(clients)]
    for client in crew:
        client.start()
    for client in crew:
        client.join()
    result.seconds = time.monotonic() - began
    return result


def memory(pid: int) -> float:
    """Return how much memory a server and its workers hold of their own (PSS), in megabytes."""
    family = [pid, *(int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    total = 0
    for member in family:
        for line in Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024
