"""The two examples that the whole book computes with. Their numbers stand here and nowhere else."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from .network import Network
from .validation import as_matrix, instance


@dataclass(frozen=True, eq=False)
class Example:
    """A network with inputs x (n0, m) and targets y (n2, m)."""

    network: Network
    x: np.ndarray
    y: np.ndarray

    if TYPE_CHECKING:  # numbers and lists become arrays

        def __init__(self, network: Network, x: ArrayLike, y: ArrayLike): ...

    def __post_init__(self):
        instance("network", self.network, Network)
        object.__setattr__(self, "x", as_matrix("x", self.x, "(n0, m)", self.network.sizes[0]))
        m = self.x.shape[1]
        y = as_matrix("y", self.y, "(n2, m)", self.network.sizes[2], m)
        object.__setattr__(self, "y", y)

    def numbers(self) -> tuple[float, ...]:
        """Return x, W1, b1, W2, b2, y as plain numbers, in the order the forward pass meets them.

        Raises a ValueError for a network that is not 1-1-1 with one example.
        """
        values = (self.x, *self.network, self.y)
        if any(value.size != 1 for value in values):
            raise ValueError("numbers() needs a 1-1-1 network and one example.")
        return tuple(value.item() for value in values)


# No zeros, no ones, no two alike, mixed signs: a mistake has nowhere to hide.
RUNNING = Example(Network(W1=1.3, b1=-0.4, W2=-1.6, b2=0.3), x=0.7, y=0.9)

VECTOR = Example(
    Network(
        W1=[[0.7, -1.2], [1.5, 0.4], [-0.6, 0.9]],
        b1=[[0.2], [-0.5], [0.1]],
        W2=[[1.1, -0.8, 0.5], [-1.4, 0.3, 1.7]],
        b2=[[-0.3], [0.6]],
    ),
    x=[[0.4, -0.9, 1.6, 0.8], [1.3, 0.5, -0.7, -1.1]],
    y=[[0.2, 0.9, 0.4, 0.7], [0.8, 0.3, 0.6, 0.1]],
)
