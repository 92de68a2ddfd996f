"""Exercises of chapter 11: the whole backward pass, and one step of descent."""

from ...core import sigmoid
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
    """Return W2 after a step at rate 0.5, and dC0_dz1 (n1, m)."""
    dC0_dz2 = a2 * (1 - a2) * (a2 - y)
    W2 = W2 - 0.5 * dC0_dz2 @ a1.T / a1.shape[1]
    dC0_dz1 = a1 * (1 - a1) * (W2.T @ dC0_dz2)
    return W2, dC0_dz1


def update_in_order(a1, W2, a2, y):
    """Return W2 after a step at rate 0.5, and dC0_dz1 (n1, m)."""
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


def _order_mistake(rate=-0.5, hidden=lambda a1: a1 * (1 - a1), error=lambda a, y: a - y):
    """Make the two results of 11.4 with one thing wrong."""

    def wrong(a1, W2, a2, y):
        e2 = a2 * (1 - a2) * error(a2, y)
        return W2 + rate * e2 @ a1.T / a1.shape[1], hidden(a1) * (W2.T @ e2)

    return wrong


EXERCISES = (
    by_hand(
        id="11.1",
        title="One step on paper",
        prompt=r"A weight is $W^L = -1.6$ and its gradient $\frac{\partial C_0}{\partial W^L}$ "
        "is $-0.08$. The learning rate is $0.5$. Where is the weight after one step of descent?",
        hint="Downhill is against the gradient. The gradient is negative here.",
        equation="52",
        answer=-1.56,
        working="answer_11_1 = -1.6 - 0.5 * -0.08",
        explanation="A negative gradient, so the weight grows.",
        misconceptions=(
            M(-1.64, "This step goes uphill. Descent subtracts the gradient.", "52"),
            M(-1.52, "The learning rate is missing: the step is half as long.", "52"),
            M(0.04, "This is the step alone. Add it to where the weight was.", "52"),
            M(-0.04, "This is rate times gradient. Subtract it from the weight.", "52"),
            M(1.56, "The weight itself is negative.", "52"),
            M(-1.44, "The rate multiplies the gradient; it does not divide it.", "52"),
            M(-2.1, "The rate is a factor of the gradient, not a step of its own.", "52"),
        ),
    ),
    Exercise(
        id="11.2",
        kind=VECTORIZED,
        title="The whole backward pass",
        prompt="Everything in one function. Write `backward(x, a1, W2, a2, y)`: "
        "the four mean gradients (V16), (V17), (V12), (V13), in this order. "
        "Compute what they share only once.",
        hint="Walk backward: the error of layer $L$ (V11), back through the weights (V14), "
        "the error of the hidden layer (V15). Then two gradients from each error.",
        equation="52",
        answer=backward,
        points=5,
        cases=inputs(**ACTIVATIONS),
        explanation="Each layer has one error, and two gradients come from it.",
        misconceptions=tuple(M(*mistake) for mistake in backward_mistakes()),
    ),
    Exercise(
        id="11.3",
        kind=VECTORIZED,
        title="One step of descent",
        prompt="Write `step_of_descent`: forward, backward, and one step against the gradient "
        "at the learning rate 0.5. It returns the four new parameters. "
        "Your own `backward` may help; so may the library's `forward` and `gradients`.",
        hint="The step needs all four gradients at the *old* parameters. "
        "Compute them all first, and move then.",
        equation="52",
        answer=step_of_descent,
        uses=("sigmoid", "forward", "gradients", "cost_and_gradients"),
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
        "repair it.",
        hint="Every line is right by itself. Which $W^L$ does the third one see?",
        equation="V14",
        answer=update_in_order,
        printed=update_in_order_printed,
        cases=inputs(**{name: ACTIVATIONS[name] for name in ("a1", "W2", "a2", "y")}),
        explanation="`W2` had already moved when the error went back through it. Gradients "
        "belong to the point where the forward pass was made.",
        misconceptions=(
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
)
