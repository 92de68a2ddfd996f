"""Exercises of chapter 11: the whole backward pass, and one step of descent."""

from functools import lru_cache

from ...core import cost, sigmoid
from ...examples import VECTOR
from ...training import train
from ..exercise import BUG, VECTORIZED, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, inputs, matrix
from .backward import backward_mistakes, step_mistakes

NETWORK = {
    "W1": matrix(REAL, "n1", "n0"),
    "b1": matrix(REAL, "n1", 1),
    "W2": matrix(REAL, "n2", "n1"),
    "b2": matrix(REAL, "n2", 1),
}


def backward(x, a1, W2, a2, y):
    """Return dC_dW1, dC_db1, dC_dW2, dC_db2 for a batch."""
    m = x.shape[1]
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)  # (V11)
    dC0_dz1 = a1 * (1 - a1) * (W2.T @ dC0_dz2)  # (V14), (V15)
    return (
        dC0_dz1 @ x.T / m,  # (V16)
        dC0_dz1.mean(axis=1, keepdims=True),  # (V17)
        dC0_dz2 @ a1.T / m,  # (V12)
        dC0_dz2.mean(axis=1, keepdims=True),  # (V13)
    )


def step_of_descent(W1, b1, W2, b2, x, y):
    """Return W1, b1, W2, b2 after one step downhill at rate 0.5."""
    a1 = sigmoid(W1 @ x + b1)  # (1), (2)
    a2 = sigmoid(W2 @ a1 + b2)  # (3), (4)
    rate = 0.5 / x.shape[1]  # so that sums over the examples become means
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)  # (V11)
    dC0_dz1 = a1 * (1 - a1) * (W2.T @ dC0_dz2)  # (V14), (V15)
    W1, W2 = W1 - rate * dC0_dz1 @ x.T, W2 - rate * dC0_dz2 @ a1.T
    b1 = b1 - rate * dC0_dz1.sum(axis=1, keepdims=True)  # (V17)
    b2 = b2 - rate * dC0_dz2.sum(axis=1, keepdims=True)  # (V13)
    return W1, b1, W2, b2


def update_in_order_printed(a1, W2, a2, y):
    """Return W2 and dC0_dz1 (n1, m), W2 after a step at rate 0.5."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)
    W2 = W2 - 0.5 * dC0_dz2 @ a1.T / a1.shape[1]
    dC0_dz1 = a1 * (1 - a1) * (W2.T @ dC0_dz2)
    return W2, dC0_dz1


def update_in_order(a1, W2, a2, y):
    """Return W2 and dC0_dz1 (n1, m), W2 after a step at rate 0.5."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)
    dC0_dz1 = a1 * (1 - a1) * (W2.T @ dC0_dz2)  # before W2 moves
    W2 = W2 - 0.5 * dC0_dz2 @ a1.T / a1.shape[1]
    return W2, dC0_dz1


ACTIVATIONS = {
    "x": matrix(REAL, "n0", "m"),
    "a1": matrix(UNIT, "n1", "m"),
    "W2": matrix(REAL, "n2", "n1"),
    "a2": matrix(UNIT, "n2", "m"),
    "y": matrix(UNIT, "n2", "m"),
}


def _order_mistake(rate=-0.5, hidden=lambda a1: a1 * (1 - a1), error=lambda a, y: a - y, keep=1.0):
    """Make the two results of 11.4 with one thing wrong."""

    def wrong(a1, W2, a2, y):
        e2 = a2 * (1 - a2) * error(a2, y)
        return keep * W2 + rate * e2 @ a1.T / a1.shape[1], hidden(a1) * (W2.T @ e2)

    return wrong


def moved_weight(W2, dC0_dW2, rate):
    """Return W2 after one step of descent."""
    return W2 - rate * dC0_dW2


def ratio_of_costs(few, many):
    """Return the cost after `few` steps over that after `many`, rate times steps being 100."""
    return _cost_after(few) / _cost_after(many)


@lru_cache
def _cost_after(steps, by=None):
    """Return the cost of the 2-3-2 example after so many steps at the rate 100 / by."""
    if steps < 1:  # of a mutant
        return cost(VECTOR.network, VECTOR.x, VECTOR.y)
    return float(_walk(VECTOR.network, steps, by or steps).costs[-1])


def _walk(network, steps, by):
    walk = {"rate": 100 / by, "steps": int(steps), "progress": False}
    return train(network, VECTOR.x, VECTOR.y, **walk)


def _not_started_again(few, many):
    """Return the ratio of the costs where the second walk goes on from the first."""
    end = _walk(VECTOR.network, few, few).network
    return _cost_after(few) / float(_walk(end, many, many).costs[-1])


EXERCISES = (
    by_hand(
        id="11.1",
        title="One step on paper",
        prompt=r"A weight is $W^L = {W2}$ and its gradient $\frac{\partial C_0}{\partial W^L}$ "
        "is ${dC0_dW2}$. The learning rate is ${rate}$. "
        "Where is the weight after one step of descent?",
        hints=(
            "Downhill is against the gradient. The gradient is negative here.",
            r"The weight moves to $W^L - {rate} \cdot \frac{\partial C_0}{\partial W^L}$.",
            "`step = {rate} * {dC0_dW2}`",
        ),
        equation="",
        formula=moved_weight,
        numbers={"W2": -1.6, "dC0_dW2": -0.08, "rate": 0.5},
        choices={"W2": (-1.6, 1.3, 2.1), "dC0_dW2": (-0.08, -0.3, -0.12), "rate": (0.5, 0.2, 0.4)},
        working="answer_11_1 = {W2} - {rate} * {dC0_dW2}",
        explanation="A negative gradient, so the weight grows.",
    ),
    Exercise(
        id="11.2",
        kind=VECTORIZED,
        title="The whole backward pass",
        prompt="Everything in one function. Write `backward(x, a1, W2, a2, y)`: "
        "the four mean gradients (V16), (V17), (V12), (V13), in this order. "
        "Compute what they share only once.",
        hints=(
            "Walk backward: the error of layer $L$ (V11), back through the weights (V14), "
            "the error of the hidden layer (V15). Then two gradients from each.",
            r"(V11), then (V14) and (V15); from the one (V12) and (V13), from the other "
            r"(V16) and (V17).",
            "`dC0_dz2 = a2 * (1 - a2) * (a2 - y)`",
        ),
        equation="52",
        answer=backward,
        points=5,
        cases=inputs(**ACTIVATIONS),
        explanation="Each layer has one delta, and two gradients come from it.",
        misconceptions=tuple(M(*mistake) for mistake in backward_mistakes()),
    ),
    Exercise(
        id="11.3",
        kind=VECTORIZED,
        title="One step of descent",
        prompt="Write `step_of_descent`: forward, backward, and one step against the gradient "
        "at the learning rate 0.5. It returns four new arrays: the ones "
        "it was given stay as they are (no `-=`). "
        "Your own `backward` may help; so may the library's `forward` and `gradients`, but not its "
        "`descend`.",
        hints=(
            "The step needs all four gradients at the *old* parameters. "
            "Compute them all first, and move then.",
            r"A parameter moves to itself minus rate times gradient: $W \leftarrow W - 0.5 \, "
            r"\frac{\partial C}{\partial W}$.",
            "`a1 = sigmoid(W1 @ x + b1)`",
        ),
        equation="",  # the rule has no number; the second hint states it
        answer=step_of_descent,
        uses=(
            "sigmoid",
            "forward",
            "gradients",
            "cost_and_gradients",
            "through_layers",
            "through_chain",
        ),
        points=4,
        cases=inputs(**NETWORK, x=matrix(REAL, "n0", "m"), y=matrix(UNIT, "n2", "m")),
        explanation="All four gradients are computed before any parameter moves.",
        misconceptions=tuple(M(*mistake) for mistake in step_mistakes()),
    ),
    Exercise(
        id="11.4",
        kind=BUG,
        title="In the right order",
        prompt="This piece of a training loop lowers the cost. But one of its two results is not "
        "what a step of descent would give, and nobody noticed for a year. Find the mistake and "
        "repair it. The arrays it is given stay as they are.",
        hints=(
            "Every line is right by itself. Which $W^L$ does the third one see?",
            r"(V14) belongs to the $W^L$ of the forward pass: $(W^L)^\top \frac{\partial "
            r"C_0}{\partial z^L}$.",
            "The line that begins with `W2 =` comes too early.",
        ),
        equation="V14",
        answer=update_in_order,
        printed=update_in_order_printed,
        cases=inputs(**{name: ACTIVATIONS[name] for name in ("a1", "W2", "a2", "y")}),
        explanation="`W2` had already moved when the derivative went back through it. Gradients "
        "belong to the point where the forward pass was made.",
        misconceptions=(
            M(
                _order_mistake(keep=0.0, rate=0.5),
                "The first result is the step alone: subtract it from W2.",
                "52",
            ),
            M(
                _order_mistake(keep=0.0),
                "The first result is the step alone: add it to W2.",
                "52",
            ),
            M(
                _order_mistake(keep=0.0, rate=1.0),
                "The first result is the gradient. Take the step.",
                "52",
            ),
            M(_order_mistake(rate=0.5), "The minus was right: descent goes down.", "52"),
            M(_order_mistake(rate=-1.0), "The rate 0.5 was right.", "52"),
            M(_order_mistake(rate=0.0), "W2 still has to take its step.", "52"),
            M(_order_mistake(hidden=lambda a1: 1.0), "The slope of the sigmoid was right.", "V15"),
            M(_order_mistake(error=lambda a, y: y - a), "a2 - y was right.", "V11"),
            M(_order_mistake(hidden=lambda a1: a1), "a1 * (1 - a1) was right.", "V15"),
            M(
                lambda *args: update_in_order_printed(*args)[::-1],
                "The order of the results was right. Look at the order of the steps.",
                "V14",
            ),
        ),
    ),
    by_hand(
        id="11.5",
        title="Experiment: few large steps or many small ones",
        prompt="Start from the 2-3-2 example, `VECTOR`. Take {few} steps at a rate of 100 / "
        "{few}; then "
        "start again and take {many} steps at a rate of 100 / {many}. Predict first: which of "
        "the two "
        "costs is lower, and by how much? Then run both. Divide the first cost by the second, "
        "and give "
        "the ratio to three decimals.",
        hints=(
            "The library's `gradients` and `descend` make one step. A loop makes many.",
            r"Each step is $W \leftarrow W - \eta \cdot \frac{\partial C}{\partial W}$, "
            r"with the "
            "gradient at the weights of that moment.",
            "`network = VECTOR.network`",
        ),
        equation="",
        formula=ratio_of_costs,
        numbers={"few": 10, "many": 20},
        choices={"few": (3, 4, 5, 6, 8), "many": (20, 40, 80)},
        working="""from backprop_lib import VECTOR, cost, descend, gradients

costs = []
for steps in ({few}, {many}):
    network = VECTOR.network
    for _ in range(steps):
        slopes = gradients(network, VECTOR.x, VECTOR.y)
        network = descend(network, slopes, rate=100 / steps)
    costs.append(cost(network, VECTOR.x, VECTOR.y))
answer_11_5 = costs[0] / costs[1]""",
        explanation="Rate times steps is what counts as long as the steps are small enough to "
        "follow the "
        "slope: then both walk nearly the same way.",
        misconceptions=(
            M(
                lambda few, many: _cost_after(few) - _cost_after(many),
                "This is the difference of the costs. Divide the first by the second.",
            ),
            M(
                lambda few, many: ratio_of_costs(few, many) - 1,
                "This is by how much the ratio is more than 1. Give the ratio.",
            ),
            M(
                lambda few, many: 100 * (ratio_of_costs(few, many) - 1),
                "These are percent. Give the ratio of the costs.",
            ),
            M(
                lambda few, many: 100 * ratio_of_costs(few, many),
                "These are percent. Give the ratio of the costs.",
            ),
            M(1.0, "Nearly, but not exactly: run it, and give three decimals."),
            M(
                _not_started_again,
                "The second run went on where the first had ended. Start again from VECTOR.",
            ),
            M(
                lambda few, many: _cost_after(few) / _cost_after(many, few),
                "The second run took the first one's rate. Its own is smaller.",
            ),
            M(
                lambda few, many: _cost_after(many) / _cost_after(few),
                "This is the second cost over the first. Turn it over.",
            ),
            M(
                lambda few, many: _cost_after(few),
                "This is one of the costs alone. Divide the first by the second.",
            ),
            M(
                lambda few, many: few / many,
                "This is the ratio of the steps. Run both, and compare costs.",
            ),
            M(
                lambda few, many: many / few,
                "This is the ratio of the steps. Run both, and compare costs.",
            ),
        ),
    ),
)
