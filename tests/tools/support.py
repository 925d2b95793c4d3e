"""Shared by the tests of the tools: their import path, and a record made by hand."""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ROOT / "tools"
SCHEMA = ROOT / "schema" / "record.schema.json"
EVAL = ROOT.parent / "shared" / "eval"

sys.path.insert(0, str(TOOLS))
sys.dont_write_bytecode = True

Json = dict[str, Any]

FIRST = "The café owners of Lisbon met the mayor on 4 May."
SECOND = "“Some 300 people came,” said Ana Reis."
TEXT = FIRST + "\n\n" + SECOND


def at(words: str) -> list[int]:
    """Bytes of the words in TEXT."""
    begin = len(TEXT[: TEXT.index(words)].encode())
    return [begin, begin + len(words.encode())]


RECORD: Json = {
    "schema": 1,
    "id": "made-1",
    "source": {
        "url": "https://news.example/a",
        "sha256": "0" * 64,
        "bytes": 4096,
        "charset": "UTF-8",
        "format": "html",
    },
    "article": {
        "headline": "Café owners meet the mayor",
        "language": "en",
        "authors": [{"name": "Rui Alves"}],
        "published": {
            "value": "2021-05-05T08:30:00+01:00",
            "precision": "second",
            "offset_known": True,
            "from": "json-ld",
        },
        "type": "article",
        "text": TEXT,
        "paragraphs": [
            {"span": at(FIRST), "role": "text", "source": [100, 180]},
            {"span": at(SECOND), "role": "quote"},
        ],
        "furniture": [{"kind": "share", "text": "Share this", "source": [20, 30]}],
    },
    "sentences": [at(FIRST), at(SECOND)],
    "entities": [
        {"id": "e1", "kind": "group", "name": "café owners", "mentions": [at("café owners")]},
        {
            "id": "e2",
            "kind": "place",
            "name": "Lisbon",
            "country": "PRT",
            "mentions": [at("Lisbon")],
            "place": {
                "name": "Lisbon",
                "lat": 38.72,
                "lon": -9.14,
                "country": "PRT",
                "precision": "city",
            },
        },
        {
            "id": "e3",
            "kind": "person",
            "name": "the mayor",
            "actor": "PRTGOV",
            "role": "GOV",
            "country": "PRT",
            "mentions": [at("the mayor")],
        },
        {"id": "e4", "kind": "person", "name": "Ana Reis", "mentions": [at("Ana Reis")]},
    ],
    "events": [
        {
            "id": "v1",
            "type": "CONSULT",
            "mode": "visit",
            "contexts": ["economic"],
            "cameo": "040",
            "source": ["e1"],
            "target": ["e3"],
            "source_code": ["PRTBUS"],
            "target_code": ["PRTGOV"],
            "status": "occurred",
            "time": {
                "from": "2021-05-04",
                "to": "2021-05-04",
                "precision": "day",
                "span": at("on 4 May"),
            },
            "place": {"name": "Lisbon", "lat": 38.72, "lon": -9.14, "precision": "city"},
            "evidence": {
                "sentence": at(FIRST),
                "trigger": at("met"),
                "source": at("café owners"),
                "target": at("the mayor"),
                "time": at("on 4 May"),
            },
            "confidence": 0.9,
        }
    ],
    "statements": [
        {
            "id": "s1",
            "kind": "direct",
            "speaker": "e4",
            "speaker_span": at("Ana Reis"),
            "cue": at("said"),
            "content": [at("“Some 300 people came,”")],
        }
    ],
    "figures": [
        {
            "id": "f1",
            "value": 300,
            "change": "~",
            "approximate": True,
            "what": "people",
            "what_span": at("people"),
            "said_by": "s1",
            "span": at("Some 300"),
        }
    ],
    "disputes": [
        {
            "id": "d1",
            "kind": "figure",
            "about": "people",
            "items": ["f1", "s1"],
            "why": "two counts of one crowd",
        }
    ],
    "schedule": [
        {
            "id": "c1",
            "date": {"from": "2021-06", "to": "2021-06", "precision": "month"},
            "what": "a second meeting",
            "event": "v1",
            "status": "scheduled",
            "span": at("met the mayor"),
        }
    ],
    "warnings": [{"code": "text-cut", "message": "the text was cut"}],
}


def record() -> Json:
    """A fresh copy, to be changed by a test."""
    return copy.deepcopy(RECORD)
