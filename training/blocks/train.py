"""Trains the scorer of blocks of a page (src/page/generated/block_model.inc).

    python train.py ROWS GOLD OUT

ROWS  what `dateline_blocks` printed: page, block, hidden, standfirst, text, columns
GOLD  JSON Lines with `id`, `url` and `articleBody`
OUT   the table to write

A block is text if most of its runs of four words are in the page's text. Trees of gradient boosting;
prints the body F1 of five-fold cross-validation over sites beside that of the rules.
"""

from __future__ import annotations

import collections
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlparse

import lightgbm as lgb
import numpy as np

ROUNDS, LEAVES, THRESHOLD = 60, 16, 0.5
ROOT = Path(__file__).resolve().parents[2]
Runs = collections.Counter[tuple[str, ...]]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def runs(w: list[str]) -> Runs:
    return collections.Counter(tuple(w[i : i + 4]) for i in range(max(1, len(w) - 3))) if w else Runs()


def site(url: str) -> str:
    parts = (urlparse(url).hostname or url).lower().split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


def columns() -> list[str]:
    text = (ROOT / "src/page/block_features.h").read_text(encoding="utf-8")
    inside = text.split("enum class BlockFeature")[1].split("{", 1)[1].split("}")[0]
    return [x for x in re.findall(r"k(\w+)", inside) if x != "Count"]


def share_of_text(block: str, gold: Runs, lines: set[str]) -> float:
    w = words(block)
    if len(w) < 4:
        return float(" ".join(w) in lines) if w else 0.0
    r = runs(w)
    return sum((r & gold).values()) / sum(r.values())


def params() -> dict[str, object]:
    return dict(
        objective="binary", learning_rate=0.07, num_leaves=LEAVES, min_data_in_leaf=60,
        feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, lambda_l2=5, verbose=-1,
        num_threads=2, seed=1, deterministic=True, max_bin=63,
    )  # fmt: skip


def table(model: lgb.Booster, names: list[str]) -> str:
    splits, leaves, roots = [], [], []

    def walk(node: dict) -> int:
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return ~(len(leaves) - 1)
        at = len(splits)
        splits.append("")
        low, high = walk(node["left_child"]), walk(node["right_child"])
        threshold = np.float32(node["threshold"])
        splits[at] = f"{{{node['split_feature']}, {float(threshold):.7e}f, {low}, {high}}},"
        return at

    for tree in model.dump_model()["tree_info"]:
        roots.append(walk(tree["tree_structure"]))
    cut = float(np.log(THRESHOLD / (1 - THRESHOLD)))
    return "\n".join(
        [
            "// Made by training/blocks/train.py; do not edit.",
            f"constexpr size_t kModelFeatures = {len(names)};",
            "constexpr Split kSplits[] = {", *splits, "};",
            "constexpr float kLeaves[] = {", *(f"{x:.6e}f," for x in map(float, leaves)), "};",
            "constexpr int16_t kRoots[] = {", ", ".join(map(str, roots)), "};",
            f"constexpr float kTextScore = {cut:.6e}f;", "",
        ]
    )  # fmt: skip


def main() -> None:
    rows_path, gold_path, out = map(Path, sys.argv[1:4])
    gold = {g["id"]: g for g in map(json.loads, gold_path.open(encoding="utf-8")) if "articleBody" in g}
    names = columns()
    kept, kin, box = (names.index(x) for x in ("Kept", "ClassKept", "BoxKeptShare"))
    pages: dict[str, list[tuple[bool, str, list[float]]]] = {}
    for line in rows_path.open(encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        pages.setdefault(f[0], []).append((f[3] == "1", f[4], [float(x) for x in f[5:]]))
    x, y, w, page, first, texts = [], [], [], [], [], []
    for n, (key, blocks) in enumerate(pages.items()):
        text = gold[key]["articleBody"]
        known, lines = runs(words(text)), {" ".join(words(s)) for s in text.split("\n")}
        shares = [share_of_text(b[1], known, lines) for b in blocks]
        sizes = [len(words(b[1])) for b in blocks]
        total = sum(s for s, c in zip(sizes, shares, strict=True) if c > 0.5) + 50
        for b, c, s in zip(blocks, shares, sizes, strict=True):
            x.append(b[2]), y.append(c > 0.5), w.append(s / total * abs(2 * c - 1))
            page.append(n), first.append(b[0]), texts.append(b[1])
    xs, ys, ws = np.array(x, np.float32), np.array(y, int), np.array(w)
    ws /= ws.mean()
    pages_of, first_of = np.array(page), np.array(first)
    asked = (xs[:, kept] > 0) | (xs[:, kin] > 0) | (xs[:, box] > 0)
    ids = list(pages)
    sites = sorted({site(gold[i]["url"]) for i in ids})
    np.random.RandomState(0).shuffle(sites)
    fold_of = {s: k % 5 for k, s in enumerate(sites)}
    folds = np.array([fold_of[site(gold[ids[n]]["url"])] for n in pages_of])

    def score(keep: np.ndarray) -> str:
        precision, recall, at = [], [], 0
        for n, key in enumerate(ids):
            size = len(pages[key])
            made = "\n".join(t for t, k in zip(texts[at : at + size], keep[at : at + size], strict=True) if k)
            at += size
            g, p = runs(words(gold[key]["articleBody"])), runs(words(made))
            same = sum((g & p).values())
            precision += [same / sum(p.values())] if p else []
            recall += [same / sum(g.values())] if g else []
        p, r = np.mean(precision), np.mean(recall)
        return f"F1 {2 * p * r / (p + r):.4f} precision {p:.4f} recall {r:.4f}"

    def fit(rows: np.ndarray) -> lgb.Booster:
        return lgb.train(params(), lgb.Dataset(xs[rows], ys[rows], weight=ws[rows]), num_boost_round=ROUNDS)

    print("rules           ", score((xs[:, kept] > 0) | first_of))
    chance = np.zeros(len(ys))
    for k in range(5):
        test = (folds == k) & asked
        chance[test] = fit((folds != k) & asked).predict(xs[test])
    print("cross-validated ", score((chance > THRESHOLD) | first_of))
    out.write_text(table(fit(asked), names), encoding="utf-8")


if __name__ == "__main__":
    main()
