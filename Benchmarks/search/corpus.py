"""Texts and questions for measuring search at a size that no real catalogue in twelve languages has yet.

Words are drawn one by one, each as often as its rank says (Zipf's law): first the words of the demonstration data and of
the measured practices, from the commonest, then words put together from two of them, as the long tail of a real
catalogue has them. So lists of postings are as long as real ones; the texts mean nothing.
"""

import csv
import json
import random
import re
from collections import Counter
from itertools import accumulate, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ["en", "sv", "fi", "nb", "pl", "fr", "de", "nl", "it", "cs", "hu", "tr"]
VOCABULARY = 60_000
SHORTEST, LONGEST = 12, 30
# The commonest words of a language say nothing and are left out of questions by whoever asks.
SAYS_NOTHING = 150


def write_texts(file, count, seed=2026):
    """Lines of identifier, language and text."""
    chance = random.Random(seed)
    drawers = {language: drawer(language, chance) for language in LANGUAGES}
    with file.open("w", encoding="utf-8") as sink:
        for number in range(count):
            language = LANGUAGES[number % len(LANGUAGES)]
            text = " ".join(drawers[language](chance.randint(SHORTEST, LONGEST)))
            sink.write(f"{number:08x}\t{language}\t{text}\n")


def write_keywords(file, texts, count, seed=2027):
    """Lines of language and two to four real words that stand in one of the texts."""
    chance = random.Random(seed)
    telling = {
        language: {word for word, _ in counted(language).most_common()[SAYS_NOTHING:]} for language in LANGUAGES}
    with texts.open(encoding="utf-8") as source:
        lines = list(islice(source, 100_000))
    chance.shuffle(lines)
    questions = []
    for line in lines:
        _, language, text = line.rstrip("\n").split("\t")
        words = [word for word in dict.fromkeys(text.split()) if word in telling[language]]
        if len(words) >= 4:
            questions.append(f"{language}\t{' '.join(chance.sample(words, chance.randint(2, 4)))}\n")
    file.write_text("".join(questions[:count]), encoding="utf-8")


def write_needs(file):
    """Lines of language and the measured needs, sixty in twelve languages."""
    with file.open("w", encoding="utf-8") as sink:
        for row in table("needs"):
            for language in LANGUAGES:
                sink.write(f"{language}\t{' '.join(row[language].split())}\n")


def write_practices(file):
    """Lines of identifier, language and the measured practices, in twelve languages."""
    with file.open("w", encoding="utf-8") as sink:
        for row in table("practices"):
            for language in LANGUAGES:
                sink.write(f"{row['id']}-{language}\t{language}\t{' '.join(row[language].split())}\n")


def drawer(language, chance):
    words = vocabulary(language)
    shares = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    return lambda count: chance.choices(words, cum_weights=shares, k=count)


def vocabulary(language):
    words = [word for word, _ in counted(language).most_common()]
    chance = random.Random(language)
    own = [word for word in words if 3 < len(word) < 10]
    seen = set(words)
    while len(words) < VOCABULARY:
        word = chance.choice(own) + chance.choice(own)
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words


def counted(language):
    texts = [row[language] for name in ("practices", "needs") for row in table(name)]
    for file in sorted((ROOT / "share" / "demo").glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            texts += strings(json.loads(line), language)
    return Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))


def strings(value, language):
    """All texts of a language in a row of the demonstration data."""
    if isinstance(value, dict):
        if isinstance(value.get(language), dict) and isinstance(value[language].get("text"), str):
            return [value[language]["text"]]
        return [text for part in value.values() for text in strings(part, language)]
    return [text for part in value for text in strings(part, language)] if isinstance(value, list) else []


def table(name):
    with (ROOT / "Benchmarks" / "search" / f"{name}.csv").open(encoding="utf-8") as source:
        return list(csv.DictReader(source))
