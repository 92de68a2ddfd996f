"""Exercises of chapter 10: one layer further back."""

from ..exercise import FUNCTION, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix, numbers
from .thinking_10 import THINKING


def hidden_slopes(x, a1, W2, a2, y):
    """Return dC0_dW1 and dC0_db1, in this order, from plain numbers."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)
    dC0_dz1 = a1 * (1 - a1) * W2 * dC0_dz2
    return x * dC0_dz1, dC0_dz1  # (48), (51)


def back_through_weights(W2, dC0_dz2):
    """Return dC0_da1 (n1, m); W2 is (n2, n1), dC0_dz2 is (n2, m)."""
    return W2.T @ dC0_dz2  # (V14)


def hidden_weight_gradient(x, a1, dC0_da1):
    """Return dC_dW1 (n1, n0); x is (n0, m), the others (n1, m)."""
    dC0_dz1 = a1 * (1 - a1) * dC0_da1  # (V15)
    return dC0_dz1 @ x.T / x.shape[1]  # (V16)


def _slopes(x, e1):
    return x * e1, e1


def _hidden(x, e1):
    return e1 @ x.T / x.shape[1]


def hidden_weight_slope(x, a1, W2, a2, y):
    """Return dC0_dW1 from plain numbers."""
    return x * a1 * (1 - a1) * W2 * a2 * (1 - a2) * (a2 - y)  # (48)


EXERCISES = (
    by_hand(
        id="10.1",
        title="Five factors on paper",
        prompt="Take $x = {x}$, $a^{L-1} = {a1}$, $W^L = {W2}$, $a^L = {a2}$ and $y = {y}$. "
        r"What is $\frac{\partial C_0}{\partial W^{L-1}}$?",
        hints=(
            "Five factors. Two of them are slopes of the sigmoid. "
            "Count the negative ones before you multiply.",
            r"(48): $x \cdot a^{L-1}(1 - a^{L-1}) \cdot W^L \cdot a^L (1 - a^L) \cdot (a^L - y)$.",
            "`dC0_dz2 = {a2} * (1 - {a2}) * ({a2} - {y})`",
        ),
        equation="48",
        formula=hidden_weight_slope,
        numbers={"x": 2.2, "a1": 0.8, "W2": -2, "a2": 0.65, "y": 0.75},
        elsewhere={"edition 0.1.0": {"x": 0.5, "a1": 0.8, "W2": -2, "a2": 0.5, "y": 0.9}},
        choices={
            "x": (2.2, 2.5, 1.5),
            "a1": (0.8, 0.7),
            "W2": (-2, -3, -1.6),
            "a2": (0.65, 0.45, 0.55),
            "y": (0.75, 0.85, 0.9),
        },
        tolerance=1e-4,
        working="""dC0_dz2 = {a2} * (1 - {a2}) * ({a2} - {y})
answer_10_1 = {x} * {a1} * (1 - {a1}) * {W2} * dC0_dz2  # (48)""",
        explanation="Two negative factors make a positive gradient.",
        misconceptions=(
            M(
                lambda x, a1, W2, a2, y: a1 * a2 * (1 - a2) * (a2 - y),
                "This is the gradient of the last weight. Go on, back through it.",
                "48",
            ),
        ),
    ),
    Exercise(
        id="10.2",
        kind=FUNCTION,
        title="Both gradients of the hidden layer",
        prompt="Write `hidden_slopes`: it returns two numbers, (48) and (51). "
        "Compute the part they share only once.",
        hints=(
            "(48) is $x$ times (51). Start with the error of layer $L$ and carry it back "
            "through $W^L$, then through the sigmoid of the hidden layer.",
            r"(51): $a^{L-1}(1 - a^{L-1}) \cdot W^L \cdot a^L (1 - a^L) \cdot (a^L - y)$.",
            "`dC0_dz2 = a2 * (1 - a2) * (a2 - y)`",
        ),
        equation="51",
        answer=hidden_slopes,
        cases=numbers(x=REAL, a1=UNIT, W2=REAL, a2=UNIT, y=UNIT),
        explanation="(51) is computed once and used twice.",
        misconceptions=(
            M(
                lambda x, p, W, a, y: _slopes(x, p * (1 - p) * a * (1 - a) * (a - y)),
                "The weight of layer L is missing: the derivative comes back through it.",
                "44",
            ),
            M(
                lambda x, p, W, a, y: _slopes(x, W * a * (1 - a) * (a - y)),
                "The slope of the hidden layer's sigmoid is missing.",
                "43",
            ),
            M(
                lambda x, p, W, a, y: _slopes(x, p * (1 - p) * W * (a - y)),
                "The slope of layer L's sigmoid is missing.",
                "45",
            ),
            M(
                lambda x, p, W, a, y: _slopes(p, p * (1 - p) * W * a * (1 - a) * (a - y)),
                "The hidden layer's weight multiplies x, not a1.",
                "42",
            ),
            M(
                lambda x, p, W, a, y: _slopes(x, p * (1 - p) * W * a * (1 - a) * (y - a)),
                "The sign is flipped: a2 minus y.",
                "46",
            ),
            M(
                lambda x, p, W, a, y: _slopes(x, p * (1 - p) * W * a * (1 - a) * (a - y))[::-1],
                "Both are right, in the wrong order: first the weight, then the bias.",
                "51",
            ),
            M(
                lambda x, p, W, a, y: _slopes(x, p * (1 - p) * W * p * (1 - p) * (a - y)),
                "Both slopes are taken in the hidden layer. One belongs to layer L.",
                "45",
            ),
            M(
                lambda x, p, W, a, y: _slopes(x, a * (1 - a) * W * a * (1 - a) * (a - y)),
                "Both slopes are taken in layer L. One belongs to the hidden layer.",
                "43",
            ),
            M(
                lambda x, p, W, a, y: (p * a * (1 - a) * (a - y), a * (1 - a) * (a - y)),
                "These are the gradients of layer L.",
                "48",
            ),
        ),
    ),
    Exercise(
        id="10.3",
        kind=VECTORIZED,
        title="Back through the weights",
        prompt="Write `back_through_weights(W2, dC0_dz2)`: equation (V14). "
        "Each hidden neuron feeds every output neuron, so what comes back is a sum.",
        hints=(
            "Forward, row $j$ of $W^L$ collects for output neuron $j$. "
            "Backward, a column collects for a hidden neuron.",
            r"(V14): $(W^L)^\top \frac{\partial C_0}{\partial z^L}$.",
            "`return W2.T ...`",
        ),
        equation="V14",
        answer=back_through_weights,
        cases=inputs(W2=matrix(REAL, "n2", "n1"), dC0_dz2=matrix(REAL, "n2", "m")),
        explanation="Row $i$ of the transposed matrix holds the weights that leave hidden neuron "
        "$i$, and adds up what comes back through them.",
        misconceptions=(
            M(
                lambda W, e: W @ e,
                "The transposition is missing. On square matrices it even runs.",
                "V14",
            ),
            M(lambda W, e: (W.T @ e).T, "The result is transposed: examples are columns.", "V14"),
            M(lambda W, e: W * e, "* multiplies entry by entry; the sum needs @.", "V14"),
            M(
                lambda W, e: W.T @ e / e.shape[1],
                "Nothing is averaged here: each column belongs to one example.",
                "V14",
            ),
            M(lambda W, e: W.T @ e / W.shape[0], "The output neurons add up; no mean.", "V14"),
            M(lambda W, e: -W.T @ e, "There is no minus on the way back.", "V14"),
            M(
                lambda W, e: W.T @ e.mean(axis=1, keepdims=True),
                "Each example keeps its own derivatives: no mean yet.",
                "V14",
            ),
            M(lambda W, e: W.T @ e.sum(axis=1, keepdims=True), "Keep the examples apart.", "V14"),
        ),
    ),
    Exercise(
        id="10.4",
        kind=VECTORIZED,
        title="The hidden weights of a batch",
        prompt=r"Write `hidden_weight_gradient(x, a1, dC0_da1)`: (V15), then (V16).",
        hints=(
            "The same two steps as in layer $L$: through the sigmoid, entry by entry, "
            "and then the matrix product with what came in.",
            r"(V15): $a^{L-1} \odot (1 - a^{L-1}) \odot \frac{\partial C_0}{\partial a^{L-1}}$. "
            r"(V16): this times $x^\top$, over $m$.",
            "`dC0_dz1 = a1 * (1 - a1) * dC0_da1`",
        ),
        equation="V16",
        answer=hidden_weight_gradient,
        cases=inputs(
            x=matrix(REAL, "n0", "m"), a1=matrix(UNIT, "n1", "m"), dC0_da1=matrix(REAL, "n1", "m")
        ),
        explanation="The same pattern as in layer $L$: delta times what came in, averaged "
        "over the batch.",
        misconceptions=(
            M(
                lambda x, p, d: _hidden(x, d),
                "The slope of the sigmoid is missing.",
                "V15",
            ),
            M(
                lambda x, p, d: p * (1 - p) * d @ x.T,
                "This adds up the examples. Divide by their number.",
                "V16",
            ),
            M(
                lambda x, p, d: _hidden(x, p * (1 - p) * d).T,
                "The outer product is transposed: the error of the layer stands on the left.",
                "V16",
            ),
            M(
                lambda x, p, d: _hidden(p, p * (1 - p) * d),
                "What comes into the hidden layer is x.",
                "V16",
            ),
            M(lambda x, p, d: _hidden(x, p * d), "The factor 1 - a1 is missing.", "V15"),
            M(lambda x, p, d: -_hidden(x, p * (1 - p) * d), "The sign is flipped.", "V15"),
            M(
                lambda x, p, d: p * (1 - p) * d @ x.T / x.shape[0],
                "This divides by the number of inputs. Examples are columns.",
                "V16",
            ),
            M(
                lambda x, p, d: (p * (1 - p) * d).mean(axis=1, keepdims=True),
                "This is the gradient of the bias: x is missing.",
                "V16",
            ),
            M(
                lambda x, p, d: _hidden(x, x * (1 - x) * d),
                "The slope is taken at the activation, not at x.",
                "V15",
            ),
        ),
    ),
    *THINKING,
)
