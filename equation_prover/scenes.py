"""What names beyond the document stand for: small worlds of 60-digit numbers, made at random.

A scene draws what is given and runs forward from there; a quantity that is nudged keeps the value
given to it. Nothing here is taken from backprop_lib or knows a derivative, so that agreement with
the displayed formulas is evidence.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from .witness import mp

Values = dict[tuple[str, int | None], Any]


@dataclass(frozen=True)
class Scene:
    """draw : a random world, from a generator; run : all its values, from what is given."""

    draw: Callable[[random.Random], Values]
    run: Callable[[Values, Values], Values]
    layers: bool = False  # has layers 1 to L, and an equation with l holds for each


def number(draw, low=0.3, high=1.9, signed=True):
    """Draw a number that is not near zero."""
    sign = draw.choice((-1, 1)) if signed else 1
    return mp.mpf(sign * draw.uniform(low, high))


def array(draw, *shape, **span):
    """Draw an array of such numbers."""
    drawn = np.empty(shape, dtype=object)
    for entry in np.ndindex(shape):
        drawn[entry] = number(draw, **span)
    return drawn


def each(function):
    """Make a function of one number a function of arrays."""
    return np.frompyfunc(function, 1, 1)


def squash(z):
    """The sigmoid."""
    return 1 / (1 + mp.exp(-z))


def ramp(z):
    """The larger of 0 and z; of a complex z, by its real part."""
    return z if mp.re(z) > 0 else 0 * z


# A network of sigmoids with the squared cost ----------------------------------------------------


def _network(sizes):
    def draw(random):
        *n, m = sizes(random)
        given: Values = {("x", None): array(random, n[0], m), ("y", None): array(random, n[-1], m)}
        for k in range(1, len(n)):
            given |= {("W", k): array(random, n[k], n[k - 1]), ("b", k): array(random, n[k], 1)}
        return given

    return draw


def run_network(given, nudged):
    """Run layer by layer and example by example; ("a", 0) is x."""
    v = given | nudged
    depth = max(k for _, k in given if k)
    v["a", 0], m = v["x", None], v["x", None].shape[1]
    for k in range(1, depth + 1):
        W, b = v["W", k], v["b", k]
        if ("z", k) not in nudged:
            columns = [
                [sum(W[j] * v["a", k - 1][:, e]) + b[j, 0] for e in range(m)] for j in range(len(b))
            ]
            v["z", k] = np.array(columns, dtype=object)
        if ("a", k) not in nudged:
            v["a", k] = each(squash)(v["z", k])
    # The examples share no quantity, so the sum of their costs gives each column its own slope.
    v["C0", None] = sum(((v["a", depth] - v["y", None]) ** 2).ravel()) / 2
    v["C", None], v["m", None], v["L", None] = v["C0", None] / m, mp.mpf(m), depth
    return v


# The others -------------------------------------------------------------------------------------


def _direction(random):
    return {
        ("t", None): number(random),
        ("p", None): array(random, 3),
        ("v", None): array(random, 3),
    }


def run_direction(given, nudged):
    """Weights on a line, w = p + t v, and a cost of all three."""
    v = given | nudged
    if ("w", None) not in nudged:
        v["w", None] = v["p", None] + v["v", None] * v["t", None]
    a, b, c = v["w", None]
    v["C", None] = a * mp.exp(b / 3) + b * c**2 - a / (2 + c**2)
    return v


def _neuron(random):
    return {("z", None): number(random), ("y", None): number(random, 0.1, 0.9, False)}


def run_neuron(given, nudged):
    """One sigmoid neuron with the cross-entropy as its cost."""
    v = given | nudged
    if ("a", None) not in nudged:
        v["a", None] = squash(v["z", None])
    a, y = v["a", None], v["y", None]
    v["C0", None] = -(y * mp.log(a)) - mp.log(1 - a) + y * mp.log(1 - a)
    return v


def run_ramp(given, nudged):
    """One neuron of the kind ReLU."""
    v = given | nudged
    if ("a", None) not in nudged:
        v["a", None] = ramp(v["z", None])
    return v


def _softmax(random):
    y = array(random, 4, signed=False)
    return {("z", None): array(random, 4), ("y", None): y / sum(y)}


def run_softmax(given, nudged):
    """Four neurons whose outputs add up to 1, with the cross-entropy as their cost."""
    v = given | nudged
    if ("a", None) not in nudged:
        e = each(mp.exp)(v["z", None])
        v["a", None] = e / sum(e)
    v["C0", None] = -sum(v["y", None] * each(mp.log)(v["a", None]))
    return v


def _signs(random):
    columns = {key: array(random, 2, 1) for key in (("a", 0), ("a", 1), ("delta", 2))}
    signs = np.ones(8, dtype=object)
    return columns | {("s", None): number(random, signed=False), ("signs", None): signs}


def run_signs(given, nudged):
    """Two layers of 2 by 2 weights of one size s; ("signs", None) says which are negative."""
    v = given | nudged
    weights = v["signs", None] * v["s", None]
    v["W", 1], v["W", 2] = weights[:4].reshape(2, 2), weights[4:].reshape(2, 2)
    v["z", 1], v["z", 2], v["L", None] = v["W", 1] @ v["a", 0], v["W", 2] @ v["a", 1], 2
    return v


ALL_SIGNS = [np.array(signs, dtype=object) for signs in product((-1, 1), repeat=8)]


def _sizes(random):
    return {("n", k): mp.mpf(random.randint(1, 90)) for k in range(3)}


def run_sizes(given, nudged):
    """Three layers' sizes, and the spread that Xavier's rule gives to the weights of the first."""
    v = given | nudged
    return v | {("s", None): mp.sqrt(2 / (v["n", 0] + v["n", 1])), ("L", None): 1}


def _graph(random):
    return {("u", None): number(random)}


def run_graph(given, nudged):
    """A number that three others are computed from, and a result of those three."""
    v = given | nudged
    if ("v", None) not in nudged:
        u = v["u", None]
        v["v", None] = np.array([mp.exp(u), u**2 + 1, mp.tanh(u)], dtype=object)
    first, second, third = v["v", None]
    v["C", None] = first * second + third**2 * first
    return v


def _free(random):
    letters = {(letter, None): number(random) for letter in "wzv"}
    positive = {(letter, None): number(random, signed=False) for letter in "hu"}
    return letters | positive | {("n", None): mp.mpf(random.randint(2, 5))}


SCENES = {
    "one neuron in each layer": Scene(_network(lambda r: (1, 1, 1, 1)), run_network),
    "two layers": Scene(_network(lambda r: (r.randint(2, 3), 3, 2, 2)), run_network),
    "two layers, one example": Scene(_network(lambda r: (2, 3, r.randint(2, 3), 1)), run_network),
    "three to five layers": Scene(
        _network(lambda r: [r.randint(1, 3) for _ in range(r.randint(4, 6))] + [2]),
        run_network,
        layers=True,
    ),
    "a straight line through the weights": Scene(_direction, run_direction),
    "one neuron, cross-entropy": Scene(_neuron, run_neuron),
    "one ReLU neuron": Scene(_neuron, run_ramp),
    "softmax, cross-entropy": Scene(_softmax, run_softmax),
    "all signs of the weights": Scene(_signs, run_signs, layers=True),
    "the sizes of two layers": Scene(_sizes, run_sizes, layers=True),
    "a graph with three paths": Scene(_graph, run_graph),
    "free variables": Scene(_free, lambda given, nudged: given | nudged),
}

# Which equations are about which scene: (from, to, name).
ABOUT = (
    (1, 1, "two layers, one example"), (2, 2, "one neuron in each layer"), (3, 3, "two layers"),
    (4, 5, "free variables"), (6, 7, "a straight line through the weights"),
    (8, 14, "three to five layers"), (15, 16, "all signs of the weights"),
    (17, 17, "the sizes of two layers"), (18, 21, "one neuron, cross-entropy"),
    (22, 25, "softmax, cross-entropy"), (26, 26, "free variables"), (27, 27, "one ReLU neuron"),
    (28, 29, "free variables"), (30, 34, "free variables"), (35, 35, "a graph with three paths"),
    (36, 36, "free variables"),
)  # fmt: skip


def scene_of(equation_number: int) -> str:
    """Return the name of the scene that an equation of the series D is about."""
    return next(name for first, last, name in ABOUT if first <= equation_number <= last)
