"""Exercises of chapter 6: the slope of the sigmoid."""

import numpy as np

from ...core import sigmoid
from ..exercise import LINE, PROOF, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import UNIT, inputs, matrix, numbers


def slope_from_activation(a2):
    """Return da2_dz2 from the activation a2."""
    return a2 * (1 - a2)  # (28)


def slope_from_sum(z):
    """Return the slope of the sigmoid at every entry of z."""
    a = sigmoid(z)
    return a * (1 - a)  # (24)


EXERCISES = (
    by_hand(
        id="6.1",
        title="A slope on paper",
        prompt="A neuron's activation is $a^L = 0.8$. "
        r"What is $\frac{\partial a^L}{\partial z^L}$?",
        hint="You need no exponential, and no $z^L$.",
        equation="28",
        answer=0.16,
        working="answer_6_1 = 0.8 * (1 - 0.8)  # (28)",
        explanation="The activation is all you need.",
        misconceptions=(
            M(0.8, "This is the activation itself: multiply it by 1 minus itself.", "28"),
            M(0.2, "This is 1 minus the activation: the other factor is missing.", "28"),
            M(0.214, "The sigmoid was applied twice: 0.8 is an activation already.", "27"),
            M(1.44, "One minus the activation, not one plus.", "28"),
            M(-0.16, "The sigmoid only rises: its slope is never negative.", "28"),
            M(0.04, "Only one factor is 1 minus the activation.", "28"),
            M(0.64, "One of the two factors is 1 minus the activation.", "28"),
        ),
    ),
    Exercise(
        id="6.2",
        kind=LINE,
        title="The slope from the activation",
        prompt="Write equation (28) as one line of code.",
        hint="Two factors that add up to 1.",
        equation="28",
        answer=slope_from_activation,
        cases=numbers(a2=UNIT),
        explanation="Equation (28), word for word.",
        misconceptions=(
            M(lambda a: a, "The factor 1 - a2 is missing.", "28"),
            M(lambda a: 1 - a, "The factor a2 is missing.", "28"),
            M(lambda a: a * (1 + a), "One minus the activation, not one plus.", "28"),
            M(lambda a: a * (a - 1), "The sign is flipped: 1 - a2, not a2 - 1.", "28"),
            M(
                lambda a: sigmoid(a) * (1 - sigmoid(a)),
                "The sigmoid is applied a second time: a2 is an activation already.",
                "27",
            ),
            M(lambda a: 1 - a * a, "This is the slope of tanh, another squeezing function.", "28"),
            M(lambda a: a - 1, "The factor a2 is missing, and the sign is flipped: 1 - a2.", "28"),
        ),
    ),
    Exercise(
        id="6.3",
        kind=VECTORIZED,
        title="The slope from the sum",
        prompt="Write `slope_from_sum(z)`: the slope of the sigmoid at every entry of an array, "
        "of any shape. The library's `sigmoid` takes arrays, too.",
        hint="One line to get the activations. Then (24), entry by entry.",
        equation="24",
        answer=slope_from_sum,
        cases=inputs(z=matrix((-6.0, 6.0), "n2", "m")),
        explanation="The exponential is computed once, inside the sigmoid.",
        misconceptions=(
            M(lambda z: z * (1 - z), "The sum stands where the activation belongs.", "24"),
            M(sigmoid, "This is the sigmoid itself, not its slope.", "24"),
            M(
                lambda z: 1 - sigmoid(z),
                "This is 1 - a: the factor a is missing (in the long form: the square).",
                "20",
            ),
            M(
                lambda z: -np.exp(-z) / (1 + np.exp(-z)) ** 2,
                "The two minus signs cancel.",
                "16",
            ),
            M(
                lambda z: 1 / (1 + np.exp(-z)) ** 2,
                "The derivative of the inside is missing.",
                "15",
            ),
            M(
                lambda z: sigmoid(z) @ (1 - sigmoid(z)),
                "@ is a matrix product. The slopes multiply entry by entry: *.",
                "V9",
            ),
            M(
                lambda z: np.diag((sigmoid(z) * (1 - sigmoid(z)))[:, 0]),
                "The slopes stay in the shape of z; nobody builds the table.",
                "V9",
            ),
            M(
                lambda z: sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z))),
                "The sigmoid is applied twice.",
                "24",
            ),
        ),
    ),
    Exercise(
        id="6.4",
        kind=PROOF,
        title="The slope of the slope",
        prompt=r"Write $s$ for $\sigma(z)$. Equation (24) says that the slope is $s(1 - s)$. "
        "Differentiate once more with respect to $z$: how does the slope itself move? "
        "Enter the second derivative as a SymPy expression in $s$ alone.",
        hint="$s(1 - s)$ moves with $s$, and $s$ moves with $z$. Chain rule. "
        "You know the second factor already.",
        equation="24",
        answer=lambda s: s * (1 - s) * (1 - 2 * s),
        symbols=("s",),
        working="answer_6_4 = (1 - 2 * s) * s * (1 - s)",
        explanation="The derivative of $s - s^2$ with respect to $s$ is $1 - 2s$, "
        "and the derivative of $s$ with respect to $z$ is (24).",
        cases=numbers(s=UNIT),
        misconceptions=(
            M(
                lambda s: 1 - 2 * s,
                "This is the derivative with respect to s. How s moves with z is still missing.",
                "24",
            ),
            M(lambda s: s * (1 - s), "This is the first derivative.", "24"),
            M(lambda s: (s * (1 - s)) ** 2, "The derivative of a square is not asked for.", "24"),
            M(lambda s: s * (1 - s) * (1 + 2 * s), "The derivative of -s² is -2s.", "24"),
            M(lambda s: s * (1 - s) * (2 * s - 1), "The sign is flipped.", "24"),
            M(lambda s: s * (1 - s) * (1 - s), "The square's power comes down: 2s, not s.", "24"),
            M(lambda s: -2 * s * s * (1 - s), "The derivative of s itself is 1, not 0.", "24"),
        ),
    ),
)
