"""Programs that work over the API with somebody's token, and the stretches of a matter that every journey goes the same way."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pymupdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fengqiao.accounts.models import User
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person
from tests.journeys.town import PASSWORD
from tests.outcome import photo, scan


def text_of(pdf: bytes) -> str:
    """The words of a PDF without blanks."""
    with pymupdf.open(stream=pdf) as paper:
        return re.sub(r"\s+", "", "".join(page.get_text() for page in paper))


@dataclass
class Program:
    """What calls the API for somebody, with a new token whenever it has none that counts.

    Every answer is expected to succeed unless a status is given.
    """

    client: Client
    organisation: Organisation
    person: Person | None
    username: str

    @classmethod
    def of(cls, user: User, host: str, organisation: Organisation, person: Person | None = None) -> "Program":
        """A program that works with somebody's name and password."""
        return cls(Client(HTTP_HOST=host), organisation, person, user.username)

    def _ask(self, path: str, status: int, send: Callable[[str], Any]) -> Any:
        answer = send(f"/api/v1{path}")
        if answer.status_code == 401 and path != "/tokens":
            self.client.defaults.pop("HTTP_AUTHORIZATION", None)
            token = self.post("/tokens", name="业务系统", username=self.username, password=PASSWORD)["token"]
            self.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
            answer = send(f"/api/v1{path}")
        fits = answer.status_code == status if status else answer.status_code < 300
        assert fits, (path, answer.status_code, answer.content.decode(errors="replace")[:1500])
        return answer.json() if "json" in answer["Content-Type"] else answer.content

    def get(self, path: str, status: int = 0) -> Any:
        """Read."""
        return self._ask(path, status, self.client.get)

    def post(self, path: str, status: int = 0, **body: Any) -> Any:
        """Do."""
        text = json.dumps(body, default=str)
        return self._ask(path, status, lambda url: self.client.post(url, text, content_type="application/json"))

    def upload(self, path: str, status: int = 0, **form: Any) -> Any:
        """Do, with a file."""
        return self._ask(path, status, lambda url: self.client.post(url, form))

    # --- a stretch of a matter ----------------------------------------------------------------------------------------

    def open_mediation(self, case: str) -> None:
        """This mediator is assigned, everybody signs for the notice and consents; mediation begins."""
        self.post(f"/disputes/{case}/assign", lead_id=self.person.pk)
        for party in self._sides(case):
            hand = next((each["id"] for each in party["agents"] if each["role"] == "representative"), None)
            word = {"mode": "paper", "by_agent_id": hand}
            self.post(f"/disputes/{case}/notices", party_id=party["id"], word=word)
            self.post(f"/disputes/{case}/consents", party_id=party["id"], answer="gives", word=word)
        self.post(f"/disputes/{case}/start")

    def sit(self, case: str, body: str, result: str = "agreed") -> None:
        """A session that took place in the last hour, with its record."""
        began = timezone.now() - timedelta(minutes=50)
        session = self.post(f"/disputes/{case}/sessions", starts_at=began.isoformat(), place="调解室")["id"]
        self.post(f"/disputes/{case}/sessions/{session}/hold")
        self.post(f"/disputes/{case}/records", session_id=session, body=body, result=result, told_principles=True)

    def agree_on_paper(self, case: str) -> dict[str, Any]:
        """The parties agree to the draft; all hands and the seal on one paper. Returns the agreement as it stands then."""
        self.post(f"/disputes/{case}/agree")
        signers: list[dict[str, Any]] = [{"kind": "mediator", "person_id": str(self.person.pk)}, {"kind": "seal"}]
        for party in self._sides(case):
            hands = [each["id"] for each in party["agents"] if each["role"] == "representative"]
            signers += [{"kind": "agent", "party_id": party["id"], "agent_id": hand} for hand in hands] or [
                {"kind": "party", "party_id": party["id"]}
            ]
        self.upload(
            f"/disputes/{case}/agreement/signatures/scans",
            signers=json.dumps(signers),
            document_hash=self.get(f"/disputes/{case}/agreement")["document_hash"],
            scan=SimpleUploadedFile("协议书.pdf", scan("the agreement with all signatures"), "application/pdf"),
        )
        return self.get(f"/disputes/{case}/agreement")

    def perform(self, case: str, on: str) -> None:
        """Everything that the agreement owes was performed on a day."""
        parts = self.get(f"/disputes/{case}/performance")["parts"]
        chosen = [{"obligation_id": each["obligation_id"], "instalment_id": each["instalment_id"]} for each in parts]
        self.post(f"/disputes/{case}/performance", parts=chosen, performed_on=on)

    def visit_all(self, case: str, whom: str) -> None:
        """Each visit that the rules owe."""
        for visit in self.get(f"/disputes/{case}/follow-ups"):
            given = {"visit_id": visit["id"], "way": "phone", "visited": whom, "satisfaction": "satisfied"}
            self.post(f"/disputes/{case}/follow-ups", **given)

    def prove_identity(self, case: str) -> None:
        """A proof of everybody's identity is put into the file."""
        for party in self._sides(case):
            proof = SimpleUploadedFile("身份证明.jpg", photo(), "image/jpeg")
            self.upload(f"/disputes/{case}/file/papers", kind="identity_copy", party_id=party["id"], file=proof)

    def seal(self, case: str) -> str:
        """Bind and seal the file; its words."""
        bound = self.post(f"/disputes/{case}/file", checker="检查人")
        lacking = [item["title"] for item in bound["items"] if item["standing"] == "missing"]
        assert bound["is_complete"], lacking
        self.post(f"/disputes/{case}/archive")
        assert self.get(f"/disputes/{case}")["status"] == "archived"
        return text_of(self.get(f"/disputes/{case}/file/pdf"))

    def printed(self, case: str, kind: str) -> str:
        """The words of the newest paper of a kind that was made in a matter."""
        made = [paper for paper in self.get(f"/disputes/{case}/documents") if paper["kind"] == kind]
        assert made, [paper["kind"] for paper in self.get(f"/disputes/{case}/documents")]
        return text_of(self.get(f"/disputes/{case}/documents/{made[-1]['id']}/pdf"))

    def figures(self, period: str) -> dict[str, str]:
        """The case table of this organisation: every figure that is not zero, and no identity broken."""
        table = self.get(f"/statistics/cases?period={period}&organisation_id={self.organisation.pk}")
        assert all(identity["holds"] for identity in table["identities"]), table["identities"]
        cells = [cell for block in table["blocks"] for cell in block["cells"]]
        return {cell["code"]: cell["value"] for cell in cells if cell["value"] not in (None, "0", "0.00")}

    def _sides(self, case: str) -> list[dict[str, Any]]:
        return [party for party in self.get(f"/disputes/{case}")["parties"] if party["side"] != "third"]
