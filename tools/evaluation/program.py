"""Runs `dateline`, timed. The one place that knows its command line."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

# Exit statuses of `dateline` that still leave results: done, nothing found, some documents refused.
GOOD_STATUS = (0, 1, 3)


class Failed(Exception):
    """The program, or a scorer, could not do its work; the message says what to do."""


@dataclass
class Timing:
    """One run: wall clock and CPU time of the whole process, start-up and loading of models
    included, and its peak memory."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mib: float = 0.0
    jobs: int = 1

    def __add__(self, other: Timing) -> Timing:
        return Timing(
            self.seconds + other.seconds,
            self.cpu_seconds + other.cpu_seconds,
            max(self.peak_mib, other.peak_mib),
            max(self.jobs, other.jobs),
        )


def read_lines(path: Path) -> list[Json]:
    rows = []
    with open(path, "rb") as f:
        for number, line in enumerate(f, 1):
            if line.strip():
                try:
                    rows.append(json.loads(line))
                except ValueError as e:
                    raise Failed(f"{path.name}:{number}: the program wrote no JSON: {e}") from e
    return rows


def resident_peak(pid: int) -> float:
    """Peak memory so far in MiB. ru_maxrss will not do: a child starts with that of its parent."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as f:
            for line in f:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except (OSError, ValueError, IndexError):
        pass
    return 0.0


def complete(done: list[Json], documents: list[Json], refused: int, name: str) -> list[Json]:
    """Refuses a run that lost documents: each has its line, or is among the refused."""
    lost = {d["id"] for d in documents} - {d.get("id") for d in done}
    if len(lost) != refused:
        raise Failed(
            f"{name}: {len(lost)} of {len(documents)} documents have no line, {refused} refused"
        )
    return done


class Program:
    """`folder` keeps inputs, outputs and messages of every run, named by the caller."""

    def __init__(self, path: Path, folder: Path, jobs: int, timeout: float) -> None:
        self.path, self.folder, self.jobs, self.timeout = path, folder, jobs, timeout
        if not path.is_file() or not os.access(path, os.X_OK):
            raise Failed(f"no program at {path}: build it, or name it with --program")

    def version(self) -> str:
        """Also makes a wrapper script build what is missing before anything is timed."""
        out = self.folder / "version.out"
        self.run(["--version"], out, "version")
        words = out.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return words[0] if words else "version unknown"

    def run(self, arguments: list[str], out: Path, name: str) -> Timing:
        """Standard output goes to `out`, standard error to NAME.err in the folder."""
        err = self.folder / f"{name}.err"
        command = [str(self.path), *arguments]
        start = time.monotonic()
        with open(out, "wb") as o, open(err, "wb") as e:
            try:
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=o, stderr=e)
            except OSError as x:
                raise Failed(f"cannot run {self.path}: {x.strerror}") from x
            status, cpu, peak = self._wait(process, start)
        seconds = time.monotonic() - start
        if status not in GOOD_STATUS:
            said = err.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            how = f"died of signal {-status}" if status < 0 else f"exit status {status}"
            shown = " ".join(arguments)
            shown = shown if len(shown) <= 100 else shown[:97] + "..."
            raise Failed(f"{how}: dateline {shown}" + (f": {said[-1][:300]}" if said else ""))
        return Timing(seconds, cpu, peak, self.jobs)

    def _wait(self, process: subprocess.Popen[bytes], start: float) -> tuple[int, float, float]:
        """Exit status, CPU seconds and peak MiB; kills the process after the time limit."""
        pause, peak = 0.002, 0.0
        while True:
            peak = max(peak, resident_peak(process.pid))
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                return process.returncode, usage.ru_utime + usage.ru_stime, peak
            if time.monotonic() - start > self.timeout:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                raise Failed(f"not done after {self.timeout:.0f} s; raise --timeout")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.02)

    def write_input(self, documents: list[Json], name: str) -> Path:
        path = self.folder / f"{name}.in.jsonl"
        with open(path, "w", encoding="utf-8") as f:
            for d in documents:
                f.write(json.dumps(d, ensure_ascii=False) + "\n")
        return path

    def read(
        self, documents: list[Json], name: str, jobs: int | None = None
    ) -> tuple[list[Json], Timing]:
        """Records of JSONL documents; each record has the id of its document."""
        out = self.folder / f"{name}.records.jsonl"
        timing = self.read_sources([str(self.write_input(documents, name))], out, name, jobs)
        return complete(read_lines(out), documents, len(self.rejects(name)), name), timing

    def rejects(self, name: str) -> list[Json]:
        path = self.folder / f"{name}.rejects.jsonl"
        return read_lines(path) if path.exists() else []

    def read_sources(
        self, sources: list[str], out: Path, name: str, jobs: int | None = None
    ) -> Timing:
        rejects = self.folder / f"{name}.rejects.jsonl"
        rejects.unlink(missing_ok=True)
        return self.run(
            [
                "read",
                *sources,
                "--format",
                "jsonl",
                "--jobs",
                str(jobs or self.jobs),
                "--rejects",
                str(rejects),
            ],
            out,
            name,
        )

    def read_files(self, files: dict[str, Path], name: str) -> tuple[list[Json], Timing]:
        """Records of files, in the order given, each with the name of its file as `id`.

        Records come in the order of the sources; the refused ones are listed in the reject file by
        location, so what is left pairs up one to one.
        """
        if not files:
            return [], Timing()
        out = self.folder / f"{name}.records.jsonl"
        timing = self.read_sources([str(p) for p in files.values()], out, name)
        refused = {Path(r["location"]).name for r in self.rejects(name)}
        names = [i for i, p in files.items() if p.name not in refused]
        records = read_lines(out)
        if len(names) != len(records):
            raise Failed(f"{len(records)} records and {len(refused)} rejects of {len(files)} files")
        return [{**r, "id": i} for i, r in zip(names, records, strict=True)], timing

    def facets(self, documents: list[Json], name: str) -> tuple[list[Json], Timing]:
        """Bare time expressions, quantities and toponyms of JSONL documents."""
        out = self.folder / f"{name}.facets.jsonl"
        timing = self.run(
            ["facets", str(self.write_input(documents, name)), "--jobs", str(self.jobs)], out, name
        )
        return complete(read_lines(out), documents, 0, name), timing

    def groups(self, documents: list[Json], name: str) -> tuple[list[Json], Timing]:
        """Stories and families of JSONL documents, in their order."""
        out, rejects = self.folder / f"{name}.groups.jsonl", self.folder / f"{name}.rejects.jsonl"
        rejects.unlink(missing_ok=True)
        source = str(self.write_input(documents, name))
        timing = self.run(["facets", source, "--groups", "--rejects", str(rejects)], out, name)
        return complete(read_lines(out), documents, len(self.rejects(name)), name), timing

    def parse(
        self, source: Path, form: str, out: Path, name: str, output: str = "conllu"
    ) -> Timing:
        """`form` is text (paragraphs parted by blank lines) or conllu (words given)."""
        return self.run(["parse", "--format", output, "--input", form, str(source)], out, name)


def run_scorer(scorer: Path, arguments: list[str]) -> str:
    """Standard output of a scorer."""
    if not scorer.is_file():
        raise Failed(f"no scorer {scorer}; name the folder that has it with --scorers")
    done = subprocess.run(
        [os.environ.get("PYTHON", "python3"), str(scorer), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Failed(f"{scorer.parent.name}/{scorer.name}: {said[-1] if said else 'failed'}")
    return done.stdout


def scratch_folder(keep: Path | None) -> tuple[Path, tempfile.TemporaryDirectory[str] | None]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        return keep, None
    temporary = tempfile.TemporaryDirectory(prefix="dateline-evaluate-")
    return Path(temporary.name), temporary
