"""Exercises of chapter 5 that ask for more than its text has."""

import numpy as np

from ..exercise import FUNCTION, PROOF, Exercise
from ..exercise import Misconception as M
from ..functions import PREFIX
from ..inputs import UNIT, listed, numbers


def count_wrong_slopes(f, slope, points):
    """Return at how many of the points, (n,), the slope is wrong."""
    h = 1e-4
    wrong = 0
    for x in points.tolist():
        measured = (f(x + h) - f(x - h)) / (2 * h)
        wrong += abs(slope(x) - measured) > 1e-3 * abs(measured)
    return wrong


def functions_to_check(rng):
    """Draw eight inputs: functions of every size with right slopes, and with wrong ones."""
    pairs = (
        ("cube", "cube_slope"),
        ("cube", "cube_slope_without_3"),
        ("wave_far_up", "wave_slope_two_percent_off"),
        ("tiny", "tiny_slope_without_2"),
        ("huge", "huge_slope"),
        ("square", "square_slope_of_the_size"),
        ("wave", "wave_slope_doubled"),
        ("tiny", "tiny_slope"),
    )
    places = np.array([-1.4, -1.2, -0.8, -0.3, 0.3, 0.7, 1.2, 1.4])
    return [
        {
            "f": PREFIX + f,
            "slope": PREFIX + slope,
            "points": rng.permutation(places)[: rng.integers(4, 8)]
            + round(rng.uniform(-0.05, 0.05), 2),
        }
        for f, slope in pairs
    ]


def another_cost(a, y):
    """Return the derivative by a of -y log(a) - (1 - y) log(1 - a)."""
    return (a - y) / (a * (1 - a))


def written_as_two_terms(a, y):
    """Return the same, term by term."""
    return -y / a + (1 - y) / (1 - a)


THINKING = (
    Exercise(
        id="5.5",
        kind=FUNCTION,
        title="A check for any slope",
        prompt="Somebody hands you a function `f` and a function that claims to be its slope. "
        "Write `count_wrong_slopes(f, slope, points)`: at how many of the `points` the claim is "
        "wrong. Measure by nudging, in your own code: the library's `central_difference` and "
        "`complex_step` are not accepted. You choose the nudge $h$ and how much difference you "
        "forgive: the functions may be tiny or huge, and a slope that is two percent off is wrong. "
        "(No slope here is 0.)",
        hints=(
            "A difference of 0.001 is nothing beside a slope of 1,000,000, and everything beside "
            "one "
            "of 0.000001. Divide it by the slope itself: that share is the *relative error*.",
            r"Measure $\frac{f(x + h) - f(x - h)}{2h}$ with $h$ near $10^{-4}$, and forgive one "
            "thousandth of what you measured.",
            "`measured = (f(x + 1e-4) - f(x - 1e-4)) / 2e-4`",
        ),
        equation="",
        answer=count_wrong_slopes,
        cases=listed(functions_to_check),
        explanation="A relative tolerance works for every size but 0: where a slope may be 0, "
        "forgive a trifle more, as `np.isclose` does by its `atol`. With too large an $h$ the "
        "curve bends between the two points; too small a one drowns in rounding errors.",
        misconceptions=(
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 1e-4) - f(x - 1e-4)) / 2e-4) > 1e-3 * slope(x)
                    for x in points
                ),
                "Where the slope is negative, what you forgive is, too: take its size, abs.",
            ),
            M(
                lambda f, slope, points: int(
                    any(
                        abs(slope(x) - (f(x + 1e-4) - f(x - 1e-4)) / 2e-4) > 1e-3 * abs(slope(x))
                        for x in points
                    )
                ),
                "This says whether a point is wrong. Count the points.",
            ),
            M(
                lambda f, slope, points: len(points),
                "Even right slopes count as wrong: is it divided by 2h, nudged both ways by about "
                "1e-4, and is a share forgiven?",
            ),
            M(
                lambda f, slope, points: 0,
                "No claim counts as wrong here: two percent off is wrong.",
            ),
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 1e-14) - f(x - 1e-14)) / 2e-14) > 1e-3 * abs(slope(x))
                    for x in points
                ),
                "The nudge is so small that rounding errors are all you measure.",
            ),
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 0.1) - f(x)) / 0.1) > 1e-3 * abs(slope(x)) for x in points
                ),
                "Even right slopes count as wrong: is it divided by 2h, nudged both ways by about "
                "1e-4, and is a share forgiven?",
            ),
            M(
                lambda f, slope, points: (
                    sum(
                        abs(slope(x) - (f(x + 1e-4) - f(x - 1e-4)) / 2e-4) > 1e-3 * abs(slope(x))
                        for x in points
                    )
                    / len(points)
                ),
                "This is a share. The question is at how many points.",
            ),
            *(
                M(
                    lambda f, slope, points, most=most: sum(
                        abs(slope(x) - (f(x + 1e-5) - f(x - 1e-5)) / 2e-5) > most for x in points
                    ),
                    "The tolerance is the same for tiny and huge slopes: make it a share of the "
                    "slope.",
                )
                for most in (1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2)
            ),
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 1) - f(x - 1)) / 2) > 1e-3 * abs(slope(x)) for x in points
                ),
                "A nudge of 1 is too large: the secant is far from the tangent.",
            ),
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 1e-4) - f(x - 1e-4)) / 1e-4) > 1e-3 * abs(slope(x))
                    for x in points
                ),
                "Even right slopes count as wrong: is it divided by 2h, nudged both ways by about "
                "1e-4, and is a share forgiven?",
            ),
            M(
                lambda f, slope, points: sum(
                    abs(abs(slope(x)) - abs(f(x + 1e-4) - f(x - 1e-4)) / 2e-4)
                    > 1e-3 * abs(slope(x))
                    for x in points
                ),
                "A slope has a sign: do not compare sizes only.",
            ),
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 1e-4) - f(x - 1e-4)) / 2e-4) <= 1e-3 * abs(slope(x))
                    for x in points
                ),
                "This counts where the slope is right. The question is where it is wrong.",
            ),
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 1e-4) - f(x - 1e-4)) / 2e-4) > 0.05 * abs(slope(x))
                    for x in points
                ),
                "This forgives too much: two percent off is wrong.",
            ),
            M(
                lambda f, slope, points: sum(
                    1 - slope(x) / ((f(x + 1e-4) - f(x - 1e-4)) / 2e-4) > 1e-3 for x in points
                ),
                "Claims that are too large are not counted: take the size of the difference: abs.",
            ),
            M(
                lambda f, slope, points: sum(
                    slope(x) / ((f(x + 1e-4) - f(x - 1e-4)) / 2e-4) - 1 > 1e-3 for x in points
                ),
                "Claims that are too small are not counted: take the size of the difference: abs.",
            ),
            M(
                lambda f, slope, points: sum(
                    ((f(x + 1e-4) - f(x - 1e-4)) / 2e-4 - slope(x)) / abs(slope(x)) > 1e-3
                    for x in points
                ),
                "Claims that are too large are not counted: take the size of the difference, abs.",
            ),
            M(
                lambda f, slope, points: sum(
                    (slope(x) - (f(x + 1e-4) - f(x - 1e-4)) / 2e-4) / abs(slope(x)) > 1e-3
                    for x in points
                ),
                "Claims that are too small are not counted: take the size of the difference, abs.",
            ),
        ),
    ),
    Exercise(
        id="5.6",
        kind=PROOF,
        title="Another cost",
        prompt=r"Networks that say yes or no are often trained with another cost, the "
        r"*cross-entropy*: $C_0 = -y \ln a - (1 - y) \ln(1 - a)$. Find $\frac{\partial "
        r"C_0}{\partial a}$ "
        "as a SymPy expression in $a$ and $y$. On paper: when is it zero?",
        hints=(
            r"The derivative of $\ln u$ is $\frac{1}{u}$, times the derivative of the inside.",
            r"$-y \cdot \frac{1}{a} - (1 - y) \cdot \frac{1}{1 - a} \cdot (-1)$.",
            "`first = -y / a`",
        ),
        equation="",
        answer=another_cost,
        forms=(written_as_two_terms,),
        symbols=("a", "y"),
        working="answer_5_6 = -y / a + (1 - y) / (1 - a)",
        explanation="On one denominator this is $(a - y)$ over $a(1 - a)$: zero where output and "
        "target "
        "agree, like (12), and steeper where the output is near 0 or 1.",
        cases=numbers(a=UNIT, y=UNIT),
        misconceptions=(
            M(
                lambda a, y: np.log((1 - a) / a),
                "This is the derivative by y. The question is about a.",
                "9",
            ),
            M(lambda a, y: 1 - a - y, "The derivative of ln a is 1 / a, not a.", "9"),
            M(
                lambda a, y: -y * np.log(a) - (1 - y) * np.log(1 - a),
                "This is the cost itself, not differentiated yet.",
            ),
            M(
                lambda a, y: -y / a - (1 - y) / (1 - a),
                "The inside 1 - a falls when a grows: one more minus.",
                "9",
            ),
            M(
                lambda a, y: a - y,
                "This is the slope of the squared cost. Differentiate the logarithms.",
                "12",
            ),
            M(lambda a, y: -y / a, "The second term depends on a as well.", "9"),
            M(lambda a, y: (1 - y) / (1 - a), "The first term depends on a as well.", "9"),
        ),
    ),
)
