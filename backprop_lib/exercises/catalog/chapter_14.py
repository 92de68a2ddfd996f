"""Exercises of chapter 14: any depth, and what is left of a slope."""

import numpy as np

from ..exercise import BUG, FUNCTION, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix, whole

HIDDEN = {
    "a": matrix(UNIT, "n1", "m"),
    "W_next": matrix(REAL, "n2", "n1"),
    "delta_next": matrix(REAL, "n2", "m"),
}


def wide_step(n, W):
    """Return delta of a neuron that n equal weights W lead on from, at a = 0.5."""
    return 0.5 * (1 - 0.5) * n * W  # (D12)


def delta_before(a, W_next, delta_next):
    """Return delta (n1, m); W_next is (n2, n1), delta_next (n2, m)."""
    return a * (1 - a) * (W_next.T @ delta_next)  # (D12)


def layer_slopes(delta, a_before):
    """Return dC_dW and dC_db from delta (n2, m) and a_before (n1, m)."""
    dC_dW = delta @ a_before.T / delta.shape[1]  # (D13)
    return dC_dW, delta.mean(axis=1, keepdims=True)  # (D14)


def xavier(n_before, n):
    """Return the spread s of the weights between two layers."""
    return np.sqrt(2 / (n_before + n))  # (D17)


def two_back_printed(a1, a2, W2, W3, delta3):
    """Return delta1 (n1, m) from delta3 (n3, m), two layers back."""
    delta2 = a2 * (1 - a2) * (W3.T @ delta3)
    return a2 * (1 - a2) * (W2.T @ delta2)


def two_back(a1, a2, W2, W3, delta3):
    """Return delta1 (n1, m) from delta3 (n3, m), two layers back."""
    delta2 = a2 * (1 - a2) * (W3.T @ delta3)  # (D12)
    return a1 * (1 - a1) * (W2.T @ delta2)  # (D12), once more


EXERCISES = (
    by_hand(
        id="14.1",
        title="One step back in a wide layer",
        prompt=r"A layer is followed by one of {n} neurons. All weights between them are ${W}$, "
        r"all $\delta^{l+1}_j$ are $1$, and all activations of the layer are $0.5$. "
        r"How large is each $\delta^l_i$?",
        hints=(
            "So many terms in the sum, and the slope of the sigmoid at 0.5.",
            r"(D12): $a^l (1 - a^l)$ times $\sum_j W^{l+1}_{ji} \delta^{l+1}_j$.",
            "`sent_back = {n} * {W} * 1`",
        ),
        equation="D12",
        formula=wide_step,
        numbers={"n": 20, "W": 0.3},
        choices={"n": (12, 14, 18, 20, 30, 32, 36, 50), "W": (0.2, 0.3, 0.35, 0.6)},
        working="answer_14_1 = 0.5 * (1 - 0.5) * {n} * {W} * 1  # (D12)",
        explanation=r"There are so many terms that it grows, with weights far below 4.",
        misconceptions=(
            M(
                lambda n, W: 0.25 * W * np.sqrt(n),
                "Equal terms add up: n times one of them, not the root of n.",
                "D12",
            ),
            M(
                lambda n, W: W / 4,
                "All neurons of the next layer send something back: add them.",
                "D12",
            ),
            M(lambda n, W: n * W, "The slope of the sigmoid is missing.", "D12"),
            M(lambda n, W: n * W / 2, "The slope is a(1-a), a quarter, not a half.", "28"),
            M(lambda n, W: n / 4, "The weights are missing.", "D12"),
        ),
    ),
    Exercise(
        id="14.2",
        kind=VECTORIZED,
        title="The one line",
        prompt="Write `delta_before(a, W_next, delta_next)`: equation (D12), for a whole batch.",
        hints=(
            "Transpose, multiply, and then entry by entry.",
            "(D12): $a^l \\odot (1 - a^l) \\odot (W^{l+1})^\\top \\delta^{l+1}$.",
            "`onward = W_next.T @ delta_next`",
        ),
        equation="D12",
        answer=delta_before,
        cases=inputs(**HIDDEN),
        explanation="All of backpropagation in a line.",
        misconceptions=(
            M(lambda a, W, d: W.T @ d, "The slope of the layer's own sigmoid is missing.", "D12"),
            M(lambda a, W, d: a * (W.T @ d), "The factor 1 - a is missing.", "D12"),
            M(lambda a, W, d: (1 - a) * (W.T @ d), "The factor a is missing.", "D12"),
            M(
                lambda a, W, d: a * (1 - a) * (W.T @ d) / a.shape[1],
                "The mean is taken in the gradients, (D13) and (D14), not here.",
                "D13",
            ),
            M(lambda a, W, d: -a * (1 - a) * (W.T @ d), "No sign changes on the way.", "D12"),
            M(
                lambda a, W, d: a * (1 - a) * (np.ones_like(W).T @ d),
                "What comes back comes through the weights.",
                "D12",
            ),
        ),
    ),
    Exercise(
        id="14.3",
        kind=VECTORIZED,
        title="Two gradients from one delta",
        prompt="Write `layer_slopes(delta, a_before)`: the gradients (D13) and (D14) of a layer, "
        "for a batch, in this order.",
        hints=(
            "An outer product for each example, averaged; and the average itself, as a column.",
            "(D13): $\\frac{1}{m} \\delta^l (a^{l-1})^\\top$, and (D14).",
            "`dC_dW = delta @ a_before.T / delta.shape[1]`",
        ),
        equation="D13",
        answer=layer_slopes,
        cases=inputs(delta=matrix(REAL, "n2", "m"), a_before=matrix(UNIT, "n1", "m")),
        explanation="The same two lines for every layer.",
        misconceptions=(
            M(
                lambda d, a: (d @ (a * (1 - a)).T / d.shape[1], d.mean(axis=1, keepdims=True)),
                "The slope of the layer before is no factor here: only its activations are.",
                "D13",
            ),
            M(
                lambda d, a: (d @ a.T, d.sum(axis=1, keepdims=True)),
                "These are sums over the examples. Divide by their number.",
                "D13",
            ),
            M(
                lambda d, a: (d @ a.T, d.sum(axis=1)),
                "These are sums: divide by the number of examples. And keep the column: keepdims.",
                "D13",
            ),
            M(
                lambda d, a: (d @ a.T, d.mean(axis=1, keepdims=True)),
                "The weights' gradient is a mean, too.",
                "D13",
            ),
            M(
                lambda d, a: (d @ a.T / len(d), d.sum(axis=1, keepdims=True) / len(d)),
                "This divides by the number of neurons. Examples are columns.",
                "D13",
            ),
            M(
                lambda d, a: (a @ d.T / d.shape[1], d.mean(axis=1, keepdims=True)),
                "The outer product is turned over: delta stands on the left.",
                "D13",
            ),
            M(
                lambda d, a: (d.mean(axis=1, keepdims=True), d @ a.T / d.shape[1]),
                "In the other order: the weights first.",
                "D13",
            ),
            M(
                lambda d, a: (d @ a.T / d.shape[1], d.mean(axis=0, keepdims=True)),
                "The bias has one entry for each neuron: average along axis=1.",
                "D14",
            ),
        ),
    ),
    Exercise(
        id="14.4",
        kind=FUNCTION,
        title="The spread of the start",
        prompt="Write `xavier(n_before, n)`: the spread $s$ of (D17), not its square, of the "
        "weights between a layer of `n_before` neurons and one of `n`.",
        hints=(
            "A square root: `np.sqrt`.",
            "(D17): $s^2 = 2 / (n^{l-1} + n^l)$.",
            "`square = 2 / (n_before + n)`",
        ),
        equation="D17",
        answer=xavier,
        cases=inputs(n_before=whole(2, 60), n=whole(61, 99)),
        uses=(),
        explanation="The square root of what stands in (D17).",
        misconceptions=(
            M(
                lambda n0, n: np.sqrt(2) / (np.sqrt(n0) + np.sqrt(n)),
                "The root of a sum is not the sum of the roots: add first.",
                "D17",
            ),
            M(lambda n0, n: 2 / (n0 + n), "This is the square of s: take the root.", "D17"),
            M(lambda n0, n: np.sqrt(1 / (n0 + n)), "The mean of two sizes has a 2.", "D17"),
            M(
                lambda n0, n: np.sqrt(6 / (n0 + n)),
                "With 6 it is the edge of a uniform start. (D17) has the spread: 2.",
                "D17",
            ),
            M(
                lambda n0, n: np.sqrt(2 / n0),
                "That is He's start, for ReLU. Xavier's takes the mean of both sizes.",
                "D17",
            ),
            M(lambda n0, n: np.sqrt(1 / n0), "That keeps the way forward only.", "D17"),
            M(lambda n0, n: np.sqrt(1 / n), "That keeps the way back only.", "D17"),
            M(lambda n0, n: np.sqrt(2 / (n0 * n)), "A sum of sizes, not a product.", "D17"),
        ),
    ),
    Exercise(
        id="14.5",
        kind=BUG,
        title="The wrong layer's slope",
        prompt="This walks two layers back. Where the layers have the same size it runs, and the "
        "result is not even far off. Find the mistake and repair it.",
        hints=(
            "Which layer's sums does the second line want to reach?",
            "(D12): the activation in front belongs to the layer on the left.",
            "The first line, `delta2 = ...`, is right.",
        ),
        equation="D12",
        answer=two_back,
        printed=two_back_printed,
        cases=inputs(
            a1=matrix(UNIT, "n1", "m"),
            a2=matrix(UNIT, "n1", "m"),
            W2=matrix(REAL, "n1", "n1"),
            W3=matrix(REAL, "n1", "n1"),
            delta3=matrix(REAL, "n1", "m"),
        ),
        explanation="Each delta belongs to its own layer, and passes through that layer's sigmoid.",
        misconceptions=(
            M(
                lambda a1, a2, W2, W3, d: a2 * (1 - a2) * (W3.T @ d),
                "This is delta2. One layer more.",
                "D12",
            ),
            M(
                lambda a1, a2, W2, W3, d: a1 * (1 - a1) * (W2.T @ (W3.T @ d)),
                "The slope of the layer in between is missing.",
                "D12",
            ),
            M(
                lambda a1, a2, W2, W3, d: a1 * (1 - a1) * (W3.T @ (a2 * (1 - a2) * (W3.T @ d))),
                "Each layer goes back through its own weights: W2 in the second line.",
                "D12",
            ),
            M(
                lambda a1, a2, W2, W3, d: W2.T @ (a2 * (1 - a2) * (W3.T @ d)),
                "The slope of the first layer, a1 * (1 - a1), is missing.",
                "D12",
            ),
            M(
                lambda a1, a2, W2, W3, d: a1 * (1 - a1) * (W2.T @ (a1 * (1 - a1) * (W3.T @ d))),
                "The first line was right: the layer in between has the activation a2.",
                "D12",
            ),
            M(
                lambda a1, a2, W2, W3, d: a1 * (1 - a1) * (W2.T @ d) * (W3.T @ d),
                "Step by step: the second line takes what the first one made.",
                "D12",
            ),
        ),
    ),
)
