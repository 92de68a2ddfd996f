"""Backpropagation through any list of layers, on one screen. Numbers in parentheses are equations.

Two layers of sigmoids with the squared cost are `core`, to the last bit.
"""

from collections.abc import Sequence

from .curves import COSTS, CURVES
from .layers import Layer, Slopes, fitting, targets
from .validation import as_matrix, positive_number, same_shape


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


def cost_and_gradients(layers: Sequence[Layer], x, y, kind: str = "squared"):
    """Return C, and the Slopes of each layer, for y of shape (n_out, m).

    kind : "squared", or "cross-entropy" where the last layer is a sigmoid or a softmax
    """
    z, a = forward(layers, x)
    y = targets(y, a[-1], kind, layers[-1].curve)
    of, m, found = COSTS[kind, layers[-1].curve], y.shape[1], []
    delta = of.delta(a[-1], y, CURVES[layers[-1].curve].slope(a[-1]))  # (D10), (D11)
    for n in reversed(range(len(layers))):
        dC_dW = delta / m @ a[n].T  # (D13)
        dC_db = delta.sum(axis=1, keepdims=True) / m  # (D14)
        found.append(Slopes(dC_dW, dC_db))
        if n:
            delta = CURVES[layers[n - 1].curve].slope(a[n]) * (layers[n].W.T @ delta)  # (D12)
    return (of.value(z[-1], a[-1], y) / m).item(), tuple(reversed(found))


def descend(layers: Sequence[Layer], slopes: Sequence[Slopes], rate: float) -> tuple[Layer, ...]:
    """Return the layers one step downhill: each W and b minus `rate` times its slope."""
    rate = positive_number("rate", rate)
    if len(slopes) != len(layers):
        raise ValueError(f"slopes must be one for each of {len(layers)} layers; got {len(slopes)}.")
    for n, (layer, slope) in enumerate(zip(layers, slopes, strict=True)):
        same_shape(f"slopes[{n}].dC_dW", slope.dC_dW, layer.W.shape)
        same_shape(f"slopes[{n}].dC_db", slope.dC_db, layer.b.shape)
    return tuple(
        Layer(layer.W - rate * slope.dC_dW, layer.b - rate * slope.dC_db, layer.curve)
        for layer, slope in zip(layers, slopes, strict=True)
    )
