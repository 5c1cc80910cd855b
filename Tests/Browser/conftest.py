"""Fixtures: one server and one browser for all tests, a visitor of any settings for each."""

import os
import re
import signal
import sys
import uuid
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from harness import DESK, none
from harness.mailbox import Mailbox
from harness.samples import Samples
from harness.server import running_server
from harness.visitor import Visitor
from page_kinds import KINDS_OF_ENTRY

CHROMIUM = "/usr/bin/chromium"


def pytest_configure(config):
    # Ended from outside, still end the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory):
    """Where the server under test keeps its data; INNOCITIES_DATA says so of a server that runs already."""
    given = os.environ.get("INNOCITIES_DATA")
    return Path(given) if given else tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def server(data_folder):
    with running_server(data_folder) as address:
        yield address


@pytest.fixture(scope="session")
def mailbox(data_folder, server):
    return Mailbox(data_folder / "mail", server)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def session_of(browser, server):
    """The session of a demo person, begun once: tests that sign out must sign in themselves."""

    @cache
    def session(person):
        context = browser.new_context()
        someone = Visitor(context.new_page(), server)
        someone.sign_in_as(person)
        state = context.storage_state()
        context.close()
        return state

    return session


@pytest.fixture(scope="session")
def new_visitor(browser, server, session_of):
    """Makes a visitor of any settings, signed in when `person` names a demo person."""

    def make(size=DESK, language="en", script=True, dark=False, person=None):
        context = browser.new_context(
            viewport=size, locale=language, java_script_enabled=script, reduced_motion="reduce",
            color_scheme="dark" if dark else "light", storage_state=session_of(person) if person else None,
        )
        context.set_default_timeout(15_000)
        return Visitor(context.new_page(), server)

    return make


@pytest.fixture
def visitor(new_visitor):
    """Makes visitors: visitor(size=PHONE, language="pl", script=False, dark=True, person="officer"). Fails on whatever
    troubled them."""
    made = []

    def make(**settings):
        made.append(new_visitor(**settings))
        return made[-1]

    yield make
    troubles = []
    for one in made:
        one.page.context.close()
        troubles += one.troubles
    none(troubles)


@pytest.fixture
def unique():
    """A word that no other test has in its titles, so that tests can run in any order over one server."""
    return uuid.uuid4().hex[:8]


@pytest.fixture(scope="session")
def samples(new_visitor, mailbox):
    """Entries and other things of one page each, made by demo people when a page kind asks for them."""
    return Samples(new_visitor, mailbox)


@pytest.fixture(scope="session")
def address_of(browser, server, samples):
    """The full path of a page kind in a language, with the ids of real entries filled in."""
    entries = {}

    def entry(kind, number):
        if kind not in entries:
            entries[kind] = first_entries(browser, f"{server}/en/{kind}", kind)
        assert len(entries[kind]) >= number, f"the list of {kind} has fewer than {number} entries"
        return entries[kind][number - 1]

    def filled(gap):
        return entry(gap[1], int(gap[2] or 1)) if gap[1] in KINDS_OF_ENTRY else samples[gap[1]]

    def address(kind, language):
        return f"/{language}" + re.sub(r"\{(\w+)(?::(\d))?\}", filled, kind.address)

    return address


def first_entries(browser, list_address, kind):
    """The last parts of the addresses of the entries on a list, in its order, each once."""
    page = browser.new_page()
    page.goto(list_address)
    paths = page.eval_on_selector_all(f"main a[href*='/{kind}/']", "links => links.map(a => new URL(a.href).pathname)")
    page.close()
    found = [match[1] for path in paths if (match := re.fullmatch(rf"/en/{kind}/([^/]+)", path))]
    return list(dict.fromkeys(found))
