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


EXERCISES = (
    by_hand(
        id="2.1",
        title="Forward on paper",
        prompt="Take $x = 0.3$, $W^{L-1} = 5$, $b^{L-1} = -1.5$, $W^L = -4$ and $b^L = 1.2$. "
        "Find $z^L$ with pencil and paper. You need no calculator: "
        "the sigmoid of 0 is one half.",
        hint="First $z^{L-1}$ by (1). Then its sigmoid. Only that goes into (3).",
        equation="3",
        answer=-0.8,
        working="""z1 = 5 * 0.3 - 1.5  # (1): zero
a1 = 0.5  # (2): the sigmoid of zero
answer_2_1 = -4 * a1 + 1.2  # (3)""",
        explanation="The numbers are chosen so that the hidden sum is zero.",
        misconceptions=(
            M(1.2, "The sigmoid of 0 is one half, not 0.", "2"),
            M(-2.0, "The bias of layer L is missing.", "3"),
            M(0.0, "Layer L gets the activation of the hidden layer, not x.", "3"),
            M(-3.2, "The bias is added, not subtracted.", "3"),
            M(0.31, "This is the activation. The question is about the sum before it.", "4"),
            M(-2.8, "The sigmoid of 0 is one half, not 1.", "2"),
        ),
    ),
    Exercise(
        id="2.2",
        kind=LINE,
        title="One line",
        prompt="Write equation (3) as one line of code. All five are plain numbers here.",
        hint="A weight times what comes in, plus a bias.",
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
        hint="Two layers, two lines. The second line starts from what the first one found.",
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
                "13",
            ),
        ),
    ),
    Exercise(
        id="2.4",
        kind=VECTORIZED,
        title="A layer at once",
        prompt="Write `layer(W, a, b)`: the activations of a whole layer for a whole batch. "
        "The columns of `a` are the examples. No loop: one line is enough.",
        hint="A matrix product adds up over the neurons that come in. "
        "NumPy adds a column to every column of a matrix by itself.",
        equation="V2",
        answer=layer,
        cases=inputs(
            W=matrix(REAL, "n1", "n0"), a=matrix(UNIT, "n0", "m"), b=matrix(REAL, "n1", 1)
        ),
        explanation="NumPy adds the bias column to every example.",
        misconceptions=(
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
)
