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


def second_slope(s):
    """Return the second derivative of the sigmoid, where its value is s."""
    return (1 - 2 * s) * s * (1 - s)


def written_out(a2):
    """Return da2_dz2 without a parenthesis."""
    return a2 - a2**2


def long_form(z):
    """Return the slope of the sigmoid as the quotient that it comes from."""
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def second_written_out(s):
    """Return the second derivative without parentheses."""
    return s - 3 * s**2 + 2 * s**3


def tanh_slope(t):
    """Return the slope of tanh, where its value is t."""
    return 1 - t**2


def half_slope_sum(share):
    """Return the positive z at which the sigmoid's slope is this share of its largest."""
    return np.log((1 + np.sqrt(1 - share)) / (1 - np.sqrt(1 - share)))


EXERCISES = (
    by_hand(
        id="6.1",
        title="A slope on paper",
        prompt="A neuron's activation is $a^L = {a2}$. "
        r"What is $\frac{\partial a^L}{\partial z^L}$?",
        hints=(
            "You need no exponential, and no $z^L$.",
            r"(28): $\frac{\partial a^L}{\partial z^L} = a^L (1 - a^L)$.",
            "`rest = 1 - {a2}`",
        ),
        equation="28",
        formula=slope_from_activation,
        numbers={"a2": 0.8},
        choices={"a2": (0.8, 0.15, 0.3, 0.35, 0.45, 0.6, 0.75, 0.9)},
        working="answer_6_1 = {a2} * (1 - {a2})  # (28)",
        explanation="The activation is all you need.",
        misconceptions=(M(0.25, "1/4 is the largest slope, at a = 0.5. Here a is {a2}.", "28"),),
    ),
    Exercise(
        id="6.2",
        kind=LINE,
        title="The slope from the activation",
        prompt="Write equation (28) as one line of code.",
        hints=(
            "Two factors that add up to 1.",
            r"(28): $\frac{\partial a^L}{\partial z^L} = a^L (1 - a^L)$.",
            "`return a2 * ...`",
        ),
        equation="28",
        answer=slope_from_activation,
        cases=numbers(a2=UNIT),
        explanation="Equation (28), word for word.",
        forms=(written_out,),
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
        prompt="Write `slope_from_sum(z)`: the slope of the sigmoid at every entry of an array "
        "$(n_2, m)$. The library's `sigmoid` takes arrays, too. A difference "
        "of your own is accepted, with $h = 10^{-6}$ or so; the library's `complex_step` and "
        "`central_difference` are not, since they are finished answers.",
        hints=(
            "One line to get the activations. Then (24), entry by entry.",
            r"(24): $\sigma(z)(1 - \sigma(z))$, at every entry.",
            "`a = sigmoid(z)`",
        ),
        equation="24",
        answer=slope_from_sum,
        cases=inputs(z=matrix((-6.0, 6.0), "n2", "m")),
        explanation="The exponential is computed once, inside the sigmoid.",
        forms=(long_form,),
        misconceptions=(
            M(
                lambda z: 1 - np.tanh(z) ** 2,
                "This is the slope of tanh, another squeezing function.",
                "24",
            ),
            M(
                lambda z: sigmoid(z * (1 - z)),
                "The sigmoid comes first: take its value a, and then a * (1 - a).",
                "24",
            ),
            M(
                lambda z: sigmoid(z) * sigmoid(1 - z),
                "The 1 - stands inside the sigmoid; it belongs outside: 1 - sigmoid(z).",
                "24",
            ),
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
        hints=(
            "$s(1 - s)$ moves with $s$, and $s$ moves with $z$. Chain rule. "
            "You know the second factor already.",
            r"$\frac{d}{dz} s(1 - s) = \frac{d}{ds}(s - s^2) \cdot \frac{ds}{dz}$, and "
            r"$\frac{ds}{dz}$ is (24).",
            "`outer = 1 - 2 * s  # the derivative of s - s**2 by s`",
        ),
        equation="24",
        answer=second_slope,
        symbols=("s",),
        working="answer_6_4 = (1 - 2 * s) * s * (1 - s)",
        explanation="The derivative of $s - s^2$ with respect to $s$ is $1 - 2s$, "
        "and the derivative of $s$ with respect to $z$ is (24).",
        cases=numbers(s=UNIT),
        forms=(second_written_out,),
        misconceptions=(
            M(
                lambda s: -s * (1 - s),
                "A product has two terms: differentiate one factor and keep the other, in turn.",
                "24",
            ),
            M(
                lambda s: -((s * (1 - s)) ** 2),
                "The slopes of the factors are multiplied: a product has a rule of its own.",
                "24",
            ),
            M(
                lambda s: s * (1 - s) * (1 - s * (1 - s)),
                "This puts the slope into the slope. Differentiate s - s² instead.",
                "24",
            ),
            M(
                lambda s: -2.0 + 0 * s,
                "This differentiates twice with respect to s. The question is about z: chain rule.",
                "24",
            ),
            M(
                lambda s: 2 * s * (1 - s),
                "This multiplies by 2 instead of differentiating: s - s² has the derivative 1 - "
                "2s.",
                "24",
            ),
            M(
                lambda s: (1 - 2 * s) ** 2,
                "The factor s(1 - s), how s moves with z, is missing; 1 - 2s is squared instead.",
                "24",
            ),
            M(
                lambda s: 1 - 2 * s,
                "This is the derivative with respect to s. How s moves with z is still missing.",
                "24",
            ),
            M(lambda s: s * (1 - s), "This is the first derivative.", "24"),
            M(lambda s: (s * (1 - s)) ** 2, "This squares the slope. Differentiate it.", "24"),
            M(lambda s: s * (1 - s) * (1 + 2 * s), "The derivative of -s² is -2s.", "24"),
            M(lambda s: s * (1 - s) * (2 * s - 1), "The sign is flipped.", "24"),
            M(lambda s: s * (1 - s) * (1 - s), "The square's power comes down: 2s, not s.", "24"),
            M(lambda s: -2 * s * s * (1 - s), "The derivative of s itself is 1, not 0.", "24"),
        ),
    ),
    Exercise(
        id="6.5",
        kind=PROOF,
        title="A relative of the sigmoid",
        prompt=r"Some networks squash with $\tanh$ instead, and "
        r"$\tanh(z) = 2\sigma(2z) - 1$. Write $t$ for $\tanh(z)$ and find its slope "
        r"$\frac{dt}{dz}$ from (24), as a SymPy expression in $t$ alone.",
        hints=(
            r"Call $\sigma(2z)$ by a name, $s$. How does $t$ move with $s$, and $s$ with $z$?",
            r"$\frac{dt}{dz} = 2 \cdot s(1 - s) \cdot 2$, and $t = 2s - 1$ gives $s$ back.",
            "`s = (t + 1) / 2`",
        ),
        equation="24",
        answer=tanh_slope,
        symbols=("t",),
        working="""s = (t + 1) / 2
answer_6_5 = 4 * s * (1 - s)""",
        explanation="With $s = (1 + t)/2$ the four factors become $(1 + t)(1 - t)$: one minus "
        "the square.",
        cases=numbers(t=(-0.95, 0.95)),
        misconceptions=(
            M(lambda t: (1 - t) ** 2, "Both factors are 1 - t; one of them is 1 + t."),
            M(lambda t: (1 + t) ** 2, "Both factors are 1 + t; one of them is 1 - t."),
            M(lambda t: 1 - 4 * t**2, "s is not t + 1/2: solve t = 2s - 1 for s."),
            M(
                lambda t: t * (1 - t),
                "This is the slope of a sigmoid whose value is t. Here t is the value of tanh.",
                "24",
            ),
            M(
                lambda t: (1 - t**2) / 2,
                "A factor 2 is missing: one 2 stands in front of the sigmoid, and one inside it.",
            ),
            M(
                lambda t: (1 - t**2) / 4,
                "Two factors 2 are missing: before the sigmoid and inside.",
            ),
            M(lambda t: 4 * t * (1 - t), "s is not t: solve t = 2s - 1 for s."),
            M(lambda t: 2 * t * (1 - t), "s is not t: solve t = 2s - 1 for s."),
            M(lambda t: 1 + t**2, "Minus the square: the slope is never above 1."),
        ),
    ),
    by_hand(
        id="6.6",
        title="Experiment: how far is far?",
        prompt="Predict first: how large must $z$ be for the slope of the sigmoid to fall to "
        "{share} of its largest value? Then find out by running: compute the slope for many $z$, "
        "or "
        "close in on it by halves. Give the positive $z$ to three decimals.",
        hints=(
            r"The slope is largest at $z = 0$. What is it there?",
            r"Look for the $z$ with $\sigma(z)(1 - \sigma(z)) = {share} \cdot \frac{1}{4}$.",
            "`for z in np.arange(0, 8, 0.001): ...`",
        ),
        equation="24",
        formula=half_slope_sum,
        tolerance=2e-3,
        numbers={"share": 0.1},
        choices={"share": (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2)},
        working="""z = np.arange(0, 8, 0.001)
answer_6_6 = z[sigmoid(z) * (1 - sigmoid(z)) < {share} / 4][0]""",
        explanation="A few units away from 0 a neuron hardly hears its sum anymore: it is "
        "*saturated*.",
        misconceptions=(
            M(
                lambda share: np.log((1 + np.sqrt(0.5)) / (1 - np.sqrt(0.5))),
                "There the slope is half its largest value. Look for {share} of it.",
            ),
            M(
                lambda share: np.ceil(1000 * half_slope_sum(share)),
                "This is the place in the list. Give the z that stands there.",
            ),
            M(
                lambda share: np.log(1 / share - 1),
                "There the sigmoid itself is {share} away from 1. The question is about its slope.",
            ),
            M(
                lambda share: np.log((1 + np.sqrt(1 - 4 * share)) / (1 - np.sqrt(1 - 4 * share))),
                "There the slope itself is {share}. Take {share} of its largest value, 1/4.",
            ),
            M(
                lambda share: (1 + np.sqrt(1 - share)) / 2,
                "This is the activation there. The question is about the sum z.",
            ),
            M(0.0, "At 0 the slope is largest."),
        ),
    ),
)
