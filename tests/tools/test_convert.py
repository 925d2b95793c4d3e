import unittest

from support import at, record

from evaluation import convert


def event(**changes):
    return {**record()["events"][0], **changes}


class Events(unittest.TestCase):
    def rows(self, *events):
        return [
            (e["source"], e["plover"], e["cameo"], e["target"])
            for e in convert.events({"id": "x", "events": list(events)})["events"]
        ]

    def test_a_meeting_goes_both_ways(self) -> None:
        self.assertEqual(
            self.rows(event()),
            [("PRTBUS", "CONSULT", "040", "PRTGOV"), ("PRTGOV", "CONSULT", "040", "PRTBUS")],
        )

    def test_several_sources_without_target_act_on_each_other(self) -> None:
        e = event(type="AGREE", cameo="030", source_code=["PRT", "ESP"])
        del e["target_code"]
        self.assertEqual(
            self.rows(e), [("PRT", "AGREE", "030", "ESP"), ("ESP", "AGREE", "030", "PRT")]
        )

    def test_unknown_actors(self) -> None:
        e = event(type="ACCUSE", cameo="111")
        del e["source_code"]
        self.assertEqual(self.rows(e), [("---", "ACCUSE", "111", "PRTGOV")])

    def test_no_row_for_what_did_not_happen_or_has_no_type(self) -> None:
        for change in (
            {"status": "denied"},
            {"status": "negated"},
            {"status": "hypothetical"},
            {"type": "NONE"},
        ):
            self.assertEqual(self.rows(event(**change)), [])

    def test_intent_and_threat_are_codes_of_their_own(self) -> None:
        planned = event(type="AID", cameo="0711", status="scheduled")
        self.assertEqual(self.rows(planned)[0][1:3], ("AGREE", "033"))
        threatened = event(type="SANCTION", cameo="163", status="threatened")
        self.assertEqual(self.rows(threatened)[0][1:3], ("THREATEN", "131"))

    def test_equal_rows_count_once(self) -> None:
        self.assertEqual(len(self.rows(event(), event())), 2)


class Others(unittest.TestCase):
    def test_quotes(self) -> None:
        said = {"content": [at("“Some 300 people came,”")], "source": at("Ana Reis"), "cue": at("said"), "in_record": True}
        thought = {"content": [at("Some 300"), at("came")], "in_record": False}
        r = {"id": "x", "attributions": [said, thought]}
        self.assertEqual(len(convert.quotes(r, record_only=True)["quotes"]), 1)
        self.assertEqual(
            convert.quotes(r)["quotes"],
            [
                {
                    "content": at("“Some 300 people came,”"),
                    "source": at("Ana Reis"),
                    "cue": at("said"),
                },
                {
                    "content": [at("Some 300")[0], at("came")[1]],
                    "source": None,
                    "cue": None,
                    "content_parts": [at("Some 300"), at("came")],
                },
            ],
        )

    def test_page(self) -> None:
        p = convert.page(record())
        self.assertEqual(p["headline"], "Café owners meet the mayor")
        self.assertEqual(p["authors"], ["Rui Alves"])
        self.assertEqual(p["published"], "2021-05-05T08:30:00+01:00")
        bare = record()
        for key in ("headline", "authors", "published"):
            del bare["article"][key]
        self.assertEqual(
            {k: convert.page(bare)[k] for k in ("headline", "authors", "published")},
            {"headline": None, "authors": [], "published": None},
        )

    def test_quantities(self) -> None:
        row = {
            "id": "x",
            "quantities": [
                {"low": 3, "high": 5, "unit": "kilometre", "change": "="},
                {"value": 0, "unit": "", "change": "up", "concept": "rate"},
            ],
        }
        self.assertEqual(
            convert.quantities(row)["quantities"],
            [
                {"value": [3, 5], "unit": "kilometre", "change": "=", "concept": None},
                {"value": 0, "unit": "-", "change": "up", "concept": "rate"},
            ],
        )


if __name__ == "__main__":
    unittest.main()
