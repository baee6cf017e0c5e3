"""Every page that a person can open, with real records behind it: fit for all eyes, on a wide and a narrow screen, without faults."""

import re

from tests.journeys import english, records
from tests.journeys.hand import NARROW, WIDE, Hand
from tests.journeys.pages import half_of_the_pages

CODE = re.compile(
    r"\b[a-z]+(?:_[a-z]+)+\b|\b(?:profile|archive|disputes|mediation|documents)\.[a-z]+"
    r"|%\(\w+\)|\{\{|\{%|\bNone\b|\bUndefined\b|seed \d|seeds/"
)
"""What looks like a word of a program."""


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


def faults(town, half: int) -> list[str]:
    """What is wrong with every second page, from the first (0) or the second (1) on, in both languages."""
    known = records.build(town)
    hands = {name: town.seat(user) for name, user in known.desks.items()}
    hands[""] = known.lend(town.visitor())
    old = known.lend(town.visitor(width=NARROW, java_script_enabled=False))
    pages = half_of_the_pages(known, half)
    wrong = english.faults(known, pages)
    for page in pages:
        heard = len(town.faults)
        hand = hands[page.desk].at(page.path)
        found = [*plain_faults(hand), *hand.faults_of_page(axe_at=(NARROW, WIDE)), *town.faults[heard:]]
        if not page.desk:
            found += without_script(old.at(page.path))
        wrong += [f"{page.name} {page.path}: {each}" for each in found]
    town.faults.clear()
    return wrong
