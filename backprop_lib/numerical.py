"""Derivatives measured instead of derived: nudge the input and watch the output.

Nothing here uses the book's gradient formulas, so agreement with them is evidence.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .core import cost
from .network import Gradients, Network
from .validation import instance, positive_number


def complex_step(f: Callable, at: complex | np.ndarray, h: float = 1e-20) -> Any:
    """Measure df/dx at `at` by a step of ih into the complex plane: Im f(at + ih) / h.

    Nothing is subtracted, so no digits cancel and h may be tiny: the result is exact to the last
    bits. `f` must be smooth and accept complex numbers. Works entry by entry on arrays.
    """
    return np.imag(f(at + 1j * positive_number("h", h))) / h


def central_difference(f: Callable, at: complex | np.ndarray, h: float = 1e-6) -> Any:
    """Measure df/dx at `at` from two nearby values: (f(at + h) - f(at - h)) / 2h.

    Needs no complex numbers, but the subtraction cancels digits: expect 9 or 10 at best.
    """
    h = positive_number("h", h)
    return (f(at + h) - f(at - h)) / (2 * h)


def jacobian(f: Callable, at: ArrayLike) -> np.ndarray:
    """Measure all derivatives of a vector function by complex steps, one input at a time.

    `at` has n entries in any shape, `f(at)` has k: the result is (k, n), row j and column i
    holding the derivative of output j by input i, both counted row by row.
    """
    at = np.asarray(at, dtype=float)
    directions = np.eye(at.size).reshape(at.size, *at.shape)
    columns = [complex_step(lambda t, d=d: f(at + t * d), 0.0).ravel() for d in directions]
    return np.stack(columns, axis=1)


def complex_step_gradients(network: Network, x: ArrayLike, y: ArrayLike) -> Gradients:
    """Measure all four gradients of the cost by complex steps, one parameter at a time."""
    return _measure(complex_step, network, x, y)


def central_difference_gradients(
    network: Network, x: ArrayLike, y: ArrayLike, h: float = 1e-6
) -> Gradients:
    """Measure all four gradients of the cost by central differences, one parameter at a time."""
    return _measure(lambda f, at: central_difference(f, at, h), network, x, y)


def _measure(derivative, network, x, y) -> Gradients:
    """Apply `derivative` to the cost as a function of each single entry of each parameter.

    Measured in double precision whatever the network's type, as a reference should be.
    """
    instance("network", network, Network)
    parameters = dict(zip(Network.names(), network, strict=True))

    def measured(name):
        result = np.empty(parameters[name].shape)
        for entry in np.ndindex(result.shape):

            def cost_of(value, name=name, entry=entry):
                nudged = parameters[name].astype(np.result_type(value, np.float64))
                nudged[entry] = value
                return cost(Network(**parameters | {name: nudged}), x, y)

            result[entry] = derivative(cost_of, np.float64(parameters[name][entry]))
        return result

    return Gradients(*map(measured, Network.names()))
