"""What the tests of paths share: with script or without, parts of a page by their heading, waiting for what comes later."""

import time

import pytest

script_or_not = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])

PATIENCE_SECONDS = 10


def section(page, heading):
    """The innermost part of the page under a heading."""
    return page.locator("section", has=page.get_by_role("heading", name=heading, exact=True)).last


def state_of_need(someone, need):
    """The step at which a need stands, as its page shows it."""
    someone.visit(f"/en/needs/{need}")
    return section(someone.page, "What became of it").locator("[aria-current=step]").inner_text().split("\n")[0]


def eventually(is_so):
    """Whether something comes true while one waits for the rounds of the server."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.3)
    return False
