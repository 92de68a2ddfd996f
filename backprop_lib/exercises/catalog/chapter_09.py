"""Exercises of chapter 9: the gradient of the bias of layer L."""

import numpy as np

from ..exercise import FUNCTION, LINE, VECTORIZED, Exercise, by_hand
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


def bias_slope(a1, a2, y):
    """Return dC0_db2 from plain numbers."""
    return a2 * (1 - a2) * (a2 - y)  # (40)


def common_bias_gradient(a2, y):
    """Return dC_db of one bias for all; a2 and y are (n2, m)."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)  # (V11)
    return np.sum(dC0_dz2) / a2.shape[1]  # paths add


EXERCISES = (
    by_hand(
        id="9.1",
        title="The bias on paper",
        prompt="Take $a^{L-1} = {a1}$, $a^L = {a2}$ and $y = {y}$. "
        r"What is $\frac{\partial C_0}{\partial b^L}$?",
        hints=(
            "The bias moves the sum one to one. Which of the three factors does that leave out?",
            r"(40): $a^L (1 - a^L) \cdot (a^L - y)$.",
            "`slope = {a2} * (1 - {a2})`",
        ),
        equation="40",
        formula=bias_slope,
        numbers={"a1": 0.3, "a2": 0.62, "y": 0.28},
        tolerance=2e-4,
        elsewhere={"edition 0.1.0": {"a1": 0.5, "a2": 0.8, "y": 0.3}},
        choices={"a1": (0.3, 0.4, 0.35), "a2": (0.62, 0.86, 0.78), "y": (0.28, 0.12, 0.26)},
        working="answer_9_1 = {a2} * (1 - {a2}) * ({a2} - {y})  # (40)",
        explanation="The weight's gradient without its first factor.",
        misconceptions=(
            M(
                lambda a1, a2, y: 1 + a2 * (1 - a2) + (a2 - y),
                "Slopes along a chain multiply; they do not add.",
                "37",
            ),
            M(
                lambda a1, a2, y: a2 * (1 - a2) * (a2 - y) ** 2 / 2,
                "The cost stands where its slope, a2 - y, belongs.",
                "40",
            ),
            M(
                lambda a1, a2, y: a1 * a2 * (1 - a2) * (a2 - y),
                "This is the gradient of the weight: the bias has no factor a1.",
                "38",
            ),
            M(
                lambda a1, a2, y: a1 * a2 * (1 - a2),
                "a1 stands where the slope of the cost, a2 - y, belongs.",
                "40",
            ),
            M(lambda a1, a2, y: 0.0, "The bias moves the sum one to one: that slope is 1.", "38"),
            M(lambda a1, a2, y: 1.0, "This is only the first factor of three.", "37"),
        ),
    ),
    Exercise(
        id="9.2",
        kind=LINE,
        title="From the bias to the weight",
        prompt=r"You have $\frac{\partial C_0}{\partial b^L}$ already. "
        r"Write the one line that turns it into $\frac{\partial C_0}{\partial W^L}$.",
        hints=(
            "Put (36) and (40) one below the other. In which factor do they differ?",
            r"(36) is $a^{L-1} \cdot a^L (1 - a^L) \cdot (a^L - y)$, and (40) is $a^L (1 - a^L) "
            r"\cdot (a^L - y)$.",
            "`return a1 * ...`",
        ),
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
            M(lambda d, a: a, "The derivative that (40) found is missing.", "36"),
        ),
    ),
    Exercise(
        id="9.3",
        kind=VECTORIZED,
        title="The bias for a batch",
        prompt="Write `bias_gradient(a2, y)`: the mean gradient (V13) of a batch, "
        "in the shape of $b^L$, a column.",
        hints=(
            "The bias is shared by all examples, so its gradient is a mean over them. "
            "`keepdims=True` keeps a column a column.",
            r"(V13): the mean of the columns of $\frac{\partial C_0}{\partial z^L}$, which is "
            r"(V11).",
            "`dC0_dz2 = a2 * (1 - a2) * (a2 - y)`",
        ),
        equation="V13",
        answer=bias_gradient,
        cases=inputs(a2=matrix(UNIT, "n2", "m"), y=matrix(UNIT, "n2", "m")),
        explanation="A column of means: one for each neuron.",
        misconceptions=(
            M(
                lambda a, y: (error(a, y) * a).mean(axis=1, keepdims=True),
                "This multiplies by an activation, as a weight's gradient would. The bias has no "
                "such factor.",
                "V13",
            ),
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
                "This is only the slope of the sum, 1. The error of the layer is missing.",
                "39",
            ),
        ),
    ),
    Exercise(
        id="9.4",
        kind=FUNCTION,
        title="One bias for all",
        prompt="To save memory, somebody gives all neurons of layer $L$ one common bias, a single "
        "number $b$ in the place of the column $b^L$. Write `common_bias_gradient(a2, y)`: the "
        "derivative of the mean cost of a batch with respect to this $b$. One number.",
        hints=(
            "Nudge $b$. Through how many neurons does the nudge reach the cost of one example, "
            "and what do paths do that meet?",
            r"(V13) has one entry for each neuron, $\frac{1}{m} \sum_k \frac{\partial C_0}"
            r"{\partial z^L_{jk}}$. The paths through the neurons $j$ add.",
            "`dC0_dz2 = a2 * (1 - a2) * (a2 - y)`",
        ),
        equation="V13",
        answer=common_bias_gradient,
        cases=inputs(a2=matrix(UNIT, "n2", "m"), y=matrix(UNIT, "n2", "m")),
        wanted="one number",
        explanation="Sum over the neurons, because each of them is a path; mean over the "
        "examples, because $C$ is a mean.",
        misconceptions=(
            M(
                lambda a, y: error(a, y).mean(),
                "The examples are averaged, but paths through several neurons add.",
                "V13",
            ),
            M(
                lambda a, y: error(a, y).sum(),
                "This is a sum, not a mean: divide by the number of examples.",
                "V13",
            ),
            M(
                lambda a, y: error(a, y).mean(axis=1, keepdims=True),
                "This is (V13), a bias for each neuron. Here all neurons have the same.",
                "V13",
            ),
            M(
                lambda a, y: error(a, y).sum() / a.shape[0],
                "This divides by the number of neurons: their paths add. Examples are columns.",
                "V13",
            ),
        ),
    ),
)
