"""Exercises of chapter 3: the cost of one example, and of a batch."""

import numpy as np

from ..exercise import LINE, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import UNIT, inputs, matrix, numbers


def cost_of_example(a2, y):
    """Return C0 from plain numbers."""
    return (a2 - y) ** 2 / 2  # (5)


def cost_of_layer(a2, y):
    """Return C0 for one example; a2 and y have shape (n2, 1)."""
    return 0.5 * np.sum((a2 - y) ** 2)  # (V5)


def cost_of_batch(a2, y):
    """Return the mean cost C, a number; a2 and y have shape (n2, m)."""
    return np.sum((a2 - y) ** 2) / (2 * a2.shape[1])  # (V6)


EXERCISES = (
    by_hand(
        id="3.1",
        title="A cost on paper",
        prompt="The network says $a^L = 0.5$, and the target is $y = 0.9$. What is $C_0$?",
        hint="Difference, square, half: in this order.",
        equation="5",
        answer=0.08,
        working="answer_3_1 = (0.5 - 0.9) ** 2 / 2  # (5)",
        explanation="Difference $-0.4$, square $0.16$, half of it $0.08$.",
        misconceptions=(
            M(0.16, "The factor one half is missing.", "5"),
            M(0.2, "The difference is not squared yet.", "5"),
            M(-0.2, "The difference is not squared yet.", "5"),
            M(-0.08, "A square is never negative.", "5"),
            M(-0.28, "Subtract first and square then: not the other way around.", "5"),
            M(0.98, "The target is subtracted, not added.", "5"),
            M(0.04, "Square the difference, and halve once, outside the square.", "5"),
        ),
    ),
    Exercise(
        id="3.2",
        kind=LINE,
        title="The cost of one example",
        prompt="Write equation (5) as one line of code, for plain numbers.",
        hint="`** 2` is the square. It binds tighter than a product.",
        equation="5",
        answer=cost_of_example,
        cases=numbers(a2=UNIT, y=UNIT),
        explanation="The division comes last, so no parentheses are needed around the square.",
        misconceptions=(
            M(lambda a, y: (a - y) ** 2, "The factor one half is missing.", "5"),
            M(lambda a, y: a - y, "This is the difference. Square it, and halve it.", "5"),
            M(lambda a, y: (a - y) / 2, "The square is missing.", "5"),
            M(lambda a, y: (a**2 - y**2) / 2, "Subtract first and square then.", "5"),
            M(lambda a, y: abs(a - y) / 2, "This is the distance: the cost has a square.", "5"),
            M(lambda a, y: ((a - y) / 2) ** 2, "Only one half in all: halve after squaring.", "5"),
            M(lambda a, y: a - y**2 / 2, "Brackets: the square is over the difference.", "5"),
        ),
    ),
    Exercise(
        id="3.3",
        kind=VECTORIZED,
        title="Several outputs",
        prompt="Now layer $L$ has several neurons. Write `cost_of_layer(a2, y)`: "
        "the cost (V5) of one example, a single number.",
        hint="Square every entry, then add them up with `np.sum`.",
        equation="V5",
        answer=cost_of_layer,
        cases=inputs(a2=matrix(UNIT, "n2", 1), y=matrix(UNIT, "n2", 1)),
        explanation="The neurons add up. Nothing is averaged yet.",
        misconceptions=(
            M(lambda a, y: np.sum((a - y) ** 2), "The factor one half is missing.", "V5"),
            M(
                lambda a, y: np.mean((a - y) ** 2) / 2,
                "This takes the mean over the neurons. The cost of an example adds them up.",
                "V5",
            ),
            M(
                lambda a, y: np.sum(a - y) ** 2 / 2,
                "Square each difference first, and add then: otherwise errors cancel.",
                "V5",
            ),
            M(lambda a, y: (a - y) ** 2 / 2, "The sum over the neurons is missing.", "V5"),
            M(
                lambda a, y: np.sqrt(np.sum((a - y) ** 2)),
                "This is the length of the difference. The cost takes no root.",
                "V5",
            ),
            M(lambda a, y: np.sum(np.abs(a - y)) / 2, "The square is missing.", "V5"),
        ),
    ),
    Exercise(
        id="3.4",
        kind=VECTORIZED,
        title="A batch",
        prompt="Write `cost_of_batch(a2, y)`: the mean cost (V6) of $m$ examples. "
        "The examples are the columns. The answer is one number.",
        hint="The sum runs over all entries. The mean divides by the number of examples only. "
        "Which entry of `a2.shape` is that?",
        equation="V6",
        answer=cost_of_batch,
        cases=inputs(a2=matrix(UNIT, "n2", "m"), y=matrix(UNIT, "n2", "m")),
        explanation="`a2.shape[1]` is the number of examples $m$.",
        misconceptions=(
            M(
                lambda a, y: np.mean((a - y) ** 2) / 2,
                "np.mean divides by the number of neurons as well. Divide by the examples only.",
                "V6",
            ),
            M(
                lambda a, y: np.sum((a - y) ** 2) / 2,
                "This adds up the examples. The cost of a batch is their mean.",
                "V6",
            ),
            M(
                lambda a, y: np.sum((a - y) ** 2) / a.shape[1],
                "The factor one half is missing.",
                "V6",
            ),
            M(
                lambda a, y: np.sum((a - y) ** 2) / (2 * a.shape[0]),
                "This divides by the number of neurons, the rows. Examples are columns.",
                "V6",
            ),
            M(
                lambda a, y: np.sum((a - y) ** 2, axis=0) / 2,
                "This is the cost of each example. Their mean is missing.",
                "V6",
            ),
            M(
                lambda a, y: np.sum(np.mean(a - y, axis=1) ** 2) / 2,
                "Square before you take the mean: otherwise errors cancel.",
                "V6",
            ),
        ),
    ),
)
