"""The vector forms in NumPy: what a formula with matrices and indices is worth on one network.

The network is run example by example and a derivative is measured entry by entry, with a complex
step. Nothing here is taken from backprop_lib, so agreement with it is evidence.
"""

from itertools import product

import numpy as np
from lark import Tree

from .claims import Rejected
from .meaning import Meaning

STEP = 1e-40


def forward(given: dict, nudged: dict) -> dict:
    """Run the network on x (n0, m) and y (n2, m); a matrix in `nudged` stays as given there."""
    v = {**given, **nudged}
    examples = range(v["x"].shape[1])

    def layer(W, b, a):
        return np.array([[sum(W[j] * a[:, k]) + b[j, 0] for k in examples] for j in range(len(b))])

    def squash(z):
        return 1 / (1 + np.exp(-z))

    if "z1" not in nudged:
        v["z1"] = layer(v["W1"], v["b1"], v["x"])
    if "a1" not in nudged:
        v["a1"] = squash(v["z1"])
    if "z2" not in nudged:
        v["z2"] = layer(v["W2"], v["b2"], v["a1"])
    if "a2" not in nudged:
        v["a2"] = squash(v["z2"])
    # The examples share no quantity, so the derivative of the sum of their costs with respect to
    # column k is the derivative of example k's own cost: that is what the book means by C_0.
    v["C0"] = sum(((v["a2"] - v["y"]) ** 2).ravel()) / 2
    v["C"] = v["C0"] / len(examples)
    v["m"] = len(examples)
    return v


def index_sizes(tree: Tree, values: dict) -> dict[str, int]:
    """Return how far each index of a formula runs, from the shapes of what carries it."""
    sizes: dict[str, int] = {}
    for name, *indices in (map(str, part.children) for part in tree.find_data("name")):
        if name not in values:
            raise Rejected("form", f"{name} has no value in a vector form")
        if indices and len(indices) == {"W": 1, "b": 2}.get(name[0]):
            raise Rejected("form", "an entry of W has two indices, and one of b has one")
        for index, size in zip(indices, np.shape(values[name]), strict=False):
            if sizes.setdefault(index, size) != size:
                raise Rejected("form", f"the index {index} runs over two different sizes")
    return sizes


class OfOneShape(Meaning):
    """Adds, subtracts and multiplies entry by entry only what has one shape, and numbers."""

    def add(self, tree):
        return super().add(self._of_one_shape(tree))

    def subtract(self, tree):
        return super().subtract(self._of_one_shape(tree))

    def elementwise(self, tree):
        left, right = self.visit_children(self._of_one_shape(tree))
        return left * right

    def _of_one_shape(self, tree):
        """NumPy would stretch a column to fit a matrix; mathematics does not."""
        shapes = {np.shape(value) for value in self.visit_children(tree)} - {()}
        if len(shapes) > 1:
            raise Rejected("form", f"{tree.data} of unequal shapes {sorted(shapes)}")
        return tree


class Arrays(OfOneShape):
    """Trees as arrays; `indices` says which entry each free index stands for."""

    def __init__(self, given: dict, indices: dict | None = None, nudged: dict | None = None):
        self.given, self.indices, self.nudged = given, indices or {}, nudged or {}
        self.values = forward(given, self.nudged)

    def quantity(self, name, indices=()):
        value = self.values[name]
        return value[self._entry(indices)] if indices else value

    def _entry(self, indices) -> tuple[int, ...]:
        """A column of one example needs one index only, so the second is 0."""
        return (*(self.indices[index] for index in indices), 0)[:2]

    def exp(self, value):
        raise Rejected("form", "a power of e, where a vector form has the sigmoid")

    def squash(self, value):
        return 1 / (1 + np.exp(-value))

    def multiply(self, left, right):
        return left * right if np.ndim(left) == 0 or np.ndim(right) == 0 else left @ right

    def slope(self, top, below):
        """Measure the derivative of `top` by one entry of `below`, or by each in turn."""
        name, *indices = below.children
        if np.ndim(self.values[name]) == 0:
            raise Rejected("form", f"{name} is a result: nothing is differentiated by it")
        base = self.values[name]
        rates = np.zeros(base.shape)
        for entry in [self._entry(indices)] if indices else np.ndindex(base.shape):
            nudged = base.astype(complex)
            nudged[entry] += STEP * 1j
            moved = Arrays(self.given, self.indices, self.nudged | {name: nudged})
            rates[entry] = np.imag(moved.visit(top)) / STEP
        return rates[entry] if indices else rates

    def power(self, tree):
        if np.ndim(self.visit(tree.children[0])):
            raise Rejected("form", "a power of a matrix")
        return super().power(tree)

    def transpose(self, tree):
        return self.visit(tree.children[0]).T

    def ones(self, tree):
        return np.ones((self.values["m"], 1))

    def kronecker(self, tree):
        if missing := set(tree.children) - set(self.indices):
            raise Rejected("form", f"δ has {', '.join(sorted(missing))}, which stands nowhere else")
        first, second = (self.indices[index] for index in tree.children)
        return float(first == second)

    def sum_over(self, tree):
        *names, body = tree.children
        sizes = index_sizes(body, self.values)
        if missing := set(names) - set(sizes):
            raise Rejected("form", f"sums over {', '.join(sorted(missing))}, which nothing carries")
        ranges = [range(sizes[name]) for name in names]
        return sum(
            Arrays(
                self.given, self.indices | dict(zip(names, entry, strict=True)), self.nudged
            ).visit(body)
            for entry in product(*ranges)
        )
