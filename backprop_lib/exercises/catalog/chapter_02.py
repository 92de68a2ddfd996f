"""Exercises of chapter 2: forward through both layers."""

import numpy as np

from ...core import sigmoid
from ..exercise import FUNCTION, LINE, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix, numbers


def weighted_sum(W2, a1, b2):
    """Return z2 from plain numbers."""
    return W2 * a1 + b2  # (3)


def predict(x, W1, b1, W2, b2):
    """Return a2 from plain numbers."""
    a1 = sigmoid(W1 * x + b1)  # (1), (2)
    return sigmoid(W2 * a1 + b2)  # (3), (4)


def layer(W, a, b):
    """Return a layer's activations; W (n1, n0), a (n0, m), b (n1, 1)."""
    return sigmoid(W @ a + b)  # (V1), (V2)


def hidden_then_output(x, W1, b1, W2, b2):
    """Return z2 from plain numbers."""
    z1 = W1 * x + b1
    a1 = sigmoid(z1)
    return W2 * a1 + b2


def sum_in_steps(a):
    """Return the z whose sigmoid is a, step by step."""
    return -np.log(1 / a - 1)


def sum_of_activation(a):
    """Return the z whose sigmoid is a."""
    return np.log(a / (1 - a))  # (2), solved for z


EXERCISES = (
    by_hand(
        id="2.1",
        title="Forward on paper",
        prompt="Take $x = {x}$, $W^{L-1} = {W1}$, $b^{L-1} = {b1}$, $W^L = {W2}$ and $b^L = {b2}$. "
        "Find $z^L$ with pencil and paper. You need no calculator: "
        "the sigmoid of -2.2 is 0.1, to two decimals.",
        hints=(
            "First $z^{L-1}$. Then its sigmoid. Only that goes on to layer $L$.",
            r"(1), (2), (3): $z^{L-1} = W^{L-1} x + b^{L-1}$, $a^{L-1} = \sigma(z^{L-1})$, "
            r"$z^L = W^L a^{L-1} + b^L$.",
            "`z1 = {W1} * {x} + {b1}`",
        ),
        equation="3",
        formula=hidden_then_output,
        numbers={"x": 0.6, "W1": -3, "b1": -0.4, "W2": 3, "b2": -1.1},
        tolerance=0.002,
        elsewhere={"edition 0.1.0": {"x": 0.3, "W1": 5, "b1": -1.5, "W2": -4, "b2": 1.2}},
        choices={"W2": (3, -2, 2, -4, 4, 5), "b2": (-1.1, 1.7, -0.9, 1.3, 2.3)},
        working="""z1 = {W1} * {x} + {b1}  # (1)
a1 = 0.1  # (2): the sigmoid of -2.2
answer_2_1 = {W2} * a1 + {b2}  # (3)""",
        explanation="One number goes on from layer to layer. The check has a sigmoid of more "
        "digits, so its number ends a little differently.",
    ),
    Exercise(
        id="2.2",
        kind=LINE,
        title="One line",
        prompt="Write equation (3) as one line of code. All four are plain numbers here.",
        hints=(
            "A weight times what comes in, plus a bias.",
            r"(3): $z^L = W^L a^{L-1} + b^L$.",
            "`return W2 * a1 ...`",
        ),
        equation="3",
        answer=weighted_sum,
        cases=numbers(W2=REAL, a1=UNIT, b2=REAL),
        explanation="Equation (3), word for word.",
        misconceptions=(
            M(lambda W, a, b: W * a, "The bias is missing.", "3"),
            M(lambda W, a, b: W * a - b, "The bias is added, not subtracted.", "3"),
            M(lambda W, a, b: W * (a + b), "The weight multiplies the activation alone.", "3"),
            M(lambda W, a, b: W + a + b, "The weight multiplies; only the bias is added.", "3"),
            M(lambda W, a, b: b * a + W, "Weight and bias have changed places.", "3"),
            M(
                lambda W, a, b: sigmoid(W * a + b),
                "This is one step too far: the sigmoid comes in the next equation.",
                "4",
            ),
        ),
    ),
    Exercise(
        id="2.3",
        kind=FUNCTION,
        title="The whole network",
        prompt="Write `predict`: from the input to $a^L$, for the network with one neuron in each "
        "layer. You may use the library's `sigmoid`, and nothing else of it.",
        hints=(
            "Two layers, two lines. The second line starts from what the first one found.",
            r"(1) to (4): a sum and its sigmoid, $a^{L-1} = \sigma(W^{L-1} x + b^{L-1})$, and the "
            r"same again with $W^L$ and $b^L$.",
            "`a1 = sigmoid(W1 * x + b1)`",
        ),
        equation="4",
        answer=predict,
        cases=numbers(x=REAL, W1=REAL, b1=REAL, W2=REAL, b2=REAL),
        explanation="Two layers, two lines.",
        misconceptions=(
            M(
                lambda x, W1, b1, W2, b2: sigmoid(W2 * (W1 * x + b1) + b2),
                "The hidden layer has a sigmoid, too. Without it, two layers are no more than one.",
                "2",
            ),
            M(
                lambda x, W1, b1, W2, b2: W2 * sigmoid(W1 * x + b1) + b2,
                "This is the sum of layer L. Its sigmoid is still missing.",
                "4",
            ),
            M(
                lambda x, W1, b1, W2, b2: sigmoid(W2 * sigmoid(W1 * x)),
                "Both biases are missing.",
                "1",
            ),
            M(
                lambda x, W1, b1, W2, b2: sigmoid(W2 * x + b2),
                "Layer L gets the activation of the hidden layer, not x.",
                "3",
            ),
            M(
                lambda x, W1, b1, W2, b2: sigmoid(W1 * sigmoid(W1 * x + b1) + b1),
                "Each layer has its own weight and bias; this uses the hidden layer's twice.",
                "3",
            ),
            M(
                lambda x, W1, b1, W2, b2: sigmoid(W1 * x + b1),
                "This stops after the hidden layer.",
                "3",
            ),
            M(
                lambda x, W1, b1, W2, b2: 1 / (1 + np.exp(W2 / (1 + np.exp(W1 * x + b1)) + b2)),
                "The sigmoid has a minus in its exponent.",
                "2",
            ),
        ),
    ),
    Exercise(
        id="2.4",
        kind=VECTORIZED,
        title="A layer at once",
        prompt="Write `layer(W, a, b)`: the activations of a whole layer for a whole batch. "
        "The columns of `a` are the examples. One line is enough; a loop is right, too.",
        hints=(
            "A matrix product adds up over the neurons that come in. "
            "NumPy adds a column to every column of a matrix by itself.",
            r"(V1) and (V2): $\sigma(W a + b)$, where $W a$ is a matrix product.",
            "`z = W @ a + b`",
        ),
        equation="V2",
        answer=layer,
        cases=inputs(
            W=matrix(REAL, "n1", "n0"), a=matrix(UNIT, "n0", "m"), b=matrix(REAL, "n1", 1)
        ),
        explanation="NumPy adds the bias column to every example.",
        misconceptions=(
            M(
                lambda W, a, b: sigmoid(W @ a + a.shape[0] * b),
                "The bias is added once for each input. Add it once, after the sum.",
                "V1",
            ),
            M(
                lambda W, a, b: sigmoid(W * a + b),
                "* multiplies entry by entry. The weighted sum is a matrix product: @.",
                "V1",
            ),
            M(lambda W, a, b: W @ a + b, "The sigmoid is missing.", "V2"),
            M(lambda W, a, b: sigmoid(W @ a), "The bias is missing.", "V1"),
            M(
                lambda W, a, b: sigmoid(W.T @ a + b),
                "The weights are transposed: row j belongs to neuron j already.",
                "V1",
            ),
            M(
                lambda W, a, b: sigmoid(a @ W + b),
                "The order matters: the weights stand on the left.",
                "V1",
            ),
            M(
                lambda W, a, b: sigmoid(W @ a) + b,
                "The bias belongs inside the sigmoid.",
                "V1",
            ),
            M(
                lambda W, a, b: sigmoid(W @ a + b.ravel()),
                "The bias has lost its column shape, so it is added along the wrong axis.",
                "V1",
            ),
            M(
                lambda W, a, b: sigmoid(W @ a + b).T,
                "The result is transposed: examples stay columns.",
                "V2",
            ),
        ),
    ),
    Exercise(
        id="2.5",
        kind=FUNCTION,
        title="Undo the sigmoid",
        prompt="You see a neuron's activation $a$, a number between 0 and 1, and want to know the "
        "sum $z$ behind it. Write `sum_of_activation(a)`, so that the sigmoid of what it returns "
        "is $a$ again.",
        hints=(
            r"Write $a = \frac{1}{1 + e^{-z}}$ and free $z$ step by step, from the outside in.",
            r"$\frac{1}{a} = 1 + e^{-z}$, so $e^{-z} = \frac{1}{a} - 1$. The logarithm undoes $e$.",
            "`e_to_the_minus_z = 1 / a - 1`",
        ),
        equation="2",
        answer=sum_of_activation,
        cases=numbers(a=UNIT),
        forms=(sum_in_steps,),
        explanation="Turn the fraction over, take the 1 away, take the logarithm, flip the sign.",
        misconceptions=(
            M(
                lambda a: np.log(a) / np.log(1 - a),
                "The logarithm of a quotient is a difference: ln a - ln(1 - a).",
                "2",
            ),
            M(
                lambda a: 2 * np.log(a),
                "ln(1 - a) does not split into ln 1 - ln a: leave it as it is.",
                "2",
            ),
            M(
                lambda a: -np.log(a) / np.log(1 - a),
                "The logarithm of a quotient is a difference: ln a - ln(1 - a).",
                "2",
            ),
            M(lambda a: np.log(a) / (1 - a), "Take the logarithm of the whole quotient.", "2"),
            M(lambda a: a / np.log(1 - a), "Take the logarithm of the whole quotient.", "2"),
            M(lambda a: np.log(a) - (1 - a), "Take the logarithm of 1 - a, too.", "2"),
            M(
                lambda a: 1 - np.log(1 / a),
                "The 1 belongs inside the logarithm: ln(1/a - 1).",
                "2",
            ),
            M(
                lambda a: np.log(1 / a) - 1,
                "The 1 belongs inside the logarithm: ln(1/a - 1).",
                "2",
            ),
            M(
                lambda a: np.log(a) * np.log(1 - a),
                "The logarithms do not multiply: subtract.",
                "2",
            ),
            M(lambda a: 1 / np.log(a / (1 - a)), "A sign flips outside: -ln, not 1 / ln.", "2"),
            M(
                lambda a: -(1 / a - 1),
                "The logarithm is missing: 1/a - 1 is e to the minus z.",
                "2",
            ),
            M(
                lambda a: np.log((1 - a) / a),
                "The sign is flipped: the exponent is -z, not z.",
                "2",
            ),
            M(
                lambda a: np.log(a),
                "This undoes e to the z. The sigmoid also has 1 + below it.",
                "2",
            ),
            M(
                lambda a: 1 / sigmoid(a),
                "This turns the value over. Find the z that gives it.",
                "2",
            ),
            M(lambda a: sigmoid(-a), "This goes forward once more. Go back from a to z.", "2"),
            M(lambda a: np.log(1 / a), "The - 1 is lost: ln(1/a - 1), and a minus before it.", "2"),
            M(lambda a: a / (1 - a), "The logarithm is missing.", "2"),
            M(
                lambda a: a * (1 - a),
                "This is no way back from a to z: solve for z, with a logarithm.",
                "2",
            ),
        ),
    ),
)
