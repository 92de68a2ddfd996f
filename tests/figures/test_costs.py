"""The figures of the cost say the numbers that the cost function gives."""

import pytest

from backprop_lib import RUNNING, VECTOR, cost, forward
from backprop_lib.figures import cost_of_each_parameter, cost_parabola


def test_the_parabola_marks_the_cost_and_the_error():
    a2, y = forward(RUNNING.network, RUNNING.x).a2.item(), RUNNING.y.item()
    alt = cost_parabola(a2, y).alt
    assert f"marks the cost {cost(RUNNING.network, RUNNING.x, y):.3f}" in alt
    assert f"is the error, {a2 - y:.2f}" in alt


def test_each_parameter_has_a_curve_with_the_sign_of_its_slope():
    alt = cost_of_each_parameter(RUNNING).alt
    for words in ("W1 rises", "b1 rises", "W2 falls", "b2 falls"):
        assert words in alt


def test_a_larger_network_has_no_four_curves():
    with pytest.raises(ValueError, match="needs a 1-1-1 network"):
        cost_of_each_parameter(VECTOR)
