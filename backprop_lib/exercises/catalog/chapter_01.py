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


COUNTING = (
    M(
        lambda n0, n1, n2: n0 * n1 + n1 * n2 + n0 + n1 + n2,
        "Inputs own nothing: no bias, and no weights to the output layer.",
    ),
    M(
        lambda n0, n1, n2: n0 + n1 + n2,
        "This counts neurons. Count what belongs to each neuron.",
    ),
    M(
        lambda n0, n1, n2: n1 * n0 + n2 * n1 + 2,
        "One bias for each layer is too few: every neuron has its own.",
    ),
    M(
        lambda n0, n1, n2: n1 * n0 + n2 * n1 + 1,
        "One bias in all is too few: every neuron has its own.",
    ),
    M(
        lambda n0, n1, n2: n1 * n0 + n2 * n1,
        "These are the weights alone. Every neuron has a bias, too: the biases are missing.",
    ),
    M(lambda n0, n1, n2: n1 + n2, "These are the biases alone. The weights are missing."),
    M(
        lambda n0, n1, n2: n0 * n1 * n2,
        "The two weight matrices add; they do not multiply. And every neuron has a bias.",
    ),
    M(
        lambda n0, n1, n2: n0 * n1 * n2 + n1 + n2,
        "The two weight matrices add up; they do not multiply.",
    ),
    M(
        lambda n0, n1, n2: n1 * n0 + n0 + n2 * n1 + n1,
        "A layer has a bias for each of its own neurons, not for each of its inputs.",
    ),
    M(
        lambda n0, n1, n2: n1 * (n0 + 1) * n2 * (n1 + 1),
        "The two layers add up; they do not multiply.",
    ),
    M(
        lambda n0, n1, n2: 2 * (n1 * n0 + n2 * n1),
        "A bias belongs to a neuron, not to a weight.",
    ),
    M(
        lambda n0, n1, n2: n1 * n0 + n1 + n2 * n1 + n1,
        "The output layer has n2 biases, one for each of its own neurons, not n1.",
    ),
    M(lambda n0, n1, n2: n1 * n0 + n1, "The output layer is missing."),
    M(lambda n0, n1, n2: n2 * n1 + n2, "The hidden layer is missing: count both layers."),
    M(
        lambda n0, n1, n2: n0 * n1 + n1 * n2 + n0 * n2 + n1 + n2,
        "No weight leads from an input directly to the output layer.",
    ),
)


def count_paths(n0, n1, n2):
    """Return how many ways lead from one input to the cost."""
    return n1 * n2


EXERCISES = (
    by_hand(
        id="1.1",
        title="Count the numbers",
        prompt="A network has {n0} inputs, {n1} neurons in the hidden layer and {n2} in the output "
        "layer. How many numbers does it learn: all weights and all biases together?",
        hints=(
            "Each neuron has one weight for every input it listens to, and one bias. "
            "How many numbers does one hidden neuron own? How many does one output neuron own?",
            "Layer $L-1$ has $n_1 n_0$ weights and $n_1$ biases, layer $L$ has $n_2 n_1$ and "
            "$n_2$.",
            "`hidden = {n1} * ({n0} + 1)`",
        ),
        equation="",
        formula=count_parameters,
        numbers={"n0": 4, "n1": 5, "n2": 3},
        choices={"n0": (3, 4, 6, 7), "n1": (4, 5, 6, 8), "n2": (2, 3, 5)},
        working="answer_1_1 = {n1} * ({n0} + 1) + {n2} * ({n1} + 1)",
        explanation="A hidden neuron owns {n0} weights and a bias, an output neuron {n1} weights "
        "and a bias.",
        misconceptions=COUNTING,
    ),
    Exercise(
        id="1.2",
        kind=FUNCTION,
        title="Count them for any network",
        prompt="Now for any sizes. Write `count_parameters(n0, n1, n2)`: it returns how many "
        "weights and biases a network with `n0` inputs, `n1` hidden and `n2` output neurons has.",
        hints=(
            "Add four numbers: the entries of $W^{L-1}$, $b^{L-1}$, $W^L$ and $b^L$.",
            r"$n_1 n_0$ weights and $n_1$ biases in layer $L-1$; $n_2 n_1$ weights and $n_2$ "
            r"biases in layer $L$.",
            "`return n1 * n0 + n1 + ...`",
        ),
        equation="",
        answer=count_parameters,
        cases=inputs(**SIZES),
        explanation="Four matrices, four terms: the entries of $W^{L-1}$, $b^{L-1}$, $W^L$ "
        "and $b^L$.",
        misconceptions=COUNTING,
    ),
    Exercise(
        id="1.3",
        kind=FUNCTION,
        title="Shapes",
        prompt="Write `parameter_shapes(n0, n1, n2)`: it returns the shapes of "
        "$W^{L-1}$, $b^{L-1}$, $W^L$ and $b^L$, in this order, each as a pair (rows, columns). "
        "A weight matrix has one row for each neuron of its own layer. A bias is a column.",
        hints=(
            "Row $j$ of a weight matrix holds the weights of neuron $j$, "
            "one for each number that comes in.",
            r"$W^{L-1}$ has $n_1$ rows and $n_0$ columns; $b^{L-1}$ has $n_1$ rows and one column.",
            "`return [(n1, n0), (n1, 1), ...]`",
        ),
        equation="",
        answer=parameter_shapes,
        cases=inputs(**SIZES),
        explanation="A weight matrix has a row for each neuron of its layer and a column for "
        "each number that comes in.",
        wanted="four pairs (rows, columns), the shapes alone; a bias is a column, (n1, 1)",
        misconceptions=(
            M(
                lambda a, b, c: [(b, a), (b, 1), (b, a), (c, 1)],
                "W2 is copied from W1: layer L listens to the hidden layer.",
                "",
            ),
            M(
                lambda a, b, c: [(a, b), (b, 1), (b, c), (c, 1)],
                "The weight matrices are transposed: rows belong to the neurons of the layer.",
            ),
            M(
                lambda a, b, c: [(b, a), (1, b), (c, b), (1, c)],
                "A bias is a column: one row for each neuron, one column.",
            ),
            M(
                lambda a, b, c: [(a, b), (1, b), (b, c), (1, c)],
                "All four are transposed. Here examples are columns, so neurons are rows.",
            ),
            M(
                lambda a, b, c: [(b, a), (b, 1), (c, a), (c, 1)],
                "Layer L listens to the hidden layer, not to the input.",
            ),
            M(
                lambda a, b, c: [(b, a), (a, 1), (c, b), (b, 1)],
                "A layer has one bias for each of its own neurons, not for each input.",
            ),
            M(lambda a, b, c: [(b, a), (1, 1), (c, b), (1, 1)], "Every neuron has its own bias."),
            M(
                lambda a, b, c: [(c, b), (c, 1), (b, a), (b, 1)],
                "The layers are in the wrong order: layer L-1 comes first.",
            ),
        ),
    ),
    Exercise(
        id="1.4",
        kind=FUNCTION,
        title="Ways through the network",
        prompt="Nudge one input a little. The nudge reaches each neuron of the hidden layer, and "
        "from each of those every neuron of the output layer, and from there the cost. Write "
        "`count_paths(n0, n1, n2)`: the number of different ways from *one* input to the cost.",
        hints=(
            "Draw 1 input, 2 hidden and 3 output neurons, and follow the lines with a pencil.",
            "At each layer a way splits into as many as the layer has neurons.",
            "`through_the_hidden_layer = n1`",
        ),
        equation="",
        answer=count_paths,
        cases=inputs(**SIZES),
        explanation="One choice in each layer, and choices multiply. With ten layers of 100 "
        "neurons there are more ways than grains of sand, which is why nobody walks them one by "
        "one.",
        misconceptions=(
            M(lambda a, b, c: b + c, "At each layer the ways split: they multiply."),
            M(lambda a, b, c: a + b + c, "At each layer the ways split: sizes multiply."),
            M(
                lambda a, b, c: a * b + b * c,
                "These are the lines of the drawing. A way takes one line of each layer: multiply.",
            ),
            M(lambda a, b, c: a * b * c, "These are the ways from all inputs. Start at one."),
            M(lambda a, b, c: b, "From each hidden neuron, ways lead to every output neuron."),
            M(
                lambda a, b, c: c,
                "There are several ways to each output: through each hidden neuron.",
            ),
        ),
    ),
)
