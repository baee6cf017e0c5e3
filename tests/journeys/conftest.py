"""A real browser in front of the running platform."""

import os
import shutil
from datetime import UTC

import pytest
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from tests.journeys import cities
from tests.journeys.town import Town

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs in the thread of the tests
expect.set_options(timeout=20_000)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="package")
def browser():
    """Debian's chromium. Package scope, because its event loop must be gone before tests that run one of their own."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("These tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def town(transactional_db, build_office, live_server, browser):
    """The office at work today, with browsers at its desks; an error in a browser's console fails the test."""
    port = live_server.url.rpartition(":")[2]
    town = Town(build_office(), f"http://wuhan.localhost:{port}", browser)
    town.office = town.lately()
    yield town
    town.close()
    assert town.faults == []


@pytest.fixture(scope="session")
def chengdu(make_jurisdiction, django_db_blocker):
    """Chengdu, made once."""
    with django_db_blocker.unblock():
        return cities.fill(make_jurisdiction("chengdu"))


@pytest.fixture(scope="session")
def jingzhou(make_jurisdiction, django_db_blocker):
    """Jingzhou, made once."""
    with django_db_blocker.unblock():
        return cities.fill(make_jurisdiction("jingzhou"))


@pytest.fixture
def calendar(monkeypatch):
    """Sets the clock of the platform to a moment: `calendar(datetime(...))`; it stands still until it is set again."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(UTC))

    return at
