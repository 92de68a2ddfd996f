"""The figures of the cost say the numbers that the cost function gives."""

import re

import pytest

from backprop_lib import RUNNING, VECTOR, cost, forward
from backprop_lib.figures import cost_of_each_parameter, cost_parabola
from backprop_lib.figures.palette import LIGHT


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


@pytest.mark.parametrize("y", [0.2, 0.9])
def test_the_parts_of_the_parabola_follow_each_other(y):
    lines = re.findall(
        r'<path d="M ([^"]*)"[^>]*style="fill: none[^>]*' + LIGHT["error"],
        cost_parabola(0.5, y).svg,
    )
    ends = [float(points.split("L")[i].split()[0]) for points in lines for i in (0, -1)]
    assert len(ends) == 6
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("figure", "error", "message"),
    [
        (
            lambda: cost_parabola(float("nan"), 0.9),
            ValueError,
            "a2 must be a finite number; got nan",
        ),
        (lambda: cost_parabola(0.3, "y"), TypeError, "y must hold numbers, as a finite number"),
        (lambda: cost_of_each_parameter(RUNNING, -1), ValueError, "reach must be a positive"),
        (lambda: cost_of_each_parameter(3), TypeError, r"example must be an? Example; got int"),
    ],
)
def test_what_is_no_number_or_no_example_is_refused(figure, error, message):
    with pytest.raises(error, match=message):
        figure()
