"""Rows of results, and the table printed, written as Markdown, or as JSON."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from .program import Timing


@dataclass
class Row:
    """`value` is a share in percent unless `measure` names another unit; None: not measured."""

    data: str
    measure: str
    value: float | None
    compare: str = ""


@dataclass
class Result:
    """What one facet gave. `state` is empty when it ran, else why it did not."""

    facet: str
    rows: list[Row] = field(default_factory=list)
    state: str = ""
    failed: bool = False
    speed: str = ""
    timing: Timing | None = None


def speed(count: int, unit: str, size: int, timing: Timing) -> str:
    """`count` documents of `size` bytes together; wall clock of the whole run."""
    seconds = max(timing.seconds, 1e-6)
    rate = count / seconds
    shown = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
    return (
        f"{shown} {unit}/s, {size / 1e6 / seconds:.2f} MB/s, {timing.cpu_seconds:.1f} s CPU, "
        f"{timing.peak_mib:.0f} MiB"
    )


def value_text(row: Row) -> str:
    if row.value is None:
        return "-"
    return f"{row.value:,.0f}" if row.measure.startswith("number of") else f"{row.value:.1f}"


HEADINGS = ("facet", "data", "measure", "value", "for comparison", "speed")


def cells(results: list[Result]) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for r in results:
        if r.state:
            lines.append(
                (r.facet, "", ("failed: " if r.failed else "not run: ") + r.state, "", "", "")
            )
        for i, row in enumerate(r.rows):
            first = i == 0 and not r.state
            lines.append(
                (
                    r.facet if first else "",
                    row.data,
                    row.measure,
                    value_text(row),
                    row.compare,
                    r.speed if i == 0 else "",
                )
            )
    return lines


def text(results: list[Result]) -> str:
    lines = [HEADINGS, *cells(results)]
    # A line that says why a facet did not run does not set the width of its column.
    widths = [
        max(len(c[i]) for c in lines if i != 2 or len(c[2]) < 60) for i in range(len(HEADINGS))
    ]
    out = []
    for n, c in enumerate(lines):
        shown = [
            v.rjust(w) if i == 3 else v.ljust(w)
            for i, (v, w) in enumerate(zip(c, widths, strict=True))
        ]
        out.append("  ".join(shown).rstrip())
        if n == 0:
            out.append("  ".join("-" * w for w in widths))
    return "\n".join(out)


def markdown_table(results: list[Result]) -> str:
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---|---|---|---:|---|---|"]
    for c in cells(results):
        lines.append("| " + " | ".join(v.replace("|", "\\|") for v in c) + " |")
    return "\n".join(lines)


def machine() -> str:
    """The kind of machine, without its name."""
    model = "unknown CPU"
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            for line in f:
                if line.startswith("model name"):
                    model = line.split(":", 1)[1].strip()
                    break
    except OSError:
        pass
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{model}, {cores} cores"


def document(results: list[Result], version: str, command: str, jobs: int) -> str:
    return f"""# Scores and speeds

Written by `{command}`. Program: {version}; machine: {machine()}; {jobs} threads.

Values are percent unless the measure says otherwise; F1 where nothing else is said. Speed is wall
clock of one run of the whole program, start-up and loading of models included, on a machine that
may have had other work; CPU time and peak memory are those of the process. "For comparison" gives
published figures or floors; where they are of other data, that is said. How each item is matched is
written at the head of the scorer of its folder.

{markdown_table(results)}
"""


def as_json(results: list[Result], version: str, jobs: int) -> dict[str, Any]:
    return {
        "program": version,
        "machine": machine(),
        "jobs": jobs,
        "facets": [
            {
                "facet": r.facet,
                "state": r.state or "ok",
                "failed": r.failed,
                "speed": r.speed or None,
                "seconds": round(r.timing.seconds, 3) if r.timing else None,
                "cpu_seconds": round(r.timing.cpu_seconds, 3) if r.timing else None,
                "peak_mib": round(r.timing.peak_mib, 1) if r.timing else None,
                "rows": [
                    {"data": x.data, "measure": x.measure, "value": x.value, "compare": x.compare}
                    for x in r.rows
                ],
            }
            for r in results
        ],
    }
