"""Batches: sentences of similar length side by side, their labels as arrays, scores of what was predicted."""

import collections

import numpy as np

from . import corpus, words

LENGTHS = (16, 32, 56, 112)
CHOICES = 4  # labels a word may have, with their shares
BASES = set(
    """root acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp clf
    compound compound:prt conj cop csubj csubj:pass csubj:outer dep det det:predet discourse dislocated expl
    fixed flat goeswith iobj list mark nmod nmod:poss nmod:unmarked nmod:desc nsubj nsubj:pass nsubj:outer
    nummod obj obl obl:agent obl:unmarked orphan parataxis punct reparandum vocative xcomp""".split()
)
_pieces = {}


def relation_name(name):
    return name if name in BASES else name.split(":")[0]


def labels_of(trees):
    """Numbers of the tags and relations of the trees."""
    tags = collections.Counter(t for e in trees for t in e.tags)
    relations = {relation_name(r) for e in trees for r in e.relations}
    return {
        "tag": {t: i for i, t in enumerate(sorted(t for t, c in tags.items() if c >= 3))},
        "relation": {r: i for i, r in enumerate(sorted(relations))},
    }


def lower(word):
    return "".join(c.lower() if "A" <= c <= "Z" else c for c in word)


def pieces_of(word, casing):
    found = _pieces.get((word, casing))
    if found is None:
        found = _pieces[word, casing] = words.pieces_of(word, casing)
    return found


def length_of(examples):
    """The length to pad to, None if one of them is too long."""
    longest = max(len(e.words) for e in examples)
    return next((length for length in LENGTHS if length >= longest), None)


def recased(example, rng):
    """The example's words; with `rng` some sentences in capitals, title case or lower case."""
    if rng is None:
        return example.words
    dice = rng.random()
    style = "upper" if dice < 0.02 else "title" if dice < 0.05 else "lower" if dice < 0.07 else None
    return corpus.recase(example.words, style) if style else example.words


def _sure(numbers):
    """Labels without a doubt."""
    choices = np.zeros((len(numbers), CHOICES), np.int32)
    shares = np.zeros((len(numbers), CHOICES), np.float32)
    choices[:, 0] = numbers
    shares[:, 0] = 1
    return choices, shares


def pack_labels(examples, n, labels):
    """The labels of the examples and the pieces' rows, padded to `n` words; heads are 0-based, `n` is the root.

    Of tags, heads and relations there are CHOICES a word, best first, with their shares.
    """
    b = len(examples)
    batch = {
        "valid": np.zeros((b, n), bool),
        "piece": np.zeros((b, n, words.PIECES), np.int32),
        "names": np.full((b, n), corpus.EVERY_LABEL, np.int32),
        "has_tree": np.zeros(b, bool),
        "has_names": np.zeros(b, bool),
    }
    for name in ("tags", "heads", "relations"):
        batch[name] = np.zeros((b, n, CHOICES), np.int32)
        batch[f"{name}_share"] = np.zeros((b, n, CHOICES), np.float32)
    for i, example in enumerate(examples):
        k = len(example.words)
        batch["valid"][i, :k] = True
        if example.heads is not None:
            batch["has_tree"][i] = True
            if example.choices is not None:
                given = example.choices
            else:
                given = {
                    "tags": _sure([labels["tag"].get(t, 0) for t in example.tags]),
                    "heads": _sure([h - 1 for h in example.heads]),
                    "relations": _sure([labels["relation"][relation_name(r)] for r in example.relations]),
                }
            for name, (choices, shares) in given.items():
                batch[name][i, :k] = np.where(choices < 0, n, choices) if name == "heads" else choices
                batch[f"{name}_share"][i, :k] = shares
        if example.names is not None:
            batch["has_names"][i] = True
            batch["names"][i, :k] = example.names
    return batch


def batches(examples, rng, most, length_of=length_of):
    """Lists of examples of similar length, about `most` words each, shuffled."""
    groups = collections.defaultdict(list)
    for example in examples:
        length = length_of([example])
        if length:
            groups[length].append(example)
    out = []
    for length, group in sorted(groups.items()):
        rng.shuffle(group)
        size = max(most // length, 1)
        out += [group[i : i + size] for i in range(0, len(group) - size + 1, size)]
    rng.shuffle(out)
    return out


def in_order(examples, most, length_of=length_of):
    """Lists of (example, place in `examples`) of similar length; each list as long as the others of its length, filled up with a full stop."""
    groups = collections.defaultdict(list)
    for place, example in enumerate(examples):
        length = length_of([example])
        if length:
            groups[length].append((example, place))
    for length, group in sorted(groups.items()):
        size = max(most // length, 1)
        for i in range(0, len(group), size):
            part = group[i : i + size]
            yield part + [(corpus.Example(["."]), None)] * (size - len(part))


def evaluate(predict, examples, pack, labels, most, length_of=length_of):
    """Scores of trees; `predict` takes a batch that `pack` has made of a list of examples."""
    right = collections.Counter()
    inverse = {v: k for k, v in labels["tag"].items()}
    base = {i: r.split(":")[0] for r, i in labels["relation"].items()}
    for part in in_order(examples, most, length_of):
        batch = pack([example for example, _ in part])
        tags, head, relation, _ = (np.asarray(x) for x in predict(batch))
        for k, (example, place) in enumerate(part):
            if place is None or example.heads is None:
                continue
            for t in range(len(example.words)):
                right["words"] += 1
                right["upos"] += inverse[int(tags[k, t])][0] == example.tags[t][0]
                arc = head[k, t] == batch["heads"][k, t, 0]
                right["uas"] += arc
                right["las"] += arc and base[int(relation[k, t])] == example.relations[t].split(":")[0]
    return {k: round(100 * right[k] / right["words"], 2) for k in ("upos", "uas", "las")}


NAME_OPENS = np.array([label > 0 and (label - 1) % 4 <= 1 for label in range(corpus.NAME_LABELS)])
NAME_GOES_ON = np.array([label > 0 and (label - 1) % 4 in (1, 2) for label in range(corpus.NAME_LABELS)])
_KIND = np.array([(label - 1) // 4 if label else -1 for label in range(corpus.NAME_LABELS)])
NAME_STEPS = (NAME_OPENS[:, None] == NAME_GOES_ON[None, :]) & (~NAME_OPENS[:, None] | (_KIND[:, None] == _KIND[None, :]))


def best_names(scores):
    """The best sequence of labels in which every name is begun and ended; `scores` (n, 17)."""
    steps = np.where(NAME_STEPS, 0.0, -1e9)
    best = scores[0] + np.where(NAME_GOES_ON, -1e9, 0.0)
    back = []
    for row in scores[1:]:
        total = best[:, None] + steps
        back.append(total.argmax(0))
        best = total.max(0) + row
    label = int((best + np.where(NAME_OPENS, -1e9, 0.0)).argmax())
    out = [label]
    for row in reversed(back):
        label = int(row[label])
        out.append(label)
    return out[::-1]


def spans_of(labels):
    """(begin, end, kind) of the names."""
    out, begin = [], 0
    for i, label in enumerate(labels):
        if label == 0:
            continue
        kind, place = divmod(label - 1, 4)
        if place in (0, 3):
            begin = i
        if place in (2, 3):
            out.append((begin, i + 1, kind))
    return out


def name_scores(predict, examples, pack, most, length_of=length_of):
    """F1 of persons, organizations and places, exact, against examples whose labels are known to the last."""
    right = found = there = 0
    for part in in_order(examples, most, length_of):
        scores = np.asarray(predict(pack([example for example, _ in part]))[3])
        for k, (example, place) in enumerate(part):
            if place is None:
                continue
            n = len(example.words)
            want = [0 if bits & 1 else bits.bit_length() - 1 for bits in example.names]
            want = {s for s in spans_of(want) if s[2] != corpus.OTHER}
            got = {s for s in spans_of(best_names(scores[k, :n])) if s[2] != corpus.OTHER}
            right += len(want & got)
            found += len(got)
            there += len(want)
    return round(200 * right / max(found + there, 1), 2)
