"""Exercises of chapter 5: how the cost moves with the output."""

import numpy as np

from ..exercise import LINE, PROOF, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import UNIT, inputs, matrix, numbers
from .thinking_05 import THINKING


def output_slope(a2, y):
    """Return dC0_da2 from plain numbers."""
    return a2 - y  # (12)


def batch_output_slope(a2, y):
    """Return dC_da2, shape (n2, m), for the mean cost C of m examples."""
    return (a2 - y) / a2.shape[1]  # (V8), and the 1/m of (V6)


def slope_by_target(a, y):
    """Return dC0_dy."""
    return (a - y) * -1


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
            M(
                lambda a2, y: (a2 - y) ** 2,
                "This is the square of the error. The derivative of half of it is asked for.",
                "9",
            ),
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
        "shape $(n_2, m)$. It is (V8) with one more factor. The library's `jacobian` is not "
        "accepted.",
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
    *THINKING,
)
