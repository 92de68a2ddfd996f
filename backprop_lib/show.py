"""Print numbers the way the book does: by name, rounded, the same on every machine."""

import numpy as np
from numpy.typing import ArrayLike

from .validation import as_numbers


def show(**values: ArrayLike) -> None:
    """Print each value with its name: numbers to six decimals, arrays to four, with their shape.

    Rounding hides the last bits, in which two machines may honestly differ. Text is printed as it
    is.

    Raises
    ------
    TypeError : a value is neither text nor numbers
    ValueError : a value holds ragged lists
    """
    width = max(map(len, values), default=0)
    for name, value in values.items():
        print(f"{name:<{width}} = {_text(name, value, indent=width + 3)}")


def _text(name, value, indent):
    if isinstance(value, str):
        return value
    value = as_numbers(name, value, "text, a number or an array")
    if np.ndim(value) == 0:
        return f"{rounded(value, 6): .6f}"
    text = np.array2string(
        rounded(value, 4), prefix=" " * indent, formatter={"float": lambda v: f"{v: .4f}"}
    )
    return f"{text}  shape {np.shape(value)}"


def rounded(value: ArrayLike, decimals: int) -> np.ndarray:
    """Return the value with so many decimals, whatever its last bits are.

    An answer such as 0.25 * 0.1234 = 0.03085 lies halfway between two texts of four decimals, and
    the last bit would choose. So the last bits are rounded away first.
    """
    value = np.asarray(value)
    value = value.astype(np.result_type(value, np.float64))  # 1e9 and 12 decimals need the room
    ordinary = np.abs(value) < 1e9  # not NaN, not infinite; larger numbers have no decimals to hide
    kept = np.round(np.round(np.where(ordinary, value, 0), 12), decimals)
    return np.where(ordinary, kept, value) + 0.0  # adding zero turns -0.0 into 0.0
