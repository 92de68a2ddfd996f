"""Derivatives measured instead of derived: nudge the input and watch the output.

Nothing here uses the book's gradient formulas, so agreement with them is evidence.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .core import cost
from .network import Gradients, Network
from .validation import as_real, instance, not_empty, positive_number


def complex_step(f: Callable, at: ArrayLike, h: float = 1e-20) -> Any:
    """Measure df/dx at `at` by a step of ih into the complex plane: Im f(at + ih) / h.

    Nothing is subtracted, so no digits cancel and h may be tiny: the result is exact to the last
    bits. `f` must be smooth and accept complex numbers. Works entry by entry on arrays.

    Raises
    ------
    TypeError : `at` does not consist of real numbers, or `h` is not a number
    ValueError : `at` holds ragged lists, or `h` is not above zero
    """
    at = as_real("at", at, "a number or an array")
    return np.imag(f(at + 1j * positive_number("h", h))) / h


def central_difference(f: Callable, at: ArrayLike, h: float = 1e-6) -> Any:
    """Measure df/dx at `at` from two nearby values: (f(at + h) - f(at - h)) / 2h.

    Needs no complex numbers, but the subtraction cancels digits: expect 9 or 10 at best.
    Raises what `complex_step` raises.
    """
    at = as_real("at", at, "a number or an array")
    h = positive_number("h", h)
    return (f(at + h) - f(at - h)) / (2 * h)


def jacobian(f: Callable, at: ArrayLike) -> np.ndarray:
    """Measure all derivatives of a vector function by complex steps, one input at a time.

    `at` has n entries in any shape, `f(at)` has k, one if it is a plain number: the result is
    (k, n), row j and column i holding the derivative of output j by input i, both counted row by
    row.

    Raises
    ------
    TypeError : `at` does not consist of real numbers
    ValueError : `at` is empty, or holds ragged lists
    """
    at = as_real("at", at, "a number or an array")
    not_empty("at", at)
    directions = np.eye(at.size).reshape(at.size, *at.shape)
    columns = [complex_step(lambda t, d=d: f(at + t * d), 0.0) for d in directions]
    return np.stack([np.ravel(column) for column in columns], axis=1)


def complex_step_gradients(network: Network, x: ArrayLike, y: ArrayLike) -> Gradients:
    """Measure all four gradients of the cost by complex steps, one parameter at a time.

    Raises what `cost` raises, and a TypeError if the network, x or y is complex.
    """
    return _measure(complex_step, network, x, y)


def central_difference_gradients(
    network: Network, x: ArrayLike, y: ArrayLike, h: float = 1e-6
) -> Gradients:
    """Measure all four gradients of the cost by central differences, one parameter at a time.

    Raises what `complex_step_gradients` raises, and a ValueError or TypeError if h is no step.
    """
    return _measure(lambda f, at: central_difference(f, at, h), network, x, y)


def _measure(derivative, network, x, y) -> Gradients:
    """Apply `derivative` to the cost as a function of each single entry of each parameter.

    Measured in double precision whatever the network's type, as a reference should be.
    All of it must be real: in a complex cost the step would be lost.
    """
    instance("network", network, Network)
    parameters = {
        name: as_real(f"network.{name}", matrix, "a matrix")
        for name, matrix in zip(Network.names(), network, strict=True)
    }
    x = as_real("x", x, "a matrix of shape (n0, m)")
    y = as_real("y", y, "a matrix of shape (n2, m)")

    def measured(name):
        result = np.empty(parameters[name].shape)
        for entry in np.ndindex(result.shape):

            def cost_of(value, name=name, entry=entry):
                nudged = parameters[name].astype(value.dtype)
                nudged[entry] = value
                return cost(Network(**parameters | {name: nudged}), x, y)

            result[entry] = derivative(cost_of, parameters[name][entry])
        return result

    return Gradients(*map(measured, Network.names()))
