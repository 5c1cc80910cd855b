#!/usr/bin/env python3
"""Draws the base map of Europe from Natural Earth's countries, as Debian's r-cran-rnaturalearthdata packs them.

usage: basemap.py SITE_LIBRARY/rnaturalearthdata/data DIRECTORY

Reads R's lazy-load data base directly (R itself, 100 MB, is not needed) and writes europe.svg to DIRECTORY: the
outlines in the projection of Sources/Web/Components/EuropeProjection.swift; the figures below must stay the same.
"""

import gzip
import json
import lzma
import math
import struct
import sys
from pathlib import Path

WIDTH, HEIGHT, SCALE, ORIGIN_X, ORIGIN_Y = 1000, 885, 1340, 438, 475
CENTRE_LATITUDE, CENTRE_LONGITUDE = math.radians(52), math.radians(14)
# West, east, south and north in degrees: what is kept. The drawing's upper corners reach far round the pole.
WINDOW = (-60, 100, 20, 84)


class Reader:
    """R's binary serialisation, version 2 or 3 (R Internals, 1.8), as far as plain data needs it."""

    def __init__(self, data):
        self.data, self.position, self.references = data, 14, []
        if data[:2] != b"X\n":
            raise ValueError("not R's binary serialisation")
        if struct.unpack(">i", data[2:6])[0] == 3:
            self.position += 4 + struct.unpack(">i", data[14:18])[0]

    def integer(self):
        self.position += 4
        return struct.unpack(">i", self.data[self.position - 4 : self.position])[0]

    def array(self, code, size, count):
        start, self.position = self.position, self.position + size * count
        return list(struct.unpack(f">{count}{code}", self.data[start : self.position]))

    def item(self):
        """One value: vectors as lists, with attributes as (value, attributes)."""
        flags = self.integer()
        kind, has_attributes, has_tag = flags & 0xFF, flags & 0x200, flags & 0x400
        if kind in (254, 253, 251, 242, 241):  # NULL, global, missing and base environments
            return None
        if kind == 255:
            return self.references[(flags >> 8 or self.integer()) - 1]
        if kind == 1:  # symbol
            self.references.append(None)
            place = len(self.references) - 1
            self.references[place] = self.item()
            return self.references[place]
        if kind == 2:  # pairlist
            result = {}
            while kind == 2:
                if flags & 0x200:
                    self.item()
                tag = self.item() if flags & 0x400 else None
                result[tag] = self.item()
                flags = self.integer()
                kind = flags & 0xFF
            return result
        if kind == 25:  # S4 object: its slots are attributes
            return None, self.item()
        if kind == 9:  # one string
            length = self.integer()
            return None if length < 0 else bytes(self.array("B", 1, length)).decode("utf-8", "replace")
        if kind == 249 or kind == 250:  # name space
            self.integer()
            self.references.append([self.item() for _ in range(self.integer())])
            return self.references[-1]
        if kind in (10, 13):
            value = self.array("i", 4, self.integer())
        elif kind == 14:
            value = self.array("d", 8, self.integer())
        elif kind in (16, 19, 20):
            value = [self.item() for _ in range(self.integer())]
        else:
            raise ValueError(f"R type {kind} at byte {self.position} is not expected in plain data")
        return (value, self.item()) if has_attributes else value


def lazy_load(directory, name):
    """One object of a lazy-load data base: an index of offsets and a file of compressed pieces."""
    index = Reader(gzip.decompress((directory / "Rdata.rdx").read_bytes())).item()
    variables = named(named(index)["variables"])
    offset, length = bare(variables[name])
    with open(directory / "Rdata.rdb", "rb") as file:
        file.seek(offset)
        piece = file.read(length)
    if piece[4:5] != b"Z":  # after four bytes of length: the letter of the compression
        raise ValueError(f"{name} is not compressed by xz")
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6}]
    return Reader(lzma.decompress(piece[5:], lzma.FORMAT_RAW, filters=filters)).item()


def bare(value):
    return value[0] if isinstance(value, tuple) else value


def named(value):
    return dict(zip(value[1]["names"], value[0]))


def slots(value):
    return value[1]


def matrix(value):
    """A column-major matrix of two columns as points."""
    numbers = bare(value)
    half = len(numbers) // 2
    return list(zip(numbers[:half], numbers[half:]))


def countries(directory):
    """The rings of each country."""
    frame = slots(lazy_load(directory, "countries50"))
    columns = named(frame["data"])
    for row, polygons in enumerate(frame["polygons"]):
        if column_text(columns["iso_a2"], row) != "GL":  # only a corner of Greenland would be seen
            yield [matrix(slots(polygon)["coords"]) for polygon in bare(slots(polygons)["Polygons"])]


def column_text(column, row):
    """A cell of a column of text, which R may keep as a factor."""
    if isinstance(column, tuple) and column[1].get("levels"):
        text = column[1]["levels"][column[0][row] - 1]
    else:
        text = bare(column)[row]
    return text if text and len(text) == 2 and text.isalpha() else None


def clip(ring, window):
    """The part of a ring inside the window (Sutherland and Hodgman, 1974)."""
    for axis, limit, keep_below in zip((0, 0, 1, 1), window, (False, True, False, True)):
        result = []
        for a, b in zip(ring, ring[1:] + ring[:1]):
            a_in, b_in = ((p[axis] <= limit) == keep_below or p[axis] == limit for p in (a, b))
            if a_in:
                result.append(a)
            if a_in != b_in:
                share = (limit - a[axis]) / (b[axis] - a[axis])
                result.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
        ring = result
        if not ring:
            return []
    return ring


def simplified(points, tolerance):
    """Fewer points, none of the others farther than the tolerance from the line (Douglas and Peucker, 1973)."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = math.hypot(x2 - x1, y2 - y1)
        worst, place = 0, None
        for i in range(first + 1, last):
            x, y = points[i]
            distance = (
                abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length if length else math.hypot(x - x1, y - y1)
            )
            if distance > worst:
                worst, place = distance, i
        if place is not None and worst > tolerance:
            keep.add(place)
            stack += [(first, place), (place, last)]
    return [points[i] for i in sorted(keep)]


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def projected(point):
    latitude, longitude = math.radians(point[1]), math.radians(point[0]) - CENTRE_LONGITUDE
    cosine = math.sin(CENTRE_LATITUDE) * math.sin(latitude)
    cosine += math.cos(CENTRE_LATITUDE) * math.cos(latitude) * math.cos(longitude)
    stretch = math.sqrt(2 / (1 + cosine))
    x = ORIGIN_X + SCALE * stretch * math.cos(latitude) * math.sin(longitude)
    north = math.cos(CENTRE_LATITUDE) * math.sin(latitude)
    north -= math.sin(CENTRE_LATITUDE) * math.cos(latitude) * math.cos(longitude)
    return x, ORIGIN_Y - SCALE * stretch * north


def steps(line):
    """A path in whole half units, each point as the step from the one before, which compresses best."""
    moves = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in zip(line, line[1:]) if a != b]
    return f"M{line[0][0]} {line[0][1]}l{' '.join(moves)}z".replace(" -", "-")


def svg(shapes):
    """Land in a grey that stands on a light and on a dark ground; drawings used as images know no style sheet."""
    paths = []
    for rings in shapes:
        lines = []
        for ring in rings:
            line = simplified([projected(point) for point in ring], 0.6)
            is_seen = any(-9 < x < WIDTH + 9 and -9 < y < HEIGHT + 9 for x, y in line)
            if len(line) >= 3 and area(line) >= 2 and is_seen:
                lines.append(steps([(round(2 * x), round(2 * y)) for x, y in line]))
        if lines:
            paths.append(f'<path d="{"".join(lines)}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        '<g fill="#7d8f8c" fill-opacity=".3" fill-rule="evenodd" transform="scale(.5)" stroke="#7d8f8c" stroke-opacity=".75" '
        f'stroke-width="1.6" stroke-linejoin="round">{"".join(paths)}</g></svg>\n'
    )


def within(shapes, window):
    """The rings that are in the window, cut at its edges."""
    for rings in shapes:
        visible = [clip(ring[:-1] if ring[0] == ring[-1] else ring, window) for ring in rings]
        visible = [ring for ring in visible if len(ring) >= 3]
        if visible:
            yield visible


def main(source, target):
    (Path(target) / "europe.svg").write_text(svg(within(countries(Path(source)), WINDOW)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
