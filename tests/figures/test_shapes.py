"""A matrix equation is drawn with the shapes it has, and only if they fit."""

import re

import numpy as np
import pytest

from backprop_lib import VECTOR, forward, gradients
from backprop_lib.figures import neuron, shapes
from backprop_lib.figures.palette import LIGHT


@pytest.mark.parametrize(
    "equation",
    ["W1 @ x + b1 = z1", "z2 = W2 @ a1 + b2", "a2 - y = dC0_da2", "dC0_dz2 @ a1.T = dC0_dW2"],
)
def test_shapes_are_those_of_the_arrays(equation):
    network, x, y = VECTOR.network, VECTOR.x, VECTOR.y
    passed, slopes = forward(network, x), gradients(network, x, y)
    arrays = {
        name: getattr(thing, name) for thing in (network, passed, slopes) for name in thing.names()
    }
    arrays |= {
        "y": y,
        "a1.T": passed.a1.T,
        "dC0_dW2": slopes.dC_dW2,
        "dC0_da2": y,
        "dC0_dz2": passed.z2,
    }
    alt = shapes(equation).alt
    for name in re.split(r" [@+=-] ", equation):
        assert f"{name} has shape {np.shape(arrays[name])}" in alt


def test_a_bias_is_repeated_for_each_example():
    assert "b1 is repeated 4 times" in shapes("W1 @ x + b1 = z1").alt
    assert "repeated" not in shapes("W1 @ x + b1 = z1", m=1).alt


def filled(figure):
    """Count the filled cells in the SVG, whatever they stand for."""
    fills = [fill for name, fill in LIGHT.items() if name.endswith("_fill")]
    return sum(figure.svg.count(f'style="fill: {fill}') for fill in fills)


@pytest.mark.parametrize(
    ("equation", "entry", "cells"),
    [  # n0, n1, n2 = 2, 3, 2, and m = 4
        ("W1 @ x + b1 = z1", (1, 2), 2 + 2 + 2 + 1),  # of b1 the column and its copy
        ("W1 @ x + b1 = z1", (2, 0), 2 + 2 + 1 + 1),
        ("z2 = W2 @ a1 + b2", (1, 3), 1 + 3 + 3 + 2),
        ("a2 - y = dC0_da2", (0, 3), 3),
        ("dC0_da2 * a2 @ a1.T = dC0_dW2", (0, 0), 4 + 4 + 4 + 1),
        ("W2 @ W1 @ x = z2", (0, 0), 3 + 3 * 2 + 2 + 1),
        ("W1 @ x + b1 = z1", None, 6 + 8 + 3 + 12),
    ],
)
def test_an_entry_fills_what_makes_it(equation, entry, cells):
    assert filled(shapes(equation, entry=entry)) == cells


def test_the_words_count_the_entry_from_one():
    assert "row 2, column 3 of the result" in shapes("W1 @ x + b1 = z1", entry=(1, 2)).alt


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"entry": (3, 0)}, ValueError, r"entry must lie in the result, of shape \(3, 4\); got"),
        ({"entry": (0, 4)}, ValueError, "entry must lie in the result"),
        ({"entry": (0, -1)}, ValueError, "column in entry must not be negative; got -1"),
        ({"entry": 3}, ValueError, r"entry must be \(row, column\); got 3"),
        ({"sizes": (2, 3)}, ValueError, r"sizes must be \(n0, n1, n2\); got \(2, 3\)"),
        ({"sizes": (2, 0, 3)}, ValueError, "n1 in sizes must be 1 or more; got 0"),
        ({"sizes": (2, 3, 2.5)}, TypeError, "n2 in sizes must be a whole number; got float"),
        ({"m": 0}, ValueError, "m must be 1 or more; got 0"),
    ],
)
def test_sizes_and_entries_that_are_none_are_refused(wrong, error, message):
    with pytest.raises(error, match=message):
        shapes("W1 @ x + b1 = z1", **wrong)


@pytest.mark.parametrize(
    ("equation", "problem"),
    [
        ("x @ W1 = z1", r"x @ W1 does not fit: \(2, 4\) @ \(3, 2\)"),
        ("W1 @ x = z2", r"does not fit: \(3, 4\) = \(2, 4\)"),
        ("W3 @ x = z1", "must name x, y, .*; got 'W3'"),
        ("W1 @ x +", "names joined by"),
        ("W1 x = z1", "names joined by"),
        ("W1 / x = z1", "names joined by"),
    ],
)
def test_an_equation_that_makes_no_sense_is_refused(equation, problem):
    with pytest.raises(ValueError, match=problem):
        shapes(equation)


def test_the_neuron_weighs_adds_and_squashes():
    assert "weigh, add, squash" in neuron().alt
