"""The sum over one weight is a straight line whose slope is the activation."""

import re

import pytest

from backprop_lib import figures
from backprop_lib.figures.palette import LIGHT


def test_there_is_one_line_for_each_activation():
    two = figures.sum_over_weight(-1.6, 0.3, 0.6, others=(0.0,))
    three = figures.sum_over_weight(-1.6, 0.3, 0.6, others=(0.0, 0.1))
    lines = [len(re.findall(r'id="line2d_', figure.svg)) for figure in (two, three)]
    assert lines[1] == lines[0] + 1


def test_the_words_name_every_activation_and_the_step():
    alt = figures.sum_over_weight(-1.6, 0.3, 0.624806).alt
    assert "activation a1: 0, 1, 0.625." in alt
    assert "the height of the bias, 0.3." in alt
    assert "A dot marks W2 = -1.6" in alt


def test_a_negative_activation_steps_down():
    assert "climbs by a1, -0.5" in figures.sum_over_weight(0.5, 0.3, -0.5).alt


def test_the_words_claim_a_flat_line_only_where_there_is_one():
    assert "the steeper the line; for a1 = 0 it is flat. " in figures.sum_over_weight(1, 0, 0.5).alt
    assert "flat" not in figures.sum_over_weight(1, 0, 0.5, others=(0.2,)).alt
    assert "The larger a1, the more the line climbs; " in figures.sum_over_weight(1, 0, -0.5).alt


@pytest.mark.parametrize("weight", [-7.0, -1.6, 1.5, 5.0])
def test_the_dot_and_its_step_lie_within_the_axes(weight):
    svg = figures.sum_over_weight(weight, 0.3, 0.6).svg
    left, wide = re.search(
        r'<clipPath[^>]*>\s*<rect x="([\d.]+)"[^>]*width="([\d.]+)"', svg
    ).groups()
    dot = re.search(rf'<use [^>]*x="([-\d.]+)" y="[-\d.]+" style="fill: {LIGHT["value"]}', svg)
    rise = re.search(rf'<path d="M ([-\d.]+) [^>]*stroke: {LIGHT["slope"]}', svg)
    for mark in (dot, rise):
        assert mark
        assert 0 <= float(mark[1]) - float(left) <= float(wide) + 0.01


@pytest.mark.parametrize("name", ["weight", "bias", "heard"])
def test_what_is_no_finite_number_is_refused(name):
    numbers = {"weight": 1.0, "bias": 0.3, "heard": 0.6} | {name: float("nan")}
    with pytest.raises(ValueError, match=f"{name} must be a finite number; got nan"):
        figures.sum_over_weight(**numbers)
