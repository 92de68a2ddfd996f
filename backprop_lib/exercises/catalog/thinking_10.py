"""Exercises of chapter 10 whose answer stands nowhere in its text."""

from ..exercise import FUNCTION, PROOF, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, numbers


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


THINKING = (
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
            "Nudge $w$. By which paths does the nudge reach the cost? What do you do "
            "where they meet?",
            "One path enters in layer $L$, as in (36), the other in layer $L-1$, as in (48). They "
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
                lambda x, a1, W2, a2, W3, a3, y: a2 * a3 * (1 - a3) * (a3 - y),
                "This is the gradient of W3. Go on, back to W1.",
                "48",
            ),
            M(
                lambda x, a1, W2, a2, W3, a3, y: a1 * a2 * (1 - a2) * W3 * a3 * (1 - a3) * (a3 - y),
                "This is the gradient of W2. Go on, back to W1.",
                "48",
            ),
            M(
                lambda x, a1, W2, a2, W3, a3, y: x * a1 * (1 - a1) * W2 * a3 * (1 - a3) * (a3 - y),
                "Layer 2 is passed over: its slope, and the weight W3 that leads on from it.",
                "48",
            ),
            M(
                lambda x, a1, W2, a2, W3, a3, y: x * a1 * (1 - a1) * W3 * a3 * (1 - a3) * (a3 - y),
                "Layer 2 is passed over: its slope, and the weight W2 that leads to it.",
                "48",
            ),
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
        wanted="one number from 1 to 6, of another line",
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
