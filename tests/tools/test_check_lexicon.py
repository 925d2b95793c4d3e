"""The checker of the event lexicon: the lexicon itself is right, and faults are named by line."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support import ROOT, TOOLS

TOPICS = "asked\tsummit\t6\tmeet\t6\t5\tmeet\n"
ASK = "ask\tV\tprep:for=@asked\tREQUEST\t-\t02\tsubj\tobj\tspeech,weak\n"
CLASSES = "talk\tmeeting|summit\nall_talk\t@talk|visit\n"
GOOD = "hold\tV\tobj:@all_talk\tCONSULT\t-\t040\tsubj\twith\trecip,weak\n"


def check(predicates: str, classes: str = CLASSES, topics: str = TOPICS) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "classes.tsv").write_text(classes, encoding="utf-8")
        (Path(folder) / "topics.tsv").write_text(topics, encoding="utf-8")
        (Path(folder) / "predicates.tsv").write_text(predicates + ASK, encoding="utf-8")
        return run("--events", folder, "--any-types")


def run(*options: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(TOOLS / "check_lexicon.py"), *options],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stderr


class CheckLexicon(unittest.TestCase):
    def test_the_lexicon_is_right(self) -> None:
        self.assertEqual(run("--events", str(ROOT / "data" / "events")), (0, ""))

    def test_right_rows(self) -> None:
        self.assertEqual(check("# comment\n\n" + GOOD), (0, ""))

    def test_faults_name_path_and_line(self) -> None:
        def row(number: int, cell: str) -> str:
            cells = GOOD.rstrip("\n").split("\t")
            cells[number] = cell
            return "\t".join(cells) + "\n"

        faults = {
            row(0, "Hold"): "lower case",
            row(1, "X"): "part of speech",
            row(2, "obj:@nobody"): "class @nobody does not exist",
            row(2, "wings:talk"): "condition",
            row(2, "prep:beneath"): "preposition",
            row(3, "CHAT"): "type",
            row(4, "curfew"): "no mode",
            row(5, "173"): "is not of type CONSULT",
            row(5, "0499"): "unknown",
            row(6, "subject"): "slot",
            row(8, "mighty"): "flag",
            "hold\tV\n": "2 cells, not 9",
            row(2, ""): "empty cell",
        }
        for text, words in faults.items():
            with self.subTest(words=words, text=text):
                status, out = check(GOOD.replace("hold", "have") + text)
                self.assertEqual(status, 1)
                self.assertIn("predicates.tsv:2: ", out)
                self.assertIn(words, out)

    def test_topics(self) -> None:
        for topics, words in (
            ("asked\tvisit\t66\tmeet\t6\t5\tmeet\n", "CAMEO code '0266' is unknown"),
            ("asked\tvisit\t6\tcurfew\t6\t5\tmeet\n", "REQUEST has no mode 'curfew'"),
            ("asked\t@nobody\t6\tmeet\t6\t5\tmeet\n", "class @nobody does not exist"),
            ("named\tvisit\t6\tmeet\t6\t5\tmeet\n", "class named is not used"),
            ("talk\tvisit\t6\tmeet\t6\t5\tmeet\n", "talk is a class of words too"),
        ):
            with self.subTest(words=words):
                status, out = check(GOOD, topics=TOPICS + topics)
                self.assertEqual(status, 1)
                self.assertIn("topics.tsv:2: ", out)
                self.assertIn(words, out)
        status, out = check(GOOD + ASK.replace("ask", "urge", 1).replace("\t02\t", "\t020\t"))
        self.assertEqual(status, 1)
        self.assertIn("predicates.tsv:2: beside a class of topics", out)

    def test_rows_that_say_the_same_thing(self) -> None:
        status, out = check(
            GOOD.replace("obj:@all_talk", "obj:visit;with")
            + GOOD.replace("obj:@all_talk", "with;obj:visit")
            + GOOD
        )
        self.assertEqual(status, 1)
        self.assertIn("predicates.tsv:2: hold V with;obj:visit already at line 1", out)

    def test_classes(self) -> None:
        for text, words in (
            ("talk\t@talk|visit\nall_talk\t@talk\n", "contains itself"),
            (CLASSES + "spare\tword\n", "classes.tsv:3: class spare is not used"),
            ("talk\tmeeting|meeting\nall_talk\t@talk\n", "stands twice"),
            (CLASSES + "talk\tword\n", "already at line 1"),
        ):
            with self.subTest(words=words):
                status, out = check(GOOD, text)
                self.assertEqual(status, 1)
                self.assertIn(words, out)


if __name__ == "__main__":
    unittest.main()
