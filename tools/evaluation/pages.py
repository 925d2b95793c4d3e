"""Pages: body, headline, authors and day against the gold of the page sets."""

from __future__ import annotations

from typing import Any

from . import convert, gold
from .bench import Bench, scores
from .program import Timing, run_scorer
from .table import Result, Row, speed

Json = dict[str, Any]


def read_pages(b: Bench, rows: list[Json], name: str) -> tuple[list[Json], Timing, int]:
    """Records of pages. UTF-8 pages go in as JSONL with their address; the others as raw files, for
    the program to find their encoding."""
    texts, files, size = [], {}, 0
    folder = b.program.folder / f"{name}.pages"
    folder.mkdir(exist_ok=True)
    for r in rows:
        data = gold.page_bytes(b.folder("pages"), r)
        size += len(data)
        html = gold.page_text(data)
        if html is not None:
            texts.append(
                {"id": r["id"], "html": html, **({"url": r["url"]} if r.get("url") else {})}
            )
        else:
            files[r["id"]] = folder / f"{r['id']}.html"
            files[r["id"]].write_bytes(data)
    records, timing = b.program.read(texts, name) if texts else ([], Timing())
    more, second = b.program.read_files(files, f"{name}.raw")
    b.checked.add(records + more, name)
    return records + more, timing + second, size


def pages(b: Bench) -> Result:
    out: list[Row] = []
    total, size, count = Timing(), 0, 0
    path = gold.find(b.folder("pages"), "pages")
    for name, gold_path in (("pages", path), ("dates", gold.find_dates(b.folder("pages")))):
        if gold_path is None:
            continue
        rows = gold.load(gold_path)
        records, timing, n = read_pages(b, rows, name)
        total, size, count = total + timing, size + n, count + len(rows)
        pred = b.write(name, [convert.page(r) for r in records])
        s = scores(
            run_scorer(b.scorer("pages"), ["--gold", str(gold_path), "--pred", str(pred), "--json"])
        )["scores"]
        for key, part in sorted(s.items(), key=lambda x: x[0] != "all"):
            out += page_rows(name, key, part)
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
            f"trafilatura {100 * float(shown):.1f} (dev)" if shown else "",
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
