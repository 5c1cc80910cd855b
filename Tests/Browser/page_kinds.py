"""Every kind of page there is. A new kind gets a line here, and with it all the checks of test_pages.py."""

from dataclasses import dataclass

KINDS_OF_ENTRY = ["needs", "practices", "places", "projects", "organisations", "networks", "cities", "regions"]

NEED = "Abandoned buildings in the old centre stand empty and young people have nowhere to meet"


@dataclass(frozen=True)
class PageKind:
    """A page by its address after the language. `{practices}` stands for the first practice of the list,
    `{practices:2}` for the second, as their entry pages are addressed; other names stand for what harness/samples.py
    makes. `person` is the demo person who opens it."""

    name: str
    address: str
    status: int = 200
    person: str | None = None

    def __str__(self):
        return self.name


def pages_of(person, **addresses):
    """Pages that a demo person opens, by their names with underscores."""
    return [PageKind(name.replace("_", "-"), address, person=person) for name, address in addresses.items()]


PAGE_KINDS = [
    PageKind("home", "/"),
    *[PageKind(f"{kind}-list", f"/{kind}") for kind in KINDS_OF_ENTRY],
    *[PageKind(f"{kind}-entry", f"/{kind}/{{{kind}}}") for kind in KINDS_OF_ENTRY],
    *[PageKind(f"{kind}-map", f"/{kind}?view=map") for kind in KINDS_OF_ENTRY],
    PageKind("practices-table", "/practices?view=table"),
    PageKind("practices-filtered", "/practices?country=FI"),
    PageKind("practices-none", "/practices?q=qqqqzzzz"),
    PageKind("practice-adopted", "/practices/{adopted}"),
    PageKind("ideas-list", "/ideas"),
    PageKind("idea-entry", "/ideas/{idea}"),
    PageKind("match", f"/match?text={NEED}"),
    PageKind("match-nothing", "/match?text=qqqq zzzz"),
    PageKind("match-empty", "/match"),
    PageKind("compare", "/compare?id={practices}&id={practices:2}"),
    PageKind("network-members", "/networks/{networks}/members"),
    PageKind("invitation", "/invitations/{invitation}"),
    PageKind("sign-in", "/sign-in"),
    PageKind("sign-in-by-mail", "/sign-in/mail"),
    PageKind("sign-in-sent", "/sign-in/sent"),
    PageKind("sign-in-link", "/sign-in/link"),
    PageKind("join", "/join"),
    PageKind("join-confirm", "/join/confirm"),
    PageKind("confirm-address", "/confirm-address"),
    PageKind("unsubscribe", "/unsubscribe"),
    PageKind("about", "/about"),
    PageKind("privacy", "/privacy"),
    PageKind("developers", "/developers"),
    PageKind("licences", "/licences"),
    PageKind("not-found", "/no-such-page", status=404),
    *pages_of(
        "officer",
        need_new="/needs/new",
        need_draft="/needs/{draft}",
        need_edit="/needs/{draft}/edit",
        need_review="/needs/{draft}/review",
        need_discard="/needs/{draft}/discard",
        need_own="/needs/{need}",
        need_idea="/needs/{needs}/idea",
        need_join="/needs/{needs}/join",
        need_answer="/needs/{need}/answer",
        my_needs="/my/needs",
        practice_new="/practices/new",
        practice_edit="/practices/{practice}/edit",
        practice_discard="/practices/{practice_taken_back}/discard",
        practice_adopt="/practices/{practices}/adopt",
        adoption_edit="/practices/{practice}/adoptions/{adoption}",
        place_new="/places/new",
        place_draft="/places/{place}",
        place_edit="/places/{place}/edit",
        places_proposed="/places/proposed",
        project_new="/projects/new",
        city_profile="/cities/tampere/profile",
    ),
    *pages_of(
        "resident",
        account="/account",
        account_security="/account/security",
        account_password="/account/password",
        account_address="/account/address",
        account_second_factor="/account/second-factor",
        account_second_factor_end="/account/second-factor/end",
        account_recovery_codes="/account/recovery-codes",
        account_notifications="/account/notifications",
        account_tokens="/account/tokens",
        account_data="/account/data",
        idea_edit="/ideas/{idea}/edit",
        idea_discard="/ideas/{idea_taken_back}/discard",
        network_ask="/networks/{networks}/join",
    ),
    *pages_of(
        "coordinator",
        my_networks="/my/networks",
        network_new="/networks/new",
        network_own="/networks/{network}",
        network_people="/networks/{network}/people",
        network_own_members="/networks/{network}/members",
        network_member="/networks/{network}/members/{member}",
        network_add_member="/networks/{network}/add-member",
        network_add_person="/networks/{network}/add-person",
        network_history="/networks/{network}/history",
        network_invite="/networks/{network}/invite",
        network_mix="/networks/{network}/mix",
        practice_grade="/practices/{practice}/grade",
    ),
    *pages_of(
        "administrator",
        admin="/admin",
        admin_people="/admin/people",
        admin_person="/admin/people/{person}",
        admin_settings="/admin/settings",
        admin_imports="/admin/imports",
        admin_import="/admin/imports/{trial}",
        admin_import_columns="/admin/imports/columns?{table}",
        admin_moderation="/admin/moderation?entry={hidden}",
        admin_jobs="/admin/jobs",
        admin_mail="/admin/mail",
        admin_audit="/admin/audit",
        admin_marks="/admin/marks",
        organisation_profile="/organisations/{organisations}/profile",
    ),
]

# Addresses that a page kind cannot stand for, each with the reason.
NO_PAGES = {
    "/set-up": "opened by the link that a new installation prints; a demonstration has none",
    "/sign-in/code": "half a sign-in; test_accounts.py goes through it",
    "/account/export": "a download",
    "/admin/imports/{job}/report.csv": "a download",
    "/catalogue/suggest": "data for a script, not a page; test_typing.py types",
    "/match/results": "a piece of the page /match, without a frame",
    "/networks/{entry}/members.csv": "a download",
} | {f"/{kind}.{format}": "a download" for kind in [*KINDS_OF_ENTRY, "ideas"] for format in ["csv", "geojson", "json"]}
