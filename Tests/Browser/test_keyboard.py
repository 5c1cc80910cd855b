"""Everything can be reached, seen and left with the keyboard alone."""

import pytest

from harness import PHONE, none
from harness.deeds import join
from page_kinds import KINDS_OF_ENTRY, NEED, PAGE_KINDS

PASSWORD = "a heron waits beside the weir"

# How an element looks when it has the focus and when it does not must differ where people look. The parts of a date are
# stops of one element, which is looked at once: to take its focus away would lead back to its first part.
SHOWS_FOCUS = """
() => {
  const e = document.activeElement;
  if (e === window.lookedAt) return true;
  window.lookedAt = e;
  const look = () => ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor',
    'textDecorationThickness'].map(p => getComputedStyle(e)[p]).join();
  const focused = look(), box = e.getBoundingClientRect();
  e.blur();
  const differs = focused !== look();
  e.focus({focusVisible: true});
  return (differs && box.width > 0 && box.height > 0) || e.outerHTML.slice(0, 150);
}
"""


def go_to(someone, selector):
    """Tabs to an element, which must show that it has the focus."""
    someone.tab_to(selector)
    assert (answer := someone.page.evaluate(SHOWS_FOCUS)) is True, f"does not show that it has the focus: {answer}"


def write(someone, name, text):
    go_to(someone, f"main form [name={name}]")
    someone.page.keyboard.type(text)


def press_enter(someone, address):
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url(address)


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


def test_person_signs_in_by_password_writes_a_need_and_publishes_it(visitor, mailbox, unique):
    address, title = f"{unique}@keys.example", f"No bench on the way to the clinic {unique}"
    join(visitor(), mailbox, address, f"Olga {unique}", password=PASSWORD)
    someone = visitor()
    someone.visit("/en/sign-in?next=/needs/new")
    go_to(someone, "form:has([name=password]) [name=email]")
    someone.page.keyboard.type(address)
    write(someone, "password", PASSWORD)
    press_enter(someone, "**/en/needs/new")

    # Sent without its title, the form comes back and leads from the summary to the field.
    someone.expect_refusal("/en/needs/new")
    write(someone, "story", "Older people rest on the kerb.")
    go_to(someone, "main form [type=submit]")
    someone.page.keyboard.press("Enter")
    someone.page.locator(".error-summary").wait_for()
    assert someone.page.evaluate("document.activeElement.closest('.error-summary') !== null"), "the summary has no focus"
    go_to(someone, ".error-summary a")
    someone.page.keyboard.press("Enter")
    assert someone.page.evaluate("document.activeElement.name") == "title"
    someone.page.keyboard.type(title)
    go_to(someone, "main form [name=city]")
    someone.page.keyboard.type("Tampere")
    write(someone, "people_count", "40")
    go_to(someone, "main form [type=submit]")
    press_enter(someone, "**/en/needs/*/review*")
    go_to(someone, "main form [type=submit]")
    press_enter(someone, "**/en/needs/*said=published")
    assert someone.page.locator("h1").inner_text() == title
    assert "Tampere" in someone.content() and "Older people rest on the kerb." in someone.content()


def test_list_is_filtered_and_the_focus_stays(visitor):
    someone = visitor()
    someone.visit("/en/practices")
    box = "main input[name=country][value=FI]"
    go_to(someone, box)
    someone.page.keyboard.press("Space")
    someone.page.wait_for_url("**/en/practices?*country=FI*")
    assert someone.page.evaluate("s => document.activeElement.matches(s)", box), "the focus went elsewhere"
    go_to(someone, "#results a[href*='/en/practices/']")
    press_enter(someone, "**/en/practices/*")


def test_menu_opens_closes_and_leads_on_at_360_pixels(visitor):
    someone = visitor(size=PHONE)
    someone.visit("/en/")
    keys, menu = someone.page.keyboard, someone.page.locator("details.nav-narrow")
    go_to(someone, "details.nav-narrow > summary")
    keys.press("Enter")
    go_to(someone, "details.nav-narrow a")
    keys.press("Escape")
    assert not menu.evaluate("e => e.open")
    assert someone.page.evaluate("document.activeElement.matches('details.nav-narrow > summary')")
    keys.press("Space")
    go_to(someone, "details.nav-narrow a[href$='/en/needs']")
    press_enter(someone, "**/en/needs")


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
