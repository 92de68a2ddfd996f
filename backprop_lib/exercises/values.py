"""Values as the judge sees them: arrays of finite or infinite floats, and nothing else."""

from itertools import islice
from numbers import Real
from types import GeneratorType

import numpy as np

MOST = 64  # results of an iterator that are looked at


class Unreadable(ValueError):
    """A value that is not made of numbers; the message says what it is."""


def numbers_in(value) -> np.ndarray | list[np.ndarray]:
    """Return an answer as one array of floats, or as a list of arrays if their shapes differ.

    Reads numbers, lists, arrays of any floating type, and whatever unpacks into those, such as
    the library's Gradients. Raises Unreadable, and nothing else, on everything that is not
    numbers, however it misbehaves.
    """
    try:
        if isinstance(value, dict):
            value = list(value.values())
        elif isinstance(value, map | zip | GeneratorType):
            value = list(islice(value, MOST))
        elif hasattr(value, "names") and hasattr(value, "__iter__"):
            value = list(value)
        if isinstance(value, tuple | list) and len({_shape(part) for part in value}) > 1:
            return [_array(part) for part in value]
        return _array(value)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"a {type(value).__name__} that cannot be read as numbers") from error


def split(value, parts: int) -> list[np.ndarray] | None:
    """Return an answer's `parts` arrays, or None if it does not have that many."""
    if isinstance(value, np.ndarray):
        value = [value] if parts == 1 else list(value) if value.ndim else []
    return value if len(value) == parts else None


def same_shape(expected, given) -> bool:
    """True when the shapes agree; a plain number may also come as a one-entry array."""
    return given.size == 1 if expected.ndim == 0 else given.shape == expected.shape


def same(expected, given, tolerance, absolute=False) -> bool:
    """True when no entry is off by more than `tolerance` times the largest expected one.

    With `absolute`, by more than `tolerance` itself (and a rounding error).
    """
    if not same_shape(expected, given):
        return False
    with np.errstate(all="ignore"):
        scale = 1 + 1e-9 if absolute else np.max(np.abs(expected), initial=0.0)
        difference = np.abs(given.reshape(expected.shape) - expected)
        return bool(np.all(difference <= tolerance * (scale or 1.0)))


def _shape(part):
    return part.shape if isinstance(part, np.ndarray) else np.shape(part)


def _array(value) -> np.ndarray:
    if isinstance(value, str | bytes):
        raise Unreadable("text")
    array = np.asarray(value)
    if array.dtype.kind == "O" and array.ndim == 0:
        array = np.asarray(float(value))  # a SymPy number, a fraction
    if array.dtype.kind == "O" and all(isinstance(entry, Real) for entry in array.flat):
        array = array.astype(float)  # numbers in an array of objects
    if array.dtype.kind not in "iuf":
        kinds = {
            "b": "made of truth values",
            "c": "made of complex numbers",
            "U": "text",
            "S": "text",
        }
        raise Unreadable(kinds.get(array.dtype.kind, "made of something else"))
    return array.astype(float)
