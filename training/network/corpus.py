"""Annotated sentences: trees from CoNLL-U, names from IOB2 files with different conventions."""

import dataclasses
import io
import lzma
import pathlib

PERSON, ORGANIZATION, PLACE, OTHER = range(4)
NAME_LABELS = 17  # 0 outside, else 1 + 4 * kind + (begin, inside, end, single)
EVERY_LABEL = (1 << NAME_LABELS) - 1

# Titles in front of a person that GMB counts in.
TITLES = set(
    """president prime minister mr. mrs. ms. dr. sen. senator gen. general secretary king queen prince
    pope chancellor foreign defense vice former chief justice judge congressman rep. gov. governor mayor
    colonel col. major maj. captain capt. lieutenant lt. sgt. sergeant admiral adm. ambassador spokesman
    spokeswoman premier sheikh ayatollah father cardinal bishop archbishop professor prof. sir lord lady
    princess emperor deputy interior finance state""".split()
)
# Adjectives and inhabitants of countries without an ending that tells.
DEMONYMS = set(
    """french dutch greek greeks thai thais swiss turk turks arab arabs kurd kurds czech czechs serb serbs
    croat croats dane danes finn finns pole poles swede swedes spaniard spaniards briton britons slovak
    slovaks uzbek uzbeks tajik tajiks kyrgyz kazakh kazakhs basque welsh iraqi iraqis israeli israelis
    pakistani pakistanis afghani saudi saudis kuwaiti kuwaitis yemeni yemenis omani qatari emirati bahraini
    somali somalis azerbaijani bangladeshi bangladeshis nepali kashmiri german germans afghan afghans cuban
    cubans kenyan kenyans libyan libyans korean koreans ugandan ugandans rwandan rwandans roman filipino
    filipinos ivorian chechen chechens turkmen pashtun uighur punjabi""".split()
)
KINDS = {
    PERSON: {"PER", "per", "person", "politician"},
    ORGANIZATION: {"ORG", "org", "organisation", "politicalparty"},
    PLACE: {"LOC", "geo", "location", "country"},
    OTHER: {"MISC", "EVENT", "OBJ", "misc", "event", "election", "art", "eve", "nat"},
}


@dataclasses.dataclass
class Example:
    """One sentence; what a corpus does not say is None."""

    words: list
    tags: list | None = None  # (UPOS, XPOS) of each word
    heads: list | None = None  # 1-based, 0 is the root
    relations: list | None = None
    names: list | None = None  # bits of the name labels each word may have
    choices: dict | None = None  # a teacher's labels: (numbers, shares), each (n, CHOICES), of tags, heads, relations


def _open(path):
    path = pathlib.Path(path)
    if path.with_name(path.name + ".xz").exists():
        return io.TextIOWrapper(lzma.open(path.with_name(path.name + ".xz")), encoding="utf-8")
    return open(path, encoding="utf-8")


def read_trees(path):
    examples = []
    rows = []
    with _open(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    examples.append(
                        Example(
                            [r[1].replace(" ", "_") for r in rows],
                            [(r[3], r[4]) for r in rows],
                            [int(r[6]) for r in rows],
                            [r[7] for r in rows],
                        )
                    )
                rows = []
            elif line[0] != "#":
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
    return examples


def _is_demonym(word):
    low = word.lower()
    stem = low[:-1] if low.endswith("s") and len(low) > 5 else low
    endings = ("ian", "ean", "ese", "ish", "ican", "ccan", "oan", "guan")
    return low in DEMONYMS or any(stem.endswith(e) and len(stem) > len(e) + 1 for e in endings)


def _kind(label, scheme, words):
    if scheme == "gmb" and label == "gpe":
        return OTHER if _is_demonym(words[-1]) else PLACE
    return next((kind for kind, labels in KINDS.items() if label in labels), None)


def read_names(path, scheme):
    """Sentences with their possible labels. `scheme`: uner (marks no OTHER), gmb (titles in persons), plain."""
    outside = 1 | (0xF << (1 + 4 * OTHER) if scheme == "uner" else 0)
    examples, words, labels = [], [], []

    def close():
        allowed = [outside] * len(words)
        i = 0
        while i < len(words):
            if labels[i] == "O":
                i += 1
                continue
            label, end = labels[i][2:], i + 1
            while end < len(words) and labels[end] == "I-" + label:
                end += 1
            begin, kind = i, _kind(label, scheme, words[i:end])
            if scheme == "gmb" and kind == PERSON:
                while begin < end and words[begin].lower() in TITLES:
                    begin += 1
            for k in range(i, end):
                allowed[k] = 1
            if kind is not None:
                first = 1 + 4 * kind
                for k in range(begin, end):
                    last = k + 1 == end
                    place = (3 if last else 0) if k == begin else (2 if last else 1)
                    allowed[k] = 1 << (first + place)
            i = end
        examples.append(Example(list(words), names=allowed))

    with _open(path) as lines:
        for line in lines:
            token, _, label = line.rstrip("\n").partition("\t")
            if not label:
                if words:
                    close()
                words, labels = [], []
            else:
                words.append(token)
                labels.append(label)
    if words:
        close()
    return examples


def join_names(trees, names):
    """Puts names onto the trees with the same words; returns the sentences that have no tree."""
    by_words = {}
    for example in names:
        by_words.setdefault(tuple(example.words), []).append(example)
    for tree in trees:
        found = by_words.get(tuple(tree.words))
        if found:
            tree.names = found[0].names
            if len(found) > 1:
                found.pop(0)
    taken = {tuple(tree.words) for tree in trees if tree.names is not None}
    return [example for example in names if tuple(example.words) not in taken]


def headline(example):
    """The example as a headline would have it: no articles, no forms of "be" before what they help, no full stop."""
    leaf = [True] * len(example.words)
    for head in example.heads:
        if head:
            leaf[head - 1] = False

    def stays(i):
        word, relation = example.words[i].lower(), example.relations[i]
        if not leaf[i] or (example.names is not None and not example.names[i] & 1):
            return True
        if relation == "det" and word in ("a", "an", "the"):
            return False
        if relation in ("aux", "aux:pass", "cop") and word in ("is", "are", "was", "were", "'s", "'re"):
            return False
        return word != "." or i + 1 < len(example.words)

    kept = [i for i in range(len(example.words)) if stays(i)]
    if not kept:
        return example
    number = {old + 1: new + 1 for new, old in enumerate(kept)}
    return Example(
        [example.words[i] for i in kept],
        [example.tags[i] for i in kept],
        [number.get(example.heads[i], 0) for i in kept],
        [example.relations[i] for i in kept],
        None if example.names is None else [example.names[i] for i in kept],
    )


def recase(words, style):
    """The words in capitals ("upper"), each with a capital ("title") or all in lower case ("lower"); ASCII."""

    def up(text):
        return "".join(c.upper() if "a" <= c <= "z" else c for c in text)

    if style == "upper":
        return [up(word) for word in words]
    if style == "title":
        return [up(word[:1]) + word[1:] if len(word) > 3 else word for word in words]
    return ["".join(c.lower() if "A" <= c <= "Z" else c for c in word) for word in words]
