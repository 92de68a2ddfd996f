"""Exercises of chapter 12: batches, the gradient of the input, and what was learned."""

from ..exercise import BUG, FUNCTION, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix, number, whole

BACKWARD = {
    "W1": matrix(REAL, "n1", "n0"),
    "a1": matrix(UNIT, "n1", "m"),
    "W2": matrix(REAL, "n2", "n1"),
    "a2": matrix(UNIT, "n2", "m"),
    "y": matrix(UNIT, "n2", "m"),
}


def different_neurons(neurons):
    """Return how many neurons stay different of a layer that is made of twins."""
    return neurons / 2


def steps_in_passes(m, size, passes):
    """Return how many steps it takes to look at m examples so often."""
    return passes * -(-m // size)


def input_gradient(W1, a1, W2, a2, y):
    """Return dC0_dx (n0, m): each example has an input of its own."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)  # (V11)
    dC0_dz1 = a1 * (1 - a1) * (W2.T @ dC0_dz2)  # (V14), (V15)
    return W1.T @ dC0_dz1  # (D3)


def step_on_a_batch_printed(W, a, dC0_dz, rate):
    """Return W (n2, n1) after a step; a is (n1, m), dC0_dz (n2, m)."""
    m = dC0_dz.shape[0]
    return W - rate * dC0_dz @ a.T / m


def step_on_a_batch(W, a, dC0_dz, rate):
    """Return W (n2, n1) after a step; a is (n1, m), dC0_dz (n2, m)."""
    m = dC0_dz.shape[1]  # examples are columns
    return W - rate * dC0_dz @ a.T / m


def _back(W1, a1, W2, a2, y, *, sign=1, slope2=True, slope1=True, mean=False, through=True):
    """Return dC0_dx with one thing wrong."""
    error = sign * (a2 - y) * (a2 * (1 - a2) if slope2 else 1)
    hidden = (W2.T @ error) * (a1 * (1 - a1) if slope1 else 1)
    back = W1.T @ hidden if through else hidden
    return back / a2.shape[1] if mean else back


EXERCISES = (
    by_hand(
        id="12.1",
        title="Twins",
        prompt="A hidden layer of {neurons} neurons starts as pairs of twins: in each pair, the "
        "weights that come in, the bias, and the weights that go out are equal. The pairs differ. "
        "How many different hidden neurons can there be after 1,000 steps?",
        hints=(
            "What does (D1) give for two neurons with the same activation and the same weights "
            "going out?",
            "By (D1) the gradients of twins are equal, so twins stay twins.",
            "`in_a_pair = 2`",
        ),
        equation="D1",
        formula=different_neurons,
        numbers={"neurons": 12},
        choices={"neurons": (12, 30, 32, 34, 36, 38)},
        working="answer_12_1 = {neurons} / 2  # (D1): twins stay twins",
        explanation="Twins have the same gradient at every step, so each pair stays one neuron.",
        misconceptions=(
            M(
                lambda neurons: neurons,
                "Twins get the same gradient at every step, so they stay twins.",
                "D1",
            ),
            M(1000, "That is how many steps there are. Count the neurons that differ.", "D1"),
            M(1, "Only twins are the same. The pairs differ, and so do their gradients.", "D1"),
            M(2, "That is how many make a pair. Count the pairs.", "D1"),
            M(
                lambda neurons: 2 * neurons,
                "There are only so many neurons, and some of them are alike.",
                "D1",
            ),
            M(0, "The neurons are still there. Count those that differ.", "D1"),
        ),
    ),
    Exercise(
        id="12.2",
        kind=FUNCTION,
        title="Steps and passes",
        prompt="Write `steps_in_passes(m, size, passes)`: how many steps of descent it takes to "
        "look `passes` times at each of `m` examples, in batches of `size`. The last batch of a "
        "pass may be smaller, and it is a step too.",
        hints=(
            "Round up: `-(-m // size)`, or `math.ceil`.",
            r"$\text{passes} \cdot \lceil m / \text{size} \rceil$: the brackets round up.",
            "`in_a_pass = -(-m // size)`",
        ),
        equation="",
        answer=steps_in_passes,
        cases=inputs(m=whole(20, 99), size=whole(3, 9), passes=whole(2, 7)),
        uses=(),
        explanation="Whole batches, one more if something is left, and all of it once a pass.",
        misconceptions=(
            M(lambda m, size, passes: passes, "This is one step a pass: divide m by size."),
            M(
                lambda m, size, passes: passes * (m // size),
                "The last batch, smaller than the others, is a step too: round up.",
            ),
            M(
                lambda m, size, passes: -(-m * passes // size),
                "A batch does not reach into the next pass: round up in each pass.",
            ),
            M(
                lambda m, size, passes: passes * m,
                "One step looks at a whole batch, not at one example.",
            ),
            M(lambda m, size, passes: -(-m // size), "This is one pass."),
            M(
                lambda m, size, passes: passes * (-(-m // size) - 1),
                "The last batch of each pass is missing.",
            ),
            M(
                lambda m, size, passes: passes * (m // size) + (m % size > 0),
                "The smaller batch comes at the end of each pass, not once.",
            ),
            M(
                lambda m, size, passes: passes * (m // size + 1),
                "Where the batches come out even, there is no smaller one at the end.",
            ),
            M(lambda m, size, passes: passes * m / size, "Half a step is not taken."),
            M(
                lambda m, size, passes: m * passes // size,
                "The last, smaller batch of each pass is a step too: round up in each.",
            ),
            M(
                lambda m, size, passes: passes * -(-(m - 1) // size),
                "The last example is left out.",
            ),
            M(
                lambda m, size, passes: size * passes,
                "That is how many examples so many batches hold. How many batches make a pass?",
            ),
            M(
                lambda m, size, passes: passes * round(m / size),
                "The last batch is a step, however small: round up, not to the nearest number.",
            ),
        ),
    ),
    Exercise(
        id="12.3",
        kind=VECTORIZED,
        title="Which pixels would have to change",
        prompt="Write `input_gradient(W1, a1, W2, a2, y)`: the derivative (D3) of each example's "
        "cost by its own input, shape $(n_0, m)$. Do not average: each example has its own input.",
        hints=(
            "The error of layer $L$ (V11), back to the hidden layer (V14) and (V15), and through "
            "one more matrix of weights.",
            r"(V11), (V14), (V15), and then (D3): "
            r"$(W^{L-1})^\top \frac{\partial C_0}{\partial z^{L-1}}$.",
            "`dC0_dz2 = a2 * (1 - a2) * (a2 - y)`",
        ),
        equation="D3",
        answer=input_gradient,
        cases=inputs(**BACKWARD),
        explanation="The way back of [chapter 10](10-previous-layer-gradients.ipynb), "
        "through one more matrix.",
        misconceptions=(
            M(lambda *args: _back(*args, sign=-1), "The sign is flipped: a2 - y.", "V8"),
            M(
                lambda *args: _back(*args, slope2=False),
                "The slope of layer L's sigmoid is missing.",
                "V11",
            ),
            M(
                lambda *args: _back(*args, slope1=False),
                "The slope of the hidden layer's sigmoid is missing.",
                "V15",
            ),
            M(
                lambda *args: _back(*args, mean=True),
                "Each example has an input of its own, so there is nothing to average.",
                "D3",
            ),
            M(
                lambda *args: _back(*args, through=False),
                "This is the derivative by the sums of the hidden layer: go through W1 as well.",
                "D3",
            ),
            M(
                lambda W1, a1, W2, a2, y: W1.T @ (W2.T @ (a2 - y)),
                "Both slopes of the sigmoid are missing.",
                "V11",
            ),
        ),
    ),
    Exercise(
        id="12.4",
        kind=BUG,
        title="Steps of the wrong length",
        prompt="This step on a batch points downhill, and training works, at some rates. But the "
        "steps have the wrong length, and it depends on the network how wrong. Find the mistake.",
        hints=(
            "What are the rows of `dC0_dz`, and what are its columns?",
            r"(V12): $\frac{1}{m} \frac{\partial C_0}{\partial z^L} (a^{L-1})^\top$, "
            "and $m$ is the number of columns.",
            "The line that begins with `m =` is the wrong one.",
        ),
        equation="V12",
        answer=step_on_a_batch,
        printed=step_on_a_batch_printed,
        cases=inputs(
            W=matrix(REAL, "n2", "n1"),
            a=matrix(REAL, "n1", "m"),
            dC0_dz=matrix(REAL, "n2", "m"),
            rate=number((0.2, 3.0)),
        ),
        explanation="Examples are columns: `shape[1]`. With `shape[0]` the step was divided by "
        "the number of neurons.",
        misconceptions=(
            M(
                lambda W, a, d, rate: W + rate * d @ a.T / d.shape[1],
                "The minus was right: descent goes down.",
                "V12",
            ),
            M(
                lambda W, a, d, rate: W - rate * d @ a.T,
                "Now it is the sum over the examples. Divide by their number.",
                "V12",
            ),
            M(
                lambda W, a, d, rate: W - rate * d @ a.T / a.shape[0],
                "Those are the neurons of the layer before. Examples are columns.",
                "V12",
            ),
            M(
                lambda W, a, d, rate: W - d @ a.T / d.shape[1],
                "The rate was right where it was.",
                "V12",
            ),
            M(
                lambda W, a, d, rate: W - rate * d @ a.T / d.size,
                "Divide by the number of examples only.",
                "V12",
            ),
            M(
                lambda W, a, d, rate: -rate * d @ a.T / d.shape[1],
                "This is the step alone. Return where W is afterwards.",
                "V12",
            ),
        ),
    ),
)
