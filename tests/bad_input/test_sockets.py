"""The real server, asked over a socket: whatever is broken gets a clear refusal at once, and nothing is written."""

import os
import select
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from fengqiao.config.bodies import WAITING, WORKING
from fengqiao.disputes.models import Dispute
from tests.bad_input.counter import PAGE, REGISTER, browser, state
from tests.crash.platform import free_port
from tests.waiting import eventually

FORM = "application/x-www-form-urlencoded"
PATIENCE = 10.0
"""Seconds in which an answer is due; what is broken costs no thinking."""
TOKEN = "a" * 32
"""Sent as cookie and as header: what is broken is to be read, not refused for want of it."""
PART = b'--x\r\nContent-Disposition: form-data; name="narrative"'


@dataclass(frozen=True)
class Server:
    """Where the web server listens."""

    port: int

    def line(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, raw: bytes) -> tuple[int, str]:
        """Send bytes as they are and return status and body; 0 when the line was cut without an answer."""
        answer = b""
        with self.line() as line:
            with suppress(ConnectionError):
                line.sendall(raw)
            with suppress(ConnectionError):
                while piece := line.recv(65536):
                    answer += piece
        head, _blank, body = answer.partition(b"\r\n\r\n")
        return int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/") else 0, body.decode("utf-8", "replace")

    def answers(self) -> bool:
        """Whether it is up."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False


@pytest.fixture(scope="module")
def server(django_db_setup):
    """The web server as `fengqiao web` starts it, over the database of these tests."""
    place = connection.settings_dict
    url = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    server = Server(free_port())
    process = subprocess.Popen(
        [sys.executable, "-m", "fengqiao", "web", "--port", str(server.port), "--workers", "1"],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "fengqiao.config.settings"},
        stderr=subprocess.DEVNULL,
    )
    try:
        eventually(server.answers, 60)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(40)


@pytest.fixture
def session(transactional_db, build_office) -> str:
    """涂海洋's session at the counter."""
    return browser(build_office()).cookies[settings.SESSION_COOKIE_NAME].value


def request(path: bytes, body: bytes | None = None, kind: str = FORM, *, session: str, **more: str) -> bytes:
    """A request as bytes; more: headers that are added or replaced, an empty one is left out."""
    headers = {
        "Host": "wuhan.localhost",
        "Connection": "close",
        "Cookie": f"csrftoken={TOKEN}; sessionid={session}",
        "X-CSRFToken": TOKEN,
    }
    if body is not None:
        headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return (b"GET " if body is None else b"POST ") + path + b" HTTP/1.1\r\n" + lines.encode() + b"\r\n" + (body or b"")


def broken(session: str) -> dict[str, bytes]:
    """Every broken request, by what is wrong with it."""

    def get(path: bytes, **more: str) -> bytes:
        return request(path, session=session, **more)

    def post(body: bytes, kind: str = FORM, path: bytes = REGISTER.encode(), **more: str) -> bytes:
        return request(path, body, kind, session=session, **more)

    form, file = "multipart/form-data; boundary=x", b'; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-'
    return {
        "percent signs in a path": get(b"/disputes/%zz%"),
        "broken UTF-8 in a path": get(b"/disputes/%ff%fe"),
        "raw bytes in a path": get(b"/disputes/\xff\xfe"),
        "NUL in a path": get(b"/disputes/%00"),
        "a path upwards": get(b"/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd"),
        "no path": get(b""),
        "a path of 100 kB": get(b"/" + b"a" * 100_000),
        "a query of 100 kB": get(b"/disputes?q=" + b"a" * 100_000),
        "headers of 1 MB": get(b"/disputes", X_Long="a" * 1_000_000),
        "2000 headers": get(b"/disputes", **{f"X-{number}": "a" for number in range(2000)}),
        "a header without a colon": get(b"/disputes", Host="wuhan.localhost\r\nnonsense"),
        "no host": get(b"/disputes", Host=""),
        "an unknown host": get(b"/", Host="paris.localhost"),
        "a foreign host": get(b"/", Host="example.com"),
        "a host that is none": get(b"/", Host="wuhan_localhost:port/../x"),
        "HTTP/1.0 without a host": b"GET /disputes HTTP/1.0\r\n\r\n",
        "HTTP/0.9": b"GET /\r\n\r\n",
        "HTTP/9.9": b"GET / HTTP/9.9\r\nHost: wuhan.localhost\r\n\r\n",
        "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200,
        "an unknown method": get(b"/sign-in").replace(b"GET", b"CONJURE", 1),
        "an unknown method of the API": get(b"/api/v1/disputes").replace(b"GET", b"CONJURE", 1),
        "TRACE": get(b"/sign-in").replace(b"GET", b"TRACE", 1),
        "CONNECT": get(b"example.com:443").replace(b"GET", b"CONNECT", 1),
        "percent signs in a form": post(b"narrative=%zz%&%=%"),
        "broken UTF-8 in a form": post(b"narrative=%ff%fe%e6"),
        "raw bytes in a form": post(b"\xff\xfe=\xe6&narrative=\xff"),
        "NUL in a form": post(b"narrative=%00"),
        "a form of 6 MB": post(b"narrative=" + b"a" * 6_000_000),
        "a form of 1500 fields": post(b"&".join(b"f%d=1" % number for number in range(1500))),
        "a form without a boundary": post(b"x", "multipart/form-data"),
        "a boundary of 10 kB": post(b"x", "multipart/form-data; boundary=" + "x" * 10_000),
        "a form cut in the head of a part": post(PART, form),
        "a form cut in a value": post(PART + b"\r\n\r\n\xe6\xbc", form),
        "a form cut in a file": post(PART + file, form),
        "a form of another charset": post(b"narrative=x", f"{FORM}; charset=klingon"),
        "a length that is no number": post(b"narrative=x", Content_Length="many"),
        "a negative length": post(b"narrative=x", Content_Length="-1"),
        "two lengths": post(b"narrative=x", Content_Length="3\r\nContent-Length: 11"),
        "a length and chunks": post(b"0\r\n\r\n", Content_Length="5", Transfer_Encoding="chunked"),
        "chunks that are none": post(b"zz\r\nnarrative=x", Content_Length="", Transfer_Encoding="chunked"),
        "JSON cut short": post(b'{"narrative": "', "application/json", b"/api/v1/disputes"),
        "JSON that is no UTF-8": post(b'{"narrative": "\xff"}', "application/json", b"/api/v1/disputes"),
        "JSON of 6 MB": post(b'{"narrative": "' + b"a" * 6_000_000 + b'"}', "application/json", b"/api/v1/disputes"),
        "JSON of 100,000 brackets": post(b"[" * 100_000, "application/json", b"/api/v1/disputes"),
        "a session that is none": get(
            b"/disputes/register", Cookie="sessionid=\xff\xfe; csrftoken=;;;=", Host="x.localhost"
        ),
    }


def test_every_broken_request_is_refused_at_once_and_writes_nothing(server, session):
    before = state()
    faults = {}
    for name, raw in broken(session).items():
        try:
            status, body = server.ask(raw)
        except TimeoutError:
            faults[name] = "no answer"
            continue
        if not 400 <= status < 500 or "Traceback" in body:
            faults[name] = f"{status} {body[:200]}"
    assert not faults, "\n".join(f"{name}: {fault}" for name, fault in faults.items())
    assert state() == before
    assert server.answers()


def test_bodies_that_never_come_hold_nobody_up(server, session):
    promised = request(REGISTER.encode(), b"narrative=", session=session, Content_Length="1000")
    with ExitStack() as waiting:
        lines = [waiting.enter_context(server.line()) for _number in range(2 * (WORKING + WAITING))]
        for line in lines:
            line.sendall(promised)
        eventually(lambda: len(select.select(lines, [], [], 0)[0]) == len(lines) - WAITING, PATIENCE)
        assert {line.recv(12) for line in select.select(lines, [], [], 0)[0]} == {b"HTTP/1.1 503"}
        assert server.ask(request(b"/disputes", session=session))[0] == 200
    eventually(lambda: server.ask(request(REGISTER.encode(), b"narrative=", session=session))[0] == 422, PATIENCE)


def test_a_form_that_breaks_off_is_not_taken_for_a_whole_one(server, session):
    whole, before = urlencode(PAGE).encode(), state()
    with server.line() as line:
        line.sendall(request(REGISTER.encode(), whole, session=session, Content_Length=str(len(whole) + 100)))
        line.shutdown(socket.SHUT_WR)
        assert line.recv(12) in {b"", b"HTTP/1.1 400"}
    assert state() == before
    assert server.ask(request(REGISTER.encode(), whole, session=session))[0] == 302
    assert Dispute.objects.count() == 1
