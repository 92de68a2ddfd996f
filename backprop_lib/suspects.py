"""Eight backward passes with one wrong line each, A to H: black boxes for the laboratory.

The right lines stand once. A suspect is made by exchanging one of them, and `reveal` prints that
very line: what is shown is what ran.
"""

from collections.abc import Callable

from numpy.typing import ArrayLike

from .core import forward, sigmoid
from .network import Gradients, Network

LINES = (
    "dC0_da2 = a2 - y",
    "dC0_dz2 = a2 * (1 - a2) * dC0_da2",
    "dC0_da1 = W2.T @ dC0_dz2",
    "dC0_dz1 = a1 * (1 - a1) * dC0_da1",
    "m = x.shape[1]",
    "dC_dW1 = dC0_dz1 @ x.T / m",
    "dC_db1 = dC0_dz1.sum(axis=1, keepdims=True) / m",
    "dC_dW2 = dC0_dz2 @ a1.T / m",
    "dC_db2 = dC0_dz2.sum(axis=1, keepdims=True) / m",
)
WRONG = {
    "A": (0, "dC0_da2 = y - a2"),
    "B": (1, "dC0_dz2 = dC0_da2"),
    "C": (2, "dC0_da1 = W2.T @ dC0_da2"),
    "D": (6, "dC_db1 = dC0_dz1[:, :1]"),
    "E": (4, "m = 1"),
    "F": (3, "dC0_dz1 = dC0_da1"),
    "G": (7, "dC_dW2 = dC0_dz2 @ sigmoid(a1).T / m"),
    "H": (8, "dC_db2 = dC0_dz2.sum(axis=1, keepdims=True) / len(y)"),
}


def suspect(name: str) -> Callable[[Network, ArrayLike, ArrayLike], Gradients]:
    """Return the backward pass called `name`, A to H, for `check_gradients`.

    Raises a ValueError for another name.
    """
    place, line = _wrong(name)
    lines = [*LINES[:place], line, *LINES[place + 1 :]]
    code = compile("\n".join(lines), f"suspect {name}", "exec")

    def backward(network, x, y):
        x, _, a1, _, a2 = forward(network, x)
        names = {"x": x, "a1": a1, "a2": a2, "y": y, "W2": network.W2, "sigmoid": sigmoid}
        exec(code, names)  # only the lines above, never anything from outside
        return Gradients(*(names[gradient] for gradient in Gradients.names()))

    return backward


def reveal(name: str) -> None:
    """Print the wrong line of a suspect, and the right one."""
    place, line = _wrong(name)
    print(f"{name} has    {line}\nit wants {LINES[place]}")


def _wrong(name):
    if name not in WRONG:
        raise ValueError(f"name must be one of {', '.join(WRONG)}; got {name!r}.")
    return WRONG[name]
