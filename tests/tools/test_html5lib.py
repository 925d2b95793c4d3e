"""Reading of html5lib's test files, on files made here."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

import support  # noqa: F401
from evaluation import containers, html5lib


class Html5libFiles(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_tokens(self) -> None:
        tests = [
            {
                "description": "states",
                "initialStates": ["RCDATA state", "Script data state"],
                "lastStartTag": "x",
                "input": "a",
                "output": [["Character", "a"], ["Character", "b"]],
            },
            {"description": "escaped", "doubleEscaped": True, "input": "\\u0041",
             "output": [["Comment", "\\u0042"]]},
            {"description": "surrogate", "doubleEscaped": True, "input": "\\uD800", "output": []},
        ]
        (self.folder / "a.test").write_text(json.dumps({"tests": tests}), encoding="utf-8")
        cases = html5lib.token_cases(self.folder)
        self.assertEqual([c.given["state"] for c in cases], ["RCDATA", "script data", "Data"])
        self.assertEqual(cases[0].expected, [["Character", "ab"]])
        self.assertEqual((cases[2].given["html"], cases[2].expected), ("A", [["Comment", "B"]]))

    def test_trees(self) -> None:
        (self.folder / "a.dat").write_bytes(
            b'#data\n<p>#x\n\n\n#errors\n#document\n| <p>\n|   "#x\n\n"\n\n'
            b"#data\n<td>\n#errors\nline\n#document-fragment\ntr\n#script-on\n#document\n| <td>\n"
        )
        first, second, third = html5lib.tree_cases(self.folder)
        self.assertEqual((first.given["scripting"], second.given["scripting"]), (False, True))
        self.assertEqual(first.given["html"], "<p>#x\n\n")
        self.assertEqual(first.expected, '| <p>\n|   "#x\n\n"')
        self.assertEqual(third.given, {"html": "<td>", "context": "tr", "scripting": True})

    def test_encodings(self) -> None:
        (self.folder / "a.dat").write_bytes(
            b"#data\n<p>\xff\n#encoding\nKOI8-R\n\n#data\nb\n#encoding\nx\n"
        )
        found = html5lib.encoding_files(self.folder, self.folder)
        self.assertEqual([label for _, label in found], ["koi8-r", "x"])
        self.assertEqual(found[0][0].read_bytes(), b"<p>\xff")

    def test_records_that_a_readme_states(self) -> None:
        readme = self.folder / "README.md"
        readme.write_text("| file | origin | records |\n|---|---|---|\n| `a.warc.gz` | us | 6 | x |\n")
        self.assertEqual(containers.stated_records(readme), {"a.warc.gz": 6})


if __name__ == "__main__":
    unittest.main()
