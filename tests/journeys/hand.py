"""A person's hand on a page: every gesture is counted and timed, and every page that it meets can be looked at."""

import base64
import re
import time
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, expect

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
NARROW, WIDE = 390, 1440
_AXE = """async (contrast) => {
  const seen = await axe.run({resultTypes: ["violations"], rules: {"color-contrast": {enabled: contrast}}});
  return seen.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes[0].target} ${one.nodes[0].html.slice(0, 160)}`);
}"""
"""The colours are the same at every width; to compare them takes half of the time."""


def _exactly(label: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(label)}\s*$")


class Hand:
    """One browser window.

    An interaction is one click, one field filled or chosen, one file picked: what a person does with the hand once.
    Reading, and what the page does by itself, is none.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.interactions = 0
        self.began = time.monotonic()

    def start(self) -> "Hand":
        """Count and time from here."""
        self.interactions, self.began = 0, time.monotonic()
        return self

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.began

    @property
    def path(self) -> str:
        """Where the window is, without the host."""
        return self.page.url.removeprefix(self.address)

    def at(self, path: str) -> "Hand":
        """Open an address by hand; not an interaction of a journey, which begins on the person's first page."""
        self.page.goto(self.address + path)
        return self

    def sign_in(self, username: str, password: str) -> "Hand":
        """Sign in by the form, and begin to count."""
        self.at("/sign-in")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", password)
        self.page.locator("main button[type=submit], main button.btn-primary").first.click()
        expect(self.page).not_to_have_url(re.compile("sign-in"))
        return self.start()

    def click(self, label: str, within: str = "main") -> "Hand":
        """Press the button or follow the link that reads so, to where it leads."""
        return self._go(self.named(label, within))

    def send(self, label: str) -> "Hand":
        """Press the button of a form that reads so; the next page is its answer."""
        return self._go(self.page.locator("main form").get_by_role("button", name=_exactly(label)))

    def press(self, selector: str) -> "Hand":
        """Press what a selector names, to where it leads."""
        return self._go(self.page.locator(selector))

    def touch(self, label: str) -> "Hand":
        """Press a button or link after which this page stays."""
        self.interactions += 1
        self.named(label).first.click()
        return self

    def _go(self, target: Locator) -> "Hand":
        self.interactions += 1
        with self.page.expect_navigation():
            target.first.click()
        return self

    def named(self, label: str, within: str = "main") -> Locator:
        """The button or link that reads exactly so."""
        place = self.page.locator(within)
        return place.get_by_role("link", name=_exactly(label)).or_(place.get_by_role("button", name=_exactly(label)))

    def write(self, name: str, text: str) -> "Hand":
        """Fill the field of a name."""
        self.interactions += 1
        self.page.locator(f"[name='{name}']").fill(text)
        return self

    def choose(self, name: str, value: str) -> "Hand":
        """Choose from a list, or one of a few cards."""
        self.interactions += 1
        field = self.page.locator(f"select[name='{name}']")
        if field.count():
            field.select_option(value)
        else:
            self.page.locator(f"[name='{name}'][value='{value}']").check()
        return self

    def tick(self, name: str) -> "Hand":
        """Tick a box."""
        self.interactions += 1
        self.page.locator(f"[name='{name}']").check()
        return self

    def pick(self, name: str, text: str) -> "Hand":
        """Type a part of a name and take the first hit: two interactions."""
        self.interactions += 2
        self.page.locator(f"[name='{name}']").press_sequentially(text)
        self.page.locator(".pick-list:not([hidden]) [role=option]").first.click()
        return self

    def attach(self, name: str, filename: str, content: bytes, media_type: str = "application/pdf") -> "Hand":
        """Pick a file."""
        self.interactions += 1
        file = {"name": filename, "mimeType": media_type, "buffer": content}
        self.page.locator(f"input[type=file][name='{name}']").set_input_files([file])
        return self

    def draw(self, canvas: Locator) -> "Hand":
        """Sign with the mouse."""
        self.interactions += 1
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box, "there is no pad to sign on"
        for left, top in ((30, 40), (60, 90), (150, 50)):
            self.page.mouse.move(box["x"] + left, box["y"] + top)
            self.page.mouse.down()
            self.page.mouse.move(box["x"] + left + 60, box["y"] + top + 25, steps=6)
            self.page.mouse.up()
        return self

    def sees(self, text: str) -> "Hand":
        """Expect a text on the page."""
        expect(self.page.locator("body")).to_contain_text(text)
        return self

    def fetch(self, url: str) -> bytes:
        """What an address of this host gives to this window, as the browser would download it."""
        status, body = self.page.evaluate(
            """async (url) => {
              const answer = await fetch(url);
              const bytes = new Uint8Array(await answer.arrayBuffer());
              let text = "";
              for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
              return [answer.status, btoa(text)];
            }""",
            url,
        )
        assert status == 200, (url, status)
        return base64.b64decode(body)

    def look(self) -> "Hand":
        """Assert that the page is accessible and fits a wide and a narrow screen. Opens what is folded."""
        faults = self.faults_of_page()
        assert not faults, "\n".join(faults)
        return self

    def faults_of_page(self, axe_at: tuple[int, ...] = (WIDE,)) -> list[str]:
        """What is wrong with the page for those who cannot see it well or hold a telephone. axe_at: widths that axe looks at."""
        where = self.path
        try:
            self.page.locator("main").first.wait_for(timeout=15_000)
        except Error:
            return [f"{where}: not a page: {self.page.content()[:300]}"]
        self.page.evaluate("document.querySelectorAll('main details:not(.menu)').forEach((one) => (one.open = true))")
        faults, violations = [], []
        for width in (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": 900})
            used = self.page.evaluate("document.documentElement.scrollWidth")
            if used > width:
                faults.append(f"{where}: {used} px wide on a screen of {width}: {self._widest(width)}")
            if width in axe_at:
                violations += self.page.evaluate(_AXE, width == WIDE)
        return faults + [f"{where}: {one}" for one in violations]

    def _widest(self, width: int) -> str:
        try:
            return self.page.evaluate(
                """(width) => [...document.querySelectorAll("body *")]
                  .filter((one) => one.getBoundingClientRect().right > width + 1)
                  .slice(0, 3).map((one) => one.outerHTML.slice(0, 120)).join(" | ")""",
                width,
            )
        except Error:
            return ""
