"""Exercises of chapter 8: the gradient of the weights of layer L."""

import numpy as np

from ...core import sigmoid
from ..exercise import BUG, LINE, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix, numbers


def weight_slope(a1, a2, y):
    """Return dC0_dW2 from plain numbers."""
    return a1 * a2 * (1 - a2) * (a2 - y)  # (36)


def weight_gradient(a1, a2, y):
    """Return dC_dW2 (n2, n1); a1 is (n1, m), a2 and y are (n2, m)."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)  # (V11)
    return dC0_dz2 @ a1.T / a1.shape[1]  # (V12)


def weight_gradient_from_sum_printed(a1, z2, y):
    """Return dC_dW2 (n2, n1); a1 is (n1, m), z2 and y are (n2, m)."""
    a2 = sigmoid(z2)
    dC0_dz2 = z2 * (1 - z2) * (a2 - y)
    return dC0_dz2 @ a1.T / a1.shape[1]


def weight_gradient_from_sum(a1, z2, y):
    """Return dC_dW2 (n2, n1); a1 is (n1, m), z2 and y are (n2, m)."""
    a2 = sigmoid(z2)
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)  # (V11): a2, not z2
    return dC0_dz2 @ a1.T / a1.shape[1]


def error(a2, y):
    """Return dC0_dz2, the error of layer L: (V11)."""
    return a2 * (1 - a2) * (a2 - y)


def _from_sum(wrong):
    """Make a mistake about (a1, a2, y) one about (a1, z2, y)."""
    return lambda a1, z2, y: wrong(a1, sigmoid(z2), y)


OTHER_LAYER = "Here stands the slope of layer L-1: take layer L's, and the factor a1."
GRADIENT_MISTAKES = (
    M(
        lambda a1, a2, y: (a2 - y) @ (a1 * (1 - a1)).T / a1.shape[1],
        OTHER_LAYER,
        "V11",
    ),
    M(
        lambda a1, a2, y: a1 @ error(a2, y).T / a1.shape[1],
        "The outer product is transposed: the error of the layer stands on the left.",
        "V12",
    ),
    M(
        lambda a1, a2, y: error(a2, y) @ a1.T,
        "This adds up the examples. Divide by their number.",
        "V12",
    ),
    M(
        lambda a1, a2, y: -error(a2, y) @ a1.T / a1.shape[1],
        "The sign is flipped: a minus y, not y minus a.",
        "V11",
    ),
    M(
        lambda a1, a2, y: (a2 - y) @ a1.T / a1.shape[1],
        "The slope of the sigmoid, a(1-a), is missing.",
        "V11",
    ),
    M(
        lambda a1, a2, y: a2 * (a2 - y) @ a1.T / a1.shape[1],
        "The factor 1 - a is missing.",
        "V11",
    ),
    M(
        lambda a1, a2, y: a2 * (1 - a2) @ a1.T / a1.shape[1],
        "The slope of the cost, a minus y, is missing.",
        "V11",
    ),
    M(
        lambda a1, a2, y: error(a2, y) @ a1.T / a2.shape[0],
        "This divides by the number of neurons. Examples are columns.",
        "V12",
    ),
    M(
        lambda a1, a2, y: error(a2, y) @ (a1 * (1 - a1)).T / a1.shape[1],
        "The hidden layer's own slope is not part of this chain.",
        "V12",
    ),
    M(
        lambda a1, a2, y: np.mean(error(a2, y), axis=1, keepdims=True),
        "This is the gradient of the bias: the activation a1 is missing.",
        "V12",
    ),
    M(
        lambda a1, a2, y: (
            np.mean(error(a2, y), axis=1, keepdims=True) @ np.mean(a1, axis=1, keepdims=True).T
        ),
        "The mean of products is not the product of means.",
        "V12",
    ),
)


def weight_slope_of_cross_entropy(a1, a2, y):
    """Return dC0_dW2 for the cross-entropy, from plain numbers."""
    return a1 * (a2 - y)


EXERCISES = (
    by_hand(
        id="8.1",
        title="Three factors on paper",
        prompt="Take $a^{L-1} = {a1}$, $a^L = {a2}$ and $y = {y}$. "
        r"What is $\frac{\partial C_0}{\partial W^L}$?",
        hints=(
            "Chapter 7 times chapter 6 times chapter 5: one factor from each.",
            r"(36): $a^{L-1} \cdot a^L (1 - a^L) \cdot (a^L - y)$.",
            "`slope = {a2} * (1 - {a2})`",
        ),
        equation="36",
        formula=weight_slope,
        numbers={"a1": 0.43, "a2": 0.8, "y": 0.22},
        tolerance=2e-4,
        elsewhere={"edition 0.1.0": {"a1": 0.5, "a2": 0.8, "y": 0.3}},
        choices={"a1": (0.43, 0.47, 0.59), "a2": (0.8, 0.74, 0.64), "y": (0.22, 0.16, 0.26)},
        working="answer_8_1 = {a1} * {a2} * (1 - {a2}) * ({a2} - {y})  # (36)",
        misconceptions=(
            M(
                lambda a1, a2, y: a1 * (1 - a1) * (a2 - y),
                OTHER_LAYER,
                "36",
            ),
        ),
        explanation="The slope of the sum, the slope of the sigmoid, and the slope of the cost.",
    ),
    Exercise(
        id="8.2",
        kind=LINE,
        title="The weight's slope",
        prompt="Write equation (36) as one line of code, for plain numbers.",
        hints=(
            "Chapter 7 times chapter 6 times chapter 5.",
            r"(36): $a^{L-1} \cdot a^L (1 - a^L) \cdot (a^L - y)$.",
            "`dC0_dz2 = a2 * (1 - a2) * (a2 - y)`",
        ),
        equation="36",
        answer=weight_slope,
        cases=numbers(a1=UNIT, a2=UNIT, y=UNIT),
        explanation="Three derivatives, one product.",
        misconceptions=(
            M(lambda p, a, y: a * (1 - a) * (a - y), "The activation a1 is missing.", "33"),
            M(
                lambda p, a, y: p * (1 - p) * (a - y),
                OTHER_LAYER,
                "36",
            ),
            M(lambda p, a, y: p * (a - y), "The slope of the sigmoid is missing.", "28"),
            M(lambda p, a, y: p * a * (1 - a), "The slope of the cost is missing.", "12"),
            M(lambda p, a, y: p * a * (1 - a) * (y - a), "The sign is flipped.", "12"),
            M(
                lambda p, a, y: p * p * (1 - p) * (a - y),
                "This has the slope of layer L-1. Here it is layer L's.",
                "28",
            ),
            M(lambda p, a, y: a * a * (1 - a) * (a - y), "a2 stands where a1 belongs.", "33"),
            M(lambda p, a, y: p * a * (a - y), "The factor 1 - a2 is missing.", "28"),
            M(
                lambda p, a, y: p * a * (1 - a) * (a - y) ** 2 / 2,
                "The cost stands where its derivative belongs.",
                "12",
            ),
        ),
    ),
    Exercise(
        id="8.3",
        kind=VECTORIZED,
        title="All weights, all examples",
        prompt="Write `weight_gradient(a1, a2, y)`: the mean gradient (V12) of a batch, "
        "in the shape of $W^L$.",
        hints=(
            "First (V11), entry by entry, shape $(n_2, m)$. "
            "Then one matrix product adds up over the examples. Which shapes give $(n_2, n_1)$?",
            r"(V12): $\frac{1}{m} \frac{\partial C_0}{\partial z^L} (a^{L-1})^\top$, with (V11).",
            "`dC0_dz2 = a2 * (1 - a2) * (a2 - y)`",
        ),
        equation="V12",
        answer=weight_gradient,
        cases=inputs(
            a1=matrix(UNIT, "n1", "m"), a2=matrix(UNIT, "n2", "m"), y=matrix(UNIT, "n2", "m")
        ),
        explanation="The matrix product adds up over the examples, and dividing by $m$ makes "
        "it a mean.",
        misconceptions=GRADIENT_MISTAKES,
    ),
    Exercise(
        id="8.4",
        kind=BUG,
        title="A wrong number that looks right",
        prompt="This function returns an array of the right shape and raises no exception, but the "
        "numbers are wrong. Find the mistake and repair it. Only one line is wrong.",
        hints=(
            "Compute it by hand for one neuron and one example, line by line. "
            "Which line disagrees with chapter 6?",
            r"(V11): $a^L \odot (1 - a^L) \odot (a^L - y)$. Which letter does the code have that "
            r"this equation does not?",
            "The line that begins with `dC0_dz2 =` is the wrong one.",
        ),
        equation="V11",
        answer=weight_gradient_from_sum,
        printed=weight_gradient_from_sum_printed,
        cases=inputs(
            a1=matrix(UNIT, "n1", "m"), z2=matrix(REAL, "n2", "m"), y=matrix(UNIT, "n2", "m")
        ),
        explanation="The slope of the sigmoid was written with the sum `z2`. (28) wants the "
        "activation `a2`.",
        misconceptions=(
            M(
                lambda a1, z2, y: sigmoid(z2) * (1 - z2) * (sigmoid(z2) - y) @ a1.T / a1.shape[1],
                "z2 is still there in one factor: 1 - z2.",
                "V11",
            ),
            *(M(_from_sum(m.answer), m.hint, m.equation) for m in GRADIENT_MISTAKES[:7]),
            M(
                lambda a1, z2, y: sigmoid(z2) * (1 - sigmoid(z2)) * (z2 - y) @ a1.T / a1.shape[1],
                "That line was right: the cost compares the activation with the target.",
                "V8",
            ),
            M(
                lambda a1, z2, y: z2 * (1 - z2) * (z2 - y) @ a1.T / a1.shape[1],
                "Now the sum stands in both places. Both want the activation.",
                "V11",
            ),
            M(
                lambda a1, z2, y: z2 * (1 - sigmoid(z2)) * (sigmoid(z2) - y) @ a1.T / a1.shape[1],
                "z2 is still there in one factor: it should be a2.",
                "V11",
            ),
        ),
    ),
    Exercise(
        id="8.5",
        kind=LINE,
        title="The same weight, another cost",
        prompt=r"For another cost, the cross-entropy of exercise 5.6, the last factor of (34) is "
        r"$\frac{\partial C_0}{\partial a^L} = \frac{a^L - y}{a^L (1 - a^L)}$. Write the gradient "
        r"of "
        "$W^L$ for this cost as one line, as short as it gets. What has become of the slope that "
        "stopped learning in this chapter?",
        hints=(
            "Two of the three factors of the chain stay what they were. Write all three side by "
            "side.",
            r"$a^{L-1} \cdot a^L (1 - a^L) \cdot \frac{a^L - y}{a^L (1 - a^L)}$. What cancels?",
            "`return a1 * ...`",
        ),
        equation="34",
        answer=weight_slope_of_cross_entropy,
        cases=numbers(a1=UNIT, a2=UNIT, y=UNIT),
        explanation="The slope of the sigmoid cancels, so an output that is far off learns fast "
        "even where "
        "the sigmoid is flat. That is why this cost is used.",
        misconceptions=(
            M(
                lambda p, a, y: p * a * (1 - a) * (a - y) / a * (1 - a),
                "Parentheses below the line are missing: 1 - a2 divides, too.",
                "34",
            ),
            M(
                lambda p, a, y: p * a * (1 - a) * (a - y),
                "This is the gradient for the squared cost. Put in the slope of the other one.",
                "36",
            ),
            M(
                lambda p, a, y: p * (a - y) / (a * (1 - a)),
                "The slope of the sigmoid is missing: it is still one of the three factors.",
                "34",
            ),
        ),
    ),
)
