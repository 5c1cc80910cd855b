"""Regions, networks and their members."""

from pathlib import Path

from .organisations import Organisations
from .rows import COUNTRIES, machine_text, parts, read, remarks, slug, texts, without_missing

AGREEMENT_FACTS = {"urban regions with an ecosystem agreement": "regions", "cities": "cities",
                   "municipalities": "municipalities"}
CITIES_IN_ENGLISH = {"Vienna": "wien", "Brussels": "bruxelles-brussel"}


class Membership:
    """Members of networks, one row for each member, network and role."""

    def __init__(self):
        self.rows: dict[str, dict] = {}

    def add(self, network: str, role: str, source_url: str, organisation: str | None = None,
            city: str | None = None, note: str | None = None) -> None:
        key = f"{network}--{organisation or city}"
        row = self.rows.get(key)
        if row:
            row["roles"] += [role] if role not in row["roles"] else []
            return
        self.rows[key] = without_missing({"key": key, "network": network, "organisation": organisation, "city": city,
                                          "roles": [role], "source_url": source_url, "note": note})


def region_key(name: str) -> str:
    return slug(name) if name == "Helsinki capital region" else slug(name) + "-city-region"


def regions(facts: Path, city_key: dict[str, str], organisations: Organisations) -> list[dict]:
    made = []
    for row in read(facts, "finnish_cities.csv"):
        where = "regions/" + region_key(row["city_region"])
        body = organisations.named(row["intermediary_body"], where, row["intermediary_source_url"], "FI")
        made.append(without_missing({
            "key": region_key(row["city_region"]), "name": row["city_region"], "kind": "city region", "country": "FI",
            "cities": [city_key[name] for name in parts(row["members"])], "major_region": row["major_region"],
            "spearheads": texts(row["strategic_spearheads"]),
            "cross_cutting_themes": texts(row["cross_cutting_themes"]),
            "intermediary_body": body[0] if body else None,
            "intermediary_body_source_url": row["intermediary_source_url"],
            "partners": organisations.named(row["other_named_partners"], where, row["source_url"], "FI"),
            "partners_stated": row["other_named_partners"],
            "published_targets": machine_text(en=row["published_targets"]), "source_url": row["source_url"],
            "note": remarks("status: " + row["status"], row["note"]),
        }))
    return made + metropolises(facts, city_key)


def metropolises(facts: Path, city_key: dict[str, str]) -> list[dict]:
    """The metropolises that the facts name; their municipalities are not stated."""
    studied = read(facts, "innovation_places.csv")[0]
    need = next(row for row in read(facts, "needs.csv") if row["city_or_region"].endswith("Metropolia"))
    place = next(row for row in read(facts, "places.csv") if row["owner"] == "Métropole de Lyon")
    unknown = "the facts name the metropolis but do not list its municipalities"
    return [
        {"key": slug(need["city_or_region"]), "name": need["city_or_region"], "kind": "metropolis",
         "country": need["country"], "source_url": need["source_url"], "note": unknown},
        {"key": slug(place["owner"]), "name": place["owner"], "kind": "metropolis", "country": place["country"],
         "source_url": place["source_url"], "note": unknown},
        {"key": "saint-etienne-metropolis", "name": studied["metropolis"], "kind": "metropolis",
         "country": COUNTRIES[studied["country"]], "cities": [city_key[studied["city"]]],
         "source_url": studied["source_url"], "note": unknown + " beyond the city of the studied place"},
    ]


def networks(facts: Path, city_rows: list[dict], organisations: Organisations) -> tuple[list[dict], list[dict]]:
    members = Membership()
    city_key = {row["name"]: row["key"] for row in city_rows}
    made = seismic_networks(facts, city_key, organisations, members)
    made += working_groups(facts)
    made.append(finnish_network(facts, city_rows, organisations, members))
    made += lead_theme_networks(facts, city_key, organisations, members)
    return made, list(members.rows.values())


def seismic_networks(facts: Path, city_key: dict[str, str], organisations: Organisations,
                     members: Membership) -> list[dict]:
    made = []
    for row in read(facts, "seismic_networks.csv"):
        key, country = "seismic-" + slug(row["country"]), COUNTRIES[row["country"]]
        organisers = organisations.named(row["organiser"], "networks/" + key, row["source_url"], country)
        for organiser in organisers:
            members.add(key, "organiser", row["source_url"], organisation=organiser,
                        note=row["organiser_status"] if row["organiser_status"] != "found" else None)
        city = row["kickoff_city"]
        kickoff = without_missing({
            "planned_2014": row["kickoff_planned_2014"], "actual": row["kickoff_actual"],
            "city": CITIES_IN_ENGLISH.get(city) or city_key.get(city), "venue": row["kickoff_venue"],
            "participants": int(row["kickoff_participants"]) if row["kickoff_participants"] else None,
            "content": machine_text(en=row["reported_kickoff_content"]),
        })
        made.append(without_missing({
            "key": key, "name": machine_text(en="SEiSMiC national network, " + row["country"]), "kind": "national",
            "country": country, "organisers": organisers, "size_stated": row["network_size"], "kickoff": kickoff,
            "source_url": row["source_url"], "second_source_url": row["second_source_url"],
            "note": "organiser: " + row["organiser_status"],
        }))
    return made


def working_groups(facts: Path) -> list[dict]:
    return [without_missing({
        "key": "seismic-working-group-" + slug(row["theme"])[:50].strip("-"),
        "name": machine_text(en="SEiSMiC working group: " + row["theme"]), "kind": "working group",
        "theme": machine_text(en=row["theme"]), "source_url": row["source_url"],
        "note": remarks(row["note"], "transnational; its members are not stated"),
    }) for row in read(facts, "seismic_themes.csv") if row["kind"] == "transnational working group"]


def finnish_network(facts: Path, city_rows: list[dict], organisations: Organisations, members: Membership) -> dict:
    key = "innokaupungit"
    by_name = {row["name"]: row for row in city_rows}
    regions_of_the_network = read(facts, "finnish_cities.csv")
    for region in regions_of_the_network:
        for name in parts(region["members"]):
            city = by_name[name]
            body = organisations.municipality(name, city["key"], city["kind"], "networks/" + key, region["source_url"])
            members.add(key, "member", region["source_url"], organisation=body, city=city["key"])
    counted = {AGREEMENT_FACTS[row["fact"]]: row for row in read(facts, "finnish_numbers.csv")
               if row["fact"] in AGREEMENT_FACTS}
    coordination = next(row for row in read(facts, "finnish_projects.csv") if row["project"] == "InnoCities coordination")
    coordinators = organisations.named(coordination["implementers"], "networks/" + key, coordination["source_url"], "FI")
    for coordinator in coordinators:
        members.add(key, "coordinator", coordination["source_url"], organisation=coordinator,
                    note="implements the coordination project")
    return {
        "key": key, "name": {"fi": {"text": "Innokaupungit", "by": "machine"},
                             "en": {"text": "Innokaupungit (InnoCities of Finland)", "by": "machine"}},
        "kind": "programme", "country": "FI", "organisers": coordinators,
        "regions": [region_key(row["city_region"]) for row in regions_of_the_network],
        "counts_stated": {name: int(row["value"]) for name, row in counted.items()},
        "counts_as_of": 2021, "source_url": counted["regions"]["source_url"],
        "note": "organiser: the body that implements the coordination project",
    }


def lead_theme_networks(facts: Path, city_key: dict[str, str], organisations: Organisations,
                        members: Membership) -> list[dict]:
    made = []
    for row in read(facts, "lead_themes.csv"):
        key, url = "lead-theme-network-" + slug(row["theme"]), row["source_url"]
        members.add(key, "lead city", url, city=city_key[row["lead_city"]])
        for name in parts(row["cities_in_network"]):
            members.add(key, "city in the network", url, city=city_key[name])
        for body in organisations.named(row["implementers"], "networks/" + key, url, "FI"):
            members.add(key, "implementer", url, organisation=body)
        made.append(without_missing({
            "key": key, "name": machine_text(en="Lead theme network: " + row["theme"]), "kind": "thematic",
            "country": "FI", "parent": "innokaupungit", "theme": machine_text(en=row["theme"]),
            "lead_city": city_key[row["lead_city"]], "project": "lead-theme-" + slug(row["theme"]), "source_url": url,
            "note": None if row["cities_in_network"] else "the cities in the network are not stated",
        }))
    return made
