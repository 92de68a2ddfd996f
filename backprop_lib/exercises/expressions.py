"""SymPy expressions as plain trees: read without importing SymPy, and unable to execute code.

A tree is a number, ``{"symbol": name}``, or ``{"head": operation, "args": [trees]}``.
"""

import math
from collections.abc import Callable
from itertools import count

import numpy as np

HEADS: dict[str, Callable] = {
    "Add": lambda *args: sum(args),
    "Mul": lambda *args: math.prod(args),
    "Pow": lambda base, exponent: np.power(base, exponent),
    "exp": np.exp,
    "log": np.log,
    "tanh": np.tanh,
}
CONSTANTS = {"Exp1": math.e, "Pi": math.pi}
DEPTH = 60  # of a tree; no step of a proof is deeper
NODES = 1000  # of a tree
NAME = 40  # characters of a symbol's name; a longer one is cut, and then is nobody's


class UnreadableExpression(ValueError):
    """An expression holds something that no answer here needs; the message names it."""


def is_expression(value) -> bool:
    """True for a SymPy expression (told by what it can do, so that SymPy is not imported)."""
    return hasattr(value, "free_symbols") and hasattr(value, "func") and hasattr(value, "args")


def tree_of(expression):
    """Return a SymPy expression, or a plain number, as a tree. Raises UnreadableExpression."""
    return _tree(expression, 0, count(1))


def _tree(expression, depth, nodes):
    if depth > DEPTH:
        raise UnreadableExpression("an expression that is nested too deeply")
    if next(nodes) > NODES:
        raise UnreadableExpression(f"an expression of more than {NODES} parts")
    if isinstance(expression, int | float) and not isinstance(expression, bool):
        return float(expression)
    if getattr(expression, "is_Symbol", False):
        return {"symbol": str(expression.name)[:NAME]}
    if getattr(expression, "is_Number", False):
        return float(expression)
    head = type(expression).__name__
    if head in CONSTANTS:
        return CONSTANTS[head]
    if head not in HEADS:
        raise UnreadableExpression(f"an expression that still contains {head}")
    return {"head": head, "args": [_tree(part, depth + 1, nodes) for part in expression.args]}


def symbols_in(tree) -> set[str]:
    """Return the names of the symbols in a tree."""
    if not isinstance(tree, dict):
        return set()
    if "symbol" in tree:
        return {tree["symbol"]}
    return set().union(*map(symbols_in, tree["args"]))


def value_of(tree, values: dict[str, float]) -> float:
    """Return the number a tree stands for when its symbols have these values."""
    if not isinstance(tree, dict):
        return float(tree)
    if "symbol" in tree:
        return values[tree["symbol"]]
    with np.errstate(all="ignore"):
        return HEADS[tree["head"]](*(np.float64(value_of(part, values)) for part in tree["args"]))
