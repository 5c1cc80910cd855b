"""The main paths as people go them without an account, with and without script."""

import csv
import io
import re
from urllib.parse import parse_qs, urljoin, urlsplit
from urllib.request import urlopen

import pytest

from harness.paths import script_or_not
from page_kinds import KINDS_OF_ENTRY, NEED

ANSWERS = ", ".join(f"main a[href*='/en/{kind}/']" for kind in KINDS_OF_ENTRY)


@script_or_not
def test_need_in_the_box_on_the_first_page_finds_an_entry(script, visitor):
    someone = visitor(script=script)
    someone.visit("/en/")
    page = someone.page
    form = page.locator("main form[action$='/match']").first
    form.locator("[name=text]").fill(NEED)
    form.locator("button, [type=submit]").first.click()
    page.wait_for_url("**/en/match?*")
    assert parse_qs(urlsplit(page.url).query)["text"] == [NEED]
    answer = page.locator(ANSWERS).first
    title = answer.inner_text().strip()
    answer.click()
    page.wait_for_url("**/en/*/*")
    assert page.locator("h1").inner_text().strip() == title


@pytest.mark.parametrize("kind", KINDS_OF_ENTRY)
def test_list_leads_to_its_entries(kind, visitor):
    someone = visitor(script=False)
    someone.visit(f"/en/{kind}")
    entry = someone.page.locator(f"main a[href*='/en/{kind}/']").first
    title = entry.inner_text().strip()
    someone.visit(entry.get_attribute("href"))
    assert someone.page.locator("h1").inner_text().strip() == title


@pytest.mark.parametrize("marker", ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1 --"])
def test_hostile_text_in_the_box_shows_as_text(marker, visitor):
    someone = visitor()
    someone.page.on("dialog", lambda dialog: someone.troubles.append(f"a script ran: {dialog.message}"))
    someone.visit("/en/match")
    form = someone.page.locator("main form[action$='/match']").first
    form.locator("[name=text]").fill(marker)
    form.locator("button, [type=submit]").first.click()
    someone.page.wait_for_url("**/en/match?*")
    assert someone.page.locator("main form [name=text]").first.input_value() == marker


@script_or_not
def test_figures_of_the_first_page_lead_to_the_lists_that_they_count(script, visitor):
    someone = visitor(script=script)
    someone.visit("/en/")
    figures = someone.page.locator("main .stat").evaluate_all(
        "stats => stats.map(s => [s.querySelector('a').getAttribute('href'), s.textContent])"
    )
    assert len(figures) == 4
    for path, text in figures:
        someone.visit(path)
        counted = number_in(someone.page.locator("[data-live-summary]").inner_text())
        assert counted == number_in(text), f"the first page says {text}, the list has {counted}"


@script_or_not
def test_filtered_list_says_how_many_is_shared_by_its_address_and_downloaded(script, visitor, server):
    someone = visitor(script=script)
    someone.visit("/en/practices")
    box = someone.page.locator("main input[name=country][value=FI]")
    promised = number_in(box.locator("xpath=..").inner_text())
    box.check()
    if not script:
        someone.press("Show")
    someone.page.wait_for_url("**/en/practices?*country=FI*")
    shown = someone.page.locator("[data-live-summary]")
    assert number_in(shown.inner_text()) == promised
    other = visitor(script=script)
    other.visit(someone.path())
    assert other.page.locator("[data-live-summary]").inner_text() == shown.inner_text()

    download = other.page.locator("main a[href*='practices.csv']").get_attribute("href")
    assert "country=FI" in download
    with urlopen(urljoin(server, download)) as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"))))
    assert len(rows) == promised


@script_or_not
def test_answers_say_why_are_marked_and_looked_at_side_by_side(script, visitor):
    someone = visitor(script=script)
    someone.visit(f"/en/match?text={NEED}")
    page = someone.page
    hits = page.locator("main ol.card-grid > li")
    assert hits.first.get_by_text("Why this was found").is_visible()
    someone.press("Useful", within="main ol.card-grid > li:first-child")
    assert someone.said() == "Thank you. Your mark was kept."
    for position in (0, 1):
        hits.nth(position).get_by_label("Compare").check()
    someone.press("Look at the ticked ones side by side")
    assert len(parse_qs(urlsplit(page.url).query)["id"]) == 2
    assert page.locator("main thead th a").count() == 2


def number_in(text):
    """The first number of a text that is written for English readers."""
    return int(re.search(r"\d[\d,]*", text)[0].replace(",", ""))
