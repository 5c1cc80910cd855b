"""Typing help: what typed words may become is offered below the field, and taken or left with the keyboard alone."""

import pytest

from harness import DESK, PHONE, none
from harness.accessibility import violations

FIELDS = {"#site-search": "/en/", "#facet-query": "/en/practices"}


def type_into(someone, field, text):
    someone.page.locator(field).click()
    someone.page.keyboard.type(text)
    someone.page.locator(f"{field}-suggestions [role=option]").first.wait_for()


def state(someone, field):
    """Whether the list is open, and the text of the option that is marked."""
    return someone.page.evaluate(
        """field => {
          const input = document.querySelector(field);
          const marked = document.getElementById(input.getAttribute('aria-activedescendant'));
          return [input.getAttribute('aria-expanded') === 'true', marked?.textContent ?? null];
        }""",
        field,
    )


def title_of_first_practice(someone):
    someone.visit("/en/practices")
    return someone.page.locator("#results h2 a, #results h3 a").first.inner_text()


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_suggestions_are_marked_taken_and_left_by_keys(visitor, field, size):
    someone = visitor(size=size)
    title = title_of_first_practice(someone)
    someone.visit(FIELDS[field])
    if field == "#facet-query" and not someone.page.locator(field).is_visible():
        someone.page.locator(".facet-drawer > summary").click()
    keys = someone.page.keyboard

    type_into(someone, field, title[:-1])
    assert state(someone, field) == [True, None]
    none(violations(someone.page))
    keys.press("ArrowDown")
    is_open, marked = state(someone, field)
    assert is_open and marked
    keys.press("ArrowUp")
    assert state(someone, field)[0]

    keys.press("Escape")
    assert state(someone, field) == [False, None]
    assert someone.page.locator(field).input_value() == title[:-1], "Escape took what was typed"

    keys.type(title[-1])
    someone.page.locator(f"{field}-suggestions [role=option]").first.wait_for()
    keys.press("ArrowDown")
    marked = state(someone, field)[1]
    keys.press("Enter")
    someone.page.wait_for_url("**q=*")
    assert marked == someone.page.locator(field).input_value()


@pytest.mark.parametrize("field", FIELDS)
def test_suggestion_is_taken_by_pointer(visitor, field):
    someone = visitor()
    title = title_of_first_practice(someone)
    someone.visit(FIELDS[field])
    type_into(someone, field, title[:-1])
    option = someone.page.locator(f"{field}-suggestions [role=option]").first
    text = option.inner_text()
    option.click()
    someone.page.wait_for_url("**q=*")
    assert someone.page.locator(field).input_value() == text


def test_without_scripts_the_field_is_a_plain_search(visitor):
    someone = visitor(script=False)
    someone.visit("/en/practices")
    field = someone.page.locator("#facet-query")
    assert field.get_attribute("role") is None
    field.fill("-qqqqzzzz")
    field.press("Enter")
    someone.page.wait_for_url("**q=-qqqqzzzz*")
    assert someone.page.locator("#results h2 a, #results h3 a").count() > 0
