"""Activation functions and costs to choose from. Numbers in parentheses are equations.

The slope of each curve is computed from the activation alone, as (28) does for the sigmoid.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .core import sigmoid


class Curve(NamedTuple):
    """An activation function: `value` of the sums z, and `slope`, from the activations a."""

    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]


class Cost(NamedTuple):
    """A cost: `value`, the sum of C0 over all examples, and where the way back starts.

    value : function of the outputs' sums z, activations a and targets y
    delta : function of a, y and the slope of the last curve at a; returns dC0_dz
    """

    value: Callable
    delta: Callable


def relu(z):
    """Return max(0, z), (D27); of a complex z, what has a positive real part."""
    return np.where(np.real(z) > 0, z, 0)


def softmax(z):
    """Return the softmax of each column of z, (D22), without overflow."""
    e = np.exp(z - np.real(z).max(axis=0))  # a common factor cancels
    return e / e.sum(axis=0)


def softplus(z):
    """Return ln(1 + e^z) without overflow: -ln of the sigmoid at -z."""
    return np.log1p(np.exp(np.where(np.real(z) > 0, -z, z))) + relu(z)


def log_sum(z):
    """Return ln of the sum of e^z over each column, without overflow."""
    top = np.real(z).max(axis=0)
    return top + np.log(np.exp(z - top).sum(axis=0))


CURVES = {
    "sigmoid": Curve(sigmoid, lambda a: a * (1 - a)),  # (13), (28)
    "tanh": Curve(np.tanh, lambda a: 1 - a * a),  # (D26)
    "relu": Curve(relu, lambda a: (np.real(a) > 0).astype(a.dtype)),  # (D27), (D28)
    "softmax": Curve(softmax, lambda a: np.ones_like(a)),  # (D22); the last layer's only
}

COSTS = {
    ("squared", "sigmoid"): Cost(
        lambda z, a, y: ((a - y) ** 2).sum() / 2,  # (V5)
        lambda a, y, slope: slope * (a - y),  # (D11)
    ),
    ("cross-entropy", "sigmoid"): Cost(
        lambda z, a, y: (softplus(z) - y * z).sum(),  # (D18), without ln 0
        lambda a, y, slope: a - y,  # (D21)
    ),
    ("cross-entropy", "softmax"): Cost(
        lambda z, a, y: (log_sum(z) - (y * z).sum(axis=0)).sum(),  # (D23), as y adds up to 1
        lambda a, y, slope: a - y,  # (D25)
    ),
}
COSTS["squared", "tanh"] = COSTS["squared", "relu"] = COSTS["squared", "sigmoid"]
