"""Programs of several clerks who work all at once, and again what got no answer; and what they were told."""

import http.client
import json
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.outcome import scan

COMMUNITY = "420111001001"
PATIENCE = 60.0
"""Seconds for which one request is tried again."""


@dataclass(frozen=True)
class Asked:
    """A request, word for word."""

    path: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Acknowledged:
    """A request that was answered with 2xx."""

    asked: Asked
    status: int
    content: bytes


@dataclass
class Clerks:
    """All programs together. What goes wrong in one of them stands in ``faults``."""

    port: int
    town: dict[str, Any]
    told: list[Acknowledged] = field(default_factory=list)
    deeds: dict[str, list[str]] = field(default_factory=dict)
    """The verbs that were acknowledged, by matter."""
    assemblies: list[str] = field(default_factory=list)
    """The matters whose file the worker was asked to bind."""
    retries: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, number: int) -> None:
        """Let so many programs carry one matter after another, and one ask for files."""
        work = [self._matters] * number + [self._files]
        self._threads = [threading.Thread(target=self._watched, args=[each], daemon=True) for each in work]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish the matter in hand."""
        self.ended.set()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _watched(self, work: Any) -> None:
        try:
            work()
        except Exception as error:
            self.faults.append(repr(error))

    # --- asking ----------------------------------------------------------------------------------------------------------

    def send(self, asked: Asked) -> tuple[int, bytes, dict[str, str]]:
        """The answer to a request, sent once. Raises OSError or HTTPException when there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request("POST", asked.path, asked.body, asked.headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        finally:
            connection.close()

    def insist(self, asked: Asked) -> tuple[int, bytes]:
        """The first answer that is not a failure of the server, to the same request sent again and again."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                status, content, _headers = self.send(asked)
            except (OSError, http.client.HTTPException):
                status, content = 0, b""
            if 0 < status < 500:
                return status, content
            self.retries[str(status)] += 1
            time.sleep(0.1)
        raise AssertionError(f"{asked.path}: no answer")

    def _post(self, path: str, content: bytes, kind: str) -> Any:
        headers = {
            "Host": "wuhan.localhost",
            "Authorization": f"Bearer {self.town['token']}",
            "Idempotency-Key": str(uuid4()),
            "Content-Type": kind,
        }
        asked = Asked(f"/api/v1{path}", content, headers)
        status, answer = self.insist(asked)
        assert 200 <= status < 300, (path, status, answer.decode()[:500])
        self.told.append(Acknowledged(asked, status, answer))
        return json.loads(answer)

    def post(self, path: str, **body: Any) -> Any:
        """Do."""
        return self._post(path, json.dumps(body).encode(), "application/json")

    def upload(self, path: str, file: bytes, **fields: str) -> Any:
        """Do, with a file."""
        mark = uuid4().hex
        parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
        text = "".join(f"--{mark}\r\n{part}\r\n" for part in parts).encode()
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'.encode()
        content = text + head + b"Content-Type: application/pdf\r\n\r\n" + file + f"\r\n--{mark}--\r\n".encode()
        return self._post(path, content, f"multipart/form-data; boundary={mark}")

    # --- working ---------------------------------------------------------------------------------------------------------

    def _matters(self) -> None:
        while not self.ended.is_set():
            self._matter()

    def _matter(self) -> None:
        made = self.post(
            "/disputes",
            narrative=f"邻居装修漏水，泡坏家具，要求赔偿。编号{uuid4()}",
            category="neighbours",
            category_confirmed=True,
            region_code=COMMUNITY,
            parties=[{"side": "applicant", "name": "张建国"}, {"side": "respondent", "name": "李秀英"}],
        )
        case, deeds = f"/disputes/{made['id']}", self.deeds.setdefault(made["id"], ["register"])

        def do(verb: str, path: str, **body: Any) -> Any:
            answer = self.post(f"{case}{path}", **body)
            deeds.append(verb)
            return answer

        parties = do("accept", "/accept")["parties"]
        do("assign", "/assign", lead_id=self.town["mediator"])
        for party in parties:
            do("give_notice", "/notices", party_id=party["id"], word={"mode": "paper"})
            do("give_consent", "/consents", party_id=party["id"], answer="gives", word={"mode": "paper"})
        do("start", "/start")
        tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
        began = datetime.now(UTC) - timedelta(minutes=50)
        session = do("plan_session", "/sessions", starts_at=began.isoformat(), place="调解室")["id"]
        do("hold_session", f"/sessions/{session}/hold")
        body = "双方陈述了漏水的经过。" * 20
        do(
            "write_record",
            "/records",
            session_id=session,
            body=body,
            result="continue",
            told_principles=True,
            next_on=tomorrow,
        )
        self.upload(f"{case}/evidence", scan(made["id"]), name="照片", provider_name="张建国")
        deeds.append("add_evidence")

    def _files(self) -> None:
        secret = "a" * 32
        headers = {
            "Host": "wuhan.localhost",
            "Cookie": f"sessionid={self.town['session']}; csrftoken={secret}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        for case in self.town["to_file"]:
            body = f"checker=Xia&csrfmiddlewaretoken={secret}".encode()
            status, content = self.insist(Asked(f"/disputes/{case}/file/bind", body, headers))
            assert status == 302, (status, content.decode()[:2000])
            self.assemblies.append(case)
            if self.ended.wait(0.5):
                return
