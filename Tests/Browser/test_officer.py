"""A city officer: from a need in somebody's head to its answer, and what became of a practice at home."""

import pytest

from harness.deeds import draft_need, publish_need, record_adoption, register_practice
from harness.paths import eventually, script_or_not, section, state_of_need

POLISH = {
    "story": "W śródmieściu stoi wiele opuszczonych kamienic, a młodzi ludzie nie mają się gdzie spotykać.",
    "people_count": "300",
    "tried": "Konkurs na najemców nie przyniósł chętnych.",
    "stake": "Domy niszczeją, a młodzi wyjeżdżają.",
}


@script_or_not
def test_review_notices_the_language_suggests_topics_and_shows_similar_needs(script, visitor, unique):
    officer = visitor(script=script, person="officer")
    slug = draft_need(officer, f"Puste kamienice w centrum niszczeją {unique}", **POLISH)
    page = officer.page
    assert page.locator("main [name=language]").input_value() == "pl"
    assert page.locator("main [name=topics]:checked").count() >= 1
    similar = section(page, "Similar needs, in all languages").locator("ol > li")
    assert similar.count() >= 2
    assert similar.first.get_by_role("link", name="We have this too").is_visible()
    assert similar.first.get_by_text("Why this was found").is_visible()
    visitor(script=script).visit(f"/en/needs/{slug}", status=404)


@script_or_not
def test_draft_is_found_again_and_published(script, visitor, unique):
    title = f"The reading room has no heating {unique}"
    officer = visitor(script=script, person="officer")
    slug = draft_need(officer, title)
    officer.visit("/en/my/needs")
    drafts = section(officer.page, "Drafts, which only you see")
    officer.follow(drafts.get_by_role("link", name=title, exact=True))
    officer.press("Review and publish")
    officer.press("Publish the need")
    assert officer.said() == "Published."
    anyone = visitor(script=script)
    anyone.visit(f"/en/needs/{slug}")
    assert anyone.page.locator("h1").inner_text() == title
    anyone.visit(f"/en/needs?q={unique}")
    assert anyone.page.locator("main").get_by_role("link", name=title, exact=True).count() == 1


@script_or_not
def test_draft_is_erased_for_good(script, visitor, unique):
    title = f"The ferry stops at nine {unique}"
    officer = visitor(script=script, person="officer")
    slug = draft_need(officer, title)
    officer.visit(f"/en/needs/{slug}")
    officer.press("Erase")
    officer.press("Erase it for good")
    assert title not in officer.content()
    officer.visit(f"/en/needs/{slug}", status=404)


def test_what_was_typed_and_not_sent_is_there_again(visitor, unique):
    officer = visitor(person="officer")
    officer.visit("/en/needs/new")
    officer.fill(title=f"Half a sentence {unique}")
    assert eventually(lambda: officer.page.evaluate("localStorage.getItem('draft:need') !== null"))
    officer.visit("/en/my/needs")
    officer.visit("/en/needs/new")
    title = officer.page.locator("main [name=title]")
    assert title.input_value() == f"Half a sentence {unique}"
    officer.page.get_by_role("button", name="Discard the draft").click()
    assert title.input_value() == ""


@script_or_not
def test_need_is_followed_from_voiced_to_answered(script, visitor, unique):
    officer, resident = visitor(script=script, person="officer"), visitor(script=script, person="resident")
    coordinator, elsewhere = visitor(script=script, person="coordinator"), visitor(script=script, person="administrator")
    title = f"The old tram depot stands empty {unique}"
    need = publish_need(officer, title)
    assert state_of_need(officer, need) == "Voiced"

    resident.visit(f"/en/needs/{need}")
    resident.press("Follow")
    assert resident.said() == "You follow this now, and get a mail when something becomes of it."

    coordinator.visit(f"/en/needs/{need}")
    coordinator.press("Mark as understood")
    assert state_of_need(officer, need) == "Understood"

    elsewhere.visit(f"/en/needs/{need}")
    elsewhere.press("We have this too")
    elsewhere.fill(city="Turku", sentence="Ours is a rope factory.")
    elsewhere.press("Join the need")
    assert "Turku" in section(elsewhere.page, "Cities that share this need").inner_text()
    assert state_of_need(officer, need) == "Shared by several cities"

    practice = f"A depot becomes a market hall {unique}"
    record_adoption(officer, register_practice(officer, practice), outcome="succeeded", need=title)
    officer.visit(f"/en/needs/{need}")
    officer.press("Choose the answer")
    officer.choose("answer", f"{practice}, adopted by Tampere")
    officer.press("Save")
    assert state_of_need(officer, need) == "Answered"
    assert practice in section(officer.page, "What became of it").inner_text()

    def is_told():
        resident.visit("/en/account/notifications")
        return f"“{title}” was answered." in section(resident.page, "What is new").inner_text()

    assert eventually(is_told)


@script_or_not
def test_officer_says_we_have_this_too_and_leaves_again(script, visitor, unique):
    elsewhere, officer = visitor(script=script, person="administrator"), visitor(script=script, person="officer")
    need = publish_need(elsewhere, f"Nobody repairs bicycles here {unique}", city="Turku")
    officer.visit(f"/en/needs/{need}")
    officer.press("We have this too")
    officer.fill(sentence="In our city the last workshop closed.")
    officer.press("Join the need")
    assert officer.said() == "Joined."
    sharing = section(officer.page, "Cities that share this need")
    assert "Tampere" in sharing.inner_text()
    assert "In our city the last workshop closed." in sharing.inner_text()
    officer.press("Leave")
    assert "Tampere" not in officer.page.locator("main .prose").inner_text()


@script_or_not
def test_failed_adoption_is_recorded_drawn_changed_and_withdrawn(script, visitor, unique):
    officer = visitor(script=script, person="officer")
    practice = register_practice(officer, f"A shop that belongs to its street {unique}")
    record_adoption(
        officer, practice, year="2021", outcome="failed", kept="The shelves", changed="The opening hours",
        dropped="The café", result="Too few people came.", cost="12500", currency="EUR", again="with changes",
    )
    anyone = visitor(script=script)
    anyone.visit(f"/en/practices/{practice}")
    adoptions = anyone.page.locator("#adoptions")
    told = adoptions.inner_text()
    for fact in ["It failed", "The shelves", "The opening hours", "The café", "Too few people came.", "With changes"]:
        assert fact in told
    assert "12,500" in told
    drawing = adoptions.locator(".adoption-graph svg")
    assert drawing.locator("circle").count() == 2
    assert "Tampere" in drawing.text_content() and "2021, It failed" in drawing.text_content()

    officer.press("Edit", within="#adoptions")
    officer.fill(outcome="partly")
    officer.press("Save")
    assert "It works in part" in officer.page.locator("#adoptions").inner_text()
    officer.press("Withdraw")
    assert officer.page.locator("#adoptions").count() == 0


@script_or_not
def test_refused_form_says_what_to_mend_and_loses_nothing(script, visitor, unique):
    officer = visitor(script=script, person="officer")
    practice = register_practice(officer, f"A library of tools {unique}")
    officer.visit(f"/en/practices/{practice}/adopt")
    officer.fill(year="2020", outcome="succeeded", evidence="claimed", kept="All of it", cost="12 500,50")
    officer.expect_refusal(officer.path())
    officer.press("Publish the adoption")
    page = officer.page
    assert page.locator(".error-summary a").get_attribute("href") == "#field-currency"
    assert page.locator("#field-currency-error").inner_text().endswith("Please choose the currency of the amount.")
    assert page.locator("main [name=kept]").input_value() == "All of it"
    assert page.locator("main [name=cost]").input_value() == "12 500,50"
    officer.fill(currency="EUR")
    officer.press("Publish the adoption")
    assert "12,500.50" in page.locator("#adoptions").inner_text()


@pytest.mark.parametrize("verb", ["edit", "answer"])
def test_need_of_another_city_is_not_offered_for_change(verb, visitor, unique):
    elsewhere, officer = visitor(person="administrator"), visitor(person="officer")
    need = publish_need(elsewhere, f"No toilets at the beach {unique}", city="Turku")
    officer.visit(f"/en/needs/{need}")
    assert officer.page.locator(f"main a[href$='/{verb}']").count() == 0
    officer.visit(f"/en/needs/{need}/{verb}", status=403)
