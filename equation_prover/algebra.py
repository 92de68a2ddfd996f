"""Decide with SymPy the equations beyond the document that are about single numbers."""

from functools import cache
from typing import Any

import sympy as sp
from lark import Tree

from .claims import Rejected
from .meaning import Meaning
from .proving import NETWORK, is_zero, sigmoid

# What SymPy expands, for scenes of single numbers; where a scene is not here, numbers decide.
_a, _y, _z = sp.symbols("a y z")
ALGEBRA: dict[str, dict[str, sp.Expr]] = {
    "one neuron in each layer": NETWORK,
    "one neuron, cross-entropy": {
        "a": sigmoid(_z),
        "C0": -_y * sp.log(_a) - (1 - _y) * sp.log(1 - _a),
    },
    "free variables": {},
}
POSITIVE = set("hu")  # the free variables that stand under a logarithm, or are a step


class Algebra(Meaning):
    """Trees as SymPy expressions; the names in `held` stay, the others are expanded."""

    def __init__(self, definitions, held=frozenset()):
        self.definitions, self.held = definitions, held

    def name(self, tree):
        letter, layer, *_ = tree.children
        name = f"{letter}{'' if not layer else 1 if '-' in layer else 2}"
        if name in self.held or name not in self.definitions:
            return sp.Symbol(name, positive=True) if name in POSITIVE else sp.Symbol(name)
        formula = self.definitions[name].replace(sp.Function("sigma"), sigmoid)
        inner = {s: self.name(Tree("name", _parts(s.name))) for s in formula.free_symbols}
        return formula.subs(inner, simultaneous=True)

    def slope(self, top, below):
        letter, layer, *_ = below.children
        name = f"{letter}{'' if not layer else 1 if '-' in layer else 2}"
        held = Algebra(self.definitions, self.held | {name})
        slope = sp.diff(held.visit(top), held.visit(below))
        outer = {s: self.name(Tree("name", _parts(s.name))) for s in slope.free_symbols}
        return slope.subs(outer, simultaneous=True)

    def exact(self, value):
        return sp.sympify(value)

    def exp(self, value):
        return sp.exp(value)

    def squash(self, value):
        return sigmoid(value)

    def power(self, tree):
        base, exponent = map(self.visit, tree.children)
        return sp.sympify(base) ** exponent

    def logarithm(self, tree):
        return sp.log(self.visit(tree.children[0]))

    def tangent(self, tree):
        return sp.tanh(self.visit(tree.children[0]))

    def maximum(self, tree):
        return sp.Max(*self.visit_children(tree))


def _parts(name: str) -> list[Any]:
    layer = {"1": "L-1", "2": "L"}.get(name[-1], "")
    return [name[: -1 if layer else None], layer]


@cache
def _is_zero(expression) -> bool:
    if is_zero(expression):
        return True
    return sp.simplify(expression.rewrite(sp.exp)) == 0


def proved(left: Tree, right: Tree, definitions: dict) -> bool:
    """Decide with SymPy, or return False where an equation has what SymPy has no rule for."""
    if any(any(tree.find_data("indicator")) for tree in (left, right)):
        return False
    algebra = Algebra(definitions)
    if not _is_zero(sp.sympify(algebra.visit(left) - algebra.visit(right))):
        raise Rejected("proof", "the two sides differ")
    return True
