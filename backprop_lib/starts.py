"""Start weights: random, so that neurons differ, and of a spread that keeps signals their size.

Numbers in parentheses are equations of chapter 14.
"""

import math
from itertools import pairwise

import numpy as np

from .network import Network
from .validation import count, positive_number

XAVIER, HE = "xavier", "he"


def spread(kind: str | float, n_in: int, n_out: int) -> float:
    """Return the standard deviation of the start weights of one layer.

    kind : "xavier", "he", or the standard deviation itself, a positive number
    n_in, n_out : how many neurons the layer hears, and how many it has

    Raises a TypeError or ValueError for anything else.
    """
    if kind == XAVIER:
        return math.sqrt(2 / (n_in + n_out))
    if kind == HE:
        return math.sqrt(2 / n_in)
    if isinstance(kind, str):
        raise ValueError(f'scale must be "{XAVIER}", "{HE}" or a positive number; got {kind!r}.')
    return positive_number("scale", kind)


def start_weights(
    sizes: tuple[int, ...], *, seed: int, scale: str | float = XAVIER
) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """Return (W, b) for each layer: W normally distributed around zero, b zero.

    Parameters
    ----------
    sizes : the number of inputs, then of neurons in each layer, such as (64, 32, 10)
    seed : a whole number; the same seed gives the same weights
    scale : see `spread`

    Raises a TypeError or ValueError for an argument that is not what is described here.
    """
    sizes = tuple(count("sizes", n) for n in sizes)
    if len(sizes) < 2 or 0 in sizes:
        raise ValueError(f"sizes must be two or more numbers above zero; got {sizes}.")
    rng = np.random.default_rng(count("seed", seed))
    return tuple(
        (rng.normal(0, spread(scale, n_in, n_out), (n_out, n_in)), np.zeros((n_out, 1)))
        for n_in, n_out in pairwise(sizes)
    )


def start_network(
    sizes: tuple[int, int, int], *, seed: int, scale: str | float = XAVIER
) -> Network:
    """Return a two-layer network of sizes (n0, n1, n2) with random start weights.

    The arguments are those of `start_weights`, and so are the errors.
    """
    if len(sizes) != 3:
        raise ValueError(f"sizes must be (n0, n1, n2); got {len(sizes)} numbers.")
    (W1, b1), (W2, b2) = start_weights(sizes, seed=seed, scale=scale)
    return Network(W1, b1, W2, b2)
