"""Every page that a person can open, found from the table of addresses: a new page is looked at without being named here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fengqiao.accounts.access import actor_of
from fengqiao.accounts.models import User
from tests.journeys.records import Records
from tests.permission_matrix import ANYBODY, NOWHERE, ROWS, SIGNED_IN, Row

MORE = (
    ("disputes:list", "?q=没有这样的纠纷"),
    ("disputes:list", "?q=买买"),
    ("disputes:todo", "?view=offered"),
    ("people:list", "?q=没有"),
    ("organisations:list", "?q=没有"),
    *(("training:course", f"?part={part}") for part in ("venues", "trainees", "materials", "story")),
    *(
        ("jurisdictions:profile", f"?part={part}")
        for part in ("grading", "routing", "clocks", "agreement", "documents", "training")
    ),
)
"""Pages that are another page at the same address."""
QUESTIONS = ("story", "place", "self", "other", "wish", "check")
NO_PAGE = {"mfa_deactivate_totp", "mfa_view_recovery_codes", "ui:catalogue"}
"""Pages of those who use one-time codes, and the page of all components; tested by themselves."""


@dataclass(frozen=True)
class Page:
    """An address that answered with a page, and who opened it ("": somebody who did not sign in)."""

    name: str
    path: str
    desk: str = ""


def window(user: User | None) -> Client:
    """A browser without a screen."""
    made = Client(HTTP_HOST="wuhan.localhost")
    if user:
        made.force_login(user)
    return made


def addresses(row: Row, known: Records) -> Iterator[str]:
    """Every address of a row for which there are records, the likeliest first."""
    wanted = {name for name, value in row.args.items() if value == NOWHERE}
    given = {name: value for name, value in row.args.items() if value != NOWHERE}
    for scene in known.scenes if wanted else [{}]:
        if wanted <= scene.keys():
            path = reverse(row.url, kwargs={**given, **{name: scene[name] for name in wanted}})
            yield path + known.queries.get(row.url, "")


def is_page(answer: Any) -> bool:
    """Whether it is a whole page, not a fragment or a file."""
    return (
        answer.status_code == 200
        and not answer.streaming
        and answer.content[:100].lstrip().lower().startswith(b"<!doctype html")
    )


def refused(answer: Any) -> bool:
    """Whether this person is not let in, so that the next may try."""
    return answer.status_code == 403 or answer.headers.get("Location", "").startswith(reverse("account_login"))


@dataclass(frozen=True)
class Window:
    """A browser without a screen, and what the person before it may do; nothing is known of somebody who did not sign in."""

    client: Client
    powers: frozenset[str] | None = None

    def may_open(self, row: Row) -> bool:
        """Whether this person has what a row asks for."""
        if self.powers is None:
            return row.who == ANYBODY
        return row.who in (ANYBODY, SIGNED_IN) or row.who in self.powers


def windows_of(known: Records) -> dict[str, Window]:
    """The windows of somebody who applies, and of everybody at a desk."""
    at = timezone.now()
    return {"": Window(known.applicant())} | {
        name: Window(window(user), actor_of(user, at).permissions) for name, user in known.desks.items()
    }


def page_of(row: Row, known: Records, windows: dict[str, Window]) -> tuple[Page | None, bool]:
    """The page of a row (None when nobody gets one), and whether some address of it answered; a form rather than a refusal of it."""
    is_form = any(other.url == row.url and other.method == "POST" for other in ROWS)
    second, answered = None, False
    for path in addresses(row, known):
        for desk in (desk for desk, window in windows.items() if window.may_open(row)):
            answer = windows[desk].client.get(path)
            answered = answered or (answer.status_code in (200, 302) and not refused(answer))
            if not refused(answer) and not is_page(answer):
                break
            if is_page(answer):
                if not is_form or b"form-actions" in answer.content:
                    return Page(row.url, path, desk), True
                second = second or Page(row.url, path, desk)
                break
    return second, answered


def half_of_the_pages(known: Records, half: int) -> list[Page]:
    """Every second page once, from the first (0) or the second (1) on: of the table, of the portal, and of the matters in all states."""
    windows = windows_of(known)
    rows = [row for row in ROWS if row.method == "GET" and not row.url.startswith("api:") and row.url not in NO_PAGE]
    found, missing = [], []
    for row in rows[half::2]:
        page, answered = page_of(row, known, windows)
        if page:
            found.append(page)
        elif not answered and any(True for _address in addresses(row, known)):
            missing.append(row.url)
    assert not missing, f"give tests/journeys/records.py what opens {missing}"
    by_name = {page.name: page for page in found}
    more = [replace(by_name[name], path=by_name[name].path + query) for name, query in MORE if name in by_name]
    found += more + [Page("portal:apply", reverse("portal:apply", args=[question])) for question in QUESTIONS[half::2]]
    for pk in known.matters[half::2]:
        path = reverse("disputes:record", args=[pk])
        desk = next(name for name, window in windows.items() if window.client.get(path).status_code == 200)
        found.append(Page("disputes:record", path, desk))
    return found
