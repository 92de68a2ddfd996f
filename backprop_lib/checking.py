"""Compare formulas with measurements, and say how far apart they are."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .core import gradients
from .network import Gradients, Network
from .numerical import complex_step_gradients
from .validation import instance, positive_number, same_shape


def relative_error(value: ArrayLike, reference: ArrayLike) -> float:
    """Return the largest difference, in units of the largest entry of `reference`.

    Raises a ValueError when the shapes differ: broadcasting would hide exactly that mistake.
    """
    value, reference = np.asarray(value), np.asarray(reference)
    same_shape("value", value, reference.shape)
    difference, scale = np.max(np.abs(value - reference)), np.max(np.abs(reference))
    return float(difference / scale) if scale else float(difference)


@dataclass(frozen=True)
class GradientCheck:
    """The relative error of each gradient, and the tolerance they were held to."""

    errors: dict[str, float]
    tolerance: float

    @property
    def passed(self) -> bool:
        """True when every error is at most the tolerance (and none is NaN)."""
        return all(error <= self.tolerance for error in self.errors.values())

    def __str__(self):
        return "\n".join(
            f"{name}  {'agrees' if error <= self.tolerance else f'DIFFERS by {error:.1e}'}"
            for name, error in self.errors.items()
        )


def check_gradients(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    of: Callable[[Network, ArrayLike, ArrayLike], Gradients] = gradients,
    tolerance: float = 1e-12,
) -> GradientCheck:
    """Compare the gradients that the function `of` computes with complex steps.

    Pass your own function as `of` to check it: it is called as ``of(network, x, y)``.

    Raises
    ------
    TypeError : `of` does not return Gradients
    ValueError : one of its gradients has the wrong shape
    """
    tolerance = positive_number("tolerance", tolerance)
    computed = instance("what `of` returns", of(network, x, y), Gradients)
    measured = complex_step_gradients(network, x, y)
    errors = {}
    for name in Gradients.names():
        value, reference = getattr(computed, name), getattr(measured, name)
        same_shape(name, value, reference.shape)
        errors[name] = relative_error(value, reference)
    return GradientCheck(errors, tolerance)
