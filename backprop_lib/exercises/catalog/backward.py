"""The backward pass with one thing wrong at a time: the misconceptions of chapter 11."""

import numpy as np

from ...core import sigmoid


def four(
    x,
    a1,
    W2,
    a2,
    y,
    *,
    slope2=True,
    slope1=True,
    sign=1,
    back=None,
    mean=True,
    feed=None,
    rows="",
    every=None,
):
    """Return the four gradients of (x, a1, W2, a2, y); each keyword makes one mistake.

    back : how the error of layer L returns, a function of W2 and the error
    feed : what the hidden layer's weights are multiplied with, instead of x
    rows : the array whose rows are counted instead of the examples
    every : what becomes of all errors in a bias's gradient, instead of their mean
    """
    m = len({"x": x, "a1": a1, "a2": a2}[rows]) if rows else x.shape[1] if mean else 1
    e2 = sign * (a2 - y) * (a2 * (1 - a2) if slope2 else 1)
    e1 = (back(W2, e2) if back else W2.T @ e2) * (a1 * (1 - a1) if slope1 else 1)
    came_in = x if feed is None else feed
    every = every or (lambda e: e.sum(axis=1, keepdims=True) / m)
    return (
        e1 @ came_in.T / m,
        every(e1),
        e2 @ a1.T / m,
        every(e2),
    )


def backward_mistakes():
    """Return (answer, hint, equation) for each misconception of the backward pass."""
    correct = four
    return (
        (
            lambda *args: four(*args, sign=-1),
            "All four signs are flipped: the error is a2 - y.",
            "V8",
        ),
        (
            lambda *args: four(*args, slope2=False),
            "The slope of layer L's sigmoid is missing.",
            "V11",
        ),
        (
            lambda *args: four(*args, slope1=False),
            "The slope of the hidden layer's sigmoid is missing.",
            "V15",
        ),
        (
            lambda *args: four(*args, mean=False),
            "These are sums over the examples. Divide by their number.",
            "V12",
        ),
        (
            lambda *args: four(*args, rows="a2"),
            "This divides by the number of output neurons. Examples are columns.",
            "V12",
        ),
        (
            lambda *args: four(*args, rows="x"),
            "This divides by the number of inputs. Examples are columns.",
            "V12",
        ),
        (
            lambda *args: four(*args, rows="a1"),
            "This divides by the number of hidden neurons. Examples are columns.",
            "V12",
        ),
        (
            lambda *args: four(*args, back=lambda W, e: W @ e),
            "The transposition is missing on the way back through the weights.",
            "V14",
        ),
        (
            lambda x, a1, W2, a2, y: four(x, a1, np.ones_like(W2), a2, y),
            "The error of layer L must come back through its weights.",
            "V14",
        ),
        (
            lambda x, a1, W2, a2, y: four(x, a1, W2, a2, y, feed=a1),
            "What comes into the hidden layer is x, not a1.",
            "V16",
        ),
        (
            lambda *args: (lambda W1, b1, W2, b2: (W2, b2, W1, b1))(*correct(*args)),
            "The layers are in the wrong order: W1 and b1 come first.",
            "54",
        ),
        (
            lambda *args: tuple(g.T for g in correct(*args)),
            "Every gradient has the shape of its parameter: these are transposed.",
            "V12",
        ),
        (
            lambda *args: tuple(g.ravel() if g.shape[1] == 1 else g for g in correct(*args)),
            "The bias gradients have lost an axis: keepdims=True.",
            "V13",
        ),
    )


def step(W1, b1, W2, b2, x, y, *, rate=-0.5, one_by_one=False, only=None, **mistake):
    """Return the four parameters after a step; the keywords make one mistake."""
    parameters = [W1, b1, W2, b2]
    a1 = sigmoid(W1 @ x + b1)
    a2 = sigmoid(W2 @ a1 + b2)
    slopes = list(four(x, a1, W2, a2, y, **mistake))
    if one_by_one:  # layer L moves first, and the error comes back through the new weights
        slopes[:2] = four(x, a1, W2 + rate * slopes[2], a2, y, **mistake)[:2]
    return tuple(
        p + rate * g if only is None or k in only else p
        for k, (p, g) in enumerate(zip(parameters, slopes, strict=True))
    )


def moved(*args, times):
    """Return how far a step moves the parameters, so many times."""
    return tuple(times * (new - old) for new, old in zip(step(*args), args[:4], strict=True))


def one_after_another(W1, b1, W2, b2, x, y, *, mean=True):
    """Return the parameters after each example made a step of its own."""
    parameters = W1, b1, W2, b2
    rate = -0.5 / (x.shape[1] if mean else 1)
    for k in range(x.shape[1]):
        parameters = step(*parameters, x[:, [k]], y[:, [k]], rate=rate)
    return parameters


def step_mistakes():
    """Return (answer, hint, equation) for each misconception of one step of descent."""
    return (
        (
            lambda *args: step(*args, rate=0.5),
            "This step goes uphill: is the gradient subtracted, and is the error a2 - y?",
            "52",
        ),
        (
            lambda *args: moved(*args, times=-2),
            "These are the gradients. Take the step: subtract 0.5 times each.",
            "52",
        ),
        (lambda *args: step(*args, rate=-1.0), "The learning rate is missing.", "52"),
        (
            lambda *args: step(*args, one_by_one=True),
            "Layer L has moved before its error came back through it: use the old W2.",
            "V14",
        ),
        (lambda *args: step(*args, only=(0, 2)), "The biases take a step, too.", "53"),
        (lambda *args: step(*args, only=(2, 3)), "The hidden layer takes a step, too.", "54"),
        (lambda *args: step(*args, mean=False), "The gradients are means: divide by m.", "V12"),
        (
            lambda *args: step(*args, slope1=False),
            "The slope of the hidden layer is missing.",
            "V15",
        ),
        (lambda *args: step(*args, slope2=False), "The slope of layer L is missing.", "V11"),
        (
            lambda *args: moved(*args, times=1),
            "These are the steps alone. Return where the parameters are afterwards.",
            "52",
        ),
        (
            lambda *args: moved(*args, times=-1),
            "These are the steps alone, 0.5 times the gradients. Subtract them.",
            "52",
        ),
        (
            lambda *args: step(*args, every=lambda g: g),
            "Each bias gets a column for each example: take the mean over the examples.",
            "V13",
        ),
        (
            lambda *args: step(*args, every=lambda g: g.mean()),
            "The biases share one mean. Each neuron has its own: give the axis.",
            "V13",
        ),
        (
            lambda *args: one_after_another(*args, mean=False),
            "Each example moves the parameters by itself. One step takes the mean over all first.",
            "V12",
        ),
        (
            one_after_another,
            "The parameters move before all examples were looked at. Take the mean over all first.",
            "V12",
        ),
        (lambda *args: step(*step(*args), *args[4:]), "These are two steps. Take one.", "52"),
        (
            lambda *args: step(*args, rate=-2.0),
            "The rate multiplies the gradient; it does not divide it.",
            "52",
        ),
    )
