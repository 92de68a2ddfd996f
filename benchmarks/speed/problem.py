"""The sizes that are measured, and for each the arrays that every peer gets."""

from dataclasses import dataclass

import numpy as np

from backprop_lib.digits import load_digits
from backprop_lib.starts import start_network

SIZES = (  # n0, n1, n2, and the batch m
    (1, 1, 1, 1),
    (2, 2, 1, 1),
    (784, 30, 10, 10),
    (784, 128, 10, 64),
    (64, 32, 10, 1797),
    (1024, 1024, 10, 256),
)
COLD = ((1, 1, 1, 1), (64, 32, 10, 1797), (1024, 1024, 10, 256))  # in fresh processes, too
DTYPES = ("float64", "float32")
RATE = 1e-6  # small, so that peers that step in place stay where they are
LAYERS, BATCH, LEARNING_RATE = (64, 32, 10), 16, 3.0  # with which the digits are learned


@dataclass(frozen=True)
class Problem:
    """One network, its inputs and targets, all of one type; shapes as in the book."""

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray
    x: np.ndarray
    y: np.ndarray

    @property
    def parameters(self):
        """The four parameter arrays, in the book's order."""
        return self.W1, self.b1, self.W2, self.b2

    @property
    def dtype(self) -> str:
        """Either "float64" or "float32"."""
        return self.x.dtype.name

    @property
    def multiplications(self) -> int:
        """How many the five matrix products need."""
        n1, n0 = self.W1.shape
        n2, m = self.y.shape
        return (2 * n1 * n0 + 3 * n2 * n1) * m


def make(n0: int, n1: int, n2: int, m: int, dtype: str = "float64", seed: int = 7) -> Problem:
    """Return random arrays that saturate no sigmoid: weights shrink as layers widen."""
    rng = np.random.default_rng(seed)
    W1, W2 = rng.normal(size=(n1, n0)) / n0**0.5, rng.normal(size=(n2, n1)) / n1**0.5
    b1, b2 = rng.normal(size=(n1, 1)), rng.normal(size=(n2, 1))
    x, y = rng.normal(size=(n0, m)), rng.uniform(size=(n2, m))
    return Problem(*(array.astype(dtype) for array in (W1, b1, W2, b2, x, y)))


def name(n0: int, n1: int, n2: int, m: int) -> str:
    """Return how a size is written in the tables, such as ``784-30-10, batch 10``."""
    return f"{n0}-{n1}-{n2}, batch {m}"


def digits(seed: int, dtype: str = "float64"):
    """Return the digits to learn from, with start weights of this seed, and those held out."""
    learning, held_out = load_digits(dtype)
    start = [parameter.astype(dtype) for parameter in start_network(LAYERS, seed=seed)]
    return Problem(*start, learning.x, learning.y), held_out


def batches(x, y, seed: int):
    """Yield batches of columns, in the order in which `train` takes them for this seed.

    x and y are arrays or tensors. All columns are put into order at once, and batches are views.
    """
    order = np.random.default_rng(seed).permutation(x.shape[1])
    x, y = x[:, order], y[:, order]
    for first in range(0, len(order), BATCH):
        yield x[:, first : first + BATCH], y[:, first : first + BATCH]
