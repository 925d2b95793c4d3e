#!/usr/bin/env python3
"""A stand-in for `dateline` that answers from the gold, to test tools/evaluate without the program.

It understands the command lines that tools/evaluate uses and finds the gold by id under the folder
in the environment variable ORACLE_EVAL. Scored, its answers must be right wherever the conversion
to the format of a scorer loses nothing. ORACLE_FAULT makes it misbehave: `crash`, `lose` (one
document has no line), `span` (a span that cuts a character), `threads` (the output
depends on --jobs).
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]
EVAL = Path(os.environ["ORACLE_EVAL"])
FAULT = os.environ.get("ORACLE_FAULT", "")


@functools.cache
def gold(facet: str) -> dict[str, Json]:
    rows: dict[str, Json] = {}
    for path in sorted((EVAL / facet).glob("*.jsonl")):
        with open(path, encoding="utf-8") as f:
            rows.update((r["id"], r) for r in map(json.loads, f) if "id" in r)
    return rows


def to_bytes(text: str, span: list[int] | None) -> list[int] | None:
    return span and [len(text[:i].encode()) for i in span]


def find(text: str, words: str | None) -> list[int] | None:
    at = text.find(words) if words else -1
    return None if at < 0 else to_bytes(text, [at, at + len(words or "")])


def first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def codes(value: Any) -> list[str]:
    value = value if isinstance(value, list) else [value]
    value = first(value) if any(isinstance(x, list) for x in value) else value
    value = value if isinstance(value, list) else [value]
    return [x for x in dict.fromkeys(value) if x and x != "---"]


def span_of_date(value: Any) -> Json | None:
    value = first(value)
    if not value:
        return None
    begin, _, end = str(value).partition("/")
    precision = {4: "year", 7: "month"}.get(len(begin), "day")
    return {"from": begin, "to": end or begin, "precision": precision}


def drop(item: Json) -> Json:
    return {k: v for k, v in item.items() if v not in (None, "", [])}


def number(items: list[Json], letter: str, key: Any) -> list[Json]:
    items.sort(key=key)
    return [{"id": f"{letter}{i}", **x} for i, x in enumerate(items, 1)]


def record(doc: Json) -> Json:
    text = doc.get("text", "")
    whole = [0, len(text.encode())]
    sentences = [whole] if text else []
    r: Json = {
        "schema": 1,
        "id": doc["id"],
        "source": {
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "bytes": len(text.encode()),
            "charset": "UTF-8",
            "format": "body",
        },
        "article": {"type": "article", "text": text, "paragraphs": [], "furniture": []},
        "sentences": sentences,
    }
    lists: dict[str, list[Json]] = {
        k: [] for k in ("entities", "events", "statements", "figures", "disputes", "schedule")
    }
    if sentences:
        r["article"]["paragraphs"].append({"span": whole, "role": "text"})
    answer(r, doc, text, lists)
    r.update(lists, warnings=[])
    if FAULT == "span" and text:
        at = next((i for i, c in enumerate(text.encode()) if c & 0xC0 == 0x80), whole[1] + 1)
        r["sentences"] = [[0, at]]
    return r


def answer(r: Json, doc: Json, text: str, lists: dict[str, list[Json]]) -> None:
    if "text" not in doc and (row := gold("pages").get(doc["id"])):
        body = row.get("articleBody") or ""
        authors = row.get("authors") or []
        authors = [authors] if isinstance(authors, str) else authors
        r["article"].update(
            drop(
                {
                    "text": body,
                    "headline": row.get("headline"),
                    "authors": [{"name": a} for a in authors],
                }
            ),
            paragraphs=[],
        )
        if stamp := row.get("datePublished"):
            day = stamp[:10]
            precision = "day" if len(day) == 10 else "month"
            r["article"]["published"] = {
                "value": day,
                "precision": precision,
                "offset_known": False,
                "from": "meta",
            }
        r["article"]["text"] = body
        r["sentences"] = []
    if row := gold("quotes").get(doc["id"]):
        lists["statements"] = number(
            [
                drop(
                    {
                        "kind": q["type"],
                        "speaker_span": to_bytes(text, q["source"]),
                        "cue": to_bytes(text, q["cue"]),
                        "content": [
                            to_bytes(text, s) for s in q.get("content_parts") or [q["content"]]
                        ],
                    }
                )
                for q in row["quotes"]
            ],
            "s",
            lambda s: s["content"],
        )
    if row := gold("events").get(doc["id"]):
        lists["events"] = number(
            [
                drop(
                    {
                        "type": row.get("plover") or "CONSULT",
                        "cameo": g["code"],
                        "source_code": codes(g.get("source")),
                        "target_code": codes(g.get("target")),
                        "status": "occurred",
                        "evidence": {"sentence": r["sentences"][0], "trigger": r["sentences"][0]},
                        "confidence": 0.5,
                    }
                )
                for g in row["gold"]
            ],
            "v",
            lambda v: 0,
        )
        for v in lists["events"]:  # the gold has the names of PLOVER 0.5
            v["type"] = {
                "DEMAND": "REQUEST",
                "DISAPPROVE": "ACCUSE",
                "INVESTIGATE": "ACCUSE",
                "FIGHT": "ASSAULT",
            }.get(v["type"], v["type"])
    if row := gold("record").get(doc["id"]):
        whole_record(row, text, r, lists)


def whole_record(row: Json, text: str, r: Json, lists: dict[str, list[Json]]) -> None:
    events, statements, figures, schedule = [], [], [], []
    for g in row["events"]:
        evidence = find(text, first(g["evidence"]))
        inner = (first(g["evidence"]) or "").find(g.get("trigger") or "\0")
        if evidence is None or inner < 0:
            continue
        at = text.find(first(g["evidence"])) + inner
        place = first(g.get("place"))
        events.append(
            drop(
                {
                    "type": first(g["type"]),
                    "source_code": codes(g.get("source")),
                    "target_code": codes(g.get("target")),
                    "status": first(g["status"]) or "occurred",
                    "time": span_of_date(g.get("date")),
                    "place": place
                    and {"name": place, "lat": 0.0, "lon": 0.0, "precision": "feature"},
                    "evidence": {
                        "sentence": r["sentences"][0],
                        "trigger": to_bytes(text, [at, at + len(g["trigger"])]),
                    },
                    "confidence": 1,
                }
            )
        )
    for g in row["statements"]:
        spans = sorted(s for s in (find(text, c) for c in g["content"]) if s)
        if spans:
            speaker = next(
                (s for s in (find(text, n) for n in listed(g.get("speaker"))) if s), None
            )
            statements.append(drop({"kind": g["kind"], "speaker_span": speaker, "content": spans}))
    for g in row["figures"]:
        span = find(text, first(g["evidence"]))
        if span:
            figures.append(
                drop(
                    {
                        "value": g.get("value"),
                        "low": g.get("low"),
                        "high": g.get("high"),
                        "change": "=",
                        "what": g.get("what"),
                        "span": span,
                    }
                )
            )
    for g in row["schedule"]:
        span = find(text, first(g["evidence"]))
        if span and g.get("date"):
            schedule.append(
                {
                    "date": span_of_date(g["date"]),
                    "what": g["what"],
                    "status": "scheduled",
                    "span": span,
                }
            )
    lists["events"] = number(events, "v", lambda v: v["evidence"]["trigger"])
    lists["statements"] = number(statements, "s", lambda s: s["content"])
    lists["figures"] = number(figures, "f", lambda f: f["span"])
    lists["schedule"] = number(schedule, "c", lambda c: c["span"])


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def facets(doc: Json) -> Json:
    text = doc["text"]
    out = {"id": doc["id"], "timex": [], "quantities": [], "toponyms": [], "attributions": []}
    if row := gold("quotes").get(doc["id"]):
        for q in row["quotes"]:
            parts = q.get("content_parts") or [q["content"]]
            spans = {k: to_bytes(text, q[k]) for k in ("source", "cue") if q[k]}
            content = [to_bytes(text, s) for s in parts]
            out["attributions"].append({"content": content, **spans, "in_record": True})
    if row := gold("time").get(doc["id"]):
        out["timex"] = [{**x, "span": to_bytes(text, x["span"])} for x in row["timex"]]
    if row := gold("places").get(doc["id"]):
        out["toponyms"] = [
            {"span": to_bytes(text, x["span"]), "lat": x["lat"], "lon": x["lon"]}
            for x in row["toponyms"]
        ]
    if row := gold("figures").get(doc["id"]):
        for q in row["quantities"]:
            value = q["value"]
            both = isinstance(value, list)
            out["quantities"].append(
                {
                    **({"low": value[0], "high": value[1]} if both else {"value": value}),
                    "unit": None if q["unit"] == "-" else q["unit"],
                    "change": q["change"],
                    "concept": q["concept"],
                }
            )
    return out


def groups(doc: Json) -> Json:
    row = gold("stories")[doc["id"]]
    return {"id": doc["id"], "story": row.get("story"), "family": row.get("family")}


def parse(source: Path) -> str:
    """The gold trees of a set, or for a set of names its tags, which lie beside the words."""
    if source.name.startswith("names."):
        lines, tags = [], source.with_suffix(".gold").read_text(encoding="utf-8").splitlines()
        for line, tag in zip(source.read_text(encoding="utf-8").splitlines(), tags, strict=False):
            columns = line.split("\t")
            lines.append("\t".join([*columns[:9], "NER=" + tag.split("\t")[1]]) if line else "")
        return "\n".join(lines) + "\n\n"
    register = source.with_name(source.name.replace(".words.conllu", ".conllu"))
    if register != source and register.is_file():  # gold trees that the evaluation has made
        return register.read_text(encoding="utf-8")
    stem = source.name.removeprefix("lang.").split(".")[0]
    return (EVAL / "lang" / f"{stem}.conllu").read_text(encoding="utf-8")


def as_json(conllu: str) -> str:
    """Trees as `parse --format json` prints them, of which every part is certain."""
    lines = []
    for sentence in conllu.strip().split("\n\n"):
        rows = [line.split("\t") for line in sentence.splitlines() if not line.startswith("#")]
        words = [
            {
                "upos": r[3],
                "xpos": r[4],
                "head": int(r[6]),
                "relation": r[7],
                "tag_certainty": 1,
                "tree_certainty": 1,
            }
            for r in rows
            if r[0].isdigit()
        ]
        lines.append(json.dumps({"words": words}) + "\n")
    return "".join(lines)


def option(arguments: list[str], name: str, default: str) -> str:
    return arguments[arguments.index(name) + 1] if name in arguments else default


def main(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        print("oracle 1")
        return 0
    if FAULT == "crash":
        print("oracle: cannot", file=sys.stderr)
        return 2
    if arguments[0] == "parse":
        trees = parse(Path(arguments[-1]))
        as_asked = option(arguments, "--format", "conllu")
        sys.stdout.write(as_json(trees) if as_asked == "json" else trees)
        return 0
    sources = []
    for a in arguments[1:]:
        if a.startswith("--"):
            break
        sources.append(Path(a))
    for source in sources:
        if source.suffix == ".jsonl":
            docs = [json.loads(x) for x in source.read_text(encoding="utf-8").split("\n") if x]
        else:
            docs = [{"id": source.stem}]
        for doc in docs[1:] if FAULT == "lose" else docs:
            if "--groups" in arguments:
                row = groups(doc)
            else:
                row = facets(doc) if arguments[0] == "facets" else record(doc)
            if FAULT == "threads" and arguments[0] == "read":
                row["article"]["headline"] = option(arguments, "--jobs", "1")
            print(json.dumps(row, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
