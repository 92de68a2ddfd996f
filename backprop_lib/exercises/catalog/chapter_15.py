"""Exercises of chapter 15: cross-entropy, softmax, and the slopes of other curves."""

import numpy as np

from ..exercise import BUG, LINE, PROOF, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix, numbers, shares


def slope_of_both(a, y):
    """Return dC0_dz of the cross-entropy after a sigmoid."""
    return a - y  # (D21)


def cross_entropy_slope(a, y):
    """Return dC0_da of the cross-entropy from plain numbers."""
    return (a - y) / (a * (1 - a))  # (D19)


def tanh_slope(a):
    """Return the slope of tanh, where its value is a."""
    return 1 - a**2  # (D26)


def wide_sigmoid_slope(s):
    """Return the slope of 2s - 1, where s is a sigmoid."""
    return 2 * s * (1 - s)


def output_delta(a, y):
    """Return delta (n2, m) of a softmax with cross-entropy."""
    return a - y  # (D25)


def relu_back_printed(z, W_next, delta_next):
    """Return delta (n1, m) of a ReLU layer; W_next is (n2, n1)."""
    slope = np.maximum(0, z)
    return slope * (W_next.T @ delta_next)


def relu_back(z, W_next, delta_next):
    """Return delta (n1, m) of a ReLU layer; W_next is (n2, n1)."""
    slope = np.where(z > 0, 1.0, 0.0)  # (D28)
    return slope * (W_next.T @ delta_next)


EXERCISES = (
    by_hand(
        id="15.1",
        title="Wrong, and not deaf",
        prompt="A sigmoid neuron says $a = {a}$, and the target is $y = {y}$. "
        r"What is $\frac{dC_0}{dz}$ with the cross-entropy?",
        hints=(
            "The slope of the sigmoid has canceled.",
            r"(D21): $\frac{dC_0}{dz} = a - y$.",
            "Output minus target, in this order.",
        ),
        equation="D21",
        formula=slope_of_both,
        numbers={"a": 0.15, "y": 0.9},
        tolerance=2e-4,
        choices={"a": (0.05, 0.15, 0.2, 0.3, 0.35, 0.4), "y": (0.75, 0.8, 0.85, 0.9, 0.95)},
        working="answer_15_1 = {a} - {y}  # (D21)",
        explanation="As large as the error. With the squared cost the sigmoid would cut it down.",
        misconceptions=(
            M(
                lambda a, y: -y * np.log(a) - (1 - y) * np.log(1 - a),
                "That is the cost itself. A slope is asked for.",
                "D21",
            ),
            M(lambda a, y: a - 0.5, "The target is y, not one half.", "D21"),
            M(
                lambda a, y: -y / a,
                "That is one of two terms of the slope by a. Go on through the sigmoid.",
                "D20",
            ),
            M(lambda a, y: -y * (1 - a), "A term is missing: (1 - y) * a.", "D21"),
            M(lambda a, y: (a - y) / a, "Nothing is divided here: all of it cancels.", "D21"),
            M(
                lambda a, y: a * (1 - a),
                "That is the sigmoid's slope alone. With this cost it cancels.",
                "D21",
            ),
            M(lambda a, y: -y * np.log(a), "That is a part of the cost itself.", "D21"),
            M(
                lambda a, y: (a - y) ** 2 / 2,
                "That is the squared cost itself. A slope is asked for.",
                "D21",
            ),
            M(
                lambda a, y: a * (1 - a) * (a - y),
                "That is the squared cost. Here the sigmoid's slope cancels.",
                "D21",
            ),
            M(
                lambda a, y: (a - y) / (a * (1 - a)),
                "That is the slope by a. Go on through the sigmoid.",
                "D20",
            ),
        ),
    ),
    Exercise(
        id="15.2",
        kind=LINE,
        title="The slope of the cross-entropy",
        prompt="Write equation (D19) as one line of code, for plain numbers.",
        hints=(
            "A fraction. Mind the parentheses below the bar.",
            r"(D19): $\frac{a - y}{a (1 - a)}$.",
            "`below = a * (1 - a)`",
        ),
        equation="D19",
        answer=cross_entropy_slope,
        cases=numbers(a=UNIT, y=UNIT),
        explanation="Without the parentheses the $(1 - a)$ would multiply.",
        misconceptions=(
            M(
                lambda a, y: -y / a - (1 - y) / (1 - a),
                "The inside 1 - a falls when a grows: one more minus.",
                "D19",
            ),
            M(lambda a, y: -y / a, "The term with 1 - y is missing.", "D19"),
            M(lambda a, y: (1 - y) / (1 - a), "The term with y, -y / a, is missing.", "D19"),
            M(
                lambda a, y: (a - y) / (y * (1 - y)),
                "Below the bar, y stands where a belongs.",
                "D19",
            ),
            M(
                lambda a, y: -y * np.log(a) - (1 - y) * np.log(1 - a),
                "This is the cost itself, not its slope.",
                "D19",
            ),
            M(lambda a, y: a - y, "That is the slope by z. Here it is by a: a fraction.", "D19"),
            M(
                lambda a, y: (a - y) / (a * (1 - a)) ** 2,
                "Below the bar a(1 - a) stands once, not squared.",
                "D19",
            ),
            M(
                lambda a, y: (a - y) / a * (1 - a),
                "The (1 - a) multiplies here. Put all that is below the bar in parentheses.",
                "D19",
            ),
        ),
    ),
    Exercise(
        id="15.3",
        kind=PROOF,
        title="A taller sigmoid",
        prompt=r"A sigmoid from $-1$ to $1$ is $t = 2s - 1$, where $s = \sigma(z)$. "
        r"Write its slope $\frac{dt}{dz}$ with `s`.",
        hints=(
            "The 1 has no slope, and the 2 stays.",
            r"(28): $\frac{ds}{dz} = s(1 - s)$.",
            "`slope_of_s = s * (1 - s)`",
        ),
        equation="28",
        symbols=("s",),
        answer=wide_sigmoid_slope,
        cases=numbers(s=UNIT),
        working="answer_15_3 = 2 * s * (1 - s)",
        explanation=r"With $s = (t + 1)/2$ this is $\frac12(1 - t^2)$, half of (D26): "
        r"$\tanh z$ is this curve at $2z$.",
        misconceptions=(
            M(
                lambda s: (2 * s - 1) * (2 - 2 * s),
                "t is no sigmoid: t(1 - t) is not its slope. Differentiate 2s - 1.",
                "28",
            ),
            M(lambda s: 2 * s * (1 - s) - 1, "The slope of a constant is zero.", "28"),
            M(
                lambda s: 4 * s * (1 - s),
                "Twice too much: t is no tanh(z), and z is not doubled here.",
                "28",
            ),
        ),
    ),
    Exercise(
        id="15.4",
        kind=VECTORIZED,
        title="Where the way back starts",
        prompt="Write `output_delta(a, y)`: the derivative (D25) of each example's cost by the "
        "sums of the last layer, for a softmax with cross-entropy, shape $(n_2, m)$.",
        hints=(
            "It is shorter than you may think.",
            r"(D25): $a_j - y_j$, for every entry.",
            "No slope, no sum, no mean.",
        ),
        equation="D25",
        answer=output_delta,
        cases=inputs(a=shares(), y=shares()),
        explanation="The paths through all the outputs have been added up already, on paper.",
        misconceptions=(
            M(
                lambda a, y: np.exp(a) / np.exp(a).sum(axis=0) - y,
                "The softmax is applied a second time: a is an activation already.",
                "D25",
            ),
            M(
                lambda a, y: -y / a,
                "That is the slope by the activations. Go on to the sums.",
                "D25",
            ),
            M(
                lambda a, y: y * (a - 1),
                "Every output counts, not only that of the right class.",
                "D25",
            ),
            M(
                lambda a, y: (a - y) / (a * (1 - a)),
                "That divides by the slope of a sigmoid, which has canceled.",
                "D25",
            ),
            M(lambda a, y: -y * np.log(a), "This is the cost itself, not its derivative.", "D25"),
            M(
                lambda a, y: a * (1 - a) * (a - y),
                "The slope of the curve has canceled: leave it out.",
                "D25",
            ),
        ),
    ),
    Exercise(
        id="15.5",
        kind=BUG,
        title="A slope that is no slope",
        prompt="This goes back through a layer of ReLUs. The zeros are in the right places, "
        "and the rest is wrong. Find the mistake and repair it.",
        hints=(
            "What is the slope of $\\max(0, z)$ at $z = 3$?",
            "(D28): $[z > 0]$ is 1 or 0, and nothing else.",
            "The line that begins with `slope =` is the wrong one.",
        ),
        equation="D28",
        answer=relu_back,
        printed=relu_back_printed,
        cases=inputs(
            z=matrix(REAL, "n1", "m"),
            W_next=matrix(REAL, "n2", "n1"),
            delta_next=matrix(REAL, "n2", "m"),
        ),
        explanation="It multiplied by the value of the ReLU where its slope belongs.",
        misconceptions=(
            M(
                lambda z, W, d: np.where(z > 0, 1.0, z) * (W.T @ d),
                "Below zero the slope is 0, not z.",
                "D28",
            ),
            M(
                lambda z, W, d: np.where(z > 0, 1.0, 0.0) * (W.T @ np.maximum(0, d)),
                "What comes back keeps its sign: delta goes through no ReLU.",
                "D28",
            ),
            M(
                lambda z, W, d: np.exp(-z) / (1 + np.exp(-z)) ** 2 * (W.T @ d),
                "This is the slope of the sigmoid. The layer has ReLUs.",
                "D28",
            ),
            M(
                lambda z, W, d: np.clip(z, 0, 1) * (W.T @ d),
                "Between 0 and 1, too, the slope is 1, not z.",
                "D28",
            ),
            M(
                lambda z, W, d: np.minimum(1, z) * (W.T @ d),
                "The slope is 1 above 0 and 0 below, whatever z is.",
                "D28",
            ),
            M(
                lambda z, W, d: np.where(z > 1, 1.0, 0.0) * (W.T @ d),
                "The slope is 1 wherever z is above 0, not only above 1.",
                "D28",
            ),
            M(
                lambda z, W, d: np.abs(z) * (W.T @ d),
                "The size of z stands where its slope belongs: 1 or 0.",
                "D28",
            ),
            M(
                lambda z, W, d: np.sign(z) * (W.T @ d),
                "Below zero the slope is 0, not -1.",
                "D28",
            ),
            M(
                lambda z, W, d: np.where(z > 0, 1.0, 0.01) * (W.T @ d),
                "Below zero the slope is 0: with 0.01 it is a leaky ReLU.",
                "D28",
            ),
            M(lambda z, W, d: W.T @ d, "Where the sum is below zero, nothing comes back.", "D28"),
            M(
                lambda z, W, d: np.where(z < 0, 1.0, 0.0) * (W.T @ d),
                "It is the other way around: the slope is 1 above zero.",
                "D28",
            ),
            M(
                lambda z, W, d: np.where(W.T @ d > 0, W.T @ d, 0.0),
                "What matters is the sign of z, not of what comes back.",
                "D28",
            ),
        ),
    ),
)
