#!/usr/bin/env python3
"""Measures the import of a large coded project and agreement on a large table: exchange.py [PROGRAM]

Makes both inputs, runs the program on them (`.build/release/innocities` unless named), and prints each figure with its goal
and the peers' stored times (../shared/data/evidence/baselines.json, where it is there). The PyPI package `krippendorff` is
run beside it when this Python has it; it computes no interval.
"""

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import make_refi

ROOT = Path(__file__).resolve().parent.parent.parent
BASELINES = ROOT.parent / "shared/data/evidence/baselines.json"
CODERS, UNITS, VALUES, RUNS = 8, 10_000, 5, 5


def ratings(file):
    draw = random.Random(9)
    rows = []
    for unit in range(UNITS):
        truth = draw.randrange(VALUES)
        rows.append([draw.choice([truth, truth, draw.randrange(VALUES)]) for _ in range(CODERS)])
    with open(file, "w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(["unit"] + [f"coder {number}" for number in range(CODERS)])
        table.writerows([f"unit {number}"] + row for number, row in enumerate(rows))
    return rows


def run(program, *arguments):
    """The output of the fastest of some runs, its seconds, and the most memory that any run took, in MB."""
    fastest = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        output = subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
        fastest = min(fastest, time.perf_counter() - start)
    return json.loads(output), fastest, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def line(what, figure, goal, peer=""):
    print(f"{what:<62}{figure:>14}{goal:>12}   {peer}")


def main(program):
    stored = json.loads(BASELINES.read_text()) if BASELINES.exists() else None
    peers = "no stored times"
    if stored:
        peers = (f"QualCoder {stored['qualcoder_refi_import']['cpu_seconds']} s, "
                 f"Taguette {stored['taguette']['cpu_seconds']['import project sqlite3']} s (its own format)")
    with tempfile.TemporaryDirectory() as folder:
        package, table = f"{folder}/large.qdpx", f"{folder}/ratings.csv"
        make_refi.main(package)
        rows = ratings(table)
        line("", "measured", "goal", "peer")
        report, seconds, memory = run(program, "exchange", "check", package, "--json")
        assert report["holds"]["codings"] == make_refi.CODINGS and not report["faults"], report["faults"][:3]
        line("import: 200 documents, 8 million characters, 20,000 codings", f"{seconds:.2f} s", "≤ 1 s", peers)
        line("most memory of the import", f"{memory:.0f} MB", "≤ 200 MB")
        for level in ("nominal", "ordinal", "interval", "ratio"):
            result, _, _ = run(program, "agreement", table, "--level", level, "--json")
            line(f"agreement: 8 coders × 10,000 units, {level}, 1,000 resamples", f"{result['seconds'] * 1000:.0f} ms",
                 "≤ 100 ms", peer(rows, level, result["krippendorffAlpha"]))


def peer(rows, level, alpha):
    try:
        import krippendorff
        import numpy
    except ImportError:
        return "krippendorff is not installed"
    data = numpy.array(rows, dtype=float).T
    start = time.perf_counter()
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    seconds = time.perf_counter() - start
    return f"krippendorff {seconds * 1000:.0f} ms without an interval, difference {abs(theirs - alpha):.0e}"


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/release/innocities"))
