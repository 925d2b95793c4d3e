"""One function a facet: gold to input, the program, conversion, the facet's own scorer, rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import convert, gold
from .bench import Bench, prf_rows, scores, size_of
from .program import Timing, run_scorer
from .table import Result, Row, speed

Json = dict[str, Any]


def confidence_error(b: Bench, records: list[Json]) -> float:
    """Mean distance, in percent, of the events' confidence and their share with right type and countries, over five equal
    steps of confidence: the scorer judges the events of each step by themselves."""
    apart, total = 0.0, 0
    for step in range(5):
        part = []
        for r in records:
            kept = [e for e in r.get("events", []) if min(int(e["confidence"] * 5), 4) == step]
            part.append({**r, "events": kept})
        sure = [e["confidence"] for r in part for e in r["events"]]
        if not sure:
            continue
        pred = b.write(f"record.confidence{step}", part)
        gold_path = gold.find(b.folder("record"), "record")
        found = scores(
            run_scorer(
                b.scorer("record"), ["--gold", str(gold_path), "--pred", str(pred), "--json"]
            )
        )
        right = found["events with type and countries"][0]
        apart += abs(sum(sure) - right * len(sure))
        total += len(sure)
    return 100 * apart / max(total, 1)


def record(b: Bench) -> Result:
    rows = gold.load(gold.find(b.folder("record"), "record"))
    documents = [gold.document(r, r.get("published")) for r in rows]
    records, timing = b.records(documents, "record")
    pred = b.write("record", records)
    s = scores(
        run_scorer(
            b.scorer("record"),
            ["--gold", str(gold.find(b.folder("record"), "record")), "--pred", str(pred), "--json"],
        )
    )
    out = [
        Row(
            f"{s['documents']} articles",
            "RECORD, mean of five F1",
            100 * s["record"],
            "two readers 84",
        )
    ]
    compare = {
        "events found": "two readers 94",
        "events with type and countries": "two readers 94",
        "statements found": "two readers 99",
        "statements with speaker": "two readers 98",
        "figures": "two readers 61",
        "disputes": "two readers 69",
        "schedule": "two readers 100",
    }
    out += [
        Row("", k, 100 * s[k][2], compare.get(k, ""))
        for k in s
        if isinstance(s[k], list) and len(s[k]) == 3
    ]
    out += [
        Row("", f"{k} right, of those found", 100 * s[k][0] / s[k][1] if s[k][1] else None)
        for k in s
        if isinstance(s[k], list) and len(s[k]) == 2
    ]
    out.append(Row("", "confidence of events, mean error", confidence_error(b, records)))
    return Result(
        "record",
        out,
        speed=speed(len(documents), "articles", size_of(documents), timing),
        timing=timing,
    )


def events(b: Bench) -> Result:
    path = gold.find(b.folder("events"), "events")
    rows = gold.load(path)
    documents = [gold.document(r, r.get("date")) for r in rows]
    records, timing = b.records(documents, "events")
    pred = b.write("events", [convert.events(r) for r in records])
    report = b.keep / "events.scores.json"
    run_scorer(
        b.scorer("events"), ["--gold", str(path), "--pred", str(pred), "--json", str(report)]
    )
    s = json.loads(report.read_text(encoding="utf-8"))
    compare = {
        ("plover_gsr", "lenient"): "TABARI 30.3 (dev), 29.0 (held out)",
        ("plover_gsr", "lenient-root"): "TABARI 28.8 (dev), 29.0 (held out)",
        ("plover_gsr", "exact"): "TABARI 5.5 (whole suite)",
        ("plover_gsr", "dyad"): "TABARI 42.8",
        ("plover_gsr", "type"): "TABARI 46.9",
        ("osorio_r7", "root"): "TABARI 7.8",
        ("osorio_r10", "root"): "TABARI 14.3",
        ("up_petr2_gsr", "lenient-root"): "TABARI 54.5",
    }
    out = []
    for suite, part in s.items():
        n = f"{suite}, {part['sentences']} sentences"
        for name in ("lenient", "lenient-root", "exact", "dyad", "type", "root", "code"):
            if name in part:
                out.append(Row(n, name, 100 * part[name]["F1"], compare.get((suite, name), "")))
                n = ""
        if "annotated_event_found_lenient" in part:
            out.append(
                Row(
                    "",
                    "annotated event found, lenient",
                    100 * part["annotated_event_found_lenient"],
                    "TABARI 22.8",
                )
            )
            out.append(
                Row(
                    "",
                    "events per 100 sentences",
                    100 * part["predicted_per_sentence"],
                    f"gold {100 * part['gold_per_sentence']:.1f}, TABARI 55.6",
                )
            )
        if "negative" in part:
            out.append(Row("", "has an event", 100 * part["has_event"]["F1"], "TABARI 30.3"))
            out.append(
                Row(
                    "",
                    "false events per 100 sentences without event",
                    100 * part["negative"]["false_events_per_sentence"],
                    "TABARI 13.3",
                )
            )
    return Result(
        "events",
        out,
        timing=timing,
        speed=speed(len(documents), "sentences", size_of(documents), timing),
    )


def bare(
    b: Bench, facet: str, published: str, to: Callable[[Json], Json]
) -> tuple[Json, Timing, list[Json]]:
    """A facet that is scored on what the record does not hold."""
    path = gold.find(b.folder(facet), facet)
    documents = [gold.document(r, r.get(published)) for r in gold.load(path)]
    rows, timing = b.program.facets(documents, facet)
    pred = b.write(facet, [to(r) for r in rows])
    return (
        scores(run_scorer(b.scorer(facet), ["--gold", str(path), "--pred", str(pred)])),
        timing,
        documents,
    )


def quotes(b: Bench) -> Result:
    path = gold.find(b.folder("quotes"), "quotes")
    documents = [gold.document(r, r.get("date")) for r in gold.load(path)]
    b.records(documents, "quotes")  # to be checked as they go by
    rows, timing = b.program.facets(documents, "quotes")

    def scored(name: str, *, record_only: bool) -> Json:
        pred = b.write(name, [convert.quotes(r, record_only=record_only) for r in rows])
        return scores(run_scorer(b.scorer("quotes"), ["--gold", str(path), "--pred", str(pred)]))

    s, told = scored("quotes", record_only=False), scored("quotes.record", record_only=True)
    part = s["all"]
    out = prf_rows(
        "",
        part,
        {
            "end_to_end": "plain regex 16.3",
            "content_exact": "plain regex 15.3",
            "content_partial": "plain regex 34.1",
            "content_match": "",
        },
    )
    out[0].data = f"{part['docs']} articles, {part['gold']} attributions"
    out += [
        Row("", n, part[k])
        for k, n in (
            ("source_acc", "source right, of matched"),
            ("cue_acc", "cue right, of matched"),
        )
    ]
    regex = {
        "direct": "plain regex 40.3",
        "mixed": "plain regex 9.3",
        "indirect": "plain regex 5.2",
    }
    out += [
        Row("", f"recall with source, {k}", v["e2e"], regex.get(k, ""))
        for k, v in s["recall_by_type"].items()
    ]
    out.append(Row("", "end_to_end, statements of records alone", told["all"]["end_to_end"]["F1"]))
    return Result(
        "quotes",
        out,
        timing=timing,
        speed=speed(len(documents), "articles", size_of(documents), timing),
    )


def parts(s: Json) -> dict[str, Json]:
    """The corpora of a score: the whole first."""
    return {k: v for k, v in s.items() if isinstance(v, dict)}


def time(b: Bench) -> Result:
    s, timing, documents = bare(b, "time", "dct", convert.timex)
    compare = {
        "strict": "HeidelTime 81.3 (platinum), Recognizers 68.2 (dev)",
        "relaxed": "HeidelTime 90.3 (platinum), Recognizers 87.2 (dev)",
        "value": "HeidelTime 77.6, UWTime 82.4 (platinum)",
    }
    out = []
    for corpus, part in sorted(parts(s).items(), key=lambda x: (x[0] != "news", x[0] != "all")):
        names = ("strict", "relaxed", "type", "value") if corpus == "news" else ("strict", "value")
        new = prf_rows("", part, {n: compare.get(n, "") if corpus == "news" else "" for n in names})
        new[0].data = f"{corpus}, {part['docs']} documents"
        out += new
    return Result(
        "time",
        out,
        timing=timing,
        speed=speed(len(documents), "articles", size_of(documents), timing),
    )


def places(b: Bench) -> Result:
    s, timing, documents = bare(b, "places", "date", convert.toponyms)
    out = []
    floor = {"all": "48.5", "LGL": "43.4", "GWN": "50.9", "TR-News": "49.0", "GeoVirus": "55.1"}
    for corpus, part in parts(s).items():
        n = f"{corpus}, {part['docs']} documents"
        out.append(Row(n, "located@161km", part["located@161km"]["F1"]))
        out.append(
            Row(
                "",
                "acc@161km_all",
                part["acc@161km_all"],
                f"floor {floor[corpus]} (gold spans, dev)" if corpus in floor else "",
            )
        )
        out.append(
            Row(
                "",
                "acc@161km_found",
                part["acc@161km_found"],
                {"LGL": "Mordecai3 82.7", "TR-News": "Mordecai3 87.3"}.get(corpus, ""),
            )
        )
        if corpus == "all":
            out.append(Row("", "toponym_exact", part["toponym_exact"]["F1"]))
            out.append(Row("", "toponym_overlap", part["toponym_overlap"]["F1"]))
            out.append(Row("", "median error, km", part["median_km"]))
    return Result(
        "places",
        out,
        timing=timing,
        speed=speed(len(documents), "articles", size_of(documents), timing),
    )


def figures(b: Bench) -> Result:
    s, timing, documents = bare(b, "figures", "published", convert.quantities)
    compare = {
        "value": "CQE 92.0, Recognizers 70.8",
        "value+unit": "CQE 85.6, Recognizers 32.5",
        "value+change": "CQE 88.1, Recognizers 50.4",
        "value+concept_partial": "CQE 76.1",
    }
    out = []
    for name, part in sorted(parts(s).items(), key=lambda x: x[0] != "NewsQuant"):
        main = name == "NewsQuant"
        new = prf_rows("", part, compare if main else {"value": "", "value+unit": ""})
        new[0].data = f"{name}, {part['docs']} sentences"
        out += new
    return Result(
        "figures",
        out,
        timing=timing,
        speed=speed(len(documents), "sentences", size_of(documents), timing),
    )


def clusters(b: Bench, path: Path, key: str, name: str) -> tuple[Json, Timing, list[Json]]:
    """`key` is what a line of gold and of the program's output calls the cluster."""
    documents = [gold.document(r, r.get("published")) for r in gold.load(path)]
    rows, timing = b.program.groups(documents, name)
    pred = b.write(name, [{"id": r["id"], "cluster": r[key]} for r in rows])
    options = ["--gold", str(path), "--pred", str(pred), "--key", key]
    return scores(run_scorer(b.scorer("stories"), options))["all"], timing, documents


def stories(b: Bench) -> list[Result]:
    """Stories, and copies where there are any."""
    out = []
    copies = sorted(b.folder("stories").glob("copies*.jsonl"))
    compare = {
        "story": "TF-IDF, one pass 84.8",
        "family": "half of the 5-word shingles shared 99.6",
    }
    for key, path in [("story", gold.find(b.folder("stories"), "stories"))] + [
        ("family", p) for p in copies[:1]
    ]:
        name = "stories" if key == "story" else "copies"
        part, timing, documents = clusters(b, path, key, name)
        rows = [
            Row(f"{len(documents)} articles", "B-cubed F1", part["bcubed"]["F1"], compare[key]),
            Row("", "B-cubed precision", part["bcubed"]["P"], "87.2" if key == "story" else ""),
            Row("", "B-cubed recall", part["bcubed"]["R"], "82.5" if key == "story" else ""),
            Row("", "pairs, F1", part["pairs"]["F1"], "79.2" if key == "story" else ""),
        ]
        rate = speed(len(documents), "articles", size_of(documents), timing)
        out.append(Result(name, rows, timing=timing, speed=rate))
    return out
