"""A matrix equation is drawn with the shapes it has, and only if they fit."""

import re

import numpy as np
import pytest

from backprop_lib import VECTOR, forward, gradients
from backprop_lib.figures import neuron, shapes


@pytest.mark.parametrize(
    "equation",
    ["W1 @ x + b1 = z1", "z2 = W2 @ a1 + b2", "a2 - y = dC0_da2", "dC0_dz2 @ a1.T = dC0_dW2"],
)
def test_shapes_are_those_of_the_arrays(equation):
    network, x, y = VECTOR.network, VECTOR.x, VECTOR.y
    passed, slopes = forward(network, x), gradients(network, x, y)
    arrays = {name: getattr(thing, name) for thing in (network, passed, slopes)
              for name in thing.names()}  # fmt: skip
    arrays |= {"y": y, "a1.T": passed.a1.T, "dC0_da2": y, "dC0_dz2": passed.z2}
    alt = shapes(equation).alt
    for name in re.split(r" [@+=-] ", equation):
        assert f"{name} has shape {np.shape(arrays[name])}" in alt


def test_a_bias_is_repeated_for_each_example():
    assert "b1 is repeated 4 times" in shapes("W1 @ x + b1 = z1").alt
    assert "repeated" not in shapes("W1 @ x + b1 = z1", m=1).alt


def test_an_entry_colors_what_makes_it():
    alt = shapes("W1 @ x + b1 = z1", entry=(1, 2)).alt
    assert "the entry in row 2, column 3 of the result" in alt


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
