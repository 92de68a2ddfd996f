"""What is said of a wrong answer that no single slip explains, and what is not said any more."""

import numpy as np
import pytest
import sympy as sp

from backprop_lib import sigmoid
from backprop_lib.exercises import EXERCISES, assess
from backprop_lib.exercises.mutants.results import after
from backprop_lib.exercises.relations import relation

w, a, b, y = sp.symbols("w a b y")
SAID = {
    "a difference that is not divided": (
        "6.3",
        lambda z: sigmoid(z + 1e-5) - sigmoid(z),
        "It is 1e-05 times what it should be, on every input.",
    ),
    "a constant too much": ("4.4", (w * a + b - y) * a + 3, "It is 3 too much, on every input."),
    "rows in another order": (
        "1.3",
        lambda n0, n1, n2: [(n1, n0), (n2, n1), (n1, 1), (n2, 1)],
        "All rows are right, but they stand in another order.",
    ),
    "always the same": ("13.2", lambda w, h: (w**3 + h - (w**3 - h)) / (2 * h), "It gives 1 on"),
    "a factor lost in one term": (
        "4.4",
        (w * a + b) * a - y,
        "The target y is not multiplied by the activation a.",
    ),
    "these numbers before those of an earlier edition": (
        "2.1",
        1 / (1 + np.exp(0.8)),
        "This is one step too far: a sigmoid of the right result.",
    ),
    "the printed mistake with a trifle added": (
        "13.5",
        lambda v, r: np.max(np.abs(v - r) / (np.abs(r) + 1e-9)),
        "The printed mistake is still in it.",
    ),
    "results by their names": ("16.2", lambda u, v: (-v, 2 * u), "In dp_du: "),
    "a layer that is not the last": (
        "10.7",
        sp.sympify("x*a1*(1-a1)*W2*W3*a3*(1-a3)*(a3-y)"),
        "The slope of the sigmoid, a2 * (1 - a2), is missing.",
    ),
    "rounded": ("3.2", lambda a2, y: round((a2 - y) ** 2 / 2, 2), "It is rounded to 2 decimals"),
    "cut off": ("2.2", lambda W2, a1, b2: int(W2 * a1 + b2), "but for its decimals"),
    "rounded to whole numbers": ("2.2", lambda W2, a1, b2: round(W2 * a1 + b2), "is rounded to a"),
    "ones, which may have any cause": ("6.3", np.ones_like, "It gives 1 on every input."),
    "a decimal comma and a zero": ("7.1", (3, 0), "A decimal comma makes two numbers of one."),
    "in percent": ("6.1", 16, "It is 100 times what it should be. Is it in percent?"),
    "an infinite value": ("2.5", lambda a: np.log(a / 1 - a), "It gives an infinite value"),
    "an infinite value on some inputs": (
        "3.4",
        lambda a2, y: np.sum((a2 - y) ** 2) / (2 * np.float64(a2.shape[1] - 1)),
        "It divides by one less than the number of examples.",
    ),
}


@pytest.mark.parametrize("kind", SAID)
def test_what_is_said_of_it(kind):
    exercise_id, answer, says = SAID[kind]
    text = assess(exercise_id, answer).text
    assert says in text
    assert not any(word in text for word in ("Or:", "And:", "Two things", "always 0"))


def test_results_without_names_are_told_by_their_place():
    said = {slip_id: says for slip_id, says, _ in after(False, False, ["the first", "the second"])}
    assert said["alone:1"] == "This is the first alone: return both."
    assert said["copied:2-for-1"] == "The second stands where the first belongs."
    assert said["order:2-1"] == "The results are in another order."


def test_what_is_forgiven_is_a_share_of_the_slope_and_not_of_the_value():
    def measured_by_the_value(f, slope, points):
        steps = [abs(slope(x) - (f(x + 1e-4) - f(x - 1e-4)) / 2e-4) for x in points]
        return sum(d > 1e-3 * abs(f(x)) for d, x in zip(steps, points, strict=True))

    assert not assess("5.5", measured_by_the_value).passed


def test_a_number_next_to_nothing_is_not_taken_for_nothing():
    assert not assess("14.1", 1e-11).mistake


def test_nothing_is_said_of_results_that_lie_in_no_simple_way():
    expected = [[np.array(v)] for v in (1.0, 2.0, 3.0)]
    nothing = relation(EXERCISES["6.2"], expected, [[np.array(v)] for v in (1.0, 2.0, 4.0)])
    assert (nothing.id, nothing.says) == ("", "")
    assert relation(EXERCISES["6.2"], expected, [[np.array(v)] for v in (2.0, 4.0, 6.0)]).says


def test_what_is_nearly_right_is_told_as_that_and_not_as_once_what_it_should_be():
    def slope(h):
        return lambda z: (sigmoid(z + h) - sigmoid(z)) / h

    for h, digits in ((1e-2, 2), (1e-3, 3), (1e-4, 4)):
        text = assess("6.3", slope(h)).text
        assert f"It is right to about {digits} digits on every input, and no further." in text
        assert "times" not in text
    assert "It is 1.003 times what" in assess("6.2", lambda a2: 1.003 * a2 * (1 - a2)).text
    assert "digits" not in assess("6.2", lambda a2: np.round(a2 * (1 - a2), 2)).text
