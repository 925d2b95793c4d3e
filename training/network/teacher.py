"""python -m network.teacher DATA ENCODER OUT: trains a teacher, a pretrained encoder with the heads of the network.

DATA     folder with ud/ and ner/ (files plain or .xz)
ENCODER  folder with model.safetensors and tokenizer.json of a BERT
OUT      file of its weights; network.silver lets it label raw text
"""

import argparse
import functools
import json
import pickle
import random
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

from . import batch, bert, corpus, model, words
from .train import load

BATCH_PIECES = 2048
ROOM = (14, 20, 28, 36, 46, 58, 76, 104, 168)  # pieces, and so words, that sentences are padded to
SIDE = 64  # size of a row of what the network sees of a word
ARC = 192
RELATION = 128


class Teacher:
    def __init__(self, encoder, labels, frozen=0):
        self.trained, self.kept, tokenizer = bert.read(encoder, frozen)
        self.pieces = bert.Pieces(tokenizer)
        self.labels = labels

    def init(self, seed):
        rng = np.random.default_rng(seed)
        d = self.kept["words"].shape[1]
        sizes = {
            "tags": len(self.labels["tag"]),
            "relations": len(self.labels["relation"]),
            "names": corpus.NAME_LABELS,
        }
        top = {
            "mix": jnp.zeros(len(self.kept["layers"]) + len(self.trained["layers"]) + 1),
            "first": model.normal(rng, d, d, scale=d**-0.5),
            "last": model.normal(rng, d, d, scale=d**-0.5),
            "piece": model.normal(rng, words.PIECE_ROWS, SIDE, scale=0.1),
            "side": model.normal(rng, SIDE, d, scale=SIDE**-0.5),
            **model.init_heads(rng, sizes, d, ARC, RELATION),
            "layers": model.init_layers(rng, 1, d),
        }
        return {"bert": self.trained, "top": top}

    def length_of(self, examples):
        longest = max(len(self.pieces.of(e.words)[0]) for e in examples)
        return next((room for room in ROOM if room >= longest), None)

    def pack(self, examples, rng=None):
        n = self.length_of(examples)
        b = len(examples)
        out = batch.pack_labels(examples, n, self.labels)
        out["number"] = np.zeros((b, n), np.int32)
        out["part"] = np.zeros((b, n), bool)
        out["first"] = np.zeros((b, n), np.int32)
        out["last"] = np.zeros((b, n), np.int32)
        for i, example in enumerate(examples):
            numbers, first, last = self.pieces.of(example.words)
            out["number"][i, : len(numbers)] = numbers
            out["part"][i, : len(numbers)] = True
            out["first"][i, : len(first)] = first
            out["last"][i, : len(last)] = last
            forms = batch.recased(example, rng)
            casing = words.casing_of(forms)
            for t, form in enumerate(forms):
                out["piece"][i, t] = batch.pieces_of(form, casing)
        return out


def encode(params, kept, b, key=None):
    """(B, T, D) normed vectors of the words."""

    def drop(x, number):
        rate = 0.3 if number < 100 else 0.1
        if key is None:
            return x
        keep = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - rate, x.shape)
        return x * keep / (1 - rate)

    top = params["top"]
    layers = bert.encode(params["bert"], kept, b["number"], b["part"], drop)
    mixed = jnp.tensordot(jax.nn.softmax(top["mix"]), layers, 1)
    first, last = (jnp.take_along_axis(mixed, b[k][..., None], axis=1) for k in ("first", "last"))
    side = top["piece"][b["piece"]].sum(axis=2)
    x = first @ top["first"] + last @ top["last"] + side @ top["side"]
    return drop(model.recurrent(top["layers"], x, b["valid"], drop), 99)


@jax.jit
def predict(params, kept, b):
    return model.predict(params["top"], encode(params, kept, b), b["valid"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data")
    parser.add_argument("encoder")
    parser.add_argument("out")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers of the encoder that stay as they are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", help="weights to go on from, what an earlier run wrote")
    options = parser.parse_args()
    jax.config.update("jax_default_prng_impl", "unsafe_rbg")
    started = time.time()
    trees, named, silver = load(options.data)
    labels = batch.labels_of(trees)
    teacher = Teacher(options.encoder, labels, options.frozen)
    params = teacher.init(options.seed)
    if options.start:
        with open(options.start, "rb") as file:
            params = jax.tree.map(jnp.asarray, pickle.load(file)["params"])
    rng = random.Random(options.seed)
    dev = {name: corpus.read_trees(f"{options.data}/ud/{name}-dev.conllu") for name in ("ewt", "gum")}
    dev_names = corpus.read_names(f"{options.data}/ner/uner-ewt-dev.iob2", "uner")

    def epoch_batches():
        part = rng.sample(silver, len(silver) // 10)
        return batch.batches(trees + named + part, rng, BATCH_PIECES, teacher.length_of)

    todo = epoch_batches()
    steps = options.epochs * len(todo)
    print(f"{steps} steps; {time.time() - started:.0f} s", flush=True)

    def rate(most):
        return optax.warmup_cosine_decay_schedule(0, most, min(200, steps // 10), steps, most * 0.02)

    optimizer = optax.chain(
        optax.clip_by_global_norm(2.0),
        optax.multi_transform(
            {
                "bert": optax.adamw(rate(options.rate), b2=0.99, weight_decay=1e-2),
                "top": optax.adamw(rate(1.5e-3), b2=0.99, weight_decay=1e-3),
            },
            {"bert": "bert", "top": "top"},
        ),
    )
    state = optimizer.init(params)

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def step(params, state, kept, b, key):
        def of(p):
            return model.loss(p["top"], encode(p, kept, b, key), b)

        (_, parts), grads = jax.value_and_grad(of, has_aux=True)(params)
        updates, state = optimizer.update(grads, state, params)
        return optax.apply_updates(params, updates), state, jnp.stack(parts)

    root = jax.random.PRNGKey(options.seed)
    done = 0
    for epoch in range(options.epochs):
        total, began = np.zeros(4), time.time()
        todo = todo if epoch == 0 else epoch_batches()
        for examples in todo:
            b = teacher.pack(examples, rng)
            params, state, parts = step(params, state, teacher.kept, b, jax.random.fold_in(root, done))
            total += np.asarray(parts)
            done += 1
            if done % 100 == 0:
                print(f"step {done} {time.time() - began:.0f} s {np.round(np.asarray(parts), 3)}", flush=True)

        def best(b):
            return predict(params, teacher.kept, b)

        scores = {n: batch.evaluate(best, d, teacher.pack, labels, BATCH_PIECES, teacher.length_of) for n, d in dev.items()}
        scores["names"] = batch.name_scores(best, dev_names, teacher.pack, BATCH_PIECES, teacher.length_of)
        losses = " ".join(f"{x:.3f}" for x in total / len(todo))
        print(f"epoch {epoch + 1} {time.time() - began:.0f} s losses {losses} {json.dumps(scores)}", flush=True)
        with open(options.out, "wb") as file:
            pickle.dump({"params": jax.tree.map(np.asarray, params), "labels": labels, "encoder": options.encoder, "frozen": options.frozen}, file)


if __name__ == "__main__":
    main()
