"""The sum over one weight is a straight line whose slope is the activation."""

import re

from backprop_lib import figures


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
