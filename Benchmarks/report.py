"""What `Benchmarks/run` found, as docs/performance.md tells it."""

import datetime
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY_BUDGET, START_BUDGET, TIMES_DATASETTE = 512, 3, 10


class Report:
    def __init__(self, seconds):
        self.seconds = seconds
        self.rows = []
        self.postgres_rows = []

    def add(self, name, budget, figures):
        self.rows.append((name, budget, figures))
        print(name, json.dumps(figures), file=sys.stderr)

    def add_postgres(self, name, budget, figures):
        self.postgres_rows.append((name, budget, figures))
        print("PostgreSQL:", name, json.dumps(figures), file=sys.stderr)

    def text(self):
        return "\n".join([
            "# Performance", "", *self.where(), "", "## Pages and API", "", *self.pages(), "", *self.page_notes(), "",
            "## On PostgreSQL", "", *self.postgres(), "", "## Beside Datasette", "", *self.beside(), "",
            "## The process", "", *self.process(), "", "## Export and import", "", *self.transfer(), ""])

    def where(self):
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
        load = os.getloadavg()[0]
        return [
            f"Written by `make bench` on {datetime.date.today()} at commit {commit}; not by hand. 100 cities, 100,000",
            "entries in twelve languages, 10,000 people, made by `Benchmarks/seed` with a fixed seed, in SQLite; the",
            f"release build on {os.cpu_count()} cores ({processor()}), {memory_total()} GB of memory, Linux",
            f"{platform.release()}. wrk runs on the same cores, {self.seconds} s for each figure. The load of the machine at the end was {load:.1f}: at",
            "more than the number of cores, something else was running, and the figures are worse than they would be.",
        ]

    def pages(self):
        lines = table(self.rows)
        f = self.sign_in
        if f["failed"] == f["times"]:
            return lines + ["| Sign-in with a password | not measured: refused at this commit | | | | | |"]
        lines.append(
            f"| Sign-in with a password | {f['rate']:.0f}, one at a time | {f['p50']:.0f} | {f['p95']:.0f} | {f['p99']:.0f} | "
            f"none | slow on purpose: scrypt at 32 MiB{failures(f)} |")
        return lines

    def postgres(self):
        if not self.postgres_rows:
            return ["Not measured: PostgreSQL is not installed here."]
        return [
            "The same rows and requests on a PostgreSQL of Debian's on the same two cores, started for this by",
            "`scripts/postgres`. The catalogue and the search are in the program's memory on both databases; what differs is",
            "reading what a page shows.", "", *table(self.postgres_rows), "",
            f"Start to first answer without a snapshot: {self.postgres_start:.1f} s. Memory of the program, without",
            f"PostgreSQL's own: {self.postgres_memory:.0f} MiB after these requests."]

    def page_notes(self):
        return [
            "Percentiles are of one request at a time, the whole way from the client and back; the rate is with eight",
            "connections. Answers are not compressed and not cached; addresses vary within each line. What is like an entry is",
            "remembered for ten minutes: *One entry* reads 300 entries that were read before, *for the first time* up to 20,000, each",
            "once.",
            "",
            "Search asks with the names of topics, matching with two hundred needs of the demonstration data set in twelve",
            "languages, title and first sentence. The generator puts 100,000 entries together from some 1,700 sentences, so",
            "each word stands in far more entries than in texts that people wrote, and matching and *for the first time* are",
            "slower here than they would be there. A question is read by the encoder, 0.2 ms for each of its tokens, before it is",
            "compared with all vectors; the name of a topic is answered by thousands of these practices, which are all ordered and",
            "counted. Reasons compare words by meaning; those of the first texts were read by the encoder beforehand, a new one",
            "is read when it is met, at most twelve in a search, and remembered."]

    def beside(self):
        lines = [
            f"Datasette {self.datasette_version}, over the same file in the same run, its HTML pages with eight connections,",
            "24 rows as ours. It shows no counts for the values of eight filters, as our list does, and no like entries.", "",
            "| | Datasette | InnoCities requests/s | Datasette requests/s | times | |", "|---|---|--:|--:|--:|---|"]
        ours = {name: figures["rate"] for name, _, figures in self.rows}
        for name, manner, figures in self.datasette:
            if not figures["rate"]:
                lines.append(f"| {name} | {manner} | {ours[name]:.0f} | | | not measured: no answer within the run |")
                continue
            times = f"{ours[name] / figures['rate']:.0f}"
            holds = ours[name] >= TIMES_DATASETTE * figures["rate"]
            answer = "ten times: holds" if holds else "ten times: misses"
            lines.append(f"| {name} | {manner} | {ours[name]:.0f} | {figures['rate']:.1f} | {times} | {answer} |")
        return lines

    def process(self):
        return [
            "| | | budget | |", "|---|--:|--:|---|",
            f"| Start to first answer, on an index snapshot | {self.start:.1f} s | {START_BUDGET} s | "
            f"{verdict(self.start, START_BUDGET, 's')} |",
            f"| Start to first answer, without a snapshot | {self.start_without:.1f} s | none | |",
            f"| Memory after a start on a snapshot | {self.memory_start:.0f} MiB | {MEMORY_BUDGET} MiB | "
            f"{verdict(self.memory_start, MEMORY_BUDGET, 'MiB')} |",
            f"| Memory after all requests above | {self.memory:.0f} MiB | {MEMORY_BUDGET} MiB | "
            f"{verdict(self.memory, MEMORY_BUDGET, 'MiB')} |",
            f"| Highest memory in that time | {self.memory_peak:.0f} MiB | {MEMORY_BUDGET} MiB | "
            f"{verdict(self.memory_peak, MEMORY_BUDGET, 'MiB')} |",
            f"| Highest memory of a start without a snapshot | {self.memory_without:.0f} MiB | {MEMORY_BUDGET} MiB | "
            f"{verdict(self.memory_without, MEMORY_BUDGET, 'MiB')} |",
            "", "Memory is the resident set; the mapped dictionaries (50 MB), encoder (69 MB), index and vectors count in it.",
            f"In the background of a server that answers nothing else the encoder reads {self.reading['rate']:.0f} of these texts a second",
            "on one core, each once: vectors outlast a restart and a rebuild of the index. Here the vectors of the",
            f"{self.reading['texts']:,} texts are mixtures of really read ones with noise, which cost a search the same."]

    def transfer(self):
        lines = ["| | rows | rows/s | MB/s | memory |", "|---|--:|--:|--:|--:|"]
        for e in self.exports:
            lines.append(transfer(f"Download of {e['path']} from the server", e, f"grows by {e['growth']:.0f} MiB"))
        for e in self.million:
            lines.append(transfer("`innocities export` to CSV", e, f"{e['peak']:.0f} MiB at most"))
        lines.append(transfer("`innocities import practices`", self.imported, f"{self.imported['peak']:.0f} MiB at most"))
        return lines + [
            "", "Both commands include their start. An import reads, checks, writes and announces every row as the form on",
            "the page does, in batches that are whole or not there. The memory of an export does not grow with the rows."]


def table(rows):
    lines = ["| | requests/s, 8 at once | p50 ms | p95 ms | p99 ms | budget p95 | |", "|---|--:|--:|--:|--:|--:|---|"]
    for name, budget, f in rows:
        lines.append(
            f"| {name} | {f['rate']:.0f} | {f['p50']:.1f} | {f['p95']:.1f} | {f['p99']:.1f} | {budget} | "
            f"{verdict(f['p95'], budget, 'ms')}{failures(f)} |")
    return lines


def transfer(name, figures, memory):
    rate, bytes_rate = figures["rows"] / figures["seconds"], figures["bytes"] / figures["seconds"] / 1e6
    return f"| {name} | {figures['rows']:,} | {rate:,.0f} | {bytes_rate:.1f} | {memory} |"


def verdict(value, budget, unit):
    return "holds" if value <= budget else f"misses by {value - budget:.1f} {unit}"


def failures(figures):
    return f"; {figures['failed']} failed" if figures["failed"] else ""


def processor():
    return next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")),
        platform.machine())


def memory_total():
    return round(int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 1024 / 1024)
