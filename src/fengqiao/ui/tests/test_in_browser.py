"""The catalogue in a real browser: accessible, fitting, usable by keyboard and without JavaScript."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs in the thread of the tests
CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parents[4] / "node_modules/axe-core/axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, live_server):
    """Open an address of Wuhan's host; every error in the console fails the test."""
    contexts, faults = [], []

    def open_page(path, width=1440, theme="light", size="normal", **options):
        host = live_server.url.replace("localhost", "wuhan.localhost").replace("127.0.0.1", "wuhan.localhost")
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", **options)
        context.add_cookies(
            [{"name": "theme", "value": theme, "url": host}, {"name": "size", "value": size, "url": host}]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(host + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize(
    ("path", "width", "theme", "size"),
    [
        ("/ui/catalogue", 1440, "light", "normal"),
        ("/ui/catalogue", 1440, "dark", "elder"),
        ("/ui/catalogue?shell=portal", 390, "dark", "normal"),
        ("/ui/catalogue?shell=portal", 320, "light", "elder"),
    ],
)
def test_it_is_accessible_and_fits(visit, path, width, theme, size):
    page = visit(path, width, theme, size, bypass_csp=True)
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_id_number_fills_sex_and_birth_date(visit):
    page = visit("/ui/catalogue")
    page.fill("#id_id_number", "11010519491231002x")
    expect(page.locator("#id_birth")).to_have_value("1949-12-31")
    expect(page.get_by_label("女", exact=True)).to_be_checked()
    page.fill("#id_id_number", "110105194912310021")
    expect(page.get_by_text("校验码不对")).to_be_visible()


def test_a_place_is_picked_by_keyboard(visit):
    page = visit("/ui/catalogue")
    page.locator("#id_place").press_sequentially("南街")
    expect(page.locator(".pick-list [role=option]")).to_have_count(1)
    page.locator("#id_place").press("ArrowDown")
    page.locator("#id_place").press("Enter")
    expect(page.locator("#id_place")).to_have_value("珞南街道")
    expect(page.locator("[name=place_code]")).to_have_value("420111005")


def test_menus_and_dialogs_answer_to_the_keyboard(visit):
    page = visit("/ui/catalogue")
    page.get_by_text("其他步骤").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("button.menu-item", has_text="终止调解")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#sample-reason-reason")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_click_inside_a_menu_keeps_it_open(visit):
    page = visit("/ui/catalogue")
    page.locator(".columns-menu summary").click()
    page.locator(".columns-menu label", has_text="地点").click()
    expect(page.locator("th", has_text="地点")).to_be_hidden()
    page.reload()
    expect(page.locator("th", has_text="地点")).to_be_hidden()


def test_what_was_typed_is_offered_again(visit):
    page = visit("/ui/catalogue")
    page.fill("#id_name", "张某某")
    page.wait_for_timeout(900)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="恢复").click()
    expect(page.locator("#id_name")).to_have_value("张某某")


def test_a_signature_is_kept_as_strokes(visit):
    page = visit("/ui/catalogue")
    pad = page.locator("canvas").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
    page.mouse.up()
    expect(page.locator("[data-count]")).to_have_text("已签 1 笔")
    page.get_by_role("button", name="清除重签").click()
    expect(page.locator("[name=signature]")).to_have_value("")


def test_the_portal_works_without_javascript(visit):
    page = visit("/ui/catalogue?shell=portal", 390, java_script_enabled=False)
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_attribute("data-size", "elder")
    page.get_by_role("button", name="添加当事人").click()
    expect(page.locator("[data-row]")).to_have_count(3)
    expect(page.get_by_label("纸质签名的扫描件")).to_be_visible()
