"""Gradient descent: step against the gradient, and repeat. All examples at once, or in batches."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .core import cost, through_chain
from .network import Gradients, Network, fitting, stepped
from .validation import as_matrix, count, instance, positive_number, same_shape


@dataclass(frozen=True, eq=False)
class Training:
    """The trained network, and the cost before the first step and after each one.

    costs : (steps + 1,); with batches, each the cost of the batch that the next step would use
    held_out_costs : the cost of the held-out examples before the first step and after each pass
        over the others, and after the last step; empty without held-out examples
    """

    network: Network
    costs: np.ndarray
    held_out_costs: np.ndarray


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
        if slope.shape != value.shape:  # a text for each would take longer than the step
            same_shape(f"slopes.{name}", slope, value.shape)
        if slope.dtype != value.dtype and not np.can_cast(slope.dtype, value.dtype, "same_kind"):
            raise TypeError(
                f"slopes.{name} must hold numbers like the network's, of type {value.dtype}; "
                f"got entries of type {slope.dtype}."
            )
    pairs = zip(network, slopes, strict=True)
    return stepped([value - rate * slope for value, slope in pairs])


def batches(
    x: ArrayLike, y: ArrayLike, size: int | None = None, *, seed: int = 0
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield `size` columns of x and y after another, without end; all of them if size is None.

    Each pass goes through all m examples in a new random order, so its last batch may be smaller.

    Raises
    ------
    TypeError, ValueError : x or y is no matrix, their m differ, or size is not from 1 to m
    """
    x = as_matrix("x", x, "(n0, m)")
    y = as_matrix("y", y, "(n2, m)", cols=x.shape[1])
    size = batch_size(size, x.shape[1])
    return _batches(x, y, size, count("seed", seed))


def _batches(x, y, size, seed):
    m = x.shape[1]
    while size == m:  # one batch is everything, in any order
        yield x, y
    rng = np.random.default_rng(seed)  # NumPy loads its random part only now
    while True:
        yield from _a_pass(x, y, size, rng.permutation(m))


def _a_pass(x, y, size, order):
    """Put all columns into order at once, side by side in memory: a batch is then no copy."""
    x, y = x.T[order].T, y.T[order].T
    for first in range(0, len(order), size):
        yield x[:, first : first + size], y[:, first : first + size]


def batch_size(size: int | None, m: int) -> int:
    """Return `size`, or m if it is None; raise unless it is a whole number from 1 to m."""
    size = m if size is None else count("batch", size)
    if not 1 <= size <= m:
        raise ValueError(f"batch must be from 1 to the number of examples, {m}; got {size}.")
    return size


def train(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    *,
    rate: float,
    steps: int,
    progress: bool = True,
    batch: int | None = None,
    seed: int = 0,
    held_out: tuple[ArrayLike, ArrayLike] | None = None,
) -> Training:
    """Take `steps` steps of gradient descent on x (n0, m) and y (n2, m).

    Parameters
    ----------
    rate : the learning rate, a positive number
    steps : how many steps, zero or more
    progress : show a bar with the cost (needs tqdm, which the book installs)
    batch : how many examples one step looks at, from 1 to m; all m if None
    seed : a whole number that decides the random order of the examples, where there are batches
    held_out : x and y of examples not to learn from, on which to measure the cost after each pass

    Raises
    ------
    TypeError, ValueError : an argument is not what is described here
    """
    rate = positive_number("rate", rate)  # even where no step is asked for
    steps = count("steps", steps)
    x, y = fitting(network, x, y)
    size = batch_size(batch, x.shape[1])
    a_pass = -(-x.shape[1] // size)  # so many steps look at each example once
    feed = _batches(x, y, size, count("seed", seed))
    aside = _pair(network, held_out)
    parameters = [value.astype(np.result_type(value, x, y)) for value in network]
    C, slopes = through_chain(*next(feed), *parameters)
    if steps:
        descend(network, Gradients(*slopes), rate)  # says now what would be wrong at every step
    costs, held_out_costs = [C], [cost(network, *aside)] if aside else []
    bar = _bar(steps) if progress else range(steps)
    for step in bar:
        for value, slope in zip(parameters, slopes, strict=True):
            slope *= rate  # into the arrays that are there already
            value -= slope
        C, slopes = through_chain(*next(feed), *parameters)  # one forward pass serves both
        costs.append(C)
        if aside and ((step + 1) % a_pass == 0 or step + 1 == steps):
            held_out_costs.append(cost(Network(*parameters), *aside))
        if progress:
            bar.set_postfix(cost=f"{C:.6f}", refresh=False)  # type: ignore[union-attr]
    network = Network(*parameters) if steps else network
    return Training(network, np.array(costs), np.array(held_out_costs))


def _pair(network, held_out) -> tuple[np.ndarray, ...]:
    if held_out is None:
        return ()
    if not isinstance(held_out, tuple | list) or len(held_out) != 2:
        kind = ValueError if isinstance(held_out, tuple | list | np.ndarray) else TypeError
        raise kind(f"held_out must be a pair, x and y; got {type(held_out).__name__}.")
    return fitting(network, *held_out)


def _bar(steps):
    from tqdm.auto import tqdm  # imported here so that the library itself needs only NumPy

    return tqdm(range(steps), desc="descending", unit="step")
