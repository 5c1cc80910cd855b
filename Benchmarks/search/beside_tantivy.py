"""The same texts and keywords in tantivy: a field for each language with its stemmer where tantivy has one.

    beside_tantivy.py TEXTS KEYWORDS COUNT    prints one line of JSON
"""

import importlib.metadata
import json
import sys
import tempfile
import time
from itertools import islice

import tantivy

STEMMERS = {
    "en": "english", "sv": "swedish", "fi": "finnish", "nb": "norwegian", "fr": "french", "de": "german", "nl": "dutch",
    "it": "italian", "hu": "hungarian", "tr": "turkish",
}
LANGUAGES = [*STEMMERS, "pl", "cs"]
WRITER_MEMORY = 500_000_000


def main(texts, keywords, count):
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        index = filled(folder, texts, int(count))
        indexing = time.monotonic() - began
        searcher, spent, processor, found = index.searcher(), [], [], 0
        with open(keywords, encoding="utf-8") as source:
            questions = [line.rstrip("\n").split("\t") for line in source]
        for language, words in questions:
            began, worked = time.perf_counter(), time.process_time()
            query = index.parse_query(words, [language])
            hits = [searcher.doc(address)["id"][0] for _, address in searcher.search(query, 10).hits]
            spent.append(1000 * (time.perf_counter() - began))
            processor.append(1000 * (time.process_time() - worked))
            found += len(hits)
        spent.sort()
        processor.sort()
        print(json.dumps({
            "version": importlib.metadata.version("tantivy"), "indexingSeconds": indexing, "found": found,
            "processor50": processor[len(processor) // 2], "processor99": processor[int(len(processor) * 0.99)],
            "p50": spent[len(spent) // 2], "p95": spent[int(len(spent) * 0.95)], "p99": spent[int(len(spent) * 0.99)]}))


def filled(folder, texts, count):
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    for language in LANGUAGES:
        schema.add_text_field(language, tokenizer_name=language)
    index = tantivy.Index(schema.build(), path=folder)
    for language in LANGUAGES:
        analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        if language in STEMMERS:
            analyser = analyser.filter(tantivy.Filter.stemmer(STEMMERS[language]))
        index.register_tokenizer(language, analyser.build())
    writer = index.writer(WRITER_MEMORY)
    with open(texts, encoding="utf-8") as source:
        for line in islice(source, count):
            identifier, language, text = line.rstrip("\n").split("\t")
            writer.add_document(tantivy.Document(**{"id": identifier, language: text}))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


main(*sys.argv[1:])
