"""python -m network.export ARRAYS OUT: turns trained arrays into sections of the model file.

Writes OUT/words.bin, pieces.bin, network.bin, tags.txt and relations.txt for dateline_train to pack. Rows of
words and pieces become bytes with a factor each, weights of the layers and heads integers from -63 to 63,
those of the relations 16-bit integers, with a factor for each output. The layout is in docs/language_model.md.
"""

import argparse
import json
import pathlib

import numpy as np

from . import model, words

UNIT = 8.0
BYTE_ZERO = 32
MOST_BYTE = 63
HIDDEN_UNIT = 256.0
ALIGNMENT = 64


class Arrays:
    """Arrays one after the other, each at a multiple of 64 bytes."""

    def __init__(self):
        self.bytes = bytearray()

    def add(self, array, kind):
        self.bytes += b"\0" * (-len(self.bytes) % ALIGNMENT)
        self.bytes += np.ascontiguousarray(array).astype("<" + kind).tobytes()


def add_matrix(out, weights, bias, unit, most, kind):
    """`weights` (in x out), `out` padded to 16; integers up to `most` in the blocks the kernel reads.

    Bytes ("i1") are for inputs whose zero is 32: the bias takes it back.
    """
    inputs, outputs = weights.shape
    padded = -(-outputs // 16) * 16
    w = np.zeros((inputs, padded))
    w[:, :outputs] = weights
    b = np.zeros(padded)
    b[:outputs] = bias
    scale = np.maximum(np.abs(w).max(axis=0), 1e-8) / most
    integers = np.rint(w / scale)
    group = 4 if kind == "i1" else 2
    blocks = integers.reshape(inputs // group, group, padded // 16, 16).transpose(2, 0, 3, 1)
    if kind == "i1":
        b -= scale / unit * BYTE_ZERO * integers.sum(axis=0)
    out.add(blocks, kind)
    out.add(scale / unit, "f4")
    out.add(b, "f4")


def add_rows(out, rows):
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-8) / 127
    out.add(scale, "f4")
    out.add(np.rint(rows / scale[:, None]).astype(np.int8), "i1")


def pad(array, width):
    return np.concatenate([array, np.zeros((*array.shape[:-1], width - array.shape[-1]))], axis=-1)


def word_section(arrays, names):
    # Row 0 stands for unknown words; rows 0 and 1 of the arrays for padding and unknown.
    table = arrays["vectors"] @ arrays["project"]
    extra = np.concatenate([[1], arrays["extra_rows"]])
    rows = table[1:] + arrays["extra"][extra]
    slots = len(names) * 4 // 3
    table = np.zeros((slots, 2), np.uint32)
    for i, name in enumerate(names):
        key = words.fingerprint(name)
        at = key * slots >> 32
        while table[at, 1] != 0:
            at = (at + 1) % slots
        table[at] = key, i + 1
    out = Arrays()
    out.add(np.array([slots, len(rows)]), "u4")
    out.add(table, "u4")
    add_rows(out, rows)
    return out.bytes


def network_section(arrays, tags, relations):
    dim = arrays["project"].shape[1]
    layers = sum(1 for name in arrays if name.startswith("layer") and name.endswith("_w"))
    out = Arrays()
    out.add(
        np.array([dim, layers, len(tags), len(relations), model.ARC, model.RELATION, 0, 0]), "u4"
    )
    for i in range(layers):
        add_matrix(out, arrays[f"layer{i}_w"], arrays[f"layer{i}_b"], UNIT, MOST_BYTE, "i1")
    tag_width = -(-len(tags) // 16) * 16
    root = model.ARC**-0.5  # into the query, so that arcs are plain products
    parts = [
        (pad(arrays["tag_w"], tag_width), pad(arrays["tag_b"], tag_width)),
        (pad(arrays["name_w"], 32), pad(arrays["name_b"], 32)),
        (arrays["query_w"] * root, arrays["query_b"] * root),
        (arrays["key_w"], arrays["key_b"]),
        (arrays["child_w"], arrays["child_b"]),
        (arrays["parent_w"], np.zeros(model.RELATION)),
    ]
    add_matrix(
        out,
        np.concatenate([w for w, _ in parts], axis=1),
        np.concatenate([b for _, b in parts]),
        UNIT,
        MOST_BYTE,
        "i1",
    )
    add_matrix(out, arrays["relation_w"], arrays["relation_b"], HIDDEN_UNIT, 4095, "i2")
    out.add(arrays["key_root"], "f4")
    out.add(arrays["parent_root"], "f4")
    out.add(arrays["distance"], "f4")
    out.add(arrays["certainty"], "f4")
    return out.bytes


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("arrays")
    parser.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    arrays = dict(np.load(options.arrays))
    names = json.loads(str(arrays["names"]))
    tags = json.loads(str(arrays["tags"]))
    relations = json.loads(str(arrays["relation_names"]))
    pieces = Arrays()
    add_rows(pieces, arrays["piece"])
    options.out.mkdir(parents=True, exist_ok=True)
    for name, section in {
        "words.bin": word_section(arrays, names),
        "pieces.bin": pieces.bytes,
        "network.bin": network_section(arrays, tags, relations),
        "tags.txt": "".join(f"{upos} {xpos}\n" for upos, xpos in tags).encode(),
        "relations.txt": "".join(f"{relation}\n" for relation in relations).encode(),
    }.items():
        (options.out / name).write_bytes(section)
        print(f"{options.out / name}: {len(section)} bytes")


if __name__ == "__main__":
    main()
