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

from .batch import NAME_GOES_ON, NAME_OPENS, NAME_STEPS

ARC = 64  # size of the vectors that choose a head
RELATION = 64  # size of the hidden layer of relations
NEAR = 16  # distances told apart, on each side


def normal(rng, *shape, scale):
    return jnp.asarray(rng.normal(0, scale, shape).astype(np.float32))


def init(rng, sizes):
    """Weights, from a numpy generator. `sizes`: dim, layers, extra, pieces, tags, relations, names."""
    d = sizes["dim"]
    return {
        "project": normal(rng, 100, d, scale=0.1),
        "extra": normal(rng, sizes["extra"], d, scale=0.02),
        "piece": normal(rng, sizes["pieces"], d, scale=0.05),
        **init_heads(rng, sizes, d, ARC, RELATION),
        "layers": init_layers(rng, sizes["layers"], d),
    }


def init_layers(rng, layers, d):
    return [
        {"w": normal(rng, d, 3 * d, scale=d**-0.5), "b": jnp.zeros(3 * d)} for _ in range(layers)
    ]


def init_heads(rng, sizes, d, arc, relation):
    """`arc` and `relation`: sizes of the vectors that choose a head and a relation."""
    return {
        "tag_w": normal(rng, d, sizes["tags"], scale=0.05),
        "tag_b": jnp.zeros(sizes["tags"]),
        "name_w": normal(rng, d, sizes["names"], scale=0.05),
        "name_b": jnp.zeros(sizes["names"]),
        "query_w": normal(rng, d, arc, scale=d**-0.5),
        "query_b": jnp.zeros(arc),
        "key_w": normal(rng, d, arc, scale=d**-0.5),
        "key_b": jnp.zeros(arc),
        "key_root": normal(rng, arc, scale=0.1),
        "distance": jnp.zeros(2 * NEAR + 1),
        "child_w": normal(rng, d, relation, scale=d**-0.5),
        "child_b": jnp.zeros(relation),
        "parent_w": normal(rng, d, relation, scale=d**-0.5),
        "parent_root": normal(rng, relation, scale=0.1),
        "relation_w": normal(rng, relation, sizes["relations"], scale=0.1),
        "relation_b": jnp.zeros(sizes["relations"]),
    }


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

    def drop(u, number):
        if key is None or rate == 0:
            return u
        shape = (u.shape[0], 1, u.shape[2]) if number > 0 else u.shape
        keep = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - rate, shape)
        return u * keep / (1 - rate)

    return drop(recurrent(params["layers"], x, batch["valid"], drop), 99)


def recurrent(layers, x, valid, drop):
    """(B, T, D) normed outputs of the layers; `drop` is done to what goes into each."""
    valid = valid[..., None]
    half = x.shape[-1] // 2
    for number, layer in enumerate(layers):
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
    return normed(x)


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
    size = params["query_w"].shape[1]
    query = u @ params["query_w"] + params["query_b"]
    key = jax.nn.relu(u @ params["key_w"] + params["key_b"])
    root = jnp.broadcast_to(jax.nn.relu(params["key_root"]), (b, 1, size))
    key = jnp.concatenate([key, root], axis=1)
    arcs = query @ key.transpose(0, 2, 1) * size**-0.5 + params["distance"][distances(n)]
    mask = jnp.concatenate([valid, jnp.ones((b, 1), bool)], axis=1)[:, None, :]
    arcs = jnp.where(mask, arcs, -1e9)
    arcs = jnp.where(jnp.eye(n, n + 1, dtype=bool)[None], -1e9, arcs)
    child = u @ params["child_w"] + params["child_b"]
    parent = u @ params["parent_w"]
    parent_root = jnp.broadcast_to(params["parent_root"], (b, 1, parent.shape[-1]))
    parent = jnp.concatenate([parent, parent_root], axis=1)
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


def wanted(scores, choices, shares):
    """Cross-entropy of each word against the shares of the choices."""
    chosen = jnp.take_along_axis(scores, choices, axis=-1)
    return jax.nn.logsumexp(scores, axis=-1) - (chosen * shares).sum(-1)


def name_loss(emission, allowed, valid):
    """Negative log-likelihood of the allowed label sequences, (B,)."""
    steps = jnp.asarray(np.where(NAME_STEPS, 0.0, -1e9).astype(np.float32))
    opens, goes_on = NAME_OPENS, NAME_GOES_ON

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


def loss(params, u, batch):
    """Mean loss of a batch of encoded words; sentences without trees or names count for what they have."""
    valid = batch["valid"]
    scores = heads(params, u, valid)
    tree = valid & batch["has_tree"][:, None]
    named = valid & batch["has_names"][:, None]

    def mean(losses):
        return jnp.where(tree, losses, 0).sum() / jnp.maximum(tree.sum(), 1)

    tag = mean(wanted(scores["tags"], batch["tags"], batch["tags_share"]))
    arc = mean(wanted(scores["arcs"], batch["heads"], batch["heads_share"]))
    relation = relations(params, scores, batch["heads"][..., 0])
    relation = mean(wanted(relation, batch["relations"], batch["relations_share"]))
    name = jnp.where(batch["has_names"], name_loss(scores["names"], batch["names"], valid), 0)
    name = name.sum() / jnp.maximum(named.sum(), 1)
    return tag + arc + relation + 2 * name, (tag, arc, relation, name)


def predict(params, u, valid):
    """Best tag, head (T is the root), relation to it, and name scores, of each encoded word."""
    scores = heads(params, u, valid)
    head = scores["arcs"].argmax(-1)
    return (
        scores["tags"].argmax(-1),
        head,
        relations(params, scores, head).argmax(-1),
        scores["names"],
    )
