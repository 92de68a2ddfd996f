"""An answer in symbols becomes a tree, or is refused with what it holds that cannot be read."""

import functools

import numpy as np
import pytest
import sympy as sp

from backprop_lib.exercises.expressions import (
    DEPTH,
    NAME,
    NODES,
    UnreadableExpression,
    tree_of,
    value_of,
)
from backprop_lib.exercises.values import same

x, y = sp.symbols("x y")


def nested(depth):
    return functools.reduce(lambda inner, _: sp.exp(inner), range(depth), x)


def test_a_tree_has_the_value_of_its_expression():
    for text in (x * (1 - y) ** 2, sp.exp(-x) / (1 + sp.tanh(y)), sp.E + sp.pi * sp.log(x), 3):
        values = {"x": 0.3, "y": -0.7}
        wanted = float(sp.sympify(text).subs({x: 0.3, y: -0.7}))
        assert value_of(tree_of(text), values) == pytest.approx(wanted, rel=1e-14)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (sp.sin(x) + 1, "still contains sin"),
        (sp.Derivative(x * y, x), "still contains Derivative"),
        (x + sp.I, "still contains ImaginaryUnit"),
        (True, "still contains bool"),
        (sp.Tuple(x, y), "still contains Tuple"),
        (nested(DEPTH + 1), "nested too deeply"),
        (sp.Add(*sp.symbols(f"t:{NODES}")), f"more than {NODES} parts"),
    ],
)
def test_what_cannot_be_read_is_named(expression, words):
    with pytest.raises(UnreadableExpression, match=words):
        tree_of(expression)


def test_what_is_just_small_enough_is_read():
    tree_of(nested(DEPTH))
    assert len(tree_of(sp.Add(*sp.symbols(f"t:{NODES - 1}")))["args"]) == NODES - 1
    assert tree_of(sp.Symbol("s" * 99)) == {"symbol": "s" * NAME}


def test_beside_a_zero_the_tolerance_is_absolute():
    zero = np.zeros(2)
    assert same(zero, np.array([0.0, 0.9e-6]), 1e-6)
    assert not same(zero, np.array([0.0, 1.1e-6]), 1e-6)
