"""Exercises of chapter 7: how the weighted sum moves with a weight."""

import numpy as np

from ..exercise import PROOF, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, numbers, size, vector


def sum_by_weight(a1, n2):
    """Return the slopes of z2[k] by W2[j, i]; a1 has shape (n1,)."""
    return np.eye(n2)[:, :, np.newaxis] * a1  # (V10)


def slope_by_weight(W2, a1, b2):
    """Return dz2_dW2, where z2 = W2 * a1 + b2."""
    return a1  # (33)


def slope_by_root(u, a, b):
    """Return dz_du, where z = u**2 * a + b."""
    return 2 * u * a


EXERCISES = (
    by_hand(
        id="7.1",
        title="Turn the weight",
        prompt="In layer $L$, $W^L = {W2}$, $a^{L-1} = {a1}$ and $b^L = {b2}$. "
        r"What is $\frac{\partial z^L}{\partial W^L}$?",
        hints=(
            "Raise the weight by 1 and compute $z^L$ again. By how much did it move?",
            r"(29) is $z^L = W^L a^{L-1} + b^L$. Only $W^L$ is turned.",
            "`before = {W2} * {a1} + {b2}`",
        ),
        equation="33",
        formula=slope_by_weight,
        numbers={"W2": -1.6, "a1": 0.25, "b2": 0.3},
        choices={"W2": (-1.6, 1.4, -0.8), "a1": (0.25, 0.4, 0.6), "b2": (0.3, -0.7, 0.9)},
        working="answer_7_1 = {a1}  # (33)",
        explanation="The activation that the weight multiplies.",
        misconceptions=(
            M(
                lambda W2, a1, b2: (W2 + 1) * a1 + b2,
                "This is the new sum. By how much did it move?",
            ),
            M(
                lambda W2, a1, b2: W2,
                "This is how the sum moves with the activation, not with the weight.",
            ),
            M(lambda W2, a1, b2: W2 * a1 + b2, "This is the sum itself, not its derivative.", "29"),
            M(
                lambda W2, a1, b2: W2 * a1,
                "This is the product. Differentiate it with respect to the weight.",
                "31",
            ),
            M(
                lambda W2, a1, b2: 1.0,
                "The sum moves one to one with the bias, not with the weight.",
            ),
            M(
                lambda W2, a1, b2: a1 + b2,
                "The bias is constant here: its derivative is 0.",
                "31",
            ),
            M(lambda W2, a1, b2: b2, "The bias does not depend on the weight.", "31"),
            M(
                lambda W2, a1, b2: W2 + a1,
                "Only the weight is turned: the slope is what multiplies it.",
                "31",
            ),
            M(lambda W2, a1, b2: 0.0, "The sum does move when the weight does.", "31"),
        ),
    ),
    Exercise(
        id="7.2",
        kind=PROOF,
        title="A weight in disguise",
        prompt="To keep a weight from going negative, somebody writes $W^L = u^2$ and learns $u$. "
        r"So $z = u^2 a + b$. Find $\frac{\partial z}{\partial u}$ "
        "as a SymPy expression in $u$, $a$ and $b$.",
        hints=(
            "One more link in the chain: $u$ moves the weight, and the weight moves the sum.",
            r"$\frac{\partial z}{\partial u} = \frac{\partial z}{\partial W^L} \cdot "
            r"\frac{\partial W^L}{\partial u}$. The first factor is (33).",
            "`dW_du = 2 * u`",
        ),
        equation="33",
        answer=slope_by_root,
        symbols=("u", "a", "b"),
        working="answer_7_2 = 2 * u * a",
        explanation=r"$\frac{\partial W^L}{\partial u} = 2u$, times (33).",
        cases=numbers(u=REAL, a=UNIT, b=REAL),
        misconceptions=(
            M(
                lambda u, a, b: 2 * u * a + u * u,
                "a does not move with u: it is a constant, so there is no product rule.",
                "31",
            ),
            M(lambda u, a, b: 2 * u * a * b, "b is only added: its derivative is 0.", "31"),
            M(lambda u, a, b: a, "This is how the sum moves with the weight, not with u.", "33"),
            M(
                lambda u, a, b: 2 * u,
                "The activation a, how the sum moves with the weight, is missing.",
                "33",
            ),
            M(lambda u, a, b: u * a, "The power comes down as a factor 2.", "9"),
            M(lambda u, a, b: u * u * a, "This is not differentiated yet.", "30"),
            M(lambda u, a, b: 2 * u * a + b, "The derivative of the constant b is 0.", "31"),
            M(lambda u, a, b: u * u, "This is how the sum moves with the activation.", "33"),
            M(lambda u, a, b: 2 * u * a + 1, "The derivative of the constant b is 0.", "31"),
        ),
    ),
    Exercise(
        id="7.3",
        kind=VECTORIZED,
        title="The whole table",
        prompt=r"Write `sum_by_weight(a1, n2)`: the table (V10) of all "
        r"$\frac{\partial z^L_k}{\partial W^L_{ji}}$, an array of shape $(n_2, n_2, n_1)$ "
        "with $k$ first, then $j$, then $i$. (`a1` is flat here, for once.) Nobody needs this "
        "table in training, but building it once shows why. The library's `jacobian` is not "
        "accepted.",
        hints=(
            r"`np.eye(n2)` is $\delta_{kj}$. With `[:, :, np.newaxis]` it gets a "
            "third axis, of length 1, which NumPy repeats to meet the entries of `a1`.",
            r"(V10): $\frac{\partial z^L_k}{\partial W^L_{ji}} = \delta_{kj} a^{L-1}_i$.",
            "`same = np.eye(n2)[:, :, np.newaxis]  # axes k, j, and one for i`",
        ),
        equation="V10",
        answer=sum_by_weight,
        cases=inputs(a1=vector(UNIT, "n1"), n2=size("n2")),
        explanation="The table holds $n_2$ copies of the same $n_1$ numbers and zeros "
        "everywhere else. That is why nobody builds it.",
        misconceptions=(
            M(
                lambda a, n: np.eye(n, k=1)[:, :, np.newaxis] * a,
                "The ones stand beside the diagonal: it is k = j.",
                "V10",
            ),
            M(
                lambda a, n: np.eye(n, k=-1)[:, :, np.newaxis] * a,
                "The ones stand beside the diagonal: it is k = j.",
                "V10",
            ),
            M(
                lambda a, n: np.kron(np.eye(n), a),
                "The table has two axes. It should have three: k, then j, then i.",
                "V10",
            ),
            M(
                lambda a, n: np.eye(n)[:, :, None] * a * np.eye(n, a.size)[None],
                "Only k and j must agree; i is free. Here all three indices are equal.",
                "V10",
            ),
            M(
                lambda a, n: (
                    np.eye(n)[:, :, None] * np.where(np.arange(n) < n - 1, 1, 0)[:, None, None] * a
                ),
                "The last neuron is missing: the loop ends too early.",
                "V10",
            ),
            M(
                lambda a, n: np.zeros((n, n, a.size)),
                "The table is all 0: nothing was filled in, or whole numbers (dtype int) cut the "
                "activations down to 0.",
                "V10",
            ),
            M(
                lambda a, n: np.eye(n)[:, :, None] * np.full(a.size, a[0]),
                "The first activation, a1[0], is used everywhere: each input i has its own.",
                "V10",
            ),
            M(
                lambda a, n: np.ones((n, n, 1)) * a,
                "A sum does not move with another neuron's weights: those entries are 0.",
                "V10",
            ),
            M(
                lambda a, n: np.ones((n, 1)) * a,
                "One axis is missing: one for k, one for j, one for i.",
                "V10",
            ),
            M(
                lambda a, n: np.eye(n)[:, np.newaxis, :] * a[:, np.newaxis],
                "The axes are in another order: k, then j, then i.",
                "V10",
            ),
            M(
                lambda a, n: np.eye(n)[:, :, np.newaxis] * np.ones(a.size),
                "This marks where the slopes are. Their values are the activations.",
                "V10",
            ),
            M(
                lambda a, n: (1 - np.eye(n))[:, :, np.newaxis] * a,
                "It is the other way around: zero where k and j differ.",
                "V10",
            ),
            M(
                lambda a, n: np.eye(n)[:, :, np.newaxis] * a / n,
                "Nothing is averaged here.",
                "V10",
            ),
        ),
    ),
)
