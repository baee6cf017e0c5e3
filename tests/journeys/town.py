"""The office of tests.office with a door to the street: browsers at the desks of named people, and visitors without a desk."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.models import User
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import Actor, system
from fengqiao.organisations.models import Organisation
from fengqiao.people import actions as people
from fengqiao.people.models import Person
from tests.journeys.hand import AXE, WIDE, Hand
from tests.office import Office

PASSWORD = "correct-horse-7-battery"
REFUSALS = tuple(f"the server responded with a status of {status}" for status in (409, 413, 422, 429))
"""What the console says of an answer that a person is told about; everything else there is a fault."""
UNKNOWN_CODE = "status of 404 (Not Found) /follow"


def account(
    username: str,
    name: str,
    role: Role,
    organisation: Organisation | None,
    *,
    scope: str = "",
    person: Person | None = None,
) -> User:
    """An account of somebody with a post that began a month ago."""
    platform = system(timezone.now() - timedelta(days=40), frozenset({Permission.MANAGE_ACCOUNTS.value}))
    user = accounts.create_user(
        platform, username=username, name=name, password=PASSWORD, person_id=person.pk if person else None,
        must_change_password=False,
    )  # fmt: skip
    accounts.assign(
        platform,
        user.pk,
        role=role,
        organisation_id=organisation.pk if organisation else None,
        region_scope=scope,
        starts_on=timezone.localdate() - timedelta(days=30),
    )
    return user


def villager(office: Office) -> Person:
    """蔡晓梅, elected mediator of the community."""
    manage = frozenset({Permission.MANAGE_REGISTRY.value, Permission.VIEW_REGISTRY.value})
    keeper = Actor(None, "登记员", office.now, manage, region_scope="4201")
    post = people.NewPost(
        organisation_id=office.community.pk, post="mediator", origin="elected", starts_on=date(2024, 5, 6)
    )
    return people.register(keeper, name="蔡晓梅", post=post)


@dataclass
class Town:
    """Who sits where. Every message of a browser that is no refusal to a person counts as a fault."""

    office: Office
    address: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def visitor(self, width: int = WIDE, **options: object) -> Hand:
        """Somebody who has not signed in."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", **options)
        self.contexts.append(context)
        context.add_init_script(path=AXE)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return Hand(page, self.address)

    def _heard(self, message: ConsoleMessage) -> None:
        text = f"{message.text} {message.location.get('url', '').removeprefix(self.address)}"
        if message.type == "error" and UNKNOWN_CODE not in text and not any(known in text for known in REFUSALS):
            self.faults.append(text)

    def seat(self, user: User, **options: object) -> Hand:
        """Somebody who has signed in already."""
        hand = self.visitor(**options)
        client = Client(HTTP_HOST="wuhan.localhost")
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.address}
        hand.page.context.add_cookies([cookie])
        return hand

    def close(self) -> None:
        """Close all windows."""
        for context in self.contexts:
            context.close()

    # --- the people ------------------------------------------------------------------------------------------------------

    def tu(self) -> User:
        """涂海洋 at the centre's counter."""
        return account("tuhaiyang", "涂海洋", Role.FRONT_DESK, self.office.centre)

    def gong(self) -> User:
        """龚雪琴, who triages."""
        return account("gongxueqin", "龚雪琴", Role.TRIAGE_OFFICER, self.office.centre, scope="420111")

    def cheng(self) -> User:
        """程继红, director of the street's committee."""
        return account("chengjihong", "程继红", Role.DIRECTOR, self.office.street, person=self.office.cheng)

    def xia(self) -> User:
        """夏云峰, mediator of the street's committee."""
        return account("xiayunfeng", "夏云峰", Role.MEDIATOR, self.office.street, person=self.office.xia)

    def cai(self) -> User:
        """蔡晓梅, who mediates alone at the community."""
        return account(
            "caixiaomei", "蔡晓梅", Role.VILLAGE_MEDIATOR, self.office.community, person=villager(self.office)
        )

    def lu(self) -> User:
        """鲁敏慧, who supervises for the county bureau."""
        return account("luminhui", "鲁敏慧", Role.COUNTY_BUREAU, self.office.bureau, scope="420111")

    def lately(self, **ago: float) -> Office:
        """The office a while ago, for what happened before the journey."""
        return replace(self.office, now=timezone.now() - timedelta(**(ago or {"minutes": 5})))
