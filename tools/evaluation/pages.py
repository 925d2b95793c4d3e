"""Pages: body, headline, authors and day against the gold of the page sets."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from . import convert, gold
from .bench import Bench, scores
from .program import Timing, run_scorer
from .table import Result, Row, speed

Json = dict[str, Any]


WORD = re.compile(r"\w+")
NO_TEXT = re.compile(r"(?is)<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")


@dataclass
class Read:
    """Records of a set of pages, and how many paragraphs stand under the bytes that they name."""

    records: list[Json]
    timing: Timing
    size: int
    paragraphs: int = 0
    sourced: int = 0


def words(text: str) -> set[str]:
    return {w.casefold() for w in WORD.findall(unicodedata.normalize("NFKC", text))}


def holds(page: bytes, source: list[int], paragraph: str) -> bool:
    """The bytes of the page hold every word of the paragraph. Tags are taken out both with and
    without a break, since a word may run over one."""
    under = page[source[0] : source[1]].decode("utf-8", "replace")
    seen = words(html.unescape(NO_TEXT.sub("", under))) | words(
        html.unescape(NO_TEXT.sub(" ", under))
    )
    return words(paragraph) <= seen


def count_sourced(result: Read, pages: dict[str, bytes]) -> None:
    for r in result.records:
        page = pages.get(r["id"])
        text = r["article"]["text"].encode("utf-8")
        for p in r["article"]["paragraphs"] if page is not None else ():
            result.paragraphs += 1
            begin, end = p["span"]
            if "source" in p and page is not None:
                paragraph = text[begin:end].decode("utf-8", "replace")
                result.sourced += holds(page, p["source"], paragraph)


def read_pages(b: Bench, rows: list[Json], name: str) -> Read:
    """Records of pages. UTF-8 pages go in as JSONL with their address; the others as raw files, for
    the program to find their encoding."""
    texts, files, size = [], {}, 0
    folder = b.program.folder / f"{name}.pages"
    folder.mkdir(exist_ok=True)
    for r in rows:
        data = gold.page_bytes(b.folder("pages"), r)
        size += len(data)
        text = gold.page_text(data)
        if text is not None:
            texts.append(
                {"id": r["id"], "html": text, **({"url": r["url"]} if r.get("url") else {})}
            )
        else:
            files[r["id"]] = folder / f"{r['id']}.html"
            files[r["id"]].write_bytes(data)
    records, timing = b.program.read(texts, name) if texts else ([], Timing())
    more, second = b.program.read_files(files, f"{name}.raw")
    b.checked.add(records + more, name)
    result = Read(records + more, timing + second, size)
    count_sourced(result, {d["id"]: d["html"].encode("utf-8") for d in texts})
    return result


def pages(b: Bench) -> Result:
    out: list[Row] = []
    total, size, count, paragraphs, sourced = Timing(), 0, 0, 0, 0
    path = gold.find(b.folder("pages"), "pages")
    for name, gold_path in (("pages", path), ("dates", gold.find_dates(b.folder("pages")))):
        if gold_path is None:
            continue
        rows = gold.load(gold_path)
        read = read_pages(b, rows, name)
        total, size, count = total + read.timing, size + read.size, count + len(rows)
        paragraphs, sourced = paragraphs + read.paragraphs, sourced + read.sourced
        pred = b.write(name, [convert.page(r) for r in read.records])
        s = scores(
            run_scorer(b.scorer("pages"), ["--gold", str(gold_path), "--pred", str(pred), "--json"])
        )["scores"]
        for key, part in sorted(s.items(), key=lambda x: x[0] != "all"):
            out += page_rows(name, key, part)
    if paragraphs:
        label = f"{paragraphs} paragraphs"
        out.append(Row(label, "paragraphs under their source bytes", 100 * sourced / paragraphs))
    return Result("pages", out, timing=total, speed=speed(count, "pages", size, total))


def page_rows(name: str, key: str, part: Json) -> list[Row]:
    trafilatura = {"all": ".938", "aeb": ".951", "fundus": ".947", "wcxb": ".926"}
    day = {"fundus": "trafilatura 97.5", "wcxb": "trafilatura 89.1"}
    label = f"{key}, {part['pages']} pages"
    if name == "dates":
        return [
            Row(
                label,
                "day right",
                100 * (part["day"] or 0),
                "htmldate 92.6 extensive, 88.2 fast" if key == "all" else "",
            )
        ]
    shown = trafilatura.get(key)
    rows = [
        Row(
            label,
            "body",
            100 * (part["f1"] or 0),
            f"trafilatura {100 * float(shown):.1f}; the block scorer has seen these pages"
            if shown
            else "",
        ),
        Row("", "body, precision", 100 * (part["precision"] or 0)),
        Row("", "body, recall", 100 * (part["recall"] or 0)),
    ]
    for k, n, compare in (
        ("headline", "headline exact", ""),
        ("day", "day right", day.get(key, "")),
        ("author_f1", "authors", ""),
    ):
        if part.get(k) is not None:
            rows.append(Row("", n, 100 * part[k], compare))
    return rows
