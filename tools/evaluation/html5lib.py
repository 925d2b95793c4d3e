"""Conformance of the HTML parser by html5lib's tests: tokens, trees and encodings, through
`dateline parse-html`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .bench import Bench
from .program import Failed, Json, Timing, read_lines
from .table import Result, Row, speed

# A lone surrogate is no character of UTF-8, which the program keeps text in.
SURROGATE = re.compile(r"[\ud800-\udfff]")
UNICODE_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")


@dataclass
class Case:
    name: str
    given: Json
    expected: Any


def undo_escapes(value: Any) -> Any:
    """`doubleEscaped`: one more round of \\uXXXX, in texts however deep."""
    if isinstance(value, str):
        text = UNICODE_ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), value)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    if isinstance(value, list):
        return [undo_escapes(v) for v in value]
    if isinstance(value, dict):
        return {undo_escapes(k): undo_escapes(v) for k, v in value.items()}
    return value


def joined(tokens: list[Any]) -> list[Any]:
    """Neighbouring characters are one token."""
    out: list[Any] = []
    for token in tokens:
        if token[0] == "Character" and out and out[-1][0] == "Character":
            out[-1] = ["Character", out[-1][1] + token[1]]
        else:
            out.append(token)
    return out


def token_cases(folder: Path) -> list[Case]:
    """All but the tests of XML-safe output and those with lone surrogates."""
    cases = []
    for path in sorted(folder.glob("*.test")):
        for test in json.loads(path.read_text(encoding="utf-8")).get("tests", []):
            source, output = test["input"], test["output"]
            if test.get("doubleEscaped"):
                source, output = undo_escapes(source), undo_escapes(output)
            if SURROGATE.search(source) or SURROGATE.search(json.dumps(output, ensure_ascii=False)):
                continue
            for state in test.get("initialStates", ["Data state"]):
                given = {
                    "html": source,
                    "state": state.removesuffix(" state").replace("Script data", "script data"),
                    "end": test.get("lastStartTag", ""),
                }
                cases.append(Case(f"{path.name}: {test['description']}", given, joined(output)))
    return cases


def sections(block: str) -> dict[str, str]:
    """One test of a .dat file: the text behind each `#name` line."""
    out: dict[str, str] = {}
    name = ""
    for line in block.split("\n"):
        # Text of a document may begin with "#" too; only these names part the sections.
        if line in ("#data", "#errors", "#new-errors", "#document-fragment", "#script-on",
                    "#script-off", "#document"):
            name = line
            out[name] = ""
        else:
            out[name] = out.get(name, "") + line + "\n"
    return out


def tree_cases(folder: Path) -> list[Case]:
    """A test that says nothing of scripting is run with and without."""
    cases = []
    for path in sorted(folder.glob("*.dat")):
        text = path.read_bytes().decode("utf-8")
        for number, block in enumerate(re.split(r"(?:^|\n\n)(?=#data\n)", text), 0):
            if not block.strip():
                continue
            part = sections(block)
            given: Json = {"html": part["#data"][:-1]}
            if "#document-fragment" in part:
                given["context"] = part["#document-fragment"].strip()
            wanted = part["#document"].rstrip("\n")
            modes = [True] if "#script-on" in part else [False, True]
            if "#script-off" in part:
                modes = [False]
            for scripting in modes:
                case = {**given, "scripting": scripting}
                cases.append(Case(f"{path.name}:{number}", case, wanted))
    return cases


def encoding_files(folder: Path, scratch: Path) -> list[tuple[Path, str]]:
    """Each test's bytes as a file, and the label that is expected."""
    out = []
    for path in sorted(folder.glob("*.dat")):
        for number, block in enumerate(re.split(rb"(?:^|\n)#data\n", path.read_bytes())):
            data, found, label = block.partition(b"\n#encoding\n")
            if not found:
                continue
            file = scratch / f"{path.stem}-{number}.html"
            file.write_bytes(data)
            out.append((file, label.split(b"\n")[0].decode("ascii").strip().lower()))
    return out


def run_cases(b: Bench, cases: list[Case], what: str) -> tuple[list[Json], Timing]:
    path, out = b.keep / f"html5lib.{what}.jsonl", b.keep / f"html5lib.{what}.out"
    path.write_text(
        "".join(json.dumps(c.given, ensure_ascii=True) + "\n" for c in cases), encoding="utf-8"
    )
    arguments = ["parse-html", "--cases", "--print", what, str(path)]
    timing = b.program.run(arguments, out, f"html5lib.{what}")
    lines = read_lines(out)
    if len(lines) != len(cases):
        raise Failed(f"{len(lines)} answers to {len(cases)} cases of {what}")
    return lines, timing


def row(b: Bench, what: str, failures: list[str], count: int) -> Row:
    (b.keep / f"html5lib.{what}.failed").write_text(
        "".join(f"{f}\n" for f in failures), encoding="utf-8"
    )
    shown = f"{count - len(failures):,} of {count:,}"
    return Row(f"{what}, {count:,} runs", f"{what} right", 100 * (1 - len(failures) / count), shown)


def html5lib(b: Bench) -> Result:
    folder = b.folder("html5lib")
    tokens, trees = token_cases(folder / "tokenizer"), tree_cases(folder / "tree-construction")
    got, first = run_cases(b, tokens, "tokens")
    bad_tokens = [
        f"{c.name}\n  given    {c.given}\n  expected {c.expected}\n  got      {joined(g['tokens'])}"
        for c, g in zip(tokens, got, strict=True)
        if joined(g["tokens"]) != c.expected
    ]
    got, second = run_cases(b, trees, "tree")
    bad_trees = [
        f"{c.name}\n{c.given}\nexpected\n{c.expected}\ngot\n{g['tree']}"
        for c, g in zip(trees, got, strict=True)
        if g["tree"].rstrip("\n") != c.expected
    ]
    files = encoding_files(folder / "encoding", b.keep)
    out = b.keep / "html5lib.charset.out"
    arguments = ["parse-html", "--print", "charset", *[str(f) for f, _ in files]]
    third = b.program.run(arguments, out, "html5lib.charset")
    labels = out.read_text(encoding="ascii").lower().split()
    if len(labels) != len(files):
        raise Failed(f"{len(labels)} answers to {len(files)} files")
    bad_labels = [
        f"{f.name}: expected {e}, got {g}"
        for (f, e), g in zip(files, labels, strict=True)
        if e != g
    ]
    rows = [
        row(b, "tokens", bad_tokens, len(tokens)),
        row(b, "trees", bad_trees, len(trees)),
        row(b, "encodings", bad_labels, len(files)),
    ]
    size = sum(len(c.given["html"].encode()) for c in tokens + trees)
    total = first + second + third
    return Result(
        "html5lib", rows, timing=total, speed=speed(len(tokens) + len(trees), "tests", size, total)
    )
