"""Everything can be reached, seen and left with the keyboard alone."""

import pytest

from harness import none
from page_kinds import KINDS_OF_ENTRY, NEED, PAGE_KINDS

# How an element looks when it has the focus and when it does not must differ where people look.
SHOWS_FOCUS = """
() => {
  const e = document.activeElement;
  const look = () => ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor',
    'textDecorationThickness'].map(p => getComputedStyle(e)[p]).join();
  const focused = look(), box = e.getBoundingClientRect();
  e.blur();
  const differs = focused !== look();
  e.focus({focusVisible: true});
  return (differs && box.width > 0 && box.height > 0) || e.outerHTML.slice(0, 150);
}
"""


def test_skip_link_comes_first_and_leads_to_the_content(visitor):
    someone = visitor()
    someone.visit("/en/practices")
    someone.page.keyboard.press("Tab")
    target = someone.page.evaluate("document.activeElement.getAttribute('href')")
    assert target and target.startswith("#"), "the first stop is not a link within the page"
    assert someone.page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0, "the skip link is not seen"
    someone.page.keyboard.press("Enter")
    someone.page.keyboard.press("Tab")
    assert someone.page.evaluate("document.activeElement.closest('main') !== null"), "it does not lead into the content"


def test_main_navigation_is_reached_and_followed(visitor):
    someone = visitor()
    someone.visit("/en/")
    someone.tab_to("nav a[href$='/en/practices']")
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url("**/en/practices")


def test_need_is_typed_sent_and_its_first_answer_opened(visitor):
    someone = visitor()
    someone.visit("/en/")
    someone.tab_to("form[action$='/match'] [name=text]")
    someone.page.keyboard.type(NEED)
    someone.tab_to("form[action$='/match'] :is(button, [type=submit])")
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url("**/en/match?*")
    answers = ", ".join(f"main a[href*='/en/{kind}/']" for kind in KINDS_OF_ENTRY)
    someone.tab_to(answers)
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url("**/en/*/*")


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=str)
def test_every_stop_shows_the_focus_and_none_traps_it(kind, visitor, address_of):
    someone = visitor(person=kind.person)
    someone.visit(address_of(kind, "en"), status=kind.status)
    page = someone.page
    hidden = []
    for stops in range(1, 400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body || document.activeElement === null"):
            break
        if (answer := page.evaluate(SHOWS_FOCUS)) is not True:
            hidden.append(answer)
    assert stops < 399, "400 presses of Tab do not reach the end of the page"
    none([f"does not show that it has the focus: {element}" for element in hidden])
