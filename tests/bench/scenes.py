"""What the clients ask: the work list, searches, case pages, the case table, and writing: register and accept."""

import json
import random
from dataclasses import dataclass
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fengqiao.accounts.permissions import Role
from fengqiao.disputes.models import Dispute, Party
from tests.bench.drive import Next, Request
from tests.bench.place import HOST, SLUG, User

WORDS = ("水", "案", "燚", "漏水", "赔偿", "工资", "车祸", "押金", "张伟", "房屋漏水", "健身房", "鱼塘", "不存在的词")
BUDGETS = {"工作台待办": 150, "查找": 100, "案件页": 150, "登记": 200, "受理": 200, "统计表": 300}
"""Milliseconds within which 95 of 100 answers are to come (docs: the product's budgets)."""


@dataclass
class Scenes:
    """The measurements of one run. ``accepting`` gives what was registered, one by one, to be accepted."""

    users: list[User]
    made: list[tuple[str, str]]

    @property
    def directors(self) -> list[User]:
        """Those who work at committees."""
        return [user for user in self.users if user.role == Role.DIRECTOR]

    @property
    def supervisor(self) -> User:
        """Who sees the whole city."""
        return next(user for user in self.users if user.role == Role.CITY_BUREAU)

    def reading(self) -> dict[str, Next]:
        """Return the reading measurements by name."""
        boss, ids = self.supervisor, list(Dispute.objects.order_by("?").values_list("pk", flat=True)[:2000])
        numbers = list(
            Dispute.objects.exclude(file_number=None).order_by("?").values_list("file_number", flat=True)[:200]
        )
        names = list(Party.objects.order_by("?").values_list("name", "phone_tail")[:400])
        texts = [*WORDS * 20, *numbers, *(text for pair in names for text in pair if text)]
        counties = ["", *sorted({code[:6] for code in Dispute.objects.values_list("county_code", flat=True)[:5000]})]
        periods = ("2026", "2025", "2026-10", "2026Q3", "2025-03-05..2026-09-17")
        return {
            "工作台待办": lambda: Request("/todo", cookie=random.choice(self.directors).session),
            "查找": lambda: Request(f"/disputes?q={quote(random.choice(texts))}", cookie=boss.session),
            "案件页": lambda: Request(f"/disputes/{random.choice(ids)}", cookie=boss.session),
            "统计表": lambda: Request(
                f"/statistics/cases?period={random.choice(periods)}&region={random.choice(counties)}",
                cookie=boss.session,
            ),
        }

    def registering(self) -> Next:
        """Return the measurement of registrations by directors at their own committees."""
        quarrels = Dispute.objects.filter(category="neighbours").order_by("?")
        matters = list(quarrels.values_list("narrative", "category", "region_code")[:500])

        def ask() -> Request:
            narrative, category, region = random.choice(matters)
            parties = [
                {"side": side, "name": f"压测{random.randrange(10**6)}", "phone": f"1990{random.randrange(10**7):07}"}
                for side in ("applicant", "respondent")
            ]
            body = {"narrative": narrative, "category": category, "region_code": region, "category_confirmed": True}
            user = random.choice(self.directors)
            return Request("/api/v1/disputes", token=user.token, body={**body, "parties": parties}, expected=201)

        return ask

    def registered(self, content: bytes) -> None:
        """Keep a registered matter, to be accepted by its committee."""
        told = json.loads(content)
        self.made.append((told["id"], told["organisation_id"]))

    def accepting(self) -> Next:
        """Return the measurement of acceptances: each registered matter once, by its own committee."""
        by_committee = {user.organisation: user for user in self.directors}

        def ask() -> Request:
            dispute, organisation = self.made.pop()
            token = by_committee[organisation].token
            return Request(f"/api/v1/disputes/{dispute}/accept", token=token, body={"revision": None})

        return ask

    def queries(self, ask: Next, *, times: int = 5) -> int:
        """Return the most queries that a request makes, asked in this process."""
        most = 0
        for _number in range(times):
            connection.set_schema(SLUG)
            request = ask()
            headers = {
                "HTTP_HOST": HOST,
                **({"HTTP_AUTHORIZATION": f"Bearer {request.token}"} if request.token else {}),
            }
            client = Client(**headers)
            if request.cookie:
                client.cookies["sessionid"] = request.cookie
            with CaptureQueriesContext(connection) as made:
                _send(client, request)
            most = max(most, len(made))
        connection.set_schema(SLUG)
        return most


def _send(client: Client, request: Request) -> None:
    if request.body is None:
        client.get(request.path)
    else:
        client.post(request.path, json.dumps(request.body), content_type="application/json")
