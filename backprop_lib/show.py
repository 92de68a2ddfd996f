"""Print numbers the way the book does: by name, rounded, the same on every machine."""

import numpy as np
from numpy.typing import ArrayLike


def show(**values: ArrayLike) -> None:
    """Print each value with its name: numbers to six decimals, arrays to four, with their shape.

    Rounding hides the last bits, in which two machines may honestly differ.
    """
    width = max(map(len, values), default=0)
    for name, value in values.items():
        print(f"{name:<{width}} = {_text(value, indent=width + 3)}")


def _text(value, indent):
    if np.ndim(value) == 0:
        return f"{np.round(value, 6) + 0.0: .6f}"  # adding zero turns -0.0 into 0.0
    rounded = np.round(np.asarray(value), 4) + 0.0
    text = np.array2string(rounded, prefix=" " * indent, formatter={"float": lambda v: f"{v: .4f}"})
    return f"{text}  shape {rounded.shape}"
