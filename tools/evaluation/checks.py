"""What must hold whatever the scores: no breach, and the same bytes at any thread count."""

from __future__ import annotations

from typing import Any

from . import gold
from .bench import Bench
from .program import Failed
from .table import Result, Row

Json = dict[str, Any]


SAMPLE_PAGES = 40


def threads(b: Bench) -> Row:
    """The same documents with one thread and with eight: the output must be the same bytes."""
    documents: list[Json] = []
    if b.folder("record").is_dir():
        rows = gold.load(gold.find(b.folder("record"), "record"))
        documents += [gold.document(r, r.get("published")) for r in rows]
    if b.folder("pages").is_dir():
        rows = gold.load(gold.find(b.folder("pages"), "pages"))
        step = max(1, len(rows) // SAMPLE_PAGES)
        for r in rows[::step]:
            html = gold.page_text(gold.page_bytes(b.folder("pages"), r))
            if html is not None:
                documents.append({"id": r["id"], "html": html, "url": r.get("url") or ""})
    if not documents:
        raise Failed("neither record nor pages data to compare thread counts on")
    source = str(b.program.write_input(documents, "threads"))
    outputs = []
    for jobs in (1, 8):
        out = b.program.folder / f"threads{jobs}.records.jsonl"
        b.program.read_sources([source], out, f"threads{jobs}", jobs)
        outputs.append(out.read_bytes().split(b"\n"))
    differ = sum(x != y for x, y in zip(*outputs, strict=False))
    differ += abs(len(outputs[0]) - len(outputs[1]))
    return Row(
        f"{len(documents)} documents",
        "number of records that differ, 1 and 8 threads",
        differ,
        "must be 0",
    )


def checks(b: Bench) -> Result:
    result = Result("checks")
    try:
        result.rows.append(threads(b))
        if result.rows[0].value:
            result.failed, result.state = True, "records differ with the number of threads"
    except Failed as e:
        result.failed, result.state = True, str(e)
    if b.checked.records:
        result.rows.append(
            Row(
                f"{b.checked.records} records",
                "number of records with a breach (schema, spans, words, ids, order)",
                b.checked.bad,
                "must be 0",
            )
        )
        if b.checked.bad:
            result.failed = True
            result.state = (result.state + "; " if result.state else "") + b.checked.examples[0]
    return result
