"""The maps: drawn on the server, movable where scripts run, and the same points in both."""

import pytest

from page_kinds import KINDS_OF_ENTRY

# Whether each point's middle lies in a frame, both as they stand on the page.
ALL_INSIDE = """
([points, frame]) => {
  const box = document.querySelector(frame).getBoundingClientRect();
  return [...document.querySelectorAll(points)].filter(point => {
    const { left, right, top, bottom } = point.getBoundingClientRect();
    const x = (left + right) / 2, y = (top + bottom) / 2;
    return x < box.left || x > box.right || y < box.top || y > box.bottom;
  }).map(point => point.outerHTML);
}
"""


@pytest.mark.parametrize("kind", KINDS_OF_ENTRY)
def test_movable_map_shows_every_point_of_the_list_inside_its_frame(kind, visitor):
    someone = visitor()
    someone.visit(f"/en/{kind}?view=map")
    points = someone.page.locator(".map-canvas path.map-point")
    points.first.wait_for()
    assert points.count() == someone.page.locator(".map-list [data-x]").count()
    for frame in (".map-canvas", ".map-canvas .leaflet-image-layer"):
        assert someone.page.evaluate(ALL_INSIDE, [".map-canvas path.map-point", frame]) == []


def test_point_opens_a_bubble_with_a_link_to_what_lies_there(visitor):
    someone = visitor()
    someone.visit("/en/practices?view=map")
    # Small points are drawn last, above large ones.
    someone.page.locator(".map-canvas path.map-point").last.click()
    link = someone.page.locator(".leaflet-popup a[href*='/en/practices']")
    place = link.inner_text()
    someone.follow(link)
    assert place.split(" (")[0] in someone.content()


@pytest.mark.parametrize("kind", KINDS_OF_ENTRY)
def test_drawn_map_shows_every_point_of_the_list_inside_its_frame(kind, visitor):
    someone = visitor(script=False)
    someone.visit(f"/en/{kind}?view=map")
    drawing = someone.page.locator(".map-drawing")
    assert drawing.locator("circle").count() == someone.page.locator(".map-list [data-x]").count()
    assert someone.page.evaluate(ALL_INSIDE, [".map-drawing circle", ".map-drawing"]) == []


@pytest.mark.parametrize("kind", ["organisations", "networks", "cities", "regions"])
def test_places_of_cities_are_named_beside_the_map(kind, visitor):
    someone = visitor(script=False)
    someone.visit(f"/en/{kind}?view=map")
    names = someone.page.locator(".map-list a").all_inner_texts()
    assert names and "Unnamed place" not in names
