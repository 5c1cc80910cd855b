"""The main paths as people go them, with and without script."""

from urllib.parse import parse_qs, urlsplit

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
