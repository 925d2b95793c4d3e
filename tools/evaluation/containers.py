"""What pages come in: feeds by feedparser's expectations, and the records of WARC and ARC files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from .bench import Bench
from .program import Failed, read_lines
from .table import Result, Row

CHECK_FEEDS = Path(__file__).resolve().parent.parent / "check_feeds"


def feeds(b: Bench) -> Result:
    """tools/check_feeds, which also says why an expectation is not met."""
    done = subprocess.run(
        [sys.executable, str(CHECK_FEEDS), "--feeds", str(b.folder("feeds")), "--program",
         str(b.program.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    (b.keep / "feeds.out").write_text(done.stdout, encoding="utf-8")
    counts = re.match(r"(\d+) of (\d+) passed", done.stdout)
    if counts is None:
        raise Failed(f"check_feeds: {done.stderr.strip()[-300:]}")
    passed, count = int(counts[1]), int(counts[2])
    unexplained = done.stdout.count(": unexplained: ")
    reasons = f"{count - passed - unexplained} others each with a reason"
    return Result("feeds", [Row(f"{count} files", "expectations met", 100 * passed / count, reasons)])


def stated_records(readme: Path) -> dict[str, int]:
    """Records of each file, by the table of the data's README."""
    return {
        name: int(count)
        for name, count in re.findall(
            r"^\| `([^`]+)` \|[^|]*\| (\d+) \|", readme.read_text(encoding="utf-8"), re.MULTILINE
        )
    }


def warc(b: Bench) -> Result:
    folder = b.folder("warc")
    stated = stated_records(folder / "README.md")
    paths = {name: next(folder.rglob(name), None) for name in stated}
    if None in paths.values():
        raise Failed("a file of the README is not there")
    out = b.keep / "warc.out"
    timing = b.program.run(["records", *[str(p) for p in paths.values()]], out, "warc")
    counts = dict.fromkeys(stated, 0)
    for line in read_lines(out):
        counts[Path(line["location"]).name] += 1
    right = sum(counts[name] == n for name, n in stated.items())
    found = f"{sum(counts.values())} records found, {sum(stated.values())} there"
    rows = [Row(f"{len(stated)} files", "record counts right", 100 * right / len(stated), found)]
    return Result("warc", rows, timing=timing)
