"""Exercises of chapter 1: how many numbers a network has, and in which shapes."""

from ..exercise import FUNCTION, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import inputs, whole

SIZES = {"n0": whole(2, 9), "n1": whole(2, 9), "n2": whole(2, 9)}


def count_parameters(n0, n1, n2):
    """Count all weights and biases of an n0-n1-n2 network."""
    return n1 * n0 + n1 + n2 * n1 + n2


def parameter_shapes(n0, n1, n2):
    """Return the shapes of W1, b1, W2, b2, each as (rows, columns)."""
    return [(n1, n0), (n1, 1), (n2, n1), (n2, 1)]


EXERCISES = (
    by_hand(
        id="1.1",
        title="Count the numbers",
        prompt="A network has 4 inputs, 5 neurons in the hidden layer and 3 in the output layer. "
        "How many numbers does it learn: all weights and all biases together?",
        hint="Each neuron has one weight for every input it listens to, and one bias. "
        "How many numbers does one hidden neuron own? How many does one output neuron own?",
        equation="1",
        answer=43,
        working="answer_1_1 = 5 * (4 + 1) + 3 * (5 + 1)",
        explanation="A hidden neuron owns 4 weights and a bias, an output neuron 5 weights and "
        "a bias.",
        misconceptions=(
            M(35, "These are the weights alone. Every neuron has a bias, too.", "1"),
            M(8, "These are the biases alone. The weights are missing.", "1"),
            M(47, "Inputs own nothing: no bias, and no weights to the output layer.", "1"),
            M(12, "This counts neurons. Count what belongs to each neuron.", "1"),
            M(37, "One bias for each layer is too few: every neuron has its own.", "1"),
            M(60, "The two weight matrices add; they do not multiply.", "3"),
        ),
    ),
    Exercise(
        id="1.2",
        kind=FUNCTION,
        title="Count them for any network",
        prompt="Now for any sizes. Write `count_parameters(n0, n1, n2)`: it returns how many "
        "weights and biases a network with `n0` inputs, `n1` hidden and `n2` output neurons has.",
        hint="Add four numbers: the entries of $W^{L-1}$, $b^{L-1}$, $W^L$ and $b^L$.",
        equation="1",
        answer=count_parameters,
        cases=inputs(**SIZES),
        explanation="Four matrices, four terms: the entries of $W^{L-1}$, $b^{L-1}$, $W^L$ "
        "and $b^L$.",
        misconceptions=(
            M(lambda a, b, c: a * b + b * c, "The biases are missing.", "1"),
            M(lambda a, b, c: a * b + b * c + a + b + c, "Inputs have no bias.", "1"),
            M(lambda a, b, c: a * b + b * c + 2, "Every neuron has its own bias.", "1"),
            M(lambda a, b, c: a * b * c, "The two weight matrices add; they do not multiply.", "3"),
            M(lambda a, b, c: a * b * c + b + c, "The two weight matrices add up.", "3"),
            M(lambda a, b, c: a + b + c, "This counts neurons, not weights and biases.", "1"),
            M(lambda a, b, c: a * b + b, "The output layer is missing.", "3"),
            M(
                lambda a, b, c: a * b + b * c + a * c + b + c,
                "No weight leads from an input directly to the output layer.",
                "3",
            ),
        ),
    ),
    Exercise(
        id="1.3",
        kind=FUNCTION,
        title="Shapes",
        prompt="Write `parameter_shapes(n0, n1, n2)`: it returns the shapes of "
        "$W^{L-1}$, $b^{L-1}$, $W^L$ and $b^L$, in this order, each as a pair (rows, columns). "
        "A weight matrix has one row for each neuron of its own layer. A bias is a column.",
        hint="Row $j$ of a weight matrix holds the weights of neuron $j$, "
        "one for each number that comes in.",
        equation="V1",
        answer=parameter_shapes,
        cases=inputs(**SIZES),
        explanation="A weight matrix has a row for each neuron of its layer and a column for "
        "each number that comes in.",
        misconceptions=(
            M(
                lambda a, b, c: [(a, b), (b, 1), (b, c), (c, 1)],
                "The weight matrices are transposed: rows belong to the neurons of the layer.",
                "V1",
            ),
            M(
                lambda a, b, c: [(b, a), (1, b), (c, b), (1, c)],
                "A bias is a column: one row for each neuron, one column.",
                "V1",
            ),
            M(
                lambda a, b, c: [(a, b), (1, b), (b, c), (1, c)],
                "All four are transposed. Here examples are columns, so neurons are rows.",
                "V1",
            ),
            M(
                lambda a, b, c: [(b, a), (b, 1), (c, a), (c, 1)],
                "Layer L listens to the hidden layer, not to the input.",
                "V3",
            ),
            M(
                lambda a, b, c: [(b, a), (a, 1), (c, b), (b, 1)],
                "A layer has one bias for each of its own neurons, not for each input.",
                "V1",
            ),
            M(
                lambda a, b, c: [(b, a), (1, 1), (c, b), (1, 1)],
                "Every neuron has its own bias.",
                "V1",
            ),
            M(
                lambda a, b, c: [(c, b), (c, 1), (b, a), (b, 1)],
                "The layers are in the wrong order: layer L-1 comes first.",
                "V1",
            ),
        ),
    ),
)
