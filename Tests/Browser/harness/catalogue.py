"""The message catalogues, to find English where another language was asked for."""

import re
from functools import cache

import polib

from . import ROOT

PLACEHOLDER = re.compile(r"\{\d+\}")

# What people see or hear, outside of parts that are marked as being in another language than the page.
TEXTS = """
() => {
  const page = document.documentElement.lang, texts = new Set();
  const here = e => (e.closest('[lang]')?.lang ?? page) === page && !e.closest('script, style, [translate=no]');
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (here(walk.currentNode.parentElement)) texts.add(walk.currentNode.data.trim());
  for (const attribute of ['aria-label', 'title', 'placeholder', 'alt', 'content'])
    for (const e of document.querySelectorAll(`[${attribute}]`)) if (here(e)) texts.add(e.getAttribute(attribute).trim());
  texts.delete('');
  return [...texts];
}
"""


@cache
def english_texts(language):
    """The English messages that read otherwise in a language: the plain ones, and a pattern for each with a gap."""
    plain, gapped, same = set(), [], set()
    for entry in polib.pofile(str(ROOT / f"share/messages/{language}.po")):
        for source, translation in readings(entry):
            same.add(translation)  # what is English for one thing may be this language for another: Polish "Role"
            if not translation or translation == source:
                same.add(source)
            elif not PLACEHOLDER.search(source):
                plain.add(source)
            elif len(re.findall(r"[A-Za-z]", PLACEHOLDER.sub("", source))) >= 8:
                gapped.append(re.compile(".+".join(map(re.escape, PLACEHOLDER.split(source)))))
    # The same English can be two messages by context, of which one rightly reads the same.
    return plain - same, gapped


def readings(entry):
    if entry.msgid_plural:
        yield entry.msgid, entry.msgstr_plural.get(0)
        yield entry.msgid_plural, entry.msgstr_plural.get(max(entry.msgstr_plural, default=0))
    else:
        yield entry.msgid, entry.msgstr


def untranslated(page, language):
    """The texts of the open page that are the English message although the language has its own."""
    if language == "en":
        return []
    plain, gapped = english_texts(language)
    return [
        text for text in page.evaluate(TEXTS)
        if text in plain or any(pattern.fullmatch(text) for pattern in gapped)
    ]
