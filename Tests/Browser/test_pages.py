"""What holds for every kind of page, in every language, at every width."""

import pytest

from harness import DESK, LANGUAGES, PHONE, none
from harness.accessibility import violations
from harness.catalogue import untranslated
from harness.layout import overflows
from page_kinds import PAGE_KINDS

# Looked at by eye before a release: local/screenshots/.
PICTURED_LANGUAGES = {"pl", "fi"}


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_whole_in_every_language(kind, language, visitor, address_of):
    someone = visitor(size=PHONE, language=language)
    someone.visit(address_of(kind, language), status=kind.status)
    page = someone.page
    assert page.locator("html").get_attribute("lang") == language
    assert page.title().strip()
    assert page.locator("h1").count() == 1
    none(untranslated(page, language))
    none(overflows(page, PHONE))
    none(overflows(page, DESK))
    if language in PICTURED_LANGUAGES:
        someone.screenshot(f"{kind}-{language}-{DESK['width']}")


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=str)
@pytest.mark.parametrize(
    "look", [(PHONE, False), (DESK, False), (DESK, True)], ids=["phone", "desk", "desk-dark"]
)
def test_page_is_accessible(kind, look, visitor, address_of):
    size, dark = look
    someone = visitor(size=size, dark=dark)
    someone.visit(address_of(kind, "en"), status=kind.status)
    none(violations(someone.page))
    someone.screenshot(f"{kind}-en-{size['width']}{'-dark' if dark else ''}")


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=str)
def test_page_shows_the_same_without_script(kind, visitor, address_of):
    with_script, without = visitor(), visitor(script=False)
    for someone in (with_script, without):
        someone.visit(address_of(kind, "en"), status=kind.status)
    assert without.page.locator("h1").inner_text() == with_script.page.locator("h1").inner_text()
    assert without.page.locator("main").inner_text().strip()
    none(overflows(without.page, PHONE))


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=str)
def test_page_weighs_under_100_kilobytes(kind, visitor, address_of):
    someone = visitor()
    weights = {}
    someone.page.on(
        "requestfinished", lambda request: weights.update({request.url: request.sizes()["responseBodySize"]})
    )
    someone.visit(address_of(kind, "en"), status=kind.status)
    someone.page.wait_for_load_state("networkidle")
    assert sum(weights.values()) <= 100_000, weights
