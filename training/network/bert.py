"""A pretrained BERT encoder on words: weights and word pieces from a folder with model.safetensors and tokenizer.json, or
from a TensorFlow module (variables/ and assets/vocab.txt, cased)."""

import functools
import os

import jax
import jax.numpy as jnp
import safetensors.numpy
import tokenizers

from . import bundle

HEADS = 12


def _arrays(folder):
    """Name, as in a file of safetensors, to array."""
    if not os.path.exists(f"{folder}/variables"):
        found = safetensors.numpy.load_file(f"{folder}/model.safetensors")
        return {k.removeprefix("bert."): v for k, v in found.items()}
    names = {"kernel": "weight", "gamma": "weight", "beta": "bias"}
    out = {}
    for path, value in bundle.read(f"{folder}/variables").items():
        path, _, last = path.removeprefix("module/bert/").replace("/layer_", "/layer/").replace("/", ".").rpartition(".")
        name = f"{path}.{names.get(last, last)}" if path != "embeddings" or last in names else f"{path}.{last}.weight"
        out[name] = value.T if last == "kernel" else value
    return out


def _tokenizer(folder):
    if os.path.exists(f"{folder}/variables"):
        return tokenizers.BertWordPieceTokenizer(f"{folder}/assets/vocab.txt", lowercase=False, strip_accents=False)
    return tokenizers.Tokenizer.from_file(f"{folder}/tokenizer.json")


def read(folder, frozen=0):
    """(weights to train, weights to keep, tokenizer); the lowest `frozen` layers are kept."""
    a = _arrays(folder)

    def linear(name):
        return {"w": jnp.asarray(a[f"{name}.weight"].T), "b": jnp.asarray(a[f"{name}.bias"])}

    def norm(name):
        return {"w": jnp.asarray(a[f"{name}.weight"]), "b": jnp.asarray(a[f"{name}.bias"])}

    layers = []
    while f"encoder.layer.{len(layers)}.output.dense.weight" in a:
        at = f"encoder.layer.{len(layers)}."
        parts = [linear(f"{at}attention.self.{part}") for part in ("query", "key", "value")]
        layers.append(
            {
                "mix": {k: jnp.concatenate([p[k] for p in parts], axis=-1) for k in ("w", "b")},
                "out": linear(f"{at}attention.output.dense"),
                "norm1": norm(f"{at}attention.output.LayerNorm"),
                "up": linear(f"{at}intermediate.dense"),
                "down": linear(f"{at}output.dense"),
                "norm2": norm(f"{at}output.LayerNorm"),
            }
        )
    trained = {"layers": layers[frozen:]}
    kept = {
        "layers": layers[:frozen],
        "words": jnp.asarray(a["embeddings.word_embeddings.weight"]),
        "places": jnp.asarray(
            a["embeddings.position_embeddings.weight"] + a["embeddings.token_type_embeddings.weight"][0]
        ),
    }
    (kept if frozen else trained)["norm"] = norm("embeddings.LayerNorm")
    tokenizer = _tokenizer(folder)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return trained, kept, tokenizer


class Pieces:
    """Word pieces of a sentence: numbers, and the first and last piece of each word."""

    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.start, self.end, self.unknown = (tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self.of_word = functools.lru_cache(maxsize=None)(self._of_word)

    def _of_word(self, word):
        return tuple(self.tokenizer.encode(word[:64], add_special_tokens=False).ids[:8]) or (self.unknown,)

    def of(self, forms):
        numbers, first, last = [self.start], [], []
        for form in forms:
            first.append(len(numbers))
            numbers += self.of_word(form)
            last.append(len(numbers) - 1)
        return [*numbers, self.end], first, last


def _norm(x, p):
    x = x - x.mean(-1, keepdims=True)
    return x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + 1e-12) * p["w"] + p["b"]


def _linear(x, p):
    return x @ p["w"] + p["b"]


def encode(trained, kept, numbers, valid, drop):
    """(layers + 1, B, P, D): what goes into the first layer and comes out of each."""
    b, n = numbers.shape
    x = kept["words"][numbers] + kept["places"][:n][None]
    x = drop(_norm(x, (trained if "norm" in trained else kept)["norm"]), 200)
    d = x.shape[-1]
    shut = jnp.where(valid, 0.0, -1e9)[:, None, None, :]
    out = [x]
    for number, layer in enumerate(kept["layers"] + trained["layers"]):
        q, k, v = (
            part.reshape(b, n, HEADS, d // HEADS).transpose(0, 2, 1, 3)
            for part in jnp.split(_linear(x, layer["mix"]), 3, axis=-1)
        )
        weights = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) * (d // HEADS) ** -0.5 + shut, axis=-1)
        mixed = (weights @ v).transpose(0, 2, 1, 3).reshape(b, n, d)
        x = _norm(x + drop(_linear(mixed, layer["out"]), 210 + number), layer["norm1"])
        inner = jax.nn.gelu(_linear(x, layer["up"]), approximate=True)
        x = _norm(x + drop(_linear(inner, layer["down"]), 220 + number), layer["norm2"])
        out.append(x)
    return jnp.stack(out)
