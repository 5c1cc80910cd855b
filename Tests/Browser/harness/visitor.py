"""A reader with a browser of their own settings, who notices everything that goes wrong."""

import os
from urllib.parse import urljoin, urlsplit

from . import ROOT

SCREENSHOTS = ROOT / "local/screenshots"


class Visitor:
    """One browser page. Whatever goes wrong on the way is kept in `troubles`; the fixture fails on any."""

    def __init__(self, page, server):
        self.page = page
        self.server = server
        self.troubles = []
        self._expected_failures = set()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        page.on("request", self._requested)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def visit(self, path, status=200):
        """Opens a path of the server, asserts its status, and waits until the page is at rest."""
        address = urljoin(self.server, path)
        if status >= 400:
            self._expected_failures.add(address)
        response = self.page.goto(address, wait_until="load")
        assert response.status == status, f"{path} answered {response.status}, not {status}"
        return response

    def sign_in_as(self, person):
        """Becomes a demo person by the one click that the demonstration offers."""
        self.visit("/en/sign-in")
        self.press_in(self.page.locator(f"form:has(input[name=person][value={person}])"))

    def fill(self, within="main", **values):
        """Fills fields of the page's own forms by their names: a text, the value of a choice, or a list of boxes."""
        for name, value in values.items():
            field = self.page.locator(f"{within} [name='{name}']")
            match field.first.evaluate("e => e.type"):
                case "radio" | "checkbox":
                    for one in value if isinstance(value, list) else [value]:
                        self.page.locator(f"{within} [name='{name}'][value='{one}']").check()
                case "select-one":
                    field.select_option(value)  # by value or by label
                case "file":
                    field.set_input_files(value)
                case _:
                    field.fill(value)

    def choose(self, name, label):
        """Chooses by what people read where the values are known to the database alone."""
        field = self.page.locator(f"main [name='{name}']")
        if field.first.evaluate("e => e.type") == "select-one":
            field.select_option(label=label)
        else:
            self.page.locator("main").get_by_label(label, exact=True).check()

    def press(self, text, within="main"):
        """Presses the first button, or follows the first link, of this text, and waits for the page it leads to."""
        place = self.page.locator(within)
        self.follow(place.get_by_role("button", name=text, exact=True).or_(
            place.get_by_role("link", name=text, exact=True)).first)

    def follow(self, link):
        """Clicks on what leads to another page, and waits for it."""
        with self.page.expect_navigation():
            link.click()

    def press_in(self, form):
        """Sends a form that has a single button."""
        self.follow(form.get_by_role("button"))

    def said(self):
        """What the page says was just done; nothing when it says nothing."""
        return " ".join(self.page.locator(".notice-success p").all_inner_texts()).removeprefix("Done:").strip()

    def content(self):
        return self.page.locator("main").inner_text()

    def slug(self):
        """The part of the address that names the entry: the third."""
        return urlsplit(self.page.url).path.split("/")[3]

    def expect_refusal(self, path):
        """Takes a later answer of 400 and more at this path for what should come."""
        self._expected_failures.add(urljoin(self.server, path))

    def tab_to(self, selector, limit=150):
        """Presses Tab until the focus is on an element that matches; fails when it never gets there."""
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
        raise AssertionError(f"{limit} presses of Tab never reach {selector}")

    def screenshot(self, name):
        """Keeps a picture of the whole page for the eye; nobody looks at those of CI, which would take minutes there."""
        if os.environ.get("CI"):
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def path(self):
        """The path of the page that is open, with its query."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _note(self, trouble):
        self.troubles.append(f"{self.page.url}: {trouble}")

    def _heard(self, message):
        if message.location.get("url") in self._expected_failures:
            return
        if message.type == "error" or "Content Security Policy" in message.text:
            self._note(f"console: {message.text}")

    def _requested(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != urlsplit(self.server).netloc:
            self._note(f"request to another host: {request.url}")

    # A page that is left while something still loads cancels the rest; that is no fault.
    def _failed(self, request):
        if "ERR_ABORTED" not in (request.failure or ""):
            self._note(f"request failed: {request.url}: {request.failure}")

    def _answered(self, response):
        if response.status >= 400 and response.url not in self._expected_failures:
            self._note(f"{response.status} for {response.url}")
