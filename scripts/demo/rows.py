"""What every row of the demonstration data set is made of: keys, texts, lists, numbers, money."""

import csv
import re
import unicodedata
from pathlib import Path

# Letters that Unicode does not decompose into a base letter and a mark.
LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "ı": "i", "đ": "d", "œ": "oe", "’": "", "'": ""})

COUNTRIES = {
    "Austria": "AT", "Belgium": "BE", "Czech Republic": "CZ", "France": "FR", "Germany": "DE", "Hungary": "HU",
    "Italy": "IT", "Netherlands": "NL", "Sweden": "SE", "Turkey": "TR", "United Kingdom": "GB",
}


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slug(text: str) -> str:
    """A stable key: small Latin letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def machine_text(**texts: str) -> dict | None:
    """A text in several languages; every text of the facts was written by a machine, in each language."""
    written = {language: {"text": text, "by": "machine"} for language, text in texts.items() if text}
    return written or None


def twin(row: dict[str, str], column: str) -> dict | None:
    """The text of a column in the row's language with its English twin."""
    return machine_text(**{"en": row[column + "_en"], row["language"]: row[column]})


def texts(cell: str, language: str = "en") -> list[dict]:
    return [machine_text(**{language: part}) for part in parts(cell)]


def whole(cell: str) -> int | None:
    return int(cell) if cell else None


def decimal(cell: str) -> float | None:
    return float(cell) if cell else None


def whole_numbers(cell: str) -> list[int]:
    return [int(part) for part in parts(cell)]


def money(cell: str, currency: str) -> dict | None:
    return {"minor_units": int(cell) * 100, "currency": currency} if cell else None


def full_date(cell: str) -> str | None:
    return cell if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) else None


def remarks(*sentences: str | None) -> str | None:
    return "; ".join(sentence for sentence in sentences if sentence) or None


def without_missing(row: dict) -> dict:
    """A missing value has no key: never an empty text, a zero or a guess."""
    return {key: value for key, value in row.items() if value not in (None, "", [], {})}
