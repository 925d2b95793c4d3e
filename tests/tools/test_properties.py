import unittest

from support import SECOND, TEXT, at, record

from evaluation.properties import problems


class Properties(unittest.TestCase):
    def breach(self, change, words: str) -> None:
        r = record()
        change(r)
        found = problems(r)
        self.assertTrue(any(words in line for line in found), found)

    def test_a_right_record_has_no_breach(self) -> None:
        self.assertEqual(problems(record()), [])

    def test_spans(self) -> None:
        size = len(TEXT.encode())
        accent = at("café owners")[0] + 4  # inside of é
        for span, words in (
            ([5, 5], "empty"),
            ([9, 5], "empty"),
            ([0, size + 1], "after the text"),
            ([0, accent], "cuts a character"),
            ([accent, accent + 5], "cuts a character"),
        ):
            with self.subTest(span=span):
                self.breach(lambda r, s=span: r["statements"][0].update(cue=s), words)

    def test_every_span_of_the_record_is_looked_at(self) -> None:
        bad = [0, 10**6]
        places = [
            lambda r: r["article"]["paragraphs"][1].update(span=bad),
            lambda r: r["article"].update(placeline={"place": "Lisbon", "span": bad}),
            lambda r: r["sentences"].__setitem__(1, bad),
            lambda r: r["entities"][0]["mentions"].append(bad),
            lambda r: r["events"][0]["time"].update(span=bad),
            *(
                lambda r, k=k: r["events"][0]["evidence"].update({k: bad})
                for k in ("sentence", "trigger", "source", "target", "time", "place")
            ),
            lambda r: r["statements"][0].update(speaker_span=bad),
            lambda r: r["statements"][0]["content"].append(bad),
            *(
                lambda r, k=k: r["figures"][0].update({k: bad})
                for k in ("span", "what_span", "by_span")
            ),
            lambda r: r["schedule"][0].update(span=bad),
            lambda r: r["warnings"][0].update(span=bad),
        ]
        for i, change in enumerate(places):
            with self.subTest(place=i):
                self.breach(change, "after the text")

    def test_ids_and_references(self) -> None:
        self.breach(lambda r: r["entities"][1].update(id="e7"), "where e2 is due")
        self.breach(lambda r: r["events"][0].update(source=["e9"]), "e9 is no item")
        self.breach(lambda r: r["events"][0].update(said_by=["s2"]), "s2 is no item")
        self.breach(lambda r: r["statements"][0].update(speaker="e9"), "e9 is no item")
        self.breach(lambda r: r["figures"][0].update(by="e9"), "e9 is no item")
        self.breach(lambda r: r["disputes"][0].update(items=["f1", "f2"]), "f2 is no item")
        self.breach(lambda r: r["schedule"][0].update(event="v2"), "v2 is no item")

    def test_order(self) -> None:
        self.breach(lambda r: r["sentences"].reverse(), "stands before")
        self.breach(lambda r: r["sentences"].__setitem__(1, [20, 60]), "overlaps")
        self.breach(lambda r: r["article"]["paragraphs"].reverse(), "stands before")
        self.breach(
            lambda r: r["statements"][0].update(content=[at("came"), at("Some")]), "stands before"
        )

    def test_words(self) -> None:
        self.breach(lambda r: r["figures"][0].update(what="persons"), "its span holds")
        self.breach(lambda r: r["figures"][0].update(what="rich people"), "the text lacks")
        self.breach(lambda r: r["entities"][3].update(name="Ana B. Reis"), "none of its mentions")

    def test_evidence(self) -> None:
        self.breach(
            lambda r: r["events"][0]["evidence"].update(sentence=[0, 5]), "none of sentences"
        )
        self.breach(lambda r: r["events"][0]["evidence"].update(sentence=at(SECOND)), "outside")
        self.breach(lambda r: r["events"][0]["time"].update(span=at("Lisbon")), "evidence/time")

    def test_values(self) -> None:
        self.breach(lambda r: r["events"][0]["time"].update(to="2021-05-03"), "is after")
        self.breach(lambda r: r["schedule"][0]["date"].update(to="2021-06-01"), "not cut to month")
        self.breach(lambda r: r["article"]["published"].update(offset_known=False), "offset_known")
        self.breach(lambda r: r["article"]["published"].update(precision="day"), "not cut to day")
        self.breach(
            lambda r: r["events"][0].update(
                casualties={"killed": {"low": 3, "best": 2, "high": 4}}
            ),
            "casualties",
        )

    def test_a_record_of_another_shape_is_a_breach_and_no_crash(self) -> None:
        for wrong in ({}, {"article": {}}, {"article": {"text": 5}}, [], None, 3):
            with self.subTest(wrong=wrong):
                self.assertEqual(len(problems(wrong)), 1)


if __name__ == "__main__":
    unittest.main()
