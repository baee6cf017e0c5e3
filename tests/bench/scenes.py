"""What the clients ask: work list, lists, searches, case pages, the case table, and writing: register and accept."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from django.db import connection
from django.test import Client

from fengqiao.accounts.permissions import Role
from fengqiao.core.jobs import current_schema
from fengqiao.disputes.models import Dispute, Party
from tests.bench import plans
from tests.bench.drive import Next, Request
from tests.bench.place import User

FREQUENT_1, FREQUENT_2 = ("水", "案", "款", "人"), ("赔偿", "工资", "漏水", "张伟")
RARE_1, RARE_2 = ("燚", "龘", "鱼", "灶"), ("鱼塘", "不存在", "房屋漏水", "健身房押金")
FILTERS = ("status=mediating", "status=performing", "grade=red", "status=referred", "status=suspended&grade=red",
           "category=medical&source=entrusted", "status=declined", "source=entrusted", "")  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """One measurement: what is asked, the milliseconds within which 95 of 100 answers are to come, what it is in English."""

    name: str
    english: str
    budget: int
    ask: Next
    samples: int = 6


@dataclass
class Scenes:
    """The measurements of one run in a host's jurisdiction. ``made`` holds what was registered and is still to be accepted."""

    host: str
    users: list[User]
    made: list[tuple[str, str]] = field(default_factory=list)

    @property
    def directors(self) -> list[User]:
        """Those who work at committees."""
        return [user for user in self.users if user.role == Role.DIRECTOR]

    @property
    def supervisor(self) -> User:
        """Who sees the whole city."""
        return next(user for user in self.users if user.role == Role.CITY_BUREAU)

    def all(self) -> list[Scene]:
        """Return every measurement in the order in which it is to be made: acceptances take what registrations made."""
        return [*self.lists(), *self.searches(), *self.pages(), *self.writes()]

    def _get(self, user: User, path: str) -> Request:
        return Request(path, cookie=user.session)

    def _anybody(self) -> User:
        return random.choice([self.supervisor, *self.directors])

    def lists(self) -> list[Scene]:
        """The work list of whoever acts or supervises; all disputes, under frequent and rare filters."""
        return [
            Scene("工作台待办", "work list", 150, lambda: self._get(random.choice(self.directors), "/todo")),
            Scene("辖区逾期", "overdue in the city", 150, lambda: self._get(self.supervisor, "/todo?view=late")),
            Scene("纠纷列表", "list under a filter", 150,
                  lambda: self._get(self._anybody(), f"/disputes?{random.choice(FILTERS)}"), samples=24),
        ]  # fmt: skip

    def searches(self) -> list[Scene]:
        """Searches by the kind of word, by whoever sees the whole city and by those who see their committee's cases."""
        shuffled = Dispute.objects.order_by("?")
        numbers = list(shuffled.exclude(file_number=None).values_list("file_number", flat=True)[:200])
        people = list(Party.objects.order_by("?").values_list("name", "phone_tail")[:400])

        def scene(name: str, english: str, words: Sequence[str]) -> Scene:
            def ask() -> Request:
                return self._get(self._anybody(), f"/disputes?q={quote(random.choice(words))}")

            return Scene(f"查找{name}", f"search: {english}", 100, ask, samples=16)

        return [
            scene("常用字", "a frequent character", FREQUENT_1),
            scene("生僻字", "a rare character", RARE_1),
            scene("常用词", "a frequent word", FREQUENT_2),
            scene("少见词", "a rare word, or none", RARE_2),
            scene("案号", "file number", numbers),
            scene("姓名", "name", [name for name, _tail in people]),
            scene("电话尾号", "phone tail", [tail for _name, tail in people if tail]),
        ]

    def pages(self) -> list[Scene]:
        """A case's page and the case table."""
        cases = list(Dispute.objects.order_by("?").values_list("pk", flat=True)[:2000])
        codes = Dispute.objects.order_by("?").values_list("county_code", flat=True)[:500]
        places = ["", *sorted(set(codes))]
        periods = ("2026", "2025", "2026-10", "2026Q3", "2025-03-05..2026-09-17")

        def table() -> Request:
            given = f"period={random.choice(periods)}&region={random.choice(places)}"
            return self._get(self.supervisor, f"/statistics/cases?{given}")

        return [
            Scene("案件页", "case page", 150, lambda: self._get(self.supervisor, f"/disputes/{random.choice(cases)}")),
            Scene("统计表", "case table, a city or county, a month to two years", 300, table, samples=12),
        ]

    def writes(self) -> list[Scene]:
        """Registrations by directors at their own committees, and the acceptance of each."""
        return [
            Scene("登记", "register", 200, self._registering()),
            Scene("受理", "accept", 200, self._accepting(), samples=2),
        ]

    def _registering(self) -> Next:
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

    def _accepting(self) -> Next:
        by_committee = {user.organisation: user for user in self.directors}

        def ask() -> Request:
            dispute, organisation = self.made.pop()
            token = by_committee[organisation].token
            return Request(f"/api/v1/disputes/{dispute}/accept", token=token, body={"revision": None})

        return ask

    def heard(self, scene: Scene) -> Callable[[bytes], None] | None:
        """Return what is to be told of each right answer of a measurement."""
        return self.registered if scene.name == "登记" else None

    def registered(self, content: bytes) -> None:
        """Keep a registered matter, to be accepted by its committee."""
        told = json.loads(content)
        self.made.append((told["id"], told["organisation_id"]))

    def read(self, scene: Scene, tables: dict[str, int], *, may_scan: bool = True) -> plans.Read:
        """Ask some requests of a scene in this process; return what the database read for them, and wrong answers as faults."""
        schema, found = current_schema(), plans.Read()
        hear = self.heard(scene)
        for _number in range(scene.samples):
            request = scene.ask()
            with plans.Captured() as captured:
                status, content = self._send(request)
            connection.set_schema(schema)  # type: ignore[attr-defined]  # of django-tenants' backend
            if status != request.expected:
                found.faults[f"{request.path} {status}"] = content.decode(errors="replace")[:300]
            elif hear:
                hear(content)
            found.add(plans.explain(captured.statements, tables, may_scan=may_scan))
        return found

    def _send(self, request: Request) -> tuple[int, bytes]:
        bearer = {"HTTP_AUTHORIZATION": f"Bearer {request.token}"} if request.token else {}
        client = Client(HTTP_HOST=self.host, raise_request_exception=False, **bearer)
        if request.cookie:
            client.cookies["sessionid"] = request.cookie
        if request.body is None:
            answer = client.get(request.path)
        else:
            answer = client.post(request.path, json.dumps(request.body), content_type="application/json")
        return answer.status_code, answer.content
