"""What holds for every kind of page, in every language, at every width."""

import pytest

from harness import DESK, LANGUAGES, PHONE, none
from harness.accessibility import TAGS, repeated_identifiers, violations
from harness.catalogue import untranslated
from harness.layout import overflows
from harness.routes import pages_of_the_program, route_of
from page_kinds import KINDS_OF_ENTRY, NO_PAGES, PAGE_KINDS

# Looked at by eye before a release: local/screenshots/.
PICTURED_LANGUAGES = {"pl", "fi"}

every_kind = pytest.mark.parametrize("kind", PAGE_KINDS, ids=str)


def test_every_page_of_the_program_is_a_page_kind():
    routes = pages_of_the_program()
    covered = {route_of(kind.address, routes) for kind in PAGE_KINDS}
    none([f"no page kind opens {route}" for route in routes if route not in covered and route not in NO_PAGES])
    none([f"there is no page {route} any more" for route in NO_PAGES if route not in routes])


@every_kind
def test_page_is_whole_in_every_language(kind, visitor, address_of):
    someone = visitor(size=PHONE, person=kind.person)
    page = someone.page
    faults = []
    for language in LANGUAGES:
        page.set_viewport_size(PHONE)
        someone.visit(address_of(kind, language), status=kind.status)
        assert page.locator("html").get_attribute("lang") == language
        assert page.title().strip()
        assert page.locator("h1").count() == 1
        found = untranslated(page, language) + overflows(page, PHONE) + overflows(page, DESK)
        faults += [f"{language}: {fault}" for fault in found]
        if language in PICTURED_LANGUAGES:
            someone.screenshot(f"{kind}-{language}-{DESK['width']}")
    none(faults)


@pytest.mark.parametrize("kind", KINDS_OF_ENTRY)
def test_every_entry_is_whole_whatever_its_texts(kind, visitor):
    someone = visitor(size=PHONE, language="fi")
    faults = []
    for entry in someone.page.request.get(f"{someone.server}/fi/{kind}.json").json():
        someone.visit(f"/fi/{kind}/{entry['slug']}")
        found = untranslated(someone.page, "fi") + overflows(someone.page, PHONE)
        faults += [f"{entry['slug']}: {fault}" for fault in found]
    none(faults)


@every_kind
def test_page_is_accessible(kind, visitor, address_of):
    someone = visitor(size=PHONE, person=kind.person)
    someone.visit(address_of(kind, "en"), status=kind.status)
    faults = repeated_identifiers(someone.page)
    # In the dark nothing but the colours differs.
    for size, scheme, rules in [(PHONE, "light", TAGS), (DESK, "light", TAGS), (DESK, "dark", ["color-contrast"])]:
        someone.page.set_viewport_size(size)
        someone.page.emulate_media(color_scheme=scheme)
        faults += [f"{size['width']} px, {scheme}: {violation}" for violation in violations(someone.page, rules)]
        someone.screenshot(f"{kind}-en-{size['width']}{'-dark' if scheme == 'dark' else ''}")
    none(faults)


@every_kind
def test_page_shows_the_same_without_script(kind, visitor, address_of):
    with_script, without = visitor(person=kind.person), visitor(script=False, person=kind.person)
    for someone in (with_script, without):
        someone.visit(address_of(kind, "en"), status=kind.status)
    assert without.page.locator("h1").inner_text() == with_script.page.locator("h1").inner_text()
    assert without.content().strip()
    none(overflows(without.page, PHONE))


@every_kind
def test_page_weighs_under_100_kilobytes(kind, visitor, address_of):
    someone = visitor(person=kind.person)
    weights = {}
    someone.page.on(
        "requestfinished", lambda request: weights.update({request.url: request.sizes()["responseBodySize"]})
    )
    someone.visit(address_of(kind, "en"), status=kind.status)
    someone.page.wait_for_load_state("networkidle")
    assert sum(weights.values()) <= 100_000, weights
