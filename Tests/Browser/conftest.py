"""Fixtures: one server and one browser for all tests, a visitor of any settings for each."""

import re
import signal
import sys

import pytest
from playwright.sync_api import sync_playwright

from harness import DESK, none
from harness.server import running_server
from harness.visitor import Visitor

CHROMIUM = "/usr/bin/chromium"


def pytest_configure(config):
    # Ended from outside, still end the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("data")) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser, server):
    """Makes visitors: visitor(size=PHONE, language="pl", script=False, dark=True). Fails on whatever troubled them."""
    made = []

    def make(size=DESK, language="en", script=True, dark=False):
        context = browser.new_context(
            viewport=size, locale=language, java_script_enabled=script, reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(15_000)
        made.append(Visitor(context.new_page(), server))
        return made[-1]

    yield make
    troubles = []
    for one in made:
        one.page.context.close()
        troubles += one.troubles
    none(troubles)


@pytest.fixture(scope="session")
def address_of(browser, server):
    """The full path of a page kind in a language, with the ids of real entries filled in."""
    entries = {}

    def entry(kind, number):
        if kind not in entries:
            entries[kind] = first_entries(browser, f"{server}/en/{kind}", kind)
        assert len(entries[kind]) >= number, f"the list of {kind} has fewer than {number} entries"
        return entries[kind][number - 1]

    def address(kind, language):
        filled = re.sub(
            r"\{(\w+)(?::(\d))?\}", lambda gap: entry(gap[1], int(gap[2] or 1)), kind.address
        )
        return f"/{language}{filled}"

    return address


def first_entries(browser, list_address, kind):
    """The last parts of the addresses of the entries on a list, in its order, each once."""
    page = browser.new_page()
    page.goto(list_address)
    paths = page.eval_on_selector_all(f"main a[href*='/{kind}/']", "links => links.map(a => new URL(a.href).pathname)")
    page.close()
    found = [match[1] for path in paths if (match := re.fullmatch(rf"/en/{kind}/([^/]+)", path))]
    return list(dict.fromkeys(found))
