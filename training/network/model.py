"""The network: layers of gated recurrence in both directions over word vectors, four heads on top.

    x0     = word row + sum of piece rows                                   (D)
    layer  : u = x / rms(x);  z, c, g = W u + b, for each direction of D/2
             h_t = gate(z) h_{t-1} + (1 - gate(z)) c;  x = x + 2 gate(g) * h
    heads  : tags, names: linear in u;  arcs: q_i . k_j + distance + k_j[0];
             relations: V relu(p_i + r_head + b)

gate(v) is a cubic from 0 to 1 between -4 and 4. src/language/network.cpp computes the same in integers
for the products.
"""

import functools

import jax
import jax.numpy as jnp
import numpy as np

ARC = 64  # size of the vectors that choose a head
RELATION = 64  # size of the hidden layer of relations
NEAR = 16  # distances told apart, on each side


def init(rng, sizes):
    """Weights, from a numpy generator. `sizes`: dim, layers, words, extra, pieces, tags, relations, names."""
    d = sizes["dim"]

    def normal(*shape, scale):
        return jnp.asarray(rng.normal(0, scale, shape).astype(np.float32))

    params = {
        "project": normal(100, d, scale=0.1),
        "extra": normal(sizes["extra"], d, scale=0.02),
        "piece": normal(sizes["pieces"], d, scale=0.05),
        "tag_w": normal(d, sizes["tags"], scale=0.05),
        "tag_b": jnp.zeros(sizes["tags"]),
        "name_w": normal(d, sizes["names"], scale=0.05),
        "name_b": jnp.zeros(sizes["names"]),
        "query_w": normal(d, ARC, scale=d**-0.5),
        "query_b": jnp.zeros(ARC),
        "key_w": normal(d, ARC, scale=d**-0.5),
        "key_b": jnp.zeros(ARC),
        "key_root": normal(ARC, scale=0.1),
        "distance": jnp.zeros(2 * NEAR + 1),
        "child_w": normal(d, RELATION, scale=d**-0.5),
        "child_b": jnp.zeros(RELATION),
        "parent_w": normal(d, RELATION, scale=d**-0.5),
        "parent_root": normal(RELATION, scale=0.1),
        "relation_w": normal(RELATION, sizes["relations"], scale=0.1),
        "relation_b": jnp.zeros(sizes["relations"]),
        "layers": [
            {"w": normal(d, 3 * d, scale=d**-0.5), "b": jnp.zeros(3 * d)}
            for _ in range(sizes["layers"])
        ],
    }
    return params


def gate(v):
    t = jnp.clip(v * 0.25, -1, 1)
    return 0.5 + t * (0.75 - 0.25 * t * t)


def normed(x):
    return x * jax.lax.rsqrt(jnp.mean(x * x, axis=-1, keepdims=True) + 1e-6)


def _combine(left, right):
    return left[0] * right[0], right[0] * left[1] + right[1]


def _scan(decay, value, reverse):
    return jax.lax.associative_scan(_combine, (decay, value), axis=1, reverse=reverse)[1]


@functools.partial(jax.custom_vjp, nondiff_argnums=(2,))
def recur(z, c, reverse):
    """h_t = z_t h_{t-1} + (1 - z_t) c_t along axis 1, from a state of 0."""
    return _scan(z, (1 - z) * c, reverse)


def _recur_forward(z, c, reverse):
    h = _scan(z, (1 - z) * c, reverse)
    return h, (z, c, h)


def _shifted(x, reverse):
    """x_{t-1} at t (x_{t+1} if reverse), 0 at the border."""
    zero = jnp.zeros_like(x[:, :1])
    return jnp.concatenate([x[:, 1:], zero] if reverse else [zero, x[:, :-1]], axis=1)


def _recur_backward(reverse, kept, grad):
    z, c, h = kept
    total = _scan(_shifted(z, not reverse), grad, not reverse)
    return total * (_shifted(h, reverse) - c), total * (1 - z)


recur.defvjp(_recur_forward, _recur_backward)


def encode(params, vectors, batch, key=None, rate=0.0):
    """(B, T, D) normed vectors of the words."""
    x = vectors[batch["row"]] @ params["project"] + params["extra"][batch["extra"]]
    x = x + params["piece"][batch["piece"]].sum(axis=2)
    valid = batch["valid"][..., None]
    half = x.shape[-1] // 2

    def drop(u, number):
        if key is None or rate == 0:
            return u
        shape = (u.shape[0], 1, u.shape[2]) if number > 0 else u.shape
        keep = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - rate, shape)
        return u * keep / (1 - rate)

    for number, layer in enumerate(params["layers"]):
        u = drop(normed(x), number)
        out = u @ layer["w"] + layer["b"]
        parts = []
        for side, reverse in ((0, False), (1, True)):
            z, c, g = (
                out[..., side * 3 * half + k * half : side * 3 * half + (k + 1) * half] for k in range(3)
            )
            z = jnp.where(valid, gate(z), 1.0)  # padding carries the state through
            h = recur(z, c, reverse)
            parts.append(2 * gate(g) * h)
        x = x + jnp.concatenate(parts, axis=-1)
    return drop(normed(x), 99)


def distances(n):
    """(T, T+1) rows of the distance table: head j of word i; the last column is the root."""
    d = np.arange(n)[None, :] - np.arange(n)[:, None]
    size = np.abs(d)
    exact = NEAR - 4
    far = np.minimum(NEAR, exact + np.floor(np.log2(np.maximum(size, exact) / exact)).astype(int))
    table = NEAR + np.sign(d) * np.where(size <= exact, size, far)
    return np.concatenate([table, np.full((n, 1), NEAR)], axis=1)


def heads(params, u, valid):
    """Scores of tags, names, arcs (B, T, T+1, root last) and the parts of relations."""
    b, n, _ = u.shape
    query = u @ params["query_w"] + params["query_b"]
    key = jax.nn.relu(u @ params["key_w"] + params["key_b"])
    root = jnp.broadcast_to(jax.nn.relu(params["key_root"]), (b, 1, ARC))
    key = jnp.concatenate([key, root], axis=1)
    arcs = query @ key.transpose(0, 2, 1) * ARC**-0.5 + params["distance"][distances(n)]
    mask = jnp.concatenate([valid, jnp.ones((b, 1), bool)], axis=1)[:, None, :]
    arcs = jnp.where(mask, arcs, -1e9)
    arcs = jnp.where(jnp.eye(n, n + 1, dtype=bool)[None], -1e9, arcs)
    child = u @ params["child_w"] + params["child_b"]
    parent = u @ params["parent_w"]
    parent = jnp.concatenate(
        [parent, jnp.broadcast_to(params["parent_root"], (b, 1, RELATION))], axis=1
    )
    return {
        "tags": u @ params["tag_w"] + params["tag_b"],
        "names": u @ params["name_w"] + params["name_b"],
        "arcs": arcs,
        "child": child,
        "parent": parent,
    }


def relations(params, scores, head):
    """(B, T, R) scores of the relation to the given head (index, T is the root)."""
    parent = jnp.take_along_axis(scores["parent"], head[..., None], axis=1)
    hidden = jax.nn.relu(scores["child"] + parent)
    return hidden @ params["relation_w"] + params["relation_b"]


def _picked(scores, index):
    chosen = jnp.take_along_axis(scores, index[..., None], axis=-1)[..., 0]
    return jax.nn.logsumexp(scores, axis=-1) - chosen


def _name_steps():
    """Labels that may follow each other: -1e9 where not; the border is label 0's side."""
    n = 17
    opens = np.array([label > 0 and (label - 1) % 4 <= 1 for label in range(n)])
    goes_on = np.array([label > 0 and (label - 1) % 4 in (1, 2) for label in range(n)])
    kind = np.array([(label - 1) // 4 if label else -1 for label in range(n)])
    fits = (opens[:, None] == goes_on[None, :]) & (~opens[:, None] | (kind[:, None] == kind[None, :]))
    return np.where(fits, 0.0, -1e9).astype(np.float32), opens, goes_on


def name_loss(emission, allowed, valid):
    """Negative log-likelihood of the allowed label sequences, (B,)."""
    steps, opens, goes_on = _name_steps()

    def total(scores):
        def step(alpha, item):
            score, alive = item
            after = jax.nn.logsumexp(alpha[:, :, None] + steps, axis=1) + score
            return jnp.where(alive[:, None], after, alpha), None

        first = scores[:, 0] + jnp.where(goes_on, -1e9, 0.0)
        last, _ = jax.lax.scan(
            step, first, (scores[:, 1:].transpose(1, 0, 2), valid[:, 1:].transpose(1, 0))
        )
        return jax.nn.logsumexp(last + jnp.where(opens, -1e9, 0.0), axis=-1)

    bits = (allowed[..., None] >> jnp.arange(17)) & 1
    return total(emission) - total(jnp.where(bits == 1, emission, -1e9))


def loss(params, vectors, batch, key, rate):
    """Mean loss of a batch; sentences without trees or names count for what they have."""
    u = encode(params, vectors, batch, key, rate)
    valid = batch["valid"]
    scores = heads(params, u, valid)
    tree = valid * batch["has_tree"][:, None]
    words = jnp.maximum(tree.sum(), 1)
    tag = (_picked(scores["tags"], batch["tags"]) * tree).sum() / words
    arc = (_picked(scores["arcs"], batch["heads"]) * tree).sum() / words
    relation = (_picked(relations(params, scores, batch["heads"]), batch["relations"]) * tree).sum() / words
    named = batch["has_names"]
    name = (name_loss(scores["names"], batch["names"], valid) * named).sum() / jnp.maximum(
        (valid * named[:, None]).sum(), 1
    )
    return tag + arc + relation + 2 * name, (tag, arc, relation, name)


@functools.partial(jax.jit)
def predict(params, vectors, batch):
    """Best tag, head (T is the root), relation to it, and name scores, of each word."""
    u = encode(params, vectors, batch)
    scores = heads(params, u, batch["valid"])
    head = scores["arcs"].argmax(-1)
    return (
        scores["tags"].argmax(-1),
        head,
        relations(params, scores, head).argmax(-1),
        scores["names"],
    )
