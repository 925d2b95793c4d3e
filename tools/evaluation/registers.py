"""Trees in other registers, made of the development trees: as headlines have it (no articles, no forms of
"be" before what they help, no full stop), all in capitals, each word with a capital, all in lower case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Sentence = list[list[str]]  # the ten columns of each word

ARTICLES = ("a", "an", "the")
BE = ("is", "are", "was", "were", "'s", "'re")


def headline(sentence: Sentence) -> Sentence:
    """The sentence without what headlines leave out, its words counted anew."""
    heads = {word[6] for word in sentence}

    def left_out(word: list[str], last: bool) -> bool:
        form, relation = word[1].lower(), word[7]
        if word[0] in heads:
            return False
        return (
            (relation == "det" and form in ARTICLES)
            or (relation in ("aux", "aux:pass", "cop") and form in BE)
            or (last and form == ".")
        )

    kept = [w for i, w in enumerate(sentence) if not left_out(w, i + 1 == len(sentence))]
    number = {"0": "0", **{word[0]: str(i + 1) for i, word in enumerate(kept)}}
    return [[number[w[0]], *w[1:6], number[w[6]], *w[7:]] for w in kept]


def recased(change: Callable[[str], str]) -> Callable[[Sentence], Sentence]:
    return lambda sentence: [[w[0], change(w[1]), *w[2:]] for w in sentence]


REGISTERS: dict[str, Callable[[Sentence], Sentence]] = {
    "headlines": headline,
    "capitals": recased(str.upper),
    "title case": recased(lambda form: form[:1].upper() + form[1:] if len(form) > 3 else form),
    "lower case": recased(str.lower),
}


def write(source: Path, target: Path, register: Callable[[Sentence], Sentence]) -> None:
    """A CoNLL-U file in another register; words that are written together stand apart."""
    sentence: Sentence = []
    with open(source, encoding="utf-8") as f, open(target, "w", encoding="utf-8") as out:
        for line in f:
            columns = line.rstrip("\r\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                sentence.append([*columns[:9], "_"])
            elif not line.strip() and sentence:
                made = register(sentence)
                out.writelines("\t".join(word) + "\n" for word in made)
                out.write("\n" if made else "")
                sentence = []
