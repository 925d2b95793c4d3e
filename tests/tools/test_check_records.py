import json
import subprocess
import sys
import unittest

from support import TOOLS, record


def check(text: str, *options: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(TOOLS / "check_records"), "--quick", *options],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


class CheckRecords(unittest.TestCase):
    def test_right_records(self) -> None:
        line = json.dumps(record())
        self.assertEqual(check(line + "\n\n" + line + "\n"), (0, ""))

    def test_breaches_name_line_and_id(self) -> None:
        wrong = record()
        wrong["sentences"] = [[0, 6]]  # inside of the é of café
        status, out = check(json.dumps(record()) + "\n" + json.dumps(wrong) + "\n")
        self.assertEqual(status, 1)
        self.assertIn("-:2: made-1: v1/evidence/sentence", out)

    def test_schema_breach(self) -> None:
        wrong = record()
        wrong["events"][0]["status"] = "perhaps"
        status, out = check(json.dumps(wrong))
        self.assertEqual(status, 1)
        self.assertIn("/events/0/status", out)

    def test_lines_that_are_no_json(self) -> None:
        for line in ("{", '{"id": NaN}', "[1, 2", '"' + "\ud7ff"):
            self.assertEqual(check(line)[0], 1)

    def test_a_missing_file_is_said(self) -> None:
        self.assertEqual(check("", "no-such-file.jsonl")[0], 2)


if __name__ == "__main__":
    unittest.main()
