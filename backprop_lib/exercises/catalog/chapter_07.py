"""Exercises of chapter 7: how the weighted sum moves with a weight."""

import numpy as np

from ..exercise import PROOF, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, numbers, size, vector


def sum_by_weight(a1, n2):
    """Return the slopes of z2[k] by W2[j, i]; a1 has shape (n1,)."""
    return np.eye(n2)[:, :, np.newaxis] * a1  # (V10)


EXERCISES = (
    by_hand(
        id="7.1",
        title="Turn the weight",
        prompt="In layer $L$, $W^L = -1.6$, $a^{L-1} = 0.25$ and $b^L = 0.3$. "
        r"What is $\frac{\partial z^L}{\partial W^L}$?",
        hint="Raise the weight by 1 and compute $z^L$ again. By how much did it move?",
        equation="33",
        answer=0.25,
        working="answer_7_1 = 0.25  # (33)",
        explanation="The activation that the weight multiplies.",
        misconceptions=(
            M(-1.6, "This is how the sum moves with the activation, not with the weight.", "44"),
            M(-0.1, "This is the sum itself, not its derivative.", "29"),
            M(-0.4, "This is the product. Differentiate it with respect to the weight.", "31"),
            M(1.0, "This is the derivative with respect to the bias.", "38"),
            M(0.55, "The bias is constant here: its derivative is 0.", "31"),
            M(0.3, "The bias does not depend on the weight.", "31"),
            M(-0.25, "There is no minus: a positive activation lifts the sum.", "33"),
        ),
    ),
    Exercise(
        id="7.2",
        kind=PROOF,
        title="A weight in disguise",
        prompt="To keep a weight from going negative, somebody writes $W^L = u^2$ and learns $u$. "
        r"So $z = u^2 a + b$. Find $\frac{\partial z}{\partial u}$ "
        "as a SymPy expression in $u$, $a$ and $b$.",
        hint="One more link in the chain: $u$ moves the weight, and the weight moves the sum.",
        equation="33",
        answer=lambda u, a, b: 2 * u * a,
        symbols=("u", "a", "b"),
        working="answer_7_2 = 2 * u * a",
        explanation=r"$\frac{\partial W^L}{\partial u} = 2u$, times (33).",
        cases=numbers(u=REAL, a=UNIT, b=REAL),
        misconceptions=(
            M(lambda u, a, b: a, "This is how the sum moves with the weight, not with u.", "33"),
            M(lambda u, a, b: 2 * u, "The slope of the sum is missing.", "33"),
            M(lambda u, a, b: u * a, "The power comes down as a factor 2.", "9"),
            M(lambda u, a, b: u * u * a, "This is not differentiated yet.", "30"),
            M(lambda u, a, b: 2 * u * a + b, "The derivative of the constant b is 0.", "31"),
            M(lambda u, a, b: u * u, "This is how the sum moves with the activation.", "44"),
            M(lambda u, a, b: 2 * u * a + 1, "The derivative of the constant b is 0.", "31"),
        ),
    ),
    Exercise(
        id="7.3",
        kind=VECTORIZED,
        title="The whole table",
        prompt=r"Write `sum_by_weight(a1, n2)`: the table (V10) of all "
        r"$\frac{\partial z^L_k}{\partial W^L_{ji}}$, an array of shape $(n_2, n_2, n_1)$ "
        "with $k$ first, then $j$, then $i$. Nobody needs this table in training, "
        "but building it once shows why.",
        hint=r"`np.eye(n2)` is $\delta_{kj}$. It needs a third axis to meet the entries of `a1`.",
        equation="V10",
        answer=sum_by_weight,
        cases=inputs(a1=vector(UNIT, "n1"), n2=size("n2")),
        explanation="The table holds $n_2$ copies of the same $n_1$ numbers and zeros "
        "everywhere else. That is why (V12) never builds it.",
        misconceptions=(
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
