"""Every page that a person can open, with real records behind it: fit for all eyes, on a wide and a narrow screen, without faults.

The pages come from the table of addresses, which holds every address there is: a new page is looked at without being named here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fengqiao.accounts.models import User
from tests.journeys import records
from tests.journeys.hand import NARROW, WIDE, Hand
from tests.journeys.records import Records
from tests.permission_matrix import NOWHERE, ROWS, Row

MORE = (
    ("disputes:list", "?q=没有这样的纠纷"),
    ("disputes:list", "?q=买买"),
    ("disputes:todo", "?view=offered"),
    ("people:list", "?q=没有"),
    ("organisations:list", "?q=没有"),
    *(
        ("jurisdictions:profile", f"?part={part}")
        for part in ("grading", "routing", "clocks", "agreement", "documents")
    ),
)
"""Pages that are another page at the same address."""
QUESTIONS = ("story", "place", "self", "other", "wish", "check")
CODE = re.compile(
    r"\b[a-z]+(?:_[a-z]+)+\b|\b(?:profile|archive|disputes|mediation|documents)\.[a-z]+"
    r"|%\(\w+\)|\{\{|\{%|\bNone\b|\bUndefined\b|seed \d|seeds/"
)
"""What looks like a word of a program."""
FILES = {
    "confirmation:ruling", "confirmation:interested", "archive:pdf", "people:photo", "mediators:receipt",
    "mediators:receipt_pdf", "subsidies:batch", "subsidies:pay", "subsidies:payment", "portal_subsidies:batch",
    "portal_subsidies:object",
}  # fmt: skip
"""Files and pages for which no record here is far enough."""
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
    return answer.status_code == 200 and answer.content[:100].lstrip().lower().startswith(b"<!doctype html")


def pages_of(row: Row, known: Records, windows: dict[str, Client]) -> tuple[Page | None, bool]:
    """The page of a row (None when nobody gets one), and whether some address of it answered; a form rather than a refusal of it."""
    is_form = any(other.url == row.url and other.method == "POST" for other in ROWS)
    second, answered = None, False
    for path in addresses(row, known):
        for desk, client in windows.items():
            answer = client.get(path)
            answered = answered or answer.status_code in (200, 302)
            if answer.status_code != 403 and not is_page(answer):
                break
            if is_page(answer):
                if not is_form or b"form-actions" in answer.content:
                    return Page(row.url, path, desk), True
                second = second or Page(row.url, path, desk)
                break
    return second, answered


@pytest.fixture
def known(town) -> Records:
    """The office with its records."""
    return records.build(town)


@pytest.fixture
def pages(known) -> list[Page]:
    """Every page once, the page of a matter in each of its states, and the pages of the portal."""
    staff = {name: window(user) for name, user in known.desks.items()}
    rows = [row for row in ROWS if row.method == "GET" and not row.url.startswith("api:") and row.url not in NO_PAGE]
    found, missing = [], []
    for row in rows:
        windows = {"": known.applicant()} if row.url.startswith("portal:") else staff
        page, answered = pages_of(row, known, windows)
        if page:
            found.append(page)
        elif not answered and any(True for _address in addresses(row, known)) and row.url not in FILES:
            missing.append(row.url)
    assert not missing, f"give tests/journeys/records.py what opens {missing}"
    found += [Page("portal:apply", reverse("portal:apply", args=[question])) for question in QUESTIONS[1:]]
    by_name = {page.name: page for page in found}
    for name, query in MORE:
        found.append(Page(name, by_name[name].path + query, by_name[name].desk))
    matters = [scene["pk"] for scene in known.scenes if "pk" in scene]
    found += [
        Page("disputes:record", path, desk)
        for pk in matters
        for path in [reverse("disputes:record", args=[pk])]
        for desk in [next((name for name, client in staff.items() if client.get(path).status_code == 200), "")]
        if path != by_name["disputes:record"].path
    ]
    return found


PLAIN = """() => ({
  headings: document.querySelectorAll("h1").length,
  title: document.title.replace(/[·\\s]/g, ""),
  text: document.body.innerText,
  buttons: [...document.querySelectorAll("main .btn-primary")].filter((one) => one.checkVisibility()).length,
})"""


def plain_faults(hand: Hand) -> list[str]:
    """What is wrong with a page for everybody: no single heading, no title, two things to do first, a word of a program."""
    page = hand.page.evaluate(PLAIN)
    counted = [f"{page['headings']} h1"] if page["headings"] != 1 else []
    counted += [f"{page['buttons']} primary buttons"] if page["buttons"] > 1 else []
    counted += [] if page["title"] else ["no title"]
    return counted + [f"a program's word: {word}" for word in sorted({*CODE.findall(page["text"])})]


def without_script(hand: Hand) -> list[str]:
    """What an old telephone lacks on a page of the portal: its heading and somewhere to go on."""
    ways = hand.page.locator("main a[href], main button:visible, footer a[href], footer button:visible")
    return [] if hand.page.locator("h1").is_visible() and ways.count() else ["is empty without a script"]


def test_every_page_is_accessible_fits_both_screens_and_speaks_plainly(town, known, pages):
    hands = {name: town.seat(user) for name, user in known.desks.items()}
    hands[""] = known.lend(town.visitor())
    old = known.lend(town.visitor(width=NARROW, java_script_enabled=False))
    wrong = []
    for page in pages:
        heard = len(town.faults)
        hand = hands[page.desk].at(page.path)
        found = [*plain_faults(hand), *hand.faults_of_page(axe_at=(NARROW, WIDE)), *town.faults[heard:]]
        if not page.desk:
            found += without_script(old.at(page.path))
        wrong += [f"{page.name} {page.path}: {each}" for each in found]
    town.faults.clear()
    assert not wrong, "\n".join(wrong)
