"""Exercises of chapter 9: the gradient of the bias of layer L."""

import numpy as np

from ..exercise import LINE, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix, numbers
from .chapter_08 import error


def weight_from_bias(dC0_db2, a1):
    """Return dC0_dW2 from the bias's gradient and a1, plain numbers."""
    return a1 * dC0_db2  # (36) is a1 times (40)


def bias_gradient(a2, y):
    """Return dC_db2 (n2, 1); a2 and y are (n2, m)."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)  # (V11)
    return dC0_dz2.mean(axis=1, keepdims=True)  # (V13)


EXERCISES = (
    by_hand(
        id="9.1",
        title="The bias on paper",
        prompt="Take $a^{L-1} = 0.5$, $a^L = 0.8$ and $y = 0.3$, as in 8.1. "
        r"What is $\frac{\partial C_0}{\partial b^L}$?",
        hint="The bias moves the sum one to one. Which factor of 8.1 does that leave out?",
        equation="40",
        answer=0.08,
        working="answer_9_1 = 0.8 * (1 - 0.8) * (0.8 - 0.3)  # (40)",
        explanation="The same as 8.1 without its first factor.",
        misconceptions=(
            M(0.04, "This is the gradient of the weight: the bias has no factor a1.", "38"),
            M(-0.08, "The sign is flipped: the output minus the target.", "40"),
            M(0.16, "The slope of the cost is missing.", "40"),
            M(0.5, "The slope of the sigmoid is missing.", "40"),
            M(0.0, "The bias moves the sum one to one: that slope is 1, not 0.", "38"),
            M(1.0, "This is only the first factor of three.", "37"),
            M(0.4, "The factor 1 minus the activation is missing.", "40"),
        ),
    ),
    Exercise(
        id="9.2",
        kind=LINE,
        title="From the bias to the weight",
        prompt=r"You have $\frac{\partial C_0}{\partial b^L}$ already. "
        r"Write the one line that turns it into $\frac{\partial C_0}{\partial W^L}$.",
        hint="Put (36) and (40) one below the other. In which factor do they differ?",
        equation="36",
        answer=weight_from_bias,
        cases=numbers(dC0_db2=REAL, a1=UNIT),
        explanation="The bias's gradient is the derivative that arrived at the sum. The weight's "
        "is the same times what came in.",
        misconceptions=(
            M(lambda d, a: d, "The two differ by a factor.", "36"),
            M(lambda d, a: d / a, "It is the other way around: multiply.", "36"),
            M(lambda d, a: d + a, "A factor, not a term.", "36"),
            M(lambda d, a: d * a * (1 - a), "The hidden layer's slope is not in (36).", "36"),
            M(lambda d, a: -d * a, "The sign stays.", "36"),
            M(lambda d, a: d * (1 - a), "The factor is the activation itself.", "33"),
            M(lambda d, a: a, "The error that (40) found is missing.", "36"),
        ),
    ),
    Exercise(
        id="9.3",
        kind=VECTORIZED,
        title="The bias for a batch",
        prompt="Write `bias_gradient(a2, y)`: the mean gradient (V13) of a batch, "
        "in the shape of $b^L$, a column.",
        hint="The bias is shared by all examples, so its gradient is a mean over them. "
        "`keepdims=True` keeps a column a column.",
        equation="V13",
        answer=bias_gradient,
        cases=inputs(a2=matrix(UNIT, "n2", "m"), y=matrix(UNIT, "n2", "m")),
        explanation="A column of means: one for each neuron.",
        misconceptions=(
            M(
                lambda a, y: error(a, y).mean(axis=1),
                "The numbers are right, but the column has lost an axis: keepdims=True.",
                "V13",
            ),
            M(
                lambda a, y: error(a, y).sum(axis=1, keepdims=True),
                "This adds up the examples. Take their mean.",
                "V13",
            ),
            M(
                lambda a, y: error(a, y).mean(axis=0, keepdims=True),
                "Wrong axis: examples are columns, so the mean runs along axis 1.",
                "V13",
            ),
            M(lambda a, y: error(a, y), "The mean over the examples is missing.", "V13"),
            M(
                lambda a, y: error(a, y).mean(),
                "Each neuron has its own bias: the neurons are not averaged.",
                "V13",
            ),
            M(
                lambda a, y: -error(a, y).mean(axis=1, keepdims=True),
                "The sign is flipped: a minus y.",
                "V11",
            ),
            M(
                lambda a, y: (a - y).mean(axis=1, keepdims=True),
                "The slope of the sigmoid is missing.",
                "V11",
            ),
            M(
                lambda a, y: error(a.mean(axis=1, keepdims=True), y.mean(axis=1, keepdims=True)),
                "Take the mean at the end: the mean of products is not the product of means.",
                "V13",
            ),
            M(
                lambda a, y: np.ones_like(a).mean(axis=1, keepdims=True),
                "This is only the slope of the sum, 1. The error is missing.",
                "39",
            ),
        ),
    ),
)
