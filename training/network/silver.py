"""python -m network.silver OUT WORDS... --teacher T...: labels sentences for the network by one or more teachers.

OUT      file that network.train takes by --silver
WORDS    CoNLL-U files of which the words are used
"""

import argparse
import pickle
import time

import jax
import jax.numpy as jnp
import numpy as np

from . import batch, corpus, model, teacher

KEPT = batch.CHOICES
LONGEST = 60
BATCH_PIECES = 8192


@jax.jit
def scores_of(params, kept, b):
    u = teacher.encode(params, kept, b)
    scores = model.heads(params["top"], u, b["valid"])
    return {"parts": scores, **{k: jax.nn.softmax(scores[k], axis=-1) for k in ("tags", "arcs", "names")}}


@jax.jit
def relations_of(params, parts, head):
    return jax.nn.softmax(model.relations(params["top"], parts, head), axis=-1)


def top(mean):
    """The best few of the last axis and their shares."""
    share, number = jax.lax.top_k(mean, KEPT)
    return np.asarray(number, np.int16), np.asarray(share / share.sum(-1, keepdims=True), np.float16)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("words", nargs="+")
    parser.add_argument("--teacher", nargs="+", required=True)
    options = parser.parse_args()
    started = time.time()
    teachers = []
    for path in options.teacher:
        with open(path, "rb") as file:
            saved = pickle.load(file)
        one = teacher.Teacher(saved["encoder"], saved["labels"], saved.get("frozen", 0))
        teachers.append((one, jax.tree.map(jnp.asarray, saved["params"])))
    first = teachers[0][0]
    seen, examples = set(), []
    for path in options.words:
        for example in corpus.read_trees(path):
            key = tuple(example.words)
            if 3 <= len(key) <= LONGEST and key not in seen:
                seen.add(key)
                examples.append(corpus.Example(example.words))
    print(f"{len(examples)} sentences, {sum(len(e.words) for e in examples)} words", flush=True)
    out = [None] * len(examples)
    for part in batch.in_order(examples, BATCH_PIECES, first.length_of):
        b = first.pack([example for example, _ in part])
        all_scores = [scores_of(params, one.kept, b) for one, params in teachers]
        tags, arcs, names = (sum(s[k] for s in all_scores) / len(teachers) for k in ("tags", "arcs", "names"))
        head = arcs.argmax(-1)
        relations = sum(
            relations_of(params, s["parts"], head) for (_, params), s in zip(teachers, all_scores)
        ) / len(teachers)
        tops = [top(x) for x in (tags, arcs, relations)]
        logs = np.log(np.asarray(names) + 1e-9)
        root = arcs.shape[-1] - 1
        for k, (example, place) in enumerate(part):
            if place is None:
                continue
            n = len(example.words)
            (tag, tag_share), (arc, arc_share), (relation, relation_share) = (
                (number[k, :n], share[k, :n]) for number, share in tops
            )
            arc = np.where(arc == root, -1, np.where(arc < n, arc, 0))  # -1 is the root; padding has no share
            out[place] = {
                "words": example.words,
                "tags": (tag, tag_share),
                "heads": (arc, arc_share),
                "relations": (relation, relation_share),
                "names": np.array(batch.best_names(logs[k, :n]), np.int8),
            }
    with open(options.out, "wb") as file:
        pickle.dump({"labels": first.labels, "sentences": [o for o in out if o]}, file)
    print(f"{options.out}; {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
