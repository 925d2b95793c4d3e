"""What the facets share: the program, the folders, the scorers and the checks of every record."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .program import Program, Timing
from .properties import problems
from .schema import Schema
from .table import Row

Json = dict[str, Any]


@dataclass
class Checked:
    """Every record that was seen, checked as it went by."""

    schema: Schema
    records: int = 0
    bad: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, records: list[Json], where: str) -> None:
        for r in records:
            self.records += 1
            found = self.schema.errors(r) or problems(r)
            if found:
                self.bad += 1
                if len(self.examples) < 20:
                    self.examples.append(f"{where} {r.get('id')}: {found[0]}")


@dataclass
class Bench:
    """What the facets share."""

    program: Program
    eval: Path
    scorers: Path
    keep: Path
    checked: Checked
    train: Path | None = None

    def folder(self, facet: str) -> Path:
        return self.eval / facet

    def scorer(self, facet: str, name: str = "score.py") -> Path:
        """The scorer beside the data, else the one of --scorers (held-out data may lack it)."""
        beside = self.folder(facet) / name
        return beside if beside.is_file() else self.scorers / facet / name

    def write(self, facet: str, rows: list[Json]) -> Path:
        path = self.keep / f"{facet}.pred.jsonl"
        with open(path, "w", encoding="utf-8") as f:
            for r in rows:
                f.write(json.dumps(r, ensure_ascii=False) + "\n")
        return path

    def records(self, documents: list[Json], facet: str) -> tuple[list[Json], Timing]:
        records, timing = self.program.read(documents, facet)
        self.checked.add(records, facet)
        return records, timing


def size_of(documents: list[Json], key: str = "text") -> int:
    return sum(len(d[key].encode("utf-8")) for d in documents)


def scores(text: str) -> Json:
    """The JSON that a scorer prints first; lines may follow it."""
    found: Json = json.JSONDecoder().raw_decode(text.lstrip())[0]
    return found


def prf_rows(data: str, part: Json, names: dict[str, str]) -> list[Row]:
    return [Row(data, n, part[n]["F1"], compare) for n, compare in names.items() if n in part]
