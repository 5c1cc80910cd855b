"""Times red-dwarf's whole pipeline over conversations shaped like those of the Swift program.

Usage: red_dwarf.py [PEOPLE …], for 896 statements and 111 votes each; 2031 and 9000 people unless told.
"""

import resource
import sys
import time

import numpy
from reddwarf.implementations.polis import run_pipeline

STATEMENTS, VOTES_EACH = 896, 111


def votes(people):
    random = numpy.random.default_rng(42)
    shares = 0.1 + 0.8 * random.random((3, STATEMENTS))
    rows = []
    for person in range(people):
        for statement in random.choice(STATEMENTS, VOTES_EACH, replace=False):
            if random.random() < 0.1:
                vote = 0
            else:
                vote = 1 if random.random() < shares[person % 3][statement] else -1
            rows.append({"participant_id": person, "statement_id": int(statement), "vote": vote})
    return rows


for people in [int(argument) for argument in sys.argv[1:]] or [2031, 9000]:
    rows = votes(people)
    start = time.perf_counter()
    run_pipeline(votes=rows, random_state=0)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"red-dwarf 0.4.0\t{len(rows)} votes\t{seconds:.2f} s\tpeak {peak:.0f} MB with the votes")
