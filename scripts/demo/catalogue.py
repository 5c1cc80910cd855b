"""Cities, topics, practices, needs, places and ideas."""

from pathlib import Path

from .organisations import Organisations
from .rows import (COUNTRIES, decimal, machine_text, parts, read, remarks, slug, texts, twin, whole, whole_numbers,
                   without_missing)

LANGUAGES = ["en", "sv", "fi", "nb", "pl", "fr", "de", "nl", "it", "cs", "hu", "tr"]
CITY_NOTES = {
    "Hurum": "merged into another municipality in 2020", "Spydeberg": "merged into another municipality in 2020",
    "Øygarden": "Fjell is now part of Øygarden", "Floda": "a locality",
}
GENERAL_KNOWLEDGE = "general knowledge without a source; population rounded"
METROPOLIS_OF_GZM = "gornoslasko-zaglebiowska-metropolia"

# Where an initiative of seismic_initiatives.csv is, when the facts tell: field trips of the forums in Brussels,
# Frihamnen in Gothenburg (seismic_events.csv).
INITIATIVE_CITIES = {"field-trip site": "bruxelles-brussel", "temporary housing for newcomers in Frihamnen": "goteborg"}
INITIATIVES_THAT_ARE_IDEAS = {"idea selected for later meetings", "sketch"}


def cities(facts: Path) -> list[dict]:
    return [without_missing({
        "key": slug(row["name"]), "name": row["name"], "name_en": row["name_en"], "country": row["country"],
        "latitude": decimal(row["latitude"]), "longitude": decimal(row["longitude"]),
        "population": whole(row["population_approx"]), "population_year": whole(row["population_year"]),
        "kind": row["kind"], "note": remarks(GENERAL_KNOWLEDGE, CITY_NOTES.get(row["name"])),
    }) for row in read(facts, "cities.csv")]


def topics(facts: Path) -> list[dict]:
    return [{
        "key": row["id"], "label": machine_text(**{language: row["label_" + language] for language in LANGUAGES}),
        "sdg_goals": whole_numbers(row["sdg_goals"]), "note": "list and labels are the collector's own",
    } for row in read(facts, "topics.csv")]


def practices(facts: Path, city_key: dict[str, str], organisations: Organisations) -> list[dict]:
    made = []
    for row in read(facts, "practices.csv"):
        made.append(without_missing({
            "key": row["id"], "language": row["language"], "title": twin(row, "title"), "summary": twin(row, "summary"),
            "city": city_key[row["city"]], "country": row["country"], "year_started": whole(row["year_started"]),
            "organisations": organisations.named(row["organisation"], "practices/" + row["id"], row["source_url"],
                                                 row["country"], row["sector"]),
            "organisation_stated": row["organisation"], "sector": row["sector"], "topics": parts(row["topics"]),
            "sdg_goals": whole_numbers(row["sdg_goals"]), "result_reported": machine_text(en=row["result_reported"]),
            "evidence_grade": row["evidence_grade"], "source_url": row["source_url"], "note": row["retrieved_note"],
        }))
    return made


def needs(facts: Path, city_key: dict[str, str], organisations: Organisations) -> list[dict]:
    made = []
    for row in read(facts, "needs.csv"):
        named = parts(row["city_or_region"])
        whole_union = row["country"] == "EU"
        in_cities = [city_key[name] for name in named] if all(name in city_key for name in named) else []
        in_region = METROPOLIS_OF_GZM if slug(row["city_or_region"]) == METROPOLIS_OF_GZM else None
        made.append(without_missing({
            "key": row["id"], "language": row["language"], "title": twin(row, "title"),
            "description": twin(row, "description"), "cities": in_cities, "region": in_region,
            "area": None if in_cities or in_region else row["city_or_region"],
            "country": None if whole_union else row["country"], "voiced_by": row["voiced_by"],
            "organisations": organisations.known(row["voiced_by"]), "year": whole(row["year"]),
            "topics": parts(row["topics"]), "source_url": row["source_url"],
            "note": "voiced for the whole European Union (EU), so for no one country" if whole_union else None,
        }))
    return made


def places(facts: Path, city_key: dict[str, str], organisations: Organisations) -> list[dict]:
    made = []
    for row in read(facts, "places.csv"):
        made.append(without_missing({
            "key": row["id"], "name": row["name"], "language": row["language"],
            "description": twin(row, "description"), "city": city_key[row["city"]], "country": row["country"],
            "latitude": decimal(row["latitude"]), "longitude": decimal(row["longitude"]),
            "founded": whole(row["founded"]), "legal_form": machine_text(**{row["language"]: row["legal_form"]}),
            "owners": organisations.named(row["owner"], "places/" + row["id"], row["source_url"], row["country"]),
            "owner_stated": row["owner"], "origin": row["origin"], "activities": texts(row["activities"]),
            "source_url": row["source_url"],
            "note": "coordinates: general knowledge, to about one kilometre" if row["latitude"] else None,
        }))
    return made + [studied_place(facts, city_key)]


def studied_place(facts: Path, city_key: dict[str, str]) -> dict:
    """The place of innovation_places.csv; the analyst's codings are left for the assessments of a later issue."""
    row = read(facts, "innovation_places.csv")[0]
    about = {"Rues du Développement Durable", "Crêt-de-Roc district"}
    return without_missing({
        "key": "rues-du-developpement-durable", "name": row["place"], "language": "en",
        "description": machine_text(en=row["type"]), "city": city_key[row["city"]],
        "region": "saint-etienne-metropolis", "country": COUNTRIES[row["country"]], "address": row["address_or_area"],
        "founded": whole(row["founded"][:4]), "origin": row["initiation"].split(" ")[0],
        "activities": texts(row["projects"]),
        "facts": [{"subject": fact["place"], "fact": fact["fact"], "value": fact["value"],
                   "source_url": fact["source_url"]}
                  for fact in read(facts, "innovation_place_facts.csv") if fact["place"] in about],
        "source_url": row["source_url"], "second_source_url": row["second_source_url"],
        "note": remarks("one of the ten studied places: " + row["one_of_the_ten"],
                        "origin as read: " + row["initiation"], "founded as stated: " + row["founded"]),
    })


def initiatives(facts: Path) -> tuple[list[dict], list[dict]]:
    """Ideas, and practices graded `claimed`, from the initiatives of the SEiSMiC meetings: a phrase each."""
    ideas, claimed = [], []
    for row in read(facts, "seismic_initiatives.csv"):
        shared = {
            "key": "seismic-" + slug(row["initiative"])[:60].strip("-"), "language": "en",
            "title": machine_text(en=row["initiative"]),
            "city": INITIATIVE_CITIES.get(row["kind"], INITIATIVE_CITIES.get(row["initiative"])),
            "country": COUNTRIES[row["country"]],
        }
        ending = {"source_url": row["source_url"], "raised_at": row["raised_at"]}
        stated = row["kind"] + ", " + row["raised_at"]
        if row["kind"] in INITIATIVES_THAT_ARE_IDEAS:
            ideas.append(without_missing({**shared, **ending, "kind": row["kind"]}))
        else:
            note = remarks("only a phrase is known", "stated as: " + stated,
                           "graded claimed because the source only says what is done")
            claimed.append(without_missing({**shared, "evidence_grade": "claimed", **ending, "kind": row["kind"],
                                            "note": note}))
    return claimed, ideas
