"""Every kind of page there is. A new kind gets a line here, and with it all the checks of test_pages.py."""

from dataclasses import dataclass

KINDS_OF_ENTRY = ["needs", "practices", "places", "projects", "organisations", "networks", "cities", "regions"]
MAPPED = ["needs", "practices", "places", "organisations", "cities"]

NEED = "Abandoned buildings in the old centre stand empty and young people have nowhere to meet"


@dataclass(frozen=True)
class PageKind:
    """A page by its address after the language. `{practices}` stands for the first practice of the list,
    `{practices:2}` for the second, as their entry pages are addressed."""

    name: str
    address: str
    status: int = 200

    def __str__(self):
        return self.name


PAGE_KINDS = [
    PageKind("home", "/"),
    *[PageKind(f"{kind}-list", f"/{kind}") for kind in KINDS_OF_ENTRY],
    *[PageKind(f"{kind}-entry", f"/{kind}/{{{kind}}}") for kind in KINDS_OF_ENTRY],
    *[PageKind(f"{kind}-map", f"/{kind}?view=map") for kind in MAPPED],
    PageKind("practices-table", "/practices?view=table"),
    PageKind("practices-filtered", "/practices?country=FI"),
    PageKind("practices-none", "/practices?q=qqqqzzzz"),
    PageKind("match", f"/match?text={NEED}"),
    PageKind("match-nothing", "/match?text=qqqq zzzz"),
    PageKind("match-empty", "/match"),
    PageKind("compare", "/compare?id={practices}&id={practices:2}"),
    PageKind("sign-in", "/sign-in"),
    PageKind("about", "/about"),
    PageKind("not-found", "/no-such-page", status=404),
]
