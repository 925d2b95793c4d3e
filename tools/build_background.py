#!/usr/bin/env python3
"""Makes data/archive/background.tsv: in how many news documents a word occurs.

    tools/build_background.py --sentences news_raw.txt.gz --articles wikinews.jsonl.gz > data/archive/background.tsv

`--sentences` is news text without borders of documents, one sentence a line: each 12 lines count as one document.
`--articles` is JSON Lines with "title" and "text". Words in fewer than three documents are left out.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

WORD = re.compile(r"[A-Za-z][A-Za-z']*|\d[\d,]*")
CHUNK = 12
LEAST = 3
HEAD = """\
# Words of news text: in how many of {n} documents each occurs, and how often in a hundred it is written with a capital
# (not counting the first word of a line). Made by tools/build_background.py from
#   - news sentences of the Groningen Meaning Bank: public domain
#   - English Wikinews articles of 2019 and 2020: CC BY 2.5, credit Wikinews contributors (https://en.wikinews.org)
# word	documents	capital
"""


def words(text: str) -> list[str]:
    found = (w.replace(",", "") for w in WORD.findall(text.replace("’", "'")))
    return [w.removesuffix("'s").strip("'") for w in found]


def documents(sentences: Path, articles: Path) -> Iterator[str]:
    with gzip.open(articles, "rt", encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            yield f"{row['title']}\n{row['text']}"
    with gzip.open(sentences, "rt", encoding="utf-8") as f:
        lines = f.read().splitlines()
    for i in range(0, len(lines), CHUNK):
        yield "\n".join(lines[i : i + CHUNK])


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sentences", type=Path, required=True)
    ap.add_argument("--articles", type=Path, required=True)
    a = ap.parse_args()
    df: collections.Counter[str] = collections.Counter()
    capital: collections.Counter[str] = collections.Counter()
    seen: collections.Counter[str] = collections.Counter()
    n = 0
    for text in documents(a.sentences, a.articles):
        n += 1
        df.update({w.lower() for w in words(text) if w})
        for line in text.split("\n"):
            for w in words(line)[1:]:
                if w:
                    seen[w.lower()] += 1
                    capital[w.lower()] += w[0].isupper()
    sys.stdout.write(HEAD.format(n=n))
    print(f"*\t{n}\t0")
    for w in sorted(df):
        if df[w] >= LEAST:
            print(f"{w}\t{df[w]}\t{round(100 * capital[w] / seen[w]) if seen[w] else 100}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
