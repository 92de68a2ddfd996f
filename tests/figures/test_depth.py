"""The slope that is left after n layers is the one that a complex step measures."""

import re

import pytest

from backprop_lib import complex_step, sigmoid
from backprop_lib.figures import slope_by_depth
from backprop_lib.figures.palette import LIGHT


@pytest.mark.parametrize(("W", "b"), [(1.3, -0.4), (-1.6, 0.3)])
def test_the_first_and_the_last_slope_in_the_alt_text_are_true(W, b):
    def output(x, layers):
        for _ in range(layers):
            x = sigmoid(W * x + b)
        return x

    first, last = (abs(complex_step(lambda x: output(x, n), 0.7)) for n in (1, 8))  # noqa: B023
    alt = slope_by_depth(0.7, W, b, layers=8).alt
    assert f"from {first:.2g} to {last:.1g}," in alt
    assert f"weight {W:g}" in alt


def test_a_neuron_at_zero_passes_on_exactly_a_quarter():
    assert "from 0.25 to 0.06," in slope_by_depth(0.5, 1, -0.5, layers=2).alt


@pytest.mark.parametrize(
    ("W", "b", "words"),
    [
        (1.3, -0.4, "fall in an almost straight line from 0.32 to 1e-06, a little below"),
        (8, -4, "rise in an almost straight line from 2 to 4e+03, a little below"),
        (5, -1, "fall from 0.75 to 1e-11, far below"),
        (1, 9, "fall in an almost straight line from 7.5e-05 to 1e-52, far below"),
    ],
)
def test_the_words_follow_the_dots(W, b, words):
    assert f"The dots {words}" in slope_by_depth(0.5, W, b).alt


@pytest.mark.parametrize("W", [2, 8])
def test_every_dot_lies_within_the_axes(W):
    svg = slope_by_depth(0.5, W, -W / 2, layers=4).svg
    top, tall = re.search(
        r'<clipPath[^>]*>\s*<rect [^>]*y="([\d.]+)"[^>]*height="([\d.]+)"', svg
    ).groups()
    dots = re.findall(rf'<use [^>]*y="([-\d.]+)" style="fill: {LIGHT["slope"]}', svg)
    assert sum(0 < float(y) - float(top) < float(tall) for y in dots) == 4 + 1  # one in the legend


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        ((0.7, 0, -0.4, 12), ValueError, "W must not be 0"),
        ((0.7, 1.3, -0.4, 1), ValueError, "layers must be 2 or more; got 1"),
        ((0.7, 1.3, -0.4, 2.5), TypeError, "layers must be a whole number; got float"),
        ((0.7, float("inf"), -0.4, 12), ValueError, "W must be a finite number; got inf"),
        (("x", 1.3, -0.4, 12), TypeError, "x must hold numbers"),
    ],
)
def test_a_chain_without_a_line_to_draw_is_refused(values, error, message):
    with pytest.raises(error, match=message):
        slope_by_depth(*values)
