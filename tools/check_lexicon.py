#!/usr/bin/env python3
"""Checks the event lexicon: predicates.tsv, classes.tsv and topics.tsv of data/events.

    tools/check_lexicon.py [--events data/events] [--counts] [--any-types]

Prints one `path:line: message` for each fault and exits with 1 if there is any. Checked: number of
cells, lemma form, part of speech, syntax of the conditions, event type, mode of that type, CAMEO
code (known, and of a root that the type allows), slots, flags, classes that exist and are used,
rows that say the same thing twice. With --counts the rows of each type are printed; --any-types
accepts a part of a lexicon that has no row for some type.

Standards: PLOVER 0.8 (types and modes), CAMEO 1.1b3 (code numbers).
"""

from __future__ import annotations

import argparse
import collections
import pathlib
import re
import sys

COLUMNS = ["lemma", "pos", "needs", "type", "mode", "cameo", "source", "target", "flags"]

# Classes that the program reads by their name, so that no condition need use them.
READ_BY_NAME = {"performs", "suffers"}

# Modes of each PLOVER 0.8 type.
MODES: dict[str, str] = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation "
    "cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives "
    "suicide-attack aerial drone heavy-weapons crowd-control unconventional",
    "NONE": "",
}

# Code prefixes a type may carry. Longer prefixes are listed where one root is shared by several
# types: apology and pardon (055, 056) are CONCEDE, convictions (116) SANCTION, ruined property
# (1712) and repression (175) ASSAULT, closed borders and occupation (191, 192) COERCE.
ROOTS: dict[str, tuple[str, ...]] = {
    "AGREE": ("03",),
    "CONSULT": ("04",),
    "SUPPORT": ("05",),
    "CONCEDE": ("081", "082", "083", "080", "0871", "055", "056"),
    "COOPERATE": ("06",),
    "AID": ("07",),
    "RETREAT": ("08",),
    "REQUEST": ("02", "10"),
    "ACCUSE": ("09", "11"),
    "REJECT": ("12",),
    "THREATEN": ("13",),
    "PROTEST": ("14",),
    "SANCTION": ("16", "116"),
    "MOBILIZE": ("15",),
    "COERCE": ("17", "191", "192"),
    "ASSAULT": ("18", "19", "20", "1712", "175"),
    "NONE": (),
}
# Roots of a row that takes the rest of its code from topics.tsv.
TOPIC_ROOTS = {"REQUEST": ("02", "10"), "AGREE": ("03",), "REJECT": ("12",)}
NOT_OF_TYPE: dict[str, tuple[str, ...]] = {
    "COERCE": ("1712", "175"),
    "ACCUSE": ("116",),
    "SUPPORT": ("055", "056"),
}

# What follows the roots 02, 03 and 10 (02 has no x9, 03 has 039), and the codes of all others.
REQUESTED = "0 1 11 12 13 14 2 3 31 32 33 34 4 41 42 43 44 5 51 52 53 54 55 56 6 7 8"
OTHERS = """
040 041 042 043 044 045 046 050 051 052 053 054 055 056 057 060 061 062 063 064
070 071 072 073 074 075 080 081 0811 0812 0813 0814 082 083 0831 0832 0833 0834
084 0841 0842 085 086 0861 0862 0863 087 0871 0872 0873 0874 090 091 092 093 094
110 111 112 1121 1122 1123 1124 1125 113 114 115 116
120 121 1211 1212 1213 1214 122 1221 1222 1223 1224 123 1231 1232 1233 1234
124 1241 1242 1243 1244 1245 1246 125 126 127 128 129
130 131 1311 1312 1313 132 1321 1322 1323 1324 133 134 135 136 137 138 1381 1382
1383 1384 1385 139 140 141 1411 1412 1413 1414 142 1421 1422 1423 1424
143 1431 1432 1433 1434 144 1441 1442 1443 1444 145 1451 1452 1453 1454
150 151 152 153 154 155 160 161 162 1621 1622 1623 163 164 165 166 1661 1662 1663
170 171 1711 1712 172 1721 1722 1723 1724 173 174 175 176
180 181 182 1821 1822 1823 183 1831 1832 1833 1834 184 185 186
190 191 192 193 194 195 1951 1952 196 200 201 202 203 204 2041 2042
"""
CODES: set[str] = {"039", *OTHERS.split()}
CODES |= {root + rest for root in ("02", "03", "10") for rest in REQUESTED.split()}

WORDS = """
with of against by to for from on between at over toward towards in into about among before upon
under off out inside across through behind as after within onto without outside near amid during
"""
PREPOSITIONS = set(WORDS.split())
SLOTS = PREPOSITIONS | {"subj", "obj", "iobj", "poss", "mod", "xobj", "csubj", "objmod", "objposs"}
MARKS = "recip speech plan demand threat deny refuse fail stop weak both harm nonhuman_ok verbal alone"
FLAGS = set(MARKS.split())
TAGS = {"PROPN", "PRON"}  # in a class: any word of that tag
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")
WITH_WORDS = {"obj", "iobj", "subj", "mod", "xcomp", "ccomp", "prt"}


class Checker:
    """Collects faults; every message names file and line."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, path: pathlib.Path, line: int, message: str) -> None:
        self.faults.append(f"{path}:{line}: {message}")

    def rows(self, path: pathlib.Path, columns: int) -> list[tuple[int, list[str]]]:
        """The rows that have the right number of cells."""
        found = []
        try:
            content = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.fault(path, 0, f"cannot be read: {error}")
            return []
        for number, line in enumerate(content.split("\n"), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) != columns:
                self.fault(path, number, f"{len(cells)} cells, not {columns}")
            elif any(cell == "" or cell != cell.strip() for cell in cells):
                self.fault(
                    path, number, "empty cell or blanks around it; an empty cell is written -"
                )
            else:
                found.append((number, cells))
        return found

    def classes(self, path: pathlib.Path) -> dict[str, int]:
        """Name of each class and its line."""
        names: dict[str, int] = {}
        inner: list[tuple[int, str, str]] = []
        for number, (name, members) in self.rows(path, 2):
            if not re.match(r"[a-z_]+\Z", name):
                self.fault(path, number, f"class name {name!r} is not lower case letters and _")
            if name in names:
                self.fault(path, number, f"class {name} already at line {names[name]}")
            names[name] = number
            seen: set[str] = set()
            for word in members.split("|"):
                if word in seen:
                    self.fault(path, number, f"{word} stands twice in class {name}")
                seen.add(word)
                if word.startswith("@"):
                    inner.append((number, name, word[1:]))
                elif word not in TAGS and (not WORD.match(word) or word != word.lower()):
                    self.fault(path, number, f"{word!r} is not a lower case word")
        parents = collections.defaultdict(set)
        for number, name, used in inner:
            if used not in names:
                self.fault(path, number, f"class @{used} does not exist")
            parents[name].add(used)
        for name in names:  # no class may contain itself
            front, reached = set(parents[name]), set()
            while front:
                reached |= front
                front = {p for f in front for p in parents[f]} - reached
            if name in reached:
                self.fault(path, names[name], f"class {name} contains itself")
        self.inner_used = {used for _, _, used in inner}
        return names

    def words(
        self, path: pathlib.Path, line: int, words: str, classes: dict[str, int], used: set[str]
    ) -> None:
        for word in words.split("|"):
            if word.startswith("@"):
                if word[1:] not in classes:
                    self.fault(path, line, f"class {word} does not exist")
                used.add(word[1:])
            elif not WORD.match(word.removeprefix("not ")) or word != word.lower():
                self.fault(path, line, f"{word!r} is not a lower case word")

    def topics(
        self, path: pathlib.Path, classes: dict[str, int]
    ) -> tuple[dict[str, int], set[str]]:
        """The classes of topics.tsv, each with its first line, and the classes of words they use."""
        topics: dict[str, int] = {}
        used: set[str] = set()
        for line, (name, words, ask, ask_mode, agree, refuse, refuse_mode) in self.rows(path, 7):
            if name in classes:
                self.fault(path, line, f"{name} is a class of words too")
            self.words(path, line, words, classes, used)
            for kind, rest, mode in (
                ("REQUEST", ask, ask_mode),
                ("AGREE", agree, "-"),
                ("REJECT", refuse, refuse_mode),
            ):
                for root in TOPIC_ROOTS[kind] if rest != "-" else ():
                    self.code(path, line, kind, root + rest)
                if mode != "-" and mode not in MODES[kind].split():
                    self.fault(path, line, f"{kind} has no mode {mode!r}")
            topics.setdefault(name, line)
        return topics, used

    def needs(
        self, path: pathlib.Path, line: int, cell: str, classes: dict[str, int], used: set[str]
    ) -> None:
        for need in cell.split(";"):
            body = need.removeprefix("!")
            key, colon, rest = body.partition(":")
            if not colon:
                if key not in PREPOSITIONS | {"obj", "xcomp", "ccomp", "iobj", "subj", "prt"}:
                    self.fault(path, line, f"condition {need!r} is unknown")
            elif key == "prep":
                preposition, equals, words = rest.partition("=")
                if preposition not in PREPOSITIONS:
                    self.fault(path, line, f"preposition {preposition!r} is unknown")
                if equals:
                    self.words(path, line, words, classes, used)
            elif key in WITH_WORDS:
                self.words(path, line, rest, classes, used)
            else:
                self.fault(path, line, f"condition {need!r} is unknown")

    def predicates(
        self, path: pathlib.Path, classes: dict[str, int], topics: dict[str, int]
    ) -> tuple[collections.Counter[str], set[str]]:
        counts: collections.Counter[str] = collections.Counter()
        used: set[str] = set()
        seen: dict[tuple[str, str, frozenset[str]], int] = {}
        for line, cells in self.rows(path, len(COLUMNS)):
            lemma, pos, needs, kind, mode, cameo, source, target, flags = cells
            if not WORD.match(lemma) or lemma != lemma.lower():
                self.fault(path, line, f"lemma {lemma!r} is not one lower case word")
            if pos not in {"V", "N", "A"}:
                self.fault(path, line, f"part of speech {pos!r} is not V, N or A")
            if needs != "-":
                self.needs(path, line, needs, {**classes, **topics}, used)
            key = (lemma, pos, frozenset(needs.split(";")))
            if key in seen:
                self.fault(path, line, f"{lemma} {pos} {needs} already at line {seen[key]}")
            seen.setdefault(key, line)
            if kind not in MODES:
                self.fault(path, line, f"type {kind!r} is unknown")
                continue
            counts[kind] += 1
            if mode != "-" and mode not in MODES[kind].split():
                self.fault(path, line, f"{kind} has no mode {mode!r}")
            if any(f"@{name}" in re.split("[:=|;]", needs) for name in topics):
                if mode != "-" or cameo not in TOPIC_ROOTS.get(kind, ()):
                    self.fault(path, line, f"beside a class of topics {kind} has only its root")
            else:
                self.code(path, line, kind, cameo)
            for name, cell in (("source", source), ("target", target)):
                for slot in [] if cell == "-" else cell.split(","):
                    if slot not in SLOTS:
                        self.fault(path, line, f"{name} slot {slot!r} is unknown")
            for flag in [] if flags == "-" else flags.split(","):
                if flag not in FLAGS:
                    self.fault(path, line, f"flag {flag!r} is unknown")
        return counts, used

    def code(self, path: pathlib.Path, line: int, kind: str, cameo: str) -> None:
        if kind == "NONE":
            if cameo != "-":
                self.fault(path, line, "NONE carries no CAMEO code")
        elif cameo not in CODES:
            self.fault(path, line, f"CAMEO code {cameo!r} is unknown")
        elif not cameo.startswith(ROOTS[kind]) or cameo.startswith(NOT_OF_TYPE.get(kind, ("x",))):
            self.fault(path, line, f"CAMEO code {cameo} is not of type {kind}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Check the event lexicon.")
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("--events", type=pathlib.Path, default=root / "data" / "events")
    parser.add_argument(
        "--any-types", action="store_true", help="do not ask for rows of every type"
    )
    parser.add_argument(
        "--counts", action="store_true", help="print the number of rows of each type"
    )
    args = parser.parse_args()

    checker = Checker()
    class_path = args.events / "classes.tsv"
    predicate_path = args.events / "predicates.tsv"
    classes = checker.classes(class_path)
    topic_path = args.events / "topics.tsv"
    topics, used_there = checker.topics(topic_path, classes)
    counts, used = checker.predicates(predicate_path, classes, topics)
    used |= used_there
    if not counts:
        checker.fault(predicate_path, 0, "no row")
    for name, line in classes.items():
        if name not in used and name not in checker.inner_used and name not in READ_BY_NAME:
            checker.fault(class_path, line, f"class {name} is not used")
    for name, line in topics.items():
        if name not in used:
            checker.fault(topic_path, line, f"class {name} is not used")
    for kind in MODES:
        if counts and not counts[kind] and not args.any_types:
            checker.fault(predicate_path, 0, f"type {kind} has no row")
    if args.counts:
        for kind in MODES:
            print(f"{kind}\t{counts[kind]}")
        print(f"all\t{sum(counts.values())}")
    for fault in checker.faults:
        print(fault, file=sys.stderr)
    return 1 if checker.faults else 0


if __name__ == "__main__":
    sys.exit(main())
