"""The twelve interface languages: guessed first, chosen by address, remembered."""

import pytest

from harness import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_visit_is_in_the_language_of_the_browser(language, visitor):
    someone = visitor(language=language)
    someone.visit("/")
    assert someone.path() == f"/{language}/"
    assert someone.page.locator("html").get_attribute("lang") == language


def test_unknown_language_of_the_browser_gets_english(visitor):
    someone = visitor(language="ja")
    someone.visit("/")
    assert someone.path() == "/en/"


def test_every_page_offers_the_other_languages_in_their_own_names(visitor):
    someone = visitor()
    someone.visit("/en/practices?country=FI")
    for language in LANGUAGES:
        links = someone.page.locator(f"a[hreflang={language}][href*='/{language}/practices']")
        assert links.count() >= 1, f"no link to this page in {language}"
        assert "country=FI" in links.first.get_attribute("href"), "the filters are lost on the way"


def test_chosen_language_is_remembered(visitor):
    someone = visitor(language="en")
    someone.visit("/en/")
    link = someone.page.locator("a[hreflang=pl]").first
    someone.visit(link.get_attribute("href"))
    someone.visit("/")
    assert someone.path() == "/pl/"


def test_remark_in_another_language_is_read_in_that_language(visitor):
    someone = visitor(language="fi")
    someone.visit("/fi/regions/metropole-de-lyon")
    remark = someone.page.get_by_text("the facts name the metropolis")
    assert remark.get_attribute("lang") == "en"
