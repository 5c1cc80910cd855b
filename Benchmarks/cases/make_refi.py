#!/usr/bin/env python3
"""Makes the package that the import of coded projects is measured with: make_refi.py FILE

200 documents, 8 million characters, 300 codes and 20,000 codings, the same on every machine; the text is made of
syllables. The peers' times in ../shared/data/evidence/baselines.json are for a package of this size.
"""

import random
import sys
import uuid
import zipfile
from xml.sax.saxutils import quoteattr

DOCUMENTS, LENGTH, CODES, CODINGS = 200, 40_000, 300, 20_000
NAMESPACE = uuid.UUID("c9f0f895-fb98-4b91-8d3a-5a9d5a1e0000")


def guid(*parts):
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))))


def document(draw):
    syllables = ["ta", "lo", "ką", "mé", "str", "ö", "wi", "ć", "na", "ri", "un", "🌱"]
    words = []
    length = 0
    while length < LENGTH:
        word = "".join(draw.choices(syllables, k=draw.randint(1, 4)))
        words.append(word + draw.choices([" ", ", ", ".\n"], weights=[10, 2, 1])[0])
        length += len(words[-1])
    return "".join(words)[:LENGTH]


def main(file):
    draw = random.Random(2026)
    texts = [document(draw) for _ in range(DOCUMENTS)]
    users = [guid("user", number) for number in range(8)]
    codes = [guid("code", number) for number in range(CODES)]
    parts = ['<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="Large"><Users>']
    parts += [f'<User guid="{user}" name="Coder {number}"/>' for number, user in enumerate(users)]
    parts.append("</Users><CodeBook><Codes>")
    parts += [f'<Code guid="{code}" name="Code {number}" isCodable="true"/>' for number, code in enumerate(codes)]
    parts.append("</Codes></CodeBook><Sources>")
    for number, text in enumerate(texts):
        source = guid("source", number)
        parts.append(f'<TextSource guid="{source}" name="Document {number}" plainTextPath="internal://{source}.txt">')
        for index in range(CODINGS // DOCUMENTS):
            start = draw.randrange(LENGTH - 400)
            end = start + draw.randint(5, 400)
            name = text[start:min(end, start + 60)].replace("\n", " ")
            user = draw.choice(users)
            parts.append(
                f'<PlainTextSelection guid="{guid("selection", number, index)}" name={quoteattr(name)} '
                f'startPosition="{start}" endPosition="{end}" creatingUser="{user}" '
                f'creationDateTime="2026-03-01T10:00:00Z"><Coding guid="{guid("coding", number, index)}" '
                f'creatingUser="{user}" creationDateTime="2026-03-01T10:00:00Z">'
                f'<CodeRef targetGUID="{draw.choice(codes)}"/></Coding></PlainTextSelection>')
        parts.append("</TextSource>")
    parts.append("</Sources></Project>")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("project.qde", "".join(parts))
        for number, text in enumerate(texts):
            package.writestr(f"sources/{guid('source', number)}.txt", text)


if __name__ == "__main__":
    main(sys.argv[1])
