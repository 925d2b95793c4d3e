"""tools/evaluate as a whole, with oracle.py for the program and a little gold of our own."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support import EVAL, TOOLS

MEETING = "Envoys of Chile met officials of Peru in Lima on Tuesday."
CLAIM = "“We lost 12 boats,” said Inés Rojas – a fisher."
CONLLU = """# newdoc id = a
# sent_id = a-1
1\tShips\tship\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3-4\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdo\tdo\tAUX\tVBP\t_\t2\taux\t_\t_
4\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_
5\tLima\tLima\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


def span(text: str, words: str) -> list[int]:
    begin = text.index(words)
    return [begin, begin + len(words)]


GOLD = {
    # Held-out data may go by another name.
    "events/heldout.jsonl": [
        {
            "id": "e-1",
            "source_suite": "plover_gsr",
            "date": None,
            "text": MEETING,
            "plover": "CONSULT",
            "code_level": "cameo",
            "gold": [
                {"source": "CHL", "target": "PERGOV", "code": "040"},
                {"source": "PERGOV", "target": "CHL", "code": "040"},
            ],
        }
    ],
    "quotes/dev.jsonl": [
        {
            "id": "q-1",
            "publisher": "p",
            "date": "2020-01-02",
            "text": CLAIM,
            "quotes": [
                {
                    "content": span(CLAIM, "“We lost 12 boats,”"),
                    "source": span(CLAIM, "Inés Rojas – a fisher"),
                    "cue": span(CLAIM, "said"),
                    "type": "direct",
                }
            ],
        }
    ],
    "time/dev.jsonl": [
        {
            "id": "t-1",
            "corpus": "made",
            "dct": "2020-01-02",
            "text": MEETING,
            "timex": [{"span": span(MEETING, "Tuesday"), "type": "DATE", "value": "2019-12-31"}],
        }
    ],
    "places/dev.jsonl": [
        {
            "id": "p-1",
            "corpus": "made",
            "url": "https://news.example/p",
            "text": MEETING,
            "toponyms": [{"span": span(MEETING, "Lima"), "lat": -12.05, "lon": -77.04}],
        }
    ],
    "stories/dev.jsonl": [
        {"id": f"n-{i}", "topic": "1", "story": s, "title": None, "text": MEETING}
        for i, s in enumerate("aab")
    ],
    "stories/copies_dev.jsonl": [
        {"id": f"m-{i}", "family": s, "ops": [], "text": CLAIM} for i, s in enumerate("aba")
    ],
    "figures/dev.jsonl": [
        {
            "id": "f-1",
            "set": "made",
            "text": CLAIM,
            "quantities": [{"value": 12, "unit": "boat", "change": "=", "concept": None}],
        }
    ],
}


def run(data: Path, *options: str, fault: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [
            sys.executable,
            str(TOOLS / "evaluate"),
            "--eval",
            str(data),
            "--program",
            str(Path(__file__).with_name("oracle.py")),
            "--scorers",
            str(EVAL),
            *options,
        ],
        env={**os.environ, "ORACLE_EVAL": str(data), "ORACLE_FAULT": fault},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


class Evaluate(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.data = Path(self.folder.name) / "eval"
        for name, rows in GOLD.items():
            path = self.data / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8"
            )
        (self.data / "lang").mkdir()
        (self.data / "lang" / "made.conllu").write_text(CONLLU, encoding="utf-8")

    def test_no_program(self) -> None:
        status, _, err = run(self.data, "--program", str(self.data / "none"))
        self.assertEqual(status, 2)
        self.assertIn("no program at", err)

    def test_unknown_facet(self) -> None:
        self.assertEqual(run(self.data, "--only", "weather")[0], 2)

    def test_program_that_fails(self) -> None:
        status, out, _ = run(self.data, "--only", "quotes", fault="crash")
        self.assertEqual(status, 1)
        self.assertIn("failed: exit status 2", out)

    def test_program_that_loses_documents(self) -> None:
        for facet in ("quotes", "time"):
            status, out, _ = run(self.data, "--only", facet, fault="lose")
            self.assertEqual(status, 1)
            self.assertIn("1 of 1 documents have no line", out)

    def test_what_is_not_there_is_said(self) -> None:
        status, out, _ = run(self.data, "--only", "pages,feeds,names")
        self.assertEqual(status, 0)
        self.assertIn("not run: no folder pages", out)
        self.assertIn("not run: no folder feeds", out)
        self.assertIn("not run: no --train", out)

    @unittest.skipUnless((EVAL / "quotes" / "score.py").is_file(), "no scorers here")
    def test_right_answers_score_100(self) -> None:
        facets = "events,quotes,time,places,figures,stories,lang"
        page = Path(self.folder.name) / "scores.md"
        status, out, err = run(self.data, "--only", facets, "--json", "--write", str(page))
        # Without record and pages there is nothing to compare thread counts on.
        self.assertEqual(status, 1, err)
        result = {x["facet"]: x for x in json.loads(out)["facets"]}
        for facet in facets.split(","):
            with self.subTest(facet=facet):
                self.assertEqual(result[facet]["state"], "ok")
                for row in result[facet]["rows"]:
                    if (
                        "per 100 sentences" not in row["measure"]
                        and "mean error" not in row["measure"]
                        and "km" not in row["measure"][-2:]
                    ):
                        self.assertEqual(row["value"], 100, row)
        self.assertIn("thread counts", result["checks"]["state"])
        self.assertIn("| quotes |", page.read_text(encoding="utf-8"))

    @unittest.skipUnless((EVAL / "record" / "score.py").is_file(), "no scorers here")
    def test_checks_find_breaches(self) -> None:
        (self.data / "record").mkdir()
        row = {"id": "r-1", "title": "T", "published": "2020-01-02", "text": CLAIM, "set": "made"}
        row.update(events=[], statements=[], figures=[], disputes=[], schedule=[])
        (self.data / "record" / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
        self.assertEqual(run(self.data, "--only", "record,checks")[0], 0)
        status, out, _ = run(self.data, "--only", "record,checks", fault="span")
        self.assertEqual(status, 1)
        self.assertIn("cuts a character", out)
        status, out, _ = run(self.data, "--only", "checks", fault="threads")
        self.assertEqual(status, 1)
        self.assertIn("differ with the number of threads", out)


if __name__ == "__main__":
    unittest.main()
