"""The register of organisations: one row for each body that the facts name, whatever they call it."""

import re

from .rows import slug, without_missing

# One body under several names: the name kept, and the others the facts use for it.
OTHER_NAMES = {
    "Laboratorium Innowacji Społecznych w Gdyni": ["Laboratorium Innowacji Społecznych"],
    "Miasto Dąbrowa Górnicza": ["Gmina Dąbrowa Górnicza"],
    "hlavní město Praha": ["město Praha"],
    "Espoon kaupunki": [],
    "Turun kaupunki": ["City of Turku"],
    "City of Lahti": ["Lahti"],
    "Mälardalens universitet": ["Mälardalen University"],
    "Turku Science Park Oy": ["Turku Science Park Ltd"],
    "Centria University of Applied Sciences": ["Centria UAS"],
    "ElectriCITY Innovation ekonomisk förening": ["ElectriCITY Innovation"],
    "Centre social Espace Boris Vian": ["Espace Boris Vian", "centre social Espace Boris Vian"],
    "Miasto Chorzów": ["Urząd Miasta Chorzów"],
    "Halden kommune": ["Halden"],
    "Borg Havn": [],
    "Moss Havn": [],
    "Hurum kommune": ["Hurum"],
    "Hvaler kommune": ["Hvaler"],
    "Sarpsborg kommune": ["Sarpsborg"],
    "Spydeberg kommune": ["Spydeberg"],
    "Regional Environmental Center (REC)": [],
}

# Cells that name several bodies in one phrase, a body with its role, or a group that is no organisation.
PHRASES = {
    "Malmö stad och lokala odlingsföreningar": ["Malmö stad"],
    "Göteborgs Stad och idéburna organisationer": ["Göteborgs Stad"],
    "Arendal, Lærdal og Tromsø kommuner": ["Arendal kommune", "Lærdal kommune", "Tromsø kommune"],
    "Tomelilla och Sjöbo kommuner": ["Tomelilla kommun", "Sjöbo kommun"],
    "Oulun kaupunki ja viisi muuta kuutoskaupunkia": ["Oulun kaupunki"],
    "Sokra-hanke ja paikalliset toteuttajat": ["Sokra-hanke"],
    "Bydel Bjerke, Oslo kommune": ["Bydel Bjerke"],
    "Universiteit Gent e.a.": ["Universiteit Gent"],
    "Housing company Haapalahdenkatu 11": ["Housing company Haapalahdenkatu 11"],
    "EPASE (propriétaire)": ["EPASE"],
    "Espace Boris Vian (gestion)": ["Espace Boris Vian"],
    "Miasto Katowice (MOPS)": ["Miasto Katowice"],
    "Business Joensuu (coordinator)": ["Business Joensuu"],
    "University of Oulu (coordinator) with five other implementers": ["University of Oulu"],
    "University of Oulu measurement unit": ["University of Oulu"],
    "cities of Jyväskylä, Lahti and Kuopio": ["City of Jyväskylä", "City of Lahti", "City of Kuopio"],
    "SI Communities AB (non-profit company fully owned by Smart Innovation Norway)": ["SI Communities AB"],
}
NO_ORGANISATION = {
    "Loppukirin asukkaat", "staten", "Bellfield shareholders", "community shareholders", "conseils de quartier",
    "habitants", "mieszkańcy", "14 Neighbourhood Partnerships",
}

# The municipal bodies and the city each belongs to (the name of the city in cities.csv).
MUNICIPAL = {
    "Göteborgs Stad": "Göteborg", "Malmö stad": "Malmö", "Stockholms stad": "Stockholm", "Västerås stad": "Västerås",
    "Örebro kommun": "Örebro", "Lunds kommun": "Lund", "Eskilstuna municipality": "Eskilstuna",
    "Tomelilla kommun": "Tomelilla", "Arendal kommune": "Arendal", "Trondheim kommune": "Trondheim",
    "Stavanger kommune": "Stavanger", "Oslo kommune": "Oslo", "Nordre Follo kommune": "Nordre Follo",
    "Halden kommune": "Halden", "Hurum kommune": "Hurum", "Hvaler kommune": "Hvaler",
    "Sarpsborg kommune": "Sarpsborg", "Spydeberg kommune": "Spydeberg", "Fjell kommune": "Øygarden",
    "Espoon kaupunki": "Espoo", "Oulun kaupunki": "Oulu", "Turun kaupunki": "Turku", "Vantaan kaupunki": "Vantaa",
    "Tampereen kaupunki": "Tampere", "Comune di Bologna": "Bologna", "Città di Torino": "Torino",
    "Comune di Collegno": "Collegno", "Comune di Parma": "Parma", "City of Prato": "Prato", "City of Milan": "Milano",
    "Comune di Genova": "Genova", "Miasto Zabrze": "Zabrze", "Miasto Chorzów": "Chorzów",
    "Miasto Ruda Śląska": "Ruda Śląska", "Miasto Czeladź": "Czeladź", "Miasto Dąbrowa Górnicza": "Dąbrowa Górnicza",
    "Miasto Bytom": "Bytom", "Miasto Gdynia": "Gdynia", "Miasto Warszawa": "Warszawa", "Miasto Tychy": "Tychy",
    "Miasto Katowice": "Katowice", "Ville de Villeurbanne": "Villeurbanne", "Ville de Lyon": "Lyon",
    "Commune de La Motte-Servolex": "La Motte-Servolex", "Commune de Terrasson-Lavilledieu": "Terrasson-Lavilledieu",
    "hlavní město Praha": "Praha", "Statutární město Brno": "Brno", "Město Plzeň": "Plzeň",
    "Budapest Főváros Önkormányzata": "Budapest", "Abony Város Önkormányzata": "Abony",
    "İzmir Büyükşehir Belediyesi": "İzmir", "Eskişehir Büyükşehir Belediyesi": "Eskişehir", "City of Getafe": "Getafe",
    "Barcelona City Council": "Barcelona", "City of Amsterdam": "Amsterdam", "Stadt Wien": "Wien", "Stad Gent": "Gent",
    "City of Kokkola": "Kokkola", "City of Joensuu": "Joensuu", "City of Jyväskylä": "Jyväskylä",
    "City of Lahti": "Lahti", "City of Kuopio": "Kuopio",
}

# Bodies named in a practice of another country than their own: their country is stated by their name, or nowhere.
COUNTRY_NOT_OF_THE_ROW = {"University of South-Eastern Norway": "NO", "Fortum": None, "Gate 21": None}


class Organisations:
    """Collects organisations while the other files are made, so that each is listed once."""

    def __init__(self, city_key: dict[str, str]):
        self.rows: dict[str, dict] = {}
        self.sectors: dict[str, set[str]] = {}
        self.city_key = city_key
        self.kept_name = {other: name for name, others in OTHER_NAMES.items() for other in others}

    def named(self, cell: str, where: str, source_url: str, country: str | None = None,
              sector: str | None = None) -> list[str]:
        """The keys of the organisations that a cell names. A sector counts when one body alone is named."""
        names = []
        for token in (part.strip() for part in cell.split(";")):
            if token and token not in NO_ORGANISATION:
                names += PHRASES.get(token, [token])
        keys = list(dict.fromkeys(self.add(name, where, source_url, country) for name in names))
        if sector and len(keys) == 1 and ";" not in cell:
            self.sectors.setdefault(keys[0], set()).add(sector)
        return keys

    def add(self, stated: str, where: str, source_url: str, country: str | None = None, **more) -> str:
        name = self.kept_name.get(stated, stated)
        key = slug(re.sub(r"[()„”]", "", name))
        row = self.rows.setdefault(key, {"key": key, "name": name, "source_url": source_url, "named_in": []})
        if stated != name and stated not in row.setdefault("other_names", []):
            row["other_names"].append(stated)
        if where not in row["named_in"]:
            row["named_in"].append(where)
        country = COUNTRY_NOT_OF_THE_ROW.get(name, country)
        if country:
            row.setdefault("country", country)
        if name in MUNICIPAL:
            row.update(kind="municipality", sector="public", city=self.city_key[MUNICIPAL[name]])
        row.update(without_missing(more))
        return key

    def municipality(self, city: str, key: str, kind: str, where: str, source_url: str) -> str:
        """The municipal body of a member city; its name is formed where the facts state only the city."""
        for row in self.rows.values():
            if row.get("city") == key and row.get("kind") == "municipality":
                return self.add(row["name"], where, source_url)
        name = f"{'City' if kind == 'city' else 'Municipality'} of {city}"
        return self.add(name, where, source_url, "FI", kind="municipality", sector="public", city=key,
                        note="the facts name the city; the name of its municipal body was formed from it")

    def known(self, cell: str) -> list[str]:
        """The organisations already listed that a cell names by exactly their name."""
        by_name = {name: row["key"] for row in self.rows.values()
                   for name in [row["name"], *row.get("other_names", [])]}
        return [by_name[token] for token in (part.strip() for part in cell.split(";")) if token in by_name]

    def finished(self) -> list[dict]:
        for key, sectors in self.sectors.items():
            row = self.rows[key]
            if "sector" in row:
                continue
            if len(sectors) == 1:
                row["sector"] = next(iter(sectors))
                row["note"] = "sector: as the collector inferred it for a practice that this body alone leads"
            else:
                row["note"] = "the practices of this body are given to several sectors: " + ", ".join(sorted(sectors))
        return [without_missing(row) for row in sorted(self.rows.values(), key=lambda row: row["key"])]
