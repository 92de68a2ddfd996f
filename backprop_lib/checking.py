"""Compare formulas with measurements, and say how far apart they are."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .core import gradients
from .network import Gradients, Network
from .numerical import complex_step_gradients
from .validation import as_numbers, instance, not_empty, positive_number, same_shape


def relative_error(value: ArrayLike, reference: ArrayLike) -> float:
    """Return the largest difference, in units of the largest entry of `reference`.

    If all of `reference` is zero there is no such unit: then it is the largest difference itself.

    Raises
    ------
    TypeError : one of the two does not consist of numbers
    ValueError : they are empty, or their shapes differ: broadcasting would hide that mistake
    """
    value = as_numbers("value", value, "a number or an array")
    reference = as_numbers("reference", reference, "a number or an array")
    not_empty("reference", reference)
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
    tolerance: float | None = None,
) -> GradientCheck:
    """Compare the gradients that the function `of` computes with complex steps.

    Parameters
    ----------
    of : your own function, to check it: it is called as ``of(network, x, y)``
    tolerance : the largest relative error that passes; by default 1e-12, and about as many last
        bits of a narrower type: 5e-4 where `of` returns float32

    Raises
    ------
    TypeError : `of` does not return Gradients that hold numbers, or an argument is complex
    ValueError : one of its gradients has the wrong shape
    """
    if tolerance is not None:
        tolerance = positive_number("tolerance", tolerance)
    computed = instance("what `of` returns", of(network, x, y), Gradients)
    measured = complex_step_gradients(network, x, y)
    errors, spacing = {}, 0.0
    for name, value, reference in zip(Gradients.names(), computed, measured, strict=True):
        same_shape(name, value, reference.shape)
        value = as_numbers(name, value, f"an array of shape {reference.shape}")
        errors[name] = relative_error(value, reference)
        spacing = max(spacing, float(np.finfo(value.dtype).eps))
    return GradientCheck(errors, tolerance or max(1e-12, 4096 * spacing))
