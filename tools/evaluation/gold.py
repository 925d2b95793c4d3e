"""Finds gold files and takes from them what the program may see."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from .program import Failed

Json = dict[str, Any]

# The list that makes a line of gold fit a facet.
GOLD_KEY = {
    "record": "events",
    "events": "gold",
    "quotes": "quotes",
    "time": "timex",
    "places": "toponyms",
    "figures": "quantities",
    "pages": "articleBody",
    "stories": "story",
}


def load(path: Path) -> list[Json]:
    rows = []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if line.strip():
                try:
                    rows.append(json.loads(line))
                except ValueError as e:
                    raise Failed(f"{path}:{number}: not JSON: {e}") from e
    return rows


def first_line(path: Path) -> Json:
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError:
                    return {}
                return row if isinstance(row, dict) else {}
    return {}


def find(folder: Path, facet: str) -> Path:
    """`dev.jsonl` where there is one, else the only file whose lines fit the facet."""
    if (folder / "dev.jsonl").is_file():
        return folder / "dev.jsonl"
    key = GOLD_KEY[facet]
    fit = [p for p in sorted(folder.glob("*.jsonl")) if key in first_line(p)]
    if len(fit) == 1:
        return fit[0]
    raise Failed(f'{folder.name}: no dev.jsonl, and {len(fit)} other .jsonl files with "{key}"')


def find_dates(folder: Path) -> Path | None:
    """The pages whose gold is the day alone."""
    found = sorted(folder.glob("dates*.jsonl"))
    return found[0] if found else None


def document(row: Json, published: str | None) -> Json:
    """What the program is shown of a gold line: never more than these five."""
    seen = {
        "id": row["id"],
        "text": row["text"],
        "url": row.get("url"),
        "title": row.get("title"),
        "published": published,
    }
    return {k: v for k, v in seen.items() if v is not None}


def page_bytes(folder: Path, row: Json) -> bytes:
    path = folder / row["html"]
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def page_text(data: bytes) -> str | None:
    """The page as text where its bytes are UTF-8 beyond doubt, so that its address can go with it;
    else None: the program is then given the raw bytes and finds the encoding itself."""
    if b"\x1b" in data or b"\0" in data:  # ISO 2022 and UTF-16 are valid UTF-8, too
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
