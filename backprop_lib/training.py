"""Gradient descent: step against the gradient, and repeat."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .core import cost_and_gradients
from .network import Gradients, Network
from .validation import count, instance, positive_number, same_shape


@dataclass(frozen=True, eq=False)
class Training:
    """The trained network, and the cost before the first step and after each one."""

    network: Network
    costs: np.ndarray


def descend(network: Network, slopes: Gradients, rate: float) -> Network:
    """Return the network one step downhill: each parameter minus `rate` times its gradient.

    Raises
    ------
    TypeError : `network`, `slopes` or `rate` is something else, or a gradient holds no numbers, or
        complex ones for a real network
    ValueError : `rate` is not above zero, or a gradient has another shape than its parameter
    """
    rate = positive_number("rate", rate)
    instance("network", network, Network)
    instance("slopes", slopes, Gradients)
    for name, value, slope in zip(slopes.names(), network, slopes, strict=True):
        same_shape(f"slopes.{name}", slope, value.shape)
        if not np.can_cast(slope.dtype, value.dtype, "same_kind"):
            raise TypeError(
                f"slopes.{name} must hold numbers like the network's, of type {value.dtype}; "
                f"got entries of type {slope.dtype}."
            )
    return Network(*(value - rate * slope for value, slope in zip(network, slopes, strict=True)))


def train(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    *,
    rate: float,
    steps: int,
    progress: bool = True,
) -> Training:
    """Take `steps` steps of gradient descent on x (n0, m) and y (n2, m).

    Parameters
    ----------
    rate : the learning rate, a positive number
    steps : how many steps, zero or more
    progress : show a bar with the cost (needs tqdm, which the book installs)

    Raises
    ------
    TypeError, ValueError : an argument is not what is described here
    """
    positive_number("rate", rate)  # even where no step is asked for
    C, slopes = cost_and_gradients(network, x, y)
    costs = [C]
    bar = _bar(count("steps", steps)) if progress else range(count("steps", steps))
    for _ in bar:
        network = descend(network, slopes, rate)
        C, slopes = cost_and_gradients(network, x, y)  # one forward pass serves both
        costs.append(C)
        if progress:
            bar.set_postfix(cost=f"{costs[-1]:.6f}", refresh=False)  # type: ignore[union-attr]
    return Training(network, np.array(costs))


def _bar(steps):
    from tqdm.auto import tqdm  # imported here so that the library itself needs only NumPy

    return tqdm(range(steps), desc="descending", unit="step")
