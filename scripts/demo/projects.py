"""Projects: of the Finnish programme, its lead themes, the Norwegian programmes and the Nordic InnoCities."""

from pathlib import Path

from .networks import region_key
from .organisations import Organisations
from .rows import full_date, machine_text, money, parts, read, remarks, slug, texts, whole, without_missing

# One subject in two files: the project of finnish_projects.csv is the project of this lead theme.
SAME_AS_LEAD_THEME = {"Sport Finland network": "sports and wellbeing"}


def projects(facts: Path, city_key: dict[str, str], organisations: Organisations,
             practices: list[dict]) -> list[dict]:
    finnish = {row["project"]: row for row in read(facts, "finnish_projects.csv")}
    made = [finnish_project(row, organisations) for name, row in finnish.items() if name not in SAME_AS_LEAD_THEME]
    merged = {theme: finnish[name] for name, theme in SAME_AS_LEAD_THEME.items()}
    made += [lead_theme(row, merged.get(row["theme"]), city_key, organisations)
             for row in read(facts, "lead_themes.csv")]
    made += norwegian(facts, organisations, practices)
    made.append(nordic(facts, organisations))
    return made


def region_fields(stated: str) -> dict:
    if stated == "national":
        return {"area": stated}
    return {"regions": [region_key(name) for name in parts(stated)]}


def date_fields(row: dict[str, str]) -> dict:
    """A date that is not full to the day is kept as stated and fills no date."""
    fields = {}
    for name in ("start", "end"):
        fields[name] = full_date(row[name])
        fields[name + "_stated"] = None if fields[name] else row[name]
    return fields


def finnish_project(row: dict[str, str], organisations: Organisations) -> dict:
    key = slug(row["project"])[:60].strip("-")
    implementers = organisations.named(row["implementers"], "projects/" + key, row["source_url"], "FI")
    return without_missing({
        "key": key, "kind": "project", "language": "en", "title": machine_text(en=row["project"]),
        "summary": machine_text(en=row["summary"]), "network": "innokaupungit", "country": "FI",
        **region_fields(row["city_region"]), "organisations": implementers,
        "coordinator": implementers[0] if "(coordinator)" in row["implementers"] else None,
        "organisations_stated": row["implementers"], **date_fields(row), "budget": money(row["budget_eur"], "EUR"),
        "funder_note": machine_text(en=row["funder_note"]), "source_url": row["source_url"],
    })


def lead_theme(row: dict[str, str], project: dict[str, str] | None, city_key: dict[str, str],
               organisations: Organisations) -> dict:
    key = "lead-theme-" + slug(row["theme"])
    implementers = organisations.named(row["implementers"], "projects/" + key, row["source_url"], "FI")
    fields = {
        "key": key, "kind": "lead theme", "language": "en", "title": machine_text(en=row["project_name_en"]),
        "summary": machine_text(en=row["activities_reported"]), "theme": machine_text(en=row["theme"]),
        "network": "lead-theme-network-" + slug(row["theme"]), "country": "FI",
        "lead_city": city_key[row["lead_city"]], "cities": [city_key[name] for name in parts(row["cities_in_network"])],
        "organisations": implementers, "organisations_stated": row["implementers"],
        "coordinator": implementers[0] if "(coordinator)" in row["implementers"] else None,
        "period_stated": row["period"], "source_url": row["source_url"],
        "note": "status: " + row["status"],
    }
    if project:
        fields |= {"other_titles": [machine_text(en=project["project"])], **region_fields(project["city_region"]),
                   **date_fields(project), "funder_note": machine_text(en=project["funder_note"]),
                   "note": remarks(fields["note"], "stands in finnish_projects.csv too, as " + project["project"]
                                   + ", by " + project["implementers"] + ": " + project["summary"])}
    return without_missing(fields)


def norwegian(facts: Path, organisations: Organisations, practices: list[dict]) -> list[dict]:
    """The Norwegian programmes. One that is a practice already is not counted twice: its agreement goes there."""
    practice_named = {text["text"]: practice for practice in practices for text in practice["title"].values()}
    made = []
    for row in read(facts, "norwegian_programmes.csv"):
        practice = practice_named.get(row["programme"])
        key = slug(row["programme"])
        where = ("practices/" if practice else "projects/") + key
        programme = programme_fields(row, host(row, where, organisations))
        if practice:
            practice["programme"] = programme | {"source_url": row["source_url"]}
            practice["note"] += "; agreement from norwegian_programmes.csv"
            continue
        made.append({"key": key, "kind": "programme", "language": "en", "title": machine_text(en=row["programme"]),
                     "country": "NO", **programme, "source_url": row["source_url"]})
    return made


def host(row: dict[str, str], where: str, organisations: Organisations) -> str:
    return organisations.add(row["host"], where, row["source_url"], "NO", kind=row["host_type"], sector="public",
                             host=True)


def programme_fields(row: dict[str, str], host_key: str) -> dict:
    return without_missing({
        "host": host_key, "agreement_stated": row["agreement_date"], "term_years": whole(row["term_years"]),
        "coordinator_share_percent": whole(row["coordinator_share_percent"]),
        "fee_per_year": money(row["fee_nok_per_year"], "NOK"), "start_stated": row["start"],
        "targets": texts(row["targets"]), "fields": texts(row["fields"]),
        "results_reported": machine_text(en=row["results_reported"]),
    })


def nordic(facts: Path, organisations: Organisations) -> dict:
    rows = read(facts, "innocities_sweden.csv")
    value = {row["fact"]: row["value"] for row in rows}
    url = {row["fact"]: row["source_url"] for row in rows}
    where = "projects/innocities-sweden"
    coordinator = organisations.named(value["coordinator"], where, url["coordinator"], "SE")
    partners = organisations.named(value["partners"], where, url["partners"], "SE")
    funder = organisations.named(value["funder"], where, url["funder"], "SE")
    return {
        "key": "innocities-sweden", "kind": "project", "language": "en",
        "title": machine_text(en="InnoCities in Sweden"), "country": "SE", "coordinator": coordinator[0],
        "organisations": coordinator + partners, "funder": funder[0], "granted": money(value["grant (SEK)"], "SEK"),
        "start": value["period (university page)"].split(" ")[0],
        "facts": [without_missing({"fact": row["fact"], "value": row["value"], "note": row["note"],
                                   "source_url": row["source_url"]}) for row in rows],
        "source_url": url["funder"],
        "note": "two pages differ on the period, so no end is given; the start is that of the university page, "
                "which the funder's page does not contradict; the title was formed",
    }
