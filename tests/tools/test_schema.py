import copy
import json
import unittest

from support import SCHEMA, record

from evaluation.schema import Schema

try:
    import jsonschema
except ImportError:
    jsonschema = None


def paths(value, path=()):
    yield path
    if isinstance(value, dict):
        for k in value:
            yield from paths(value[k], (*path, k))
    elif isinstance(value, list):
        for i, x in enumerate(value):
            yield from paths(x, (*path, i))


def changed(whole, path, change):
    """A copy of the record, with one value replaced (or taken away: change is None)."""
    whole = copy.deepcopy(whole)
    node = whole
    for key in path[:-1]:
        node = node[key]
    if change is None:
        del node[path[-1]]
    else:
        node[path[-1]] = change[0]
    return whole


class SchemaOfTheRecord(unittest.TestCase):
    schema = Schema.load(SCHEMA)

    def test_a_right_record_fits(self) -> None:
        self.assertEqual(self.schema.errors(record()), [])

    def test_nothing_unknown_is_let_through(self) -> None:
        whole = record()
        for path in paths(whole):
            node = whole
            for key in path:
                node = node[key]
            if isinstance(node, dict):
                with self.subTest(path=path):
                    wrong = changed(whole, (*path, "surplus"), (1,))
                    self.assertEqual(len(self.schema.errors(wrong)), 1)

    def test_absent_is_unknown(self) -> None:
        for change in (
            lambda r: r["article"].update(headline=""),
            lambda r: r["article"].update(headline=None),
            lambda r: r["events"][0].update(source_code=[]),
            lambda r: r["events"][0].update(source_code=["---"]),
            lambda r: r["figures"][0].update(low=1, high=2),
            lambda r: r["figures"][0].pop("value"),
            lambda r: r["disputes"][0].update(items=["f1"]),
            lambda r: r.pop("warnings"),
        ):
            r = record()
            change(r)
            self.assertTrue(self.schema.errors(r))

    def test_an_unknown_keyword_is_no_silent_pass(self) -> None:
        with self.assertRaises(ValueError):
            Schema({"type": "object", "patternProperties": {}})

    @unittest.skipIf(jsonschema is None, "python3-jsonschema is not installed")
    def test_agrees_with_jsonschema(self) -> None:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        reference = jsonschema.Draft202012Validator(schema)
        whole, tried = record(), 0
        values = (
            None,
            (None,),
            ("",),
            ("x",),
            (-1,),
            (1.5,),
            (2.0,),
            (True,),
            ([],),
            ([3, 1],),
            ({},),
        )
        for n, path in enumerate(paths(whole)):
            # Three of the values for each place, in turn: the reference is slow.
            for change in values[n % 4 :: 4] if path else ():
                wrong = changed(whole, path, change)
                tried += 1
                self.assertEqual(
                    not self.schema.errors(wrong), reference.is_valid(wrong), (path, change)
                )
        self.assertGreater(tried, 300)


if __name__ == "__main__":
    unittest.main()
