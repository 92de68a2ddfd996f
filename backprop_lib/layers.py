"""Layers of a network of any depth, and the checks at the border of `deep`."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .curves import COSTS, CURVES
from .network import Network
from .validation import as_matrix, instance, same_shape


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer: W (n_out, n_in), b (n_out, 1), and the name of its activation function.

    Raises a TypeError or ValueError if W, b or the name is not what is described here.
    """

    W: np.ndarray
    b: np.ndarray
    curve: str = "sigmoid"

    def __post_init__(self):
        W = as_matrix("W", self.W, "(n_out, n_in)")
        b = as_matrix("b", self.b, "(n_out, 1)", rows=W.shape[0], cols=1)
        if self.curve not in CURVES:
            raise ValueError(f"curve must be one of {', '.join(CURVES)}; got {self.curve!r}.")
        for name, matrix in (("W", W), ("b", b)):
            matrix = matrix.astype(np.result_type(W, b), copy=False)
            matrix.flags.writeable = False
            object.__setattr__(self, name, matrix)


@dataclass(frozen=True, eq=False)
class Slopes:
    """The derivatives of the cost by one layer's W and b, means over the examples."""

    dC_dW: np.ndarray
    dC_db: np.ndarray

    def __post_init__(self):
        self.dC_dW.flags.writeable = self.dC_db.flags.writeable = False


def layers_of(network: Network) -> tuple[Layer, ...]:
    """Return the two layers of a `Network`."""
    W1, b1, W2, b2 = instance("network", network, Network)
    return Layer(W1, b1), Layer(W2, b2)


def fitting(layers: Sequence[Layer]) -> list[Layer]:
    """Return the layers as a list, or say which of them does not fit the one before."""
    layers = [instance(f"layers[{n}]", layer, Layer) for n, layer in enumerate(layers)]
    if not layers:
        raise ValueError("layers must hold at least one layer; got none.")
    for n, (layer, after) in enumerate(pairwise(layers)):
        if after.W.shape[1] != layer.W.shape[0]:
            raise ValueError(
                f"layers[{n + 1}] must hear the {layer.W.shape[0]} neurons of layers[{n}]; "
                f"its W has shape {after.W.shape}."
            )
        if layer.curve == "softmax":
            raise ValueError(f"layers[{n}] must not be a softmax: only the last layer may be one.")
    return layers


def targets(y, outputs: np.ndarray, kind: str, curve: str) -> np.ndarray:
    """Return y as a matrix like `outputs`, or say why this cost cannot be taken of the two."""
    y = as_matrix("y", y, "(n_out, m)", *outputs.shape)
    if (kind, curve) not in COSTS:
        known = ", ".join(f"{k} with {c}" for k, c in COSTS)
        raise ValueError(f"the cost {kind!r} after the curve {curve!r} is none of: {known}.")
    if curve == "softmax" and not np.allclose(y.sum(axis=0), 1, atol=1e-6):
        raise ValueError("y must add up to 1 in each column, as the outputs of a softmax do.")
    return y


def of_each_layer(layers: Sequence[Layer], slopes: Sequence[Slopes]):
    """Return each layer with its slopes, or say which slope has another shape."""
    if len(slopes) != len(layers):
        raise ValueError(f"slopes must be one for each of {len(layers)} layers; got {len(slopes)}.")
    for n, (layer, slope) in enumerate(zip(layers, slopes, strict=True)):
        same_shape(f"slopes[{n}].dC_dW", slope.dC_dW, layer.W.shape)
        same_shape(f"slopes[{n}].dC_db", slope.dC_db, layer.b.shape)
    return zip(layers, slopes, strict=True)
