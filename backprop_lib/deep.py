"""Backpropagation through any list of layers, on one screen. Numbers in parentheses are equations.

Two layers of sigmoids with the squared cost are `core`, to the last bit.
"""

from collections.abc import Sequence

from .curves import COSTS, CURVES
from .layers import Layer, Slopes, fitting, of_each_layer, targets
from .validation import as_matrix, positive_number


def forward(layers: Sequence[Layer], x):
    """Return the sums z and the activations a of x, (n0, m), as lists; a[0] is x."""
    layers = fitting(layers)
    z, a = [], [as_matrix("x", x, "(n0, m)", rows=layers[0].W.shape[1])]
    for layer in layers:
        z.append(layer.W @ a[-1] + layer.b)  # (D8)
        a.append(CURVES[layer.curve].value(z[-1]))  # (D9)
    return z, a


def cost(layers: Sequence[Layer], x, y, kind: str = "squared"):
    """Return C, a number: the mean over the examples of the cost called `kind`."""
    return cost_and_gradients(layers, x, y, kind)[0]


def deltas(layers: Sequence[Layer], x, y, kind: str = "squared"):
    """Return δ of each layer, the derivative of each example's cost by the layer's sums z."""
    a = forward(layers, x)[1]
    return _back(layers, a, targets(y, a[-1], kind, layers[-1].curve), kind)


def cost_and_gradients(layers: Sequence[Layer], x, y, kind: str = "squared"):
    """Return C, and the Slopes of each layer, for y of shape (n_out, m).

    kind : "squared", or "cross-entropy" where the last layer is a sigmoid or a softmax
    """
    z, a = forward(layers, x)
    y, m = targets(y, a[-1], kind, layers[-1].curve), a[0].shape[1]
    slopes = tuple(
        Slopes(
            dC_dW=delta @ came_in.T,  # (D13)
            dC_db=delta.sum(axis=1, keepdims=True),  # (D14)
        )
        for delta, came_in in zip(_back(layers, a, y, kind, m), a[:-1], strict=True)
    )
    return (COSTS[kind, layers[-1].curve].value(z[-1], a[-1], y) / m).item(), slopes


def _back(layers, a, y, kind, m=1):
    slope, last = [CURVES[layer.curve].slope for layer in layers], layers[-1].curve
    delta = [COSTS[kind, last].delta(a[-1], y, slope[-1](a[-1])) / m]  # (D10), (D11); m once
    for n in reversed(range(1, len(layers))):
        delta.insert(0, slope[n - 1](a[n]) * (layers[n].W.T @ delta[0]))  # (D12)
    return delta


def descend(layers: Sequence[Layer], slopes: Sequence[Slopes], rate: float) -> tuple[Layer, ...]:
    """Return the layers one step downhill: each W and b minus `rate` times its slope."""
    rate = positive_number("rate", rate)
    return tuple(
        Layer(layer.W - rate * slope.dC_dW, layer.b - rate * slope.dC_db, layer.curve)
        for layer, slope in of_each_layer(layers, slopes)
    )
