"""What holds for every record, beyond its schema.

`problems(record)` gives one line for each breach, empty if there is none. A record is checked
against the record alone:

* every span lies inside `article.text`, is not empty and begins and ends on a UTF-8 border;
* words that the record quotes are words of the text: `figures[].what` shares words with its span
  and has none that the text lacks; an entity's name is one of its mentions, but for countries,
  places and bodies that are resolved to their usual name;
* ids count from 1 in list order, and every reference names an item of this record;
* sentences and paragraphs are in order and do not overlap; entities, events, statements, figures
  and schedule items are in text order, and so are the mentions of an entity and the pieces of a
  statement;
* the evidence of an event: its sentence is one of `sentences` and holds the trigger;
* low <= best <= high, from <= to, and dates are cut to their precision.

The record must fit the schema first: on one that does not, the checks may stop with KeyError or
TypeError, which `problems` reports as a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

ID_LETTER = {
    "entities": "e",
    "events": "v",
    "statements": "s",
    "figures": "f",
    "disputes": "d",
    "schedule": "c",
}
DATE_SHAPE = {
    "year": r"\d{4}",
    "month": r"\d{4}-\d\d",
    "week": r"\d{4}-\d\d-\d\d",
    "day": r"\d{4}-\d\d-\d\d",
    "minute": r"\d{4}-\d\d-\d\dT\d\d:\d\d(Z|[+-]\d\d:\d\d)?",
    "second": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.]\d+)?(Z|[+-]\d\d:\d\d)?",
}


def spans_of(record: Json) -> Iterator[tuple[str, list[int]]]:
    """Every span into the text, with its path."""
    article = record["article"]
    for i, p in enumerate(article["paragraphs"]):
        yield f"article/paragraphs/{i}/span", p["span"]
    if "span" in article.get("placeline", {}):
        yield "article/placeline/span", article["placeline"]["span"]
    for i, s in enumerate(record["sentences"]):
        yield f"sentences/{i}", s
    for e in record["entities"]:
        for i, m in enumerate(e["mentions"]):
            yield f"{e['id']}/mentions/{i}", m
    for v in record["events"]:
        if "span" in v.get("time", {}):
            yield f"{v['id']}/time/span", v["time"]["span"]
        for key, span in v["evidence"].items():
            yield f"{v['id']}/evidence/{key}", span
    for s in record["statements"]:
        for key in ("speaker_span", "cue"):
            if key in s:
                yield f"{s['id']}/{key}", s[key]
        for i, span in enumerate(s["content"]):
            yield f"{s['id']}/content/{i}", span
    for f in record["figures"]:
        for key in ("span", "what_span", "by_span"):
            if key in f:
                yield f"{f['id']}/{key}", f[key]
    for c in record["schedule"]:
        yield f"{c['id']}/span", c["span"]
    for i, w in enumerate(record["warnings"]):
        if "span" in w:
            yield f"warnings/{i}/span", w["span"]


def references_of(record: Json) -> Iterator[tuple[str, str]]:
    """Every reference to an item, with its path."""
    for v in record["events"]:
        for key in ("source", "target", "said_by"):
            for ref in v.get(key, []):
                yield f"{v['id']}/{key}", ref
    for s in record["statements"]:
        if "speaker" in s:
            yield f"{s['id']}/speaker", s["speaker"]
    for f in record["figures"]:
        for key in ("said_by", "by"):
            if key in f:
                yield f"{f['id']}/{key}", f[key]
    for d in record["disputes"]:
        for ref in d["items"]:
            yield f"{d['id']}/items", ref
    for c in record["schedule"]:
        if "event" in c:
            yield f"{c['id']}/event", c["event"]


def check_spans(record: Json, text: bytes) -> Iterator[str]:
    size = len(text)
    for path, (begin, end) in spans_of(record):
        if not begin < end:
            yield f"{path}: empty span [{begin}, {end})"
        elif end > size:
            yield f"{path}: span [{begin}, {end}) ends after the text of {size} bytes"
        elif text[begin] & 0xC0 == 0x80 or (end < size and text[end] & 0xC0 == 0x80):
            yield f"{path}: span [{begin}, {end}) cuts a character"


def check_ids(record: Json) -> Iterator[str]:
    known = set()
    for key, letter in ID_LETTER.items():
        for i, item in enumerate(record[key], 1):
            if item["id"] != f"{letter}{i}":
                yield f"{key}/{i - 1}: id {item['id']} where {letter}{i} is due"
            known.add(item["id"])
    for path, ref in references_of(record):
        if ref not in known:
            yield f"{path}: {ref} is no item of this record"


def in_order(path: str, spans: list[list[int]], apart: bool) -> Iterator[str]:
    """Begins ascend; with `apart`, spans do not overlap either."""
    for i in range(1, len(spans)):
        if spans[i][0] < spans[i - 1][1 if apart else 0]:
            what = "overlaps" if apart and spans[i][0] >= spans[i - 1][0] else "stands before"
            yield f"{path}/{i}: {spans[i]} {what} {spans[i - 1]}"


def check_order(record: Json) -> Iterator[str]:
    article = record["article"]
    yield from in_order("article/paragraphs", [p["span"] for p in article["paragraphs"]], True)
    yield from in_order("sentences", record["sentences"], True)
    yield from in_order("entities", [e["mentions"][0] for e in record["entities"]], False)
    yield from in_order("events", [v["evidence"]["trigger"] for v in record["events"]], False)
    yield from in_order("statements", [s["content"][0] for s in record["statements"]], False)
    yield from in_order("figures", [f["span"] for f in record["figures"]], False)
    yield from in_order("schedule", [c["span"] for c in record["schedule"]], False)
    for e in record["entities"]:
        yield from in_order(f"{e['id']}/mentions", e["mentions"], False)
    for s in record["statements"]:
        yield from in_order(f"{s['id']}/content", s["content"], True)


def folded(words: str) -> str:
    return " ".join(words.split())


def stems(text: str) -> set[str]:
    """Words cut to their first four letters: "killed" may stand for "killing"."""
    return {w[:4] for w in re.findall(r"\w+", text.casefold())}


def check_words(record: Json, text: bytes) -> Iterator[str]:
    def under(span: list[int]) -> str:
        return folded(text[span[0] : span[1]].decode("utf-8", "replace"))

    around = text.decode("utf-8").casefold()
    for f in record["figures"]:
        if "what" in f and "what_span" in f:
            quoted = under(f["what_span"])
            if quoted != folded(f["what"]) and not stems(quoted) & stems(f["what"]):
                yield f"{f['id']}/what: {f['what']!r} but its span holds {quoted!r}"
            elif any(s not in around for s in stems(f["what"])):
                yield f"{f['id']}/what: {f['what']!r} has words that the text lacks"
    for e in record["entities"]:
        resolved = e["kind"] != "person" and ("country" in e or "place" in e or "actor" in e)
        if not resolved and folded(e["name"]) not in {under(m) for m in e["mentions"]}:
            yield f"{e['id']}/name: {e['name']!r} is none of its mentions"


def check_evidence(record: Json) -> Iterator[str]:
    sentences = {tuple(s) for s in record["sentences"]}
    for v in record["events"]:
        sentence, trigger = v["evidence"]["sentence"], v["evidence"]["trigger"]
        if tuple(sentence) not in sentences:
            yield f"{v['id']}/evidence/sentence: {sentence} is none of sentences"
        if not (sentence[0] <= trigger[0] and trigger[1] <= sentence[1]):
            yield f"{v['id']}/evidence/trigger: {trigger} outside of its sentence {sentence}"
        at = v.get("time", {}).get("span")
        if at is not None and at != v["evidence"].get("time"):
            yield f"{v['id']}/time/span: {at} but evidence/time {v['evidence'].get('time')}"


def ranges_of(record: Json) -> Iterator[tuple[str, Json]]:
    for kind, key in (("events", "time"), ("statements", "time"), ("schedule", "date")):
        for item in record[kind]:
            if key in item:
                yield f"{item['id']}/{key}", item[key]


def check_values(record: Json) -> Iterator[str]:
    for path, date in ranges_of(record):
        for end in ("from", "to"):
            if not re.fullmatch(DATE_SHAPE[date["precision"]], date[end]):
                yield f"{path}/{end}: {date[end]} is not cut to {date['precision']}"
        if date["from"] > date["to"]:
            yield f"{path}: from {date['from']} is after to {date['to']}"
    for key in ("published", "modified"):
        date = record["article"].get(key)
        if date and not re.fullmatch(DATE_SHAPE[date["precision"]], date["value"]):
            yield f"article/{key}: {date['value']} is not cut to {date['precision']}"
        if date and date["offset_known"] != bool(
            re.search(r"T.*(Z|[+-]\d\d:\d\d)$", date["value"])
        ):
            yield f"article/{key}: offset_known {date['offset_known']} with {date['value']}"
    for f in record["figures"]:
        if "low" in f and f["low"] > f["high"]:
            yield f"{f['id']}: low {f['low']} above high {f['high']}"
    for v in record["events"]:
        for kind, n in v.get("casualties", {}).items():
            if not n["low"] <= n["best"] <= n["high"]:
                yield f"{v['id']}/casualties/{kind}: {n['low']} <= {n['best']} <= {n['high']} fails"


def problems(record: Json) -> list[str]:
    found: list[str] = []
    try:
        text = record["article"]["text"].encode("utf-8")
        for check in (
            check_ids(record),
            check_spans(record, text),
            check_order(record),
            check_words(record, text),
            check_evidence(record),
            check_values(record),
        ):
            found.extend(check)
    except UnicodeEncodeError as e:
        found.append(f"article/text: not valid Unicode: {e}")
    except (AttributeError, KeyError, TypeError, IndexError, ValueError) as e:
        found.append(f"does not have the shape of a record: {type(e).__name__} {e}")
    return found
