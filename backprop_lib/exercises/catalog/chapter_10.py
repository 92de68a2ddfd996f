"""Exercises of chapter 10: one layer further back."""

from ..exercise import FUNCTION, PROOF, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix, numbers


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


def input_slope(W1, a1, W2, a2, y):
    """Return dC0_dx."""
    return W1 * a1 * (1 - a1) * W2 * a2 * (1 - a2) * (a2 - y)


def shared_weight_slope(x, a1, w, a2, y):
    """Return dC0_dw of a 1-1-1 network in which both weights are w."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)
    dC0_dz1 = a1 * (1 - a1) * w * dC0_dz2
    return a1 * dC0_dz2 + x * dC0_dz1


def first_of_three(x, a1, W2, a2, W3, a3, y):
    """Return dC0_dW1 of a network with three layers of one neuron."""
    return x * a1 * (1 - a1) * W2 * a2 * (1 - a2) * W3 * a3 * (1 - a3) * (a3 - y)


def broken_line(line):
    """Return the number of the line."""
    return line


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
        explanation="Row $i$ of the transposed matrix collects what hidden neuron $i$ sent to "
        "every output.",
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
    Exercise(
        id="10.5",
        kind=PROOF,
        title="All the way back",
        prompt="Nobody learns $x$, but the chain reaches it. "
        r"Find $\frac{\partial C_0}{\partial x}$, "
        "one change in (48), as a SymPy expression in $W_1$, $a_1$, $W_2$, $a_2$ and $y$ "
        "(for $W^{L-1}$, $a^{L-1}$, $W^L$, $a^L$ and $y$).",
        hints=(
            "Only the last link changes: how does $z^{L-1} = W^{L-1} x + b^{L-1}$ move with $x$?",
            r"(48) with another first factor: $\frac{\partial z^{L-1}}{\partial x}$, where "
            r"$z^{L-1} = W^{L-1} x + b^{L-1}$.",
            "`first = W1  # how z1 moves with x`",
        ),
        equation="48",
        answer=input_slope,
        symbols=("W1", "a1", "W2", "a2", "y"),
        working="answer_10_5 = W1 * a1 * (1 - a1) * W2 * a2 * (1 - a2) * (a2 - y)",
        explanation=r"By (1), $\frac{\partial z^{L-1}}{\partial x} = W^{L-1}$, "
        "where (48) has $x$.",
        cases=numbers(W1=REAL, a1=UNIT, W2=REAL, a2=UNIT, y=UNIT),
        misconceptions=(
            M(
                lambda W1, a1, W2, a2, y: a1 * (1 - a1) * W2 * a2 * (1 - a2) * (a2 - y),
                "The last link is missing: how does the sum move with x?",
                "42",
            ),
            M(
                lambda W1, a1, W2, a2, y: W1 * a1 * (1 - a1) * a2 * (1 - a2) * (a2 - y),
                "The weight of layer L is missing.",
                "44",
            ),
            M(
                lambda W1, a1, W2, a2, y: W1 * W2 * a2 * (1 - a2) * (a2 - y),
                "The slope of the hidden layer is missing.",
                "43",
            ),
            M(
                lambda W1, a1, W2, a2, y: W1 * a1 * (1 - a1) * W2 * (a2 - y),
                "The slope of layer L is missing.",
                "45",
            ),
            M(
                lambda W1, a1, W2, a2, y: W1 * a1 * (1 - a1) * W2 * a2 * (1 - a2) * (y - a2),
                "The sign is flipped.",
                "46",
            ),
            M(
                lambda W1, a1, W2, a2, y: W1 * a1 * (1 - a1) * W2 * a2 * (1 - a2),
                "The slope of the cost is missing.",
                "46",
            ),
            M(
                lambda W1, a1, W2, a2, y: a1 * a2 * (1 - a2) * (a2 - y),
                "This is the gradient of the weight of layer L.",
                "48",
            ),
        ),
    ),
    Exercise(
        id="10.6",
        kind=FUNCTION,
        title="One weight, two places",
        prompt="To save memory, somebody uses the same weight $w$ in both layers: "
        "$z^{L-1} = w x + b^{L-1}$ and $z^L = w a^{L-1} + b^L$. Write "
        "`shared_weight_slope(x, a1, w, a2, y)`: the derivative of $C_0$ with respect to $w$.",
        hints=(
            "Nudge $w$. By which ways does the nudge reach the cost? What do ways do that meet?",
            "One way enters in layer $L$, as in (36), the other in layer $L-1$, as in (48). They "
            "add.",
            "`dC0_dz2 = a2 * (1 - a2) * (a2 - y)`",
        ),
        equation="48",
        answer=shared_weight_slope,
        cases=numbers(x=REAL, a1=UNIT, w=REAL, a2=UNIT, y=UNIT),
        explanation="The gradient of something that is used twice is the sum over its uses. "
        "Networks that read text or pictures share weights like this by the thousand.",
        misconceptions=(
            M(
                lambda x, p, w, a, y: p * a * (1 - a) * (a - y),
                "This is the way through layer L alone. In layer L-1 w is used, too.",
                "36",
            ),
            M(
                lambda x, p, w, a, y: x * p * (1 - p) * w * a * (1 - a) * (a - y),
                "This is the way through layer L-1 alone. In layer L w is used, too.",
                "48",
            ),
            M(
                lambda x, p, w, a, y: (p + x * p * (1 - p) * w) * a * (1 - a) * (a - y) / 2,
                "The two ways add; nobody averages.",
                "48",
            ),
            M(
                lambda x, p, w, a, y: p * x * p * (1 - p) * w * (a * (1 - a) * (a - y)) ** 2,
                "The two ways add; they do not multiply.",
                "48",
            ),
        ),
    ),
    Exercise(
        id="10.7",
        kind=PROOF,
        title="A third layer",
        prompt="Put one more layer between the two, with one neuron. Number the layers 1, 2, 3, "
        "so that "
        "$a_3$ is the output. Find the gradient of the first weight, "
        r"$\frac{\partial C_0}{\partial W_1}$, as a SymPy expression in $x$, $a_1$, $W_2$, $a_2$, "
        r"$W_3$, "
        "$a_3$ and $y$.",
        hints=(
            "Each layer on the way back gives one slope of the sigmoid and one weight. "
            "How many of each do you need?",
            r"(48) has $x$, a slope, a weight, a slope and the error. One more slope and one more "
            r"weight.",
            "`dC0_dz3 = a3 * (1 - a3) * (a3 - y)`",
        ),
        equation="48",
        answer=first_of_three,
        symbols=("x", "a1", "W2", "a2", "W3", "a3", "y"),
        working="""dC0_dz3 = a3 * (1 - a3) * (a3 - y)
dC0_dz2 = a2 * (1 - a2) * W3 * dC0_dz3
answer_10_7 = x * a1 * (1 - a1) * W2 * dC0_dz2""",
        explanation="The derivative goes back through one weight and one slope for each layer, "
        "and at the end it is multiplied by what came in.",
        cases=numbers(x=REAL, a1=UNIT, W2=REAL, a2=UNIT, W3=REAL, a3=UNIT, y=UNIT),
        misconceptions=(
            M(
                lambda x, a1, W2, a2, W3, a3, y: x * a1 * (1 - a1) * W2 * a2 * (1 - a2) * (a2 - y),
                "This is (48) as it stands, for two layers. The output is a3 now.",
                "48",
            ),
        ),
    ),
    by_hand(
        id="10.8",
        title="Which line is wrong?",
        prompt="A backward pass has six lines:\n\n"
        "1. `dC0_dz2 = a2 * (1 - a2) * (a2 - y)`\n"
        "2. `dC_dW2 = dC0_dz2 @ a1.T / m`\n"
        "3. `dC_db2 = dC0_dz2.mean(axis=1, keepdims=True)`\n"
        "4. `dC0_dz1 = a1 * (1 - a1) * (W2.T @ dC0_dz2)`\n"
        "5. `dC_dW1 = dC0_dz1 @ x.T / m`\n"
        "6. `dC_db1 = dC0_dz1.mean(axis=1, keepdims=True)`\n\n"
        "Somebody changed one of them, and you only see what comes out, for a single example. The "
        "gradients of $W^L$ and $b^L$ agree with the measured ones. Those of $W^{L-1}$ and "
        "$b^{L-1}$ are both wrong: each row is too large by a factor of its own, the same factor "
        "in $W^{L-1}$ as in $b^{L-1}$. Which line was changed?",
        hints=(
            "For each line ask: if it were wrong, which of the four gradients would be?",
            r"(V16) and (V17) share one thing, $\frac{\partial C_0}{\partial z^{L-1}}$. (V12) and "
            r"(V13) "
            "do without it.",
            "The line is one that two gradients need, and the other two do not.",
        ),
        equation="V15",
        formula=broken_line,
        numbers={"line": 4},
        working="answer_10_8 = {line}  # (V15)",
        explanation="Line 1 feeds all four gradients, the lines 2, 3, 5 and 6 only one each. "
        "Only line 4 "
        "feeds exactly these two. A factor for each row: the slope is missing or wrong.",
        misconceptions=(
            M(1, "If line 1 were wrong, the gradients of W2 and b2 would be wrong, too.", "V12"),
            M(2, "Line 2 makes the gradient of W2, which is right.", "V12"),
            M(3, "Line 3 makes the gradient of b2, which is right.", "V13"),
            M(5, "If line 5 were wrong, the gradient of b1 would still be right.", "V17"),
            M(6, "If line 6 were wrong, the gradient of W1 would still be right.", "V16"),
        ),
    ),
)
