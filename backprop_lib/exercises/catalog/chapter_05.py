"""Exercises of chapter 5: how the cost moves with the output."""

import numpy as np

from ..exercise import FUNCTION, LINE, PROOF, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..functions import PREFIX
from ..inputs import UNIT, inputs, listed, matrix, numbers


def output_slope(a2, y):
    """Return dC0_da2 from plain numbers."""
    return a2 - y  # (12)


def batch_output_slope(a2, y):
    """Return dC_da2, shape (n2, m), for the mean cost C of m examples."""
    return (a2 - y) / a2.shape[1]  # (V8), and the 1/m of (V6)


def slope_by_target(a, y):
    """Return dC0_dy."""
    return (a - y) * -1


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
        ("wave", "wave_slope_two_percent_off"),
        ("tiny", "tiny_slope_without_2"),
        ("huge", "huge_slope"),
        ("square", "square_slope_of_the_size"),
        ("wave", "wave_slope"),
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


EXERCISES = (
    by_hand(
        id="5.1",
        title="Which way is down?",
        prompt="The network says $a^L = {a2}$, and the target is $y = {y}$. "
        r"What is $\frac{\partial C_0}{\partial a^L}$? Mind the sign: "
        "it says whether the cost rises or falls when $a^L$ grows.",
        hints=(
            "Compare output and target. If the output grows a little, does the cost rise or fall?",
            r"(12): $\frac{\partial C_0}{\partial a^L} = a^L - y$.",
            "`answer_5_1 = {a2} - ...`",
        ),
        equation="12",
        formula=output_slope,
        numbers={"a2": 0.3, "y": 0.9},
        choices={"a2": (0.15, 0.2, 0.25, 0.3, 0.4), "y": (0.7, 0.75, 0.8, 0.85, 0.9)},
        working="answer_5_1 = {a2} - {y}  # (12)",
        explanation="Negative: a larger output would lower the cost.",
        misconceptions=(
            M(lambda a2, y: (a2 - y) ** 2, "This is the square. Its derivative is asked for.", "9"),
            M(lambda a2, y: (a2 - y) ** 2 / 2, "This is the cost itself, not its derivative.", "7"),
            M(lambda a2, y: (a2 - y) / 2, "The half and the 2 cancel.", "10"),
            M(lambda a2, y: 2 * (a2 - y), "The 2 cancels with the half.", "10"),
        ),
    ),
    Exercise(
        id="5.2",
        kind=LINE,
        title="The slope of the cost",
        prompt="Write equation (12) as one line of code.",
        hints=(
            "What the network says, minus what it should have said.",
            r"(12): $\frac{\partial C_0}{\partial a^L} = a^L - y$.",
            "`return a2 ...`",
        ),
        equation="12",
        answer=output_slope,
        cases=numbers(a2=UNIT, y=UNIT),
        explanation="Nothing is left of the half or the square.",
        misconceptions=(
            M(lambda a, y: np.sign(a - y), "This is the sign alone: its size counts, too.", "12"),
            M(lambda a, y: y - a, "The sign is flipped: a minus y.", "12"),
            M(lambda a, y: (a - y) / 2, "The half is kept; it cancels with the 2.", "10"),
            M(lambda a, y: 2 * (a - y), "The 2 is kept; it cancels with the half.", "10"),
            M(lambda a, y: (a - y) ** 2 / 2, "This is the cost, not its derivative.", "7"),
            M(lambda a, y: abs(a - y), "The sign is lost, and with it the way down.", "12"),
            M(lambda a, y: (a - y) ** 2, "The power comes down: no square is left.", "9"),
            M(lambda a, y: a, "The derivative of the square keeps the whole parenthesis.", "9"),
        ),
    ),
    Exercise(
        id="5.3",
        kind=PROOF,
        title="What if the target moves?",
        prompt=r"Equations (8) to (11) differentiate $\frac{1}{2}(a - y)^2$ with respect to $a$. "
        r"Do the same steps for the other letter: find the derivative with respect to $y$, "
        "as a SymPy expression in $a$ and $y$.",
        hints=(
            "Only one step changes: the derivative of the parenthesis, the last factor of (9).",
            r"(9), for $y$: $\frac{1}{2} \cdot 2 (a - y) \cdot \frac{\partial}{\partial y}(a - "
            r"y)$.",
            "`inside = -1  # how the parenthesis moves with y`",
        ),
        equation="9",
        answer=slope_by_target,
        symbols=("a", "y"),
        working="answer_5_3 = (a - y) * -1",
        explanation="The parenthesis moves by $-1$ for each step of $y$, so (10) ends in $-1$ "
        "where it had a $1$.",
        cases=numbers(a=UNIT, y=UNIT),
        misconceptions=(
            M(lambda a, y: (a - y) * y, "The derivative of -y is -1, not y.", "9"),
            M(lambda a, y: 0.0 * a, "y is not constant here: it is the letter that moves.", "9"),
            M(lambda a, y: a - y, "The inside falls when y grows: its derivative is -1.", "9"),
            M(lambda a, y: 2 * (y - a), "The half and the 2 cancel.", "10"),
            M(lambda a, y: (y - a) / 2, "The half and the 2 cancel.", "10"),
            M(lambda a, y: -((a - y) ** 2) / 2, "The power comes down: no square is left.", "9"),
            M(lambda a, y: -y, "The parenthesis stays whole: a belongs to it.", "9"),
            M(lambda a, y: -1.0 + 0 * a, "This is only the inside's derivative.", "9"),
            M(lambda a, y: a + y, "The minus of the inside goes to the whole parenthesis.", "9"),
        ),
    ),
    Exercise(
        id="5.4",
        kind=VECTORIZED,
        title="One entry of a batch",
        prompt="For a batch, the cost is the mean $C$ of (V6). Write `batch_output_slope(a2, y)`: "
        r"the derivative of $C$ (not $C_0$) with respect to every entry of $a^L$, an array of "
        "shape $(n_2, m)$. It is (V8) with one more factor.",
        hints=(
            "One entry belongs to one example. "
            "How much of the mean of $m$ costs does one example own?",
            r"(V6) is $\frac{1}{m}$ times the sum of the examples' costs, and (V8) is the slope "
            r"of one of them.",
            "`m = a2.shape[1]`",
        ),
        equation="V8",
        answer=batch_output_slope,
        cases=inputs(a2=matrix(UNIT, "n2", "m"), y=matrix(UNIT, "n2", "m")),
        explanation="Each entry belongs to one example, and the mean takes one $m$-th of it.",
        misconceptions=(
            M(
                lambda a, y: a - y,
                "This is the derivative of each example's own cost. "
                "In the mean, an example counts one m-th.",
                "V6",
            ),
            M(
                lambda a, y: (a - y) / a.shape[0],
                "This divides by the number of neurons. Examples are columns.",
                "V6",
            ),
            M(
                lambda a, y: (a - y) / a.size,
                "The mean runs over examples only, not over neurons.",
                "V6",
            ),
            M(lambda a, y: (y - a) / a.shape[1], "The sign is flipped.", "V8"),
            M(
                lambda a, y: (a - y).mean(axis=1, keepdims=True),
                "Each entry has a slope of its own: nothing is averaged away.",
                "V8",
            ),
            M(
                lambda a, y: (a - y) / (2 * a.shape[1]),
                "The half cancels with the 2 of the square.",
                "V8",
            ),
        ),
    ),
    Exercise(
        id="5.5",
        kind=FUNCTION,
        title="A check for any slope",
        prompt="Somebody hands you a function `f` and a function that claims to be its slope. "
        "Write `count_wrong_slopes(f, slope, points)`: at how many of the `points` the claim is "
        "wrong. Measure by nudging. You choose the nudge $h$ and how much difference you forgive: "
        "the functions may be tiny or huge, and a slope that is two percent off is wrong. "
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
                lambda f, slope, points: len(points),
                "Even right slopes count as wrong: divide by 2h, nudge both ways by about 1e-4, "
                "and forgive a share.",
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
                "Even right slopes count as wrong: divide by 2h, nudge both ways by about 1e-4, "
                "and forgive a share.",
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
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 1e-5) - f(x - 1e-5)) / 2e-5) > 1e-3 for x in points
                ),
                "The tolerance is the same for tiny and huge slopes: make it a share of the slope.",
            ),
            M(
                lambda f, slope, points: sum(
                    abs(slope(x) - (f(x + 1e-5) - f(x - 1e-5)) / 2e-5) > 1e-6 for x in points
                ),
                "The tolerance is the same for tiny and huge slopes: make it a share of the slope.",
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
                "Even right slopes count as wrong: divide by 2h, nudge both ways by about 1e-4, "
                "and forgive a share.",
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
