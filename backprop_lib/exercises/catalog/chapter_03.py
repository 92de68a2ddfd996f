"""Exercises of chapter 3: the cost of one example, and of a batch."""

import numpy as np

from ..exercise import LINE, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import UNIT, inputs, matrix, numbers


def cost_of_example(a2, y):
    """Return C0 from plain numbers."""
    return (a2 - y) ** 2 / 2  # (5)


def cost_of_layer(a2, y):
    """Return C0 for one example; a2 and y have shape (n2, 1)."""
    return 0.5 * np.sum((a2 - y) ** 2)  # (V5)


def cost_of_batch(a2, y):
    """Return the mean cost C, a number; a2 and y have shape (n2, m)."""
    return np.sum((a2 - y) ** 2) / (2 * a2.shape[1])  # (V6)


def least_cost(y1, y2):
    """Return the smallest mean cost of two examples with the same input."""
    return ((y1 - y2) / 2) ** 2 / 2


EXERCISES = (
    by_hand(
        id="3.1",
        title="A cost on paper",
        prompt="The network says $a^L = {a2}$, and the target is $y = {y}$. What is $C_0$?",
        hints=(
            "Difference, square, half: in this order.",
            r"(5): $C_0 = \frac{1}{2}(a^L - y)^2$.",
            "`difference = {a2} - {y}`",
        ),
        equation="5",
        formula=cost_of_example,
        numbers={"a2": 0.5, "y": 0.9},
        choices={"a2": (0.1, 0.15, 0.2, 0.35, 0.4, 0.5), "y": (0.8, 0.85, 0.9, 0.95)},
        working="answer_3_1 = ({a2} - {y}) ** 2 / 2  # (5)",
        explanation="The difference first, then its square, and half of that.",
    ),
    Exercise(
        id="3.2",
        kind=LINE,
        title="The cost of one example",
        prompt="Write equation (5) as one line of code, for plain numbers.",
        hints=(
            "`** 2` is the square. It binds tighter than a product.",
            r"(5): $C_0 = \frac{1}{2}(a^L - y)^2$.",
            "`difference = a2 - y`",
        ),
        equation="5",
        answer=cost_of_example,
        cases=numbers(a2=UNIT, y=UNIT),
        explanation="The division comes last, so no parentheses are needed around the square.",
        misconceptions=(
            M(lambda a, y: (a - y) ** 2 + 0.5, "One half is a factor, not a term.", "5"),
            M(lambda a, y: (a - y) ** 2 - 0.5, "One half is a factor, not a term.", "5"),
            M(
                lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a)),
                "This is the cross-entropy, another cost. Here it is half the squared difference.",
                "5",
            ),
            M(
                lambda a, y: 0.0 * a,
                "It is always 0. If you divide by //, that drops the fraction: divide by /.",
                "5",
            ),
            M(lambda a, y: (a - y) ** 2, "The factor one half is missing.", "5"),
            M(lambda a, y: a - y, "This is the difference. Square it, and halve it.", "5"),
            M(lambda a, y: (a - y) / 2, "The square is missing.", "5"),
            M(lambda a, y: (a**2 - y**2) / 2, "Subtract first, then square.", "5"),
            M(lambda a, y: abs(a - y) / 2, "This is the distance: the cost has a square.", "5"),
            M(lambda a, y: ((a - y) / 2) ** 2, "Only one half in all: halve after squaring.", "5"),
            M(lambda a, y: a - y**2 / 2, "Parentheses: square the whole difference.", "5"),
        ),
    ),
    Exercise(
        id="3.3",
        kind=VECTORIZED,
        title="Several outputs",
        prompt="Now layer $L$ has several neurons. Write `cost_of_layer(a2, y)`: "
        "the cost (V5) of one example, a single number.",
        hints=(
            "Square every entry, then add them up with `np.sum`.",
            r"(V5): half the sum of the squares, $\frac{1}{2}\sum_j (a^L_j - y_j)^2$.",
            "`squares = (a2 - y) ** 2`",
        ),
        equation="V5",
        answer=cost_of_layer,
        cases=inputs(a2=matrix(UNIT, "n2", 1), y=matrix(UNIT, "n2", 1)),
        explanation="The neurons add up. Nothing is averaged yet.",
        misconceptions=(
            M(
                lambda a, y: np.sum(-(y * np.log(a) + (1 - y) * np.log(1 - a))),
                "This is the cross-entropy, another cost. Here it is half the squared differences.",
                "V5",
            ),
            M(
                lambda a, y: (a - y) @ (a - y).T / 2,
                "This is the outer product, a table. The cost is one number: the sum of the "
                "squares.",
                "V5",
            ),
            M(lambda a, y: np.sum((a - y) ** 2), "The factor one half is missing.", "V5"),
            M(
                lambda a, y: np.mean((a - y) ** 2) / 2,
                "This takes the mean over the neurons. The cost of an example adds them up.",
                "V5",
            ),
            M(
                lambda a, y: np.sum(a - y) ** 2 / 2,
                "Square each difference first, then add: otherwise errors cancel.",
                "V5",
            ),
            M(lambda a, y: (a - y) ** 2 / 2, "The sum over the neurons is missing.", "V5"),
            M(
                lambda a, y: np.sqrt(np.sum((a - y) ** 2)),
                "This is the length of the difference. The cost takes no root.",
                "V5",
            ),
            M(lambda a, y: np.sum(np.abs(a - y)) / 2, "The square is missing.", "V5"),
        ),
    ),
    Exercise(
        id="3.4",
        kind=VECTORIZED,
        title="A batch",
        prompt="Write `cost_of_batch(a2, y)`: the mean cost (V6) of $m$ examples. "
        "The examples are the columns. The answer is one number.",
        hints=(
            "The sum runs over all entries. The mean divides by the number of examples only. "
            "Which entry of `a2.shape` is that?",
            r"(V6): add up over all neurons and examples, halve, and divide by $m$.",
            "`m = a2.shape[1]`",
        ),
        equation="V6",
        answer=cost_of_batch,
        cases=inputs(a2=matrix(UNIT, "n2", "m"), y=matrix(UNIT, "n2", "m")),
        explanation="`a2.shape[1]` is the number of examples $m$.",
        misconceptions=(
            M(
                lambda a, y: np.median(np.sum((a - y) ** 2, axis=0)) / 2,
                "This is the median of the costs. Their mean is wanted.",
                "V6",
            ),
            M(
                lambda a, y: np.max(np.sum((a - y) ** 2, axis=0)) / 2,
                "This is the largest cost. Their mean is wanted.",
                "V6",
            ),
            M(
                lambda a, y: np.sum(np.sum(a - y, axis=0) ** 2) / (2 * a.shape[1]),
                "Square each difference first, then add: otherwise errors cancel.",
                "V6",
            ),
            M(
                lambda a, y: np.mean(np.sum(a - y, axis=0)) ** 2 / 2,
                "Square each difference first, then add: otherwise errors cancel.",
                "V6",
            ),
            M(
                lambda a, y: np.mean(np.sqrt(np.sum((a - y) ** 2, axis=0))) / 2,
                "This takes the length of each example's difference: the cost takes no root.",
                "V6",
            ),
            M(
                lambda a, y: np.sqrt(np.sum((a - y) ** 2)) / (2 * a.shape[1]),
                "The cost takes no root.",
                "V6",
            ),
            M(
                lambda a, y: np.sum(np.sum(a - y, axis=1) ** 2) / (2 * a.shape[1]),
                "Square each difference first, then add: otherwise errors cancel.",
                "V6",
            ),
            M(
                lambda a, y: np.sum(-(y * np.log(a) + (1 - y) * np.log(1 - a))) / a.shape[1],
                "This is the cross-entropy, another cost. Here it is half the squared differences.",
                "V6",
            ),
            M(
                lambda a, y: np.mean((a - y) ** 2),
                "This divides by the number of neurons as well, and the half is missing: "
                "divide by 2 and by the examples.",
                "V6",
            ),
            M(
                lambda a, y: np.mean((a - y) ** 2) / 2,
                "This divides by the number of neurons as well. Divide by the examples only.",
                "V6",
            ),
            M(
                lambda a, y: np.sum((a - y) ** 2) / 2,
                "This adds up the examples. The cost of a batch is their mean.",
                "V6",
            ),
            M(
                lambda a, y: np.sum((a - y) ** 2) / a.shape[1],
                "The factor one half is missing.",
                "V6",
            ),
            M(
                lambda a, y: np.sum((a - y) ** 2) / (2 * a.shape[0]),
                "This divides by the number of neurons, the rows. Examples are columns.",
                "V6",
            ),
            M(
                lambda a, y: np.sum((a - y) ** 2, axis=0) / 2,
                "This is the cost of each example. Their mean is missing.",
                "V6",
            ),
            M(
                lambda a, y: np.sum(np.mean(a - y, axis=1) ** 2) / 2,
                "Square before you take the mean: otherwise errors cancel.",
                "V6",
            ),
        ),
    ),
    by_hand(
        id="3.5",
        title="Two targets, one input",
        prompt="Two examples have the same input, so the network must give both the same output "
        "$a$. Their targets are $y = {y1}$ and $y = {y2}$. Choose the $a$ for which the mean cost "
        "$C$ of the two is smallest. How large is $C$ then?",
        hints=(
            "Where would you put $a$ to be fair to both? Then compute the two costs, and their "
            "mean.",
            r"The mean of $\frac{1}{2}(a - y_1)^2$ and $\frac{1}{2}(a - y_2)^2$ is smallest "
            "halfway between the targets.",
            "`a = ({y1} + {y2}) / 2`",
        ),
        equation="V6",
        formula=least_cost,
        numbers={"y1": 0.2, "y2": 0.85},
        tolerance=2e-4,
        choices={"y1": (0.1, 0.15, 0.2, 0.25, 0.3, 0.35), "y2": (0.75, 0.8, 0.85, 0.9, 0.95)},
        working="""a = ({y1} + {y2}) / 2
answer_3_5 = ((a - {y1}) ** 2 / 2 + (a - {y2}) ** 2 / 2) / 2""",
        explanation="Halfway, both differences have the same size, and every step aside costs "
        "more on the one side than it saves on the other. No training can go below this cost.",
        misconceptions=(
            M(0.0, "The output cannot meet both targets, so some cost remains.", "5"),
            M(
                lambda y1, y2: (y1 + y2) / 2,
                "This is the output. The question is about its cost.",
                "5",
            ),
            M(
                lambda y1, y2: ((y1 - y2) / 2) ** 2,
                "Twice too much: is the half missing, or the mean of the two costs? Or does a lie "
                "on one of the targets?",
                "5",
            ),
            M(
                lambda y1, y2: (y1 - y2) ** 2 / 2,
                "Too much: the output lies halfway, and two halved squares are averaged.",
                "5",
            ),
        ),
    ),
)
