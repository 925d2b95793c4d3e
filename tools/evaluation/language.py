"""Parsing and names: raw text and given words through `dateline parse`, scored by score_ud.py and
score_ner.py."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

from . import registers
from .bench import Bench
from .program import Failed, Timing, run_scorer
from .table import Result, Row, speed

# Types of the name sets to the three that they share. Types that are not listed are not scored.
NAME_TYPES = {
    "PER": "PER",
    "per": "PER",
    "person": "PER",
    "politician": "PER",
    "ORG": "ORG",
    "org": "ORG",
    "organisation": "ORG",
    "organization": "ORG",
    "corporation": "ORG",
    "group": "ORG",
    "politicalparty": "ORG",
    "LOC": "LOC",
    "geo": "LOC",
    "gpe": "LOC",
    "location": "LOC",
    "country": "LOC",
    "GPE": "LOC",
}
COMPARE = {
    ("raw", "LAS"): "UDPipe 1.4 78.8 (EWT test), 77.4 (GUM test)",
    ("raw", "Sentences"): "UDPipe 1.4 86.3 (EWT test), 92.2 (GUM test)",
    ("words given", "LAS"): "linear floor 82.2, UDPipe 1.4 81.3 (EWT test)",
    ("words given", "UPOS"): "UDPipe 1.4 94.9 (EWT test)",
}
MEASURES = {
    "raw": ("Tokens", "Sentences", "UPOS", "XPOS", "Lemmas", "UAS", "LAS"),
    "words given": ("UPOS", "XPOS", "Lemmas", "UAS", "LAS"),
}


def words_only(source: Path, target: Path) -> int:
    """A CoNLL-U file of the words and their spacing alone. Returns the number of words."""
    words = 0
    with open(source, encoding="utf-8") as f, open(target, "w", encoding="utf-8") as out:
        for line in f:
            columns = line.rstrip("\r\n").split("\t")
            if line.startswith("#"):
                if line.startswith(("# newdoc", "# newpar", "# sent_id")):
                    out.write(line)
            elif len(columns) == 10:
                if "." in columns[0]:
                    continue
                words += "-" not in columns[0]
                space = "SpaceAfter=No" if "SpaceAfter=No" in columns[9].split("|") else "_"
                out.write("\t".join([columns[0], columns[1], *["_"] * 7, space]) + "\n")
            else:
                out.write("\n")
    return words


def raw_text(source: Path, target: Path) -> None:
    """The text of a CoNLL-U file: a line a paragraph, paragraphs parted by an empty line."""
    paragraphs: list[str] = []
    skip = 0
    with open(source, encoding="utf-8") as f:
        for line in f:
            columns = line.rstrip("\r\n").split("\t")
            if not paragraphs or line.startswith(("# newdoc", "# newpar")):
                paragraphs.append("")
            if not line.strip():
                skip = 0
            elif len(columns) == 10 and "." not in columns[0]:
                number = columns[0].split("-")
                if len(number) == 1 and int(number[0]) <= skip:
                    continue
                skip = int(number[1]) if len(number) == 2 else skip
                spaced = "SpaceAfter=No" not in columns[9].split("|")
                paragraphs[-1] += columns[1] + (" " if spaced else "")
    target.write_text(
        "\n\n".join(p.strip() for p in paragraphs if p.strip()) + "\n", encoding="utf-8"
    )


def score_trees(b: Bench, path: Path, out: Path, form: str) -> list[Row]:
    table = run_scorer(b.scorer("lang", "score_ud.py"), ["--tsv", str(path), str(out)])
    values = {c[0]: float(c[3]) for c in (line.split("\t") for line in table.splitlines())}
    rows = [Row("", f"{m}, {form}", values[m], COMPARE.get((form, m), "")) for m in MEASURES[form]]
    rows[0].data = path.stem
    return rows


def score_registers(b: Bench, path: Path) -> list[Row]:
    """Tags and trees of the same sentences in other registers, words given."""
    rows = []
    for name, register in registers.REGISTERS.items():
        gold = b.keep / f"lang.{path.stem}.{name.replace(' ', '-')}.conllu"
        given, out = gold.with_suffix(".words.conllu"), gold.with_suffix(".out.conllu")
        registers.write(path, gold, register)
        words_only(gold, given)
        b.program.parse(given, "conllu", out, gold.stem)
        table = run_scorer(b.scorer("lang", "score_ud.py"), ["--tsv", str(gold), str(out)])
        values = {c[0]: float(c[3]) for c in (line.split("\t") for line in table.splitlines())}
        rows += [Row("", f"{m}, {name}, words given", values[m]) for m in ("UPOS", "LAS")]
    return rows


def certainty_error(sure: list[tuple[float, bool]]) -> float:
    """Mean distance, in percent, of certainty and share right over ten equal steps of certainty."""
    steps: dict[int, list[tuple[float, bool]]] = {}
    for certainty, right in sure:
        steps.setdefault(min(int(certainty * 10), 9), []).append((certainty, right))
    apart = sum(abs(sum(c for c, _ in s) - sum(r for _, r in s)) for s in steps.values())
    return 100 * apart / max(len(sure), 1)


def score_certainty(b: Bench, path: Path, given: Path) -> list[Row]:
    """How far the certainties of tags and trees are from how often they are right, words given."""
    out = b.keep / f"lang.{path.stem}.gold-words.jsonl"
    b.program.parse(given, "conllu", out, f"lang.{path.stem}.certainty", "json")
    gold: list[list[str]] = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            columns = line.rstrip("\r\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                gold.append(columns)
    words = []
    with open(out, encoding="utf-8") as f:
        for line in f:
            words += json.loads(line)["words"]
    if len(words) != len(gold):
        raise Failed(f"{path.stem}: {len(words)} words printed for {len(gold)}")
    tags, trees = [], []
    for word, want in zip(words, gold, strict=True):
        same = (word["upos"], word["xpos"]) == (want[3], want[4])
        tags.append((word["tag_certainty"], same))
        relation = word["relation"].split(":")[0] == want[7].split(":")[0]
        trees.append((word["tree_certainty"], str(word["head"]) == want[6] and relation))
    return [
        Row("", "certainty of tags, mean error", certainty_error(tags)),
        Row("", "certainty of trees, mean error", certainty_error(trees)),
    ]


def lang(b: Bench) -> list[Result]:
    sets = sorted(b.folder("lang").glob("*.conllu"))
    if not sets:
        raise Failed("lang: no .conllu file")
    results = []
    for path in sets:
        given, text = b.keep / f"lang.{path.stem}.words.conllu", path.with_suffix(".txt")
        words = words_only(path, given)
        if not text.is_file():
            text = b.keep / f"lang.{path.stem}.txt"
            raw_text(path, text)
        rows, total = [], Timing()
        for form, source, kind in (("raw", text, "text"), ("words given", given, "conllu")):
            out = b.keep / f"lang.{path.stem}{'.gold-words' if kind == 'conllu' else ''}.conllu"
            timing = b.program.parse(source, kind, out, f"lang.{path.stem}.{kind}")
            total = timing if kind == "text" else total
            rows += score_trees(b, path, out, form)
        rows += score_certainty(b, path, given)
        rows += score_registers(b, path)
        results.append(
            Result(
                "lang", rows, timing=total, speed=speed(words, "words", text.stat().st_size, total)
            )
        )
    return results


# --- names --------------------------------------------------------------------------------------
def read_names(path: Path) -> list[list[tuple[str, str]]]:
    """Sentences of (token, tag) of an IOB2 file, .xz or plain."""
    opened = (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else open(path, encoding="utf-8")
    )
    sentences: list[list[tuple[str, str]]] = [[]]
    with opened as f:
        for line in f:
            columns = line.rstrip("\r\n").split("\t")
            if len(columns) < 2:
                if sentences[-1]:
                    sentences.append([])
            else:
                sentences[-1].append((columns[0], columns[-1].strip()))
    return [s for s in sentences if s]


def write_words(sentences: list[list[tuple[str, str]]], path: Path) -> None:
    with open(path, "w", encoding="utf-8") as f:
        for s in sentences:
            for i, (token, _) in enumerate(s, 1):
                f.write("\t".join([str(i), token, *["_"] * 8]) + "\n")
            f.write("\n")


def write_names(path: Path, sentences: list[list[tuple[str, str]]]) -> None:
    with open(path, "w", encoding="utf-8") as f:
        for s in sentences:
            f.writelines(f"{token}\t{tag}\n" for token, tag in s)
            f.write("\n")


def parsed_names(path: Path) -> list[list[tuple[str, str]]]:
    """Tokens and the NER=TAG of the MISC column of a parse; a multi-word token takes the tag of its
    first word."""
    sentences: list[list[tuple[str, str]]] = [[]]
    skip = 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            columns = line.rstrip("\r\n").split("\t")
            if not line.strip():
                if sentences[-1]:
                    sentences.append([])
                skip = 0
            elif len(columns) == 10 and "." not in columns[0]:
                tag = next((x[4:] for x in columns[9].split("|") if x.startswith("NER=")), "O")
                number = columns[0].split("-")
                if len(number) == 2:
                    skip = int(number[1])
                    sentences[-1].append((columns[1], tag))
                elif int(number[0]) > skip:
                    sentences[-1].append((columns[1], tag))
                elif sentences[-1][-1][1] == "O" and tag != "O":
                    sentences[-1][-1] = (sentences[-1][-1][0], tag)
    return [s for s in sentences if s]


def names(b: Bench) -> Result:
    """Name sets of the training data's development halves, by --train."""
    if b.train is None:
        return Result("names", state="no --train DIR with lang/ner")
    folder = next(
        (
            d
            for d in (b.train / "lang" / "ner", b.train / "ner", b.train)
            if d.is_dir() and any(d.glob("*.iob2*"))
        ),
        None,
    )
    sets = [p for p in sorted(folder.glob("*.iob2*")) if "-train." not in p.name] if folder else []
    sets = [p for p in sets if "-all." not in p.name]
    if not sets:
        raise Failed(f"no .iob2 file under {b.train}")
    renames = ",".join(f"{k}={v}" for k, v in NAME_TYPES.items())
    rows, total, words, size = [], Timing(), 0, 0
    for path in sets:
        stem = path.name.split(".iob2")[0]
        sentences = read_names(path)
        kept = {p: b.keep / f"names.{stem}.{p}" for p in ("conllu", "out.conllu", "gold", "pred")}
        write_words(sentences, kept["conllu"])
        write_names(kept["gold"], sentences)
        total += b.program.parse(kept["conllu"], "conllu", kept["out.conllu"], f"names.{stem}")
        words += sum(map(len, sentences))
        size += sum(len(t.encode()) + 1 for s in sentences for t, _ in s)
        write_names(kept["pred"], parsed_names(kept["out.conllu"]))
        table = run_scorer(
            b.scorer("lang", "score_ner.py"),
            [
                "--tsv",
                "--map",
                renames,
                "--only",
                "PER,ORG,LOC",
                str(kept["gold"]),
                str(kept["pred"]),
            ],
        )
        data = stem
        for line in table.splitlines():
            name, *_, f1 = line.split("\t")
            if name in ("micro", "span", "PER", "ORG", "LOC"):
                rows.append(Row(data, f"F1, {name}", float(f1)))
                data = ""
    return Result("names", rows, timing=total, speed=speed(words, "words", size, total))
