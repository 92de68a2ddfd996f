"""Give trees beyond the document their values in one random world of a scene."""

from typing import Any

import numpy as np
from lark import Tree

from .arrays import OfOneShape
from .claims import Rejected
from .scenes import ALL_SIGNS, SCENES, each, ramp, squash
from .witness import mp

STEP = mp.mpf(10) ** -40


def names(*trees: Tree) -> list[Any]:
    """Return all names in the trees."""
    return [name for tree in trees for name in tree.find_data("name")]


class World(OfOneShape):
    """Trees as numbers and arrays of numbers, in one random world."""

    def __init__(self, scene, given, nudged=None):
        self.scene, self.given, self.nudged = scene, given, nudged or {}
        self.layer: int = 0
        self.indices: dict = {}
        self.values = SCENES[scene].run(given, self.nudged)
        self.measured: dict = {}
        self.of_all_signs: list[World] = []  # made when an average is asked for

    def seen(self, layer: int, indices: dict) -> "World":
        """Return the same world, at a layer l and with certain entries in view.

        Nothing is run again, and what is measured in one of them is known in all.
        """
        other = object.__new__(World)  # not copy(): a visitor of lark's claims every method
        vars(other).update(vars(self), layer=layer, indices=indices)
        return other

    def key(self, name: Any) -> tuple[str, int | None]:
        """Return the letter of a name and the number of its layer."""
        letter, layer = name.children[:2]
        if not layer:
            return str(letter), None
        start = self.layer if layer[0] == "l" else self.values.get(("L", None), 0)
        number = start + int(layer[1:] or 0)
        return str(letter), number

    def look_up(self, name: Any):
        key = self.key(name)
        if key in self.values:
            return self.values[key]
        if key[0] == "delta" and ("z", key[1]) in self.values:  # (D10): what it is, measured
            layer = Tree("name", ["z", *name.children[1:2]])
            return self.slope(Tree("name", ["C0", ""]), layer)
        raise Rejected("form", f"{name.children[0]} has no value here")

    def index_sizes(self, *trees: Tree) -> dict[str, int]:
        """Return how far each index runs that no sum around it binds."""
        free = set().union(*map(_free_indices, trees))
        sizes = self._every_size(*names(*trees))
        return {index: size for index, size in sizes.items() if index in free}

    def _every_size(self, *found: Any) -> dict[str, int]:
        """Return how far each index runs, from the shapes of the names that carry it."""
        sizes: dict[str, int] = {}
        for name in found:
            if not (indices := name.children[2:]):
                continue
            shape = np.shape(self.look_up(name))
            if not (2 if name.children[0] == "W" else 1) <= len(indices) <= len(shape):
                raise Rejected("form", "too many indices, or too few")
            for index, size in zip(indices, shape, strict=False):
                if sizes.setdefault(index, size) != size:
                    raise Rejected("form", f"the index {index} runs over two different sizes")
        return sizes

    def name(self, tree):
        value = self.look_up(tree)
        indices = tree.children[2:]
        return value[self._entry(value, indices)] if indices else value

    def _entry(self, value, indices) -> tuple[int, ...]:
        if missing := set(indices) - set(self.indices):
            raise Rejected("form", f"{missing.pop()} stands for nothing here")
        return (*(self.indices[index] for index in indices), 0)[: np.ndim(value)]

    def slope(self, top, below):
        if below.data != "name":
            raise Rejected("form", "differentiates by what is no quantity")
        memo = (top, below, self.layer, tuple(sorted(self.indices.items())))
        if memo not in self.measured:
            self.measured[memo] = self._measure(top, below)
        return self.measured[memo]

    def _measure(self, top, below):
        key, indices = self.key(below), below.children[2:]
        base = self.values.get(key)
        if base is None or key[0] in ("C0", "C", "m", "L", "n"):
            raise Rejected("form", f"nothing is differentiated by {key[0]}")
        if np.ndim(base) == 0:
            return self._one(top, key, base + STEP * 1j)
        entries = [self._entry(base, indices)] if indices else list(np.ndindex(base.shape))
        rates = np.empty(base.shape, dtype=object)
        for entry in entries:
            nudged = base.copy()
            nudged[entry] = nudged[entry] + STEP * 1j
            rates[entry] = self._one(top, key, nudged)
        return rates[entries[0]] if indices else rates

    def _one(self, top, key, value):
        moved = World(self.scene, self.given, self.nudged | {key: value})
        change = moved.seen(self.layer, self.indices).visit(top)
        if np.ndim(change):
            return each(mp.im)(change) / STEP
        return mp.im(change) / STEP

    def exp(self, value):
        return mp.exp(_single(value))

    def squash(self, value):
        return each(squash)(value) if np.ndim(value) else squash(value)

    def exact(self, value):
        return mp.convert(value) if isinstance(value, int) else value

    def multiply(self, left, right):
        if np.ndim(left) == 0:  # an array goes first: mpmath is slow to find out that it is none
            left, right = right, left
        return left * right if np.ndim(right) == 0 else left @ right

    def power(self, tree):
        base, exponent = map(self.visit, tree.children)
        return self.exact(_single(base)) ** _single(exponent)

    def fraction(self, tree):
        top, bottom = self.visit_children(tree)
        return top * mp.mpf(1) / _single(bottom)

    def transpose(self, tree):
        value = self.visit(tree.children[0])
        if np.ndim(value) != 2:
            raise Rejected("form", "transposes what is no matrix")
        return value.T

    def ones(self, tree):
        return np.ones((int(self.values["m", None]), 1), dtype=object)

    def kronecker(self, tree):
        first, second = (self.indices[index] for index in tree.children)
        return mp.mpf(first == second)

    def logarithm(self, tree):
        return mp.log(_single(self.exact(self.visit(tree.children[0]))))

    def tangent(self, tree):
        return mp.tanh(_single(self.exact(self.visit(tree.children[0]))))

    def maximum(self, tree):
        first, second = map(_single, self.visit_children(tree))
        return first + ramp(second - first)

    def indicator(self, tree):
        first, second = map(_single, self.visit_children(tree))
        return mp.mpf(int(mp.re(first) > mp.re(second)))

    def average(self, tree):
        """Return the mean over all signs of the weights."""
        if ("signs", None) not in self.values:
            raise Rejected("form", "an average of what does not vary")
        if not self.of_all_signs:
            self.of_all_signs += [
                World(self.scene, self.given | {("signs", None): signs}) for signs in ALL_SIGNS
            ]
        worlds = [world.seen(self.layer, self.indices) for world in self.of_all_signs]
        return sum(world.visit(tree.children[0]) for world in worlds) / len(worlds)

    def sum_over(self, tree):
        index, body = tree.children
        sizes = self._every_size(*names(body))
        if index not in sizes:
            raise Rejected("form", f"sums over {index}, which nothing carries")
        worlds = [self.seen(self.layer, self.indices | {index: k}) for k in range(sizes[index])]
        return sum(world.visit(body) for world in worlds)


def _single(value):
    if np.ndim(value):
        raise Rejected("form", "a function or a power of a whole array")
    return value


def _free_indices(tree) -> set[Any]:
    if not isinstance(tree, Tree):
        return set()
    if tree.data in ("name", "kronecker"):
        return {*tree.children[2 if tree.data == "name" else 0 :]}
    inner = set().union(*map(_free_indices, tree.children))
    return inner - {tree.children[0]} if tree.data == "sum_over" else inner
