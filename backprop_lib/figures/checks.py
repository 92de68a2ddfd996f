"""Checks at the border that only figures need; all others are in `validation`."""

from collections.abc import Sequence

import numpy as np

from ..validation import as_numbers, count


def finite_number(name: str, value) -> float:
    """Return `value` as a float, or say why it is not a single finite number."""
    number = as_numbers(name, value, "a finite number")
    if number.ndim or number.dtype.kind == "c" or not np.isfinite(number):
        raise ValueError(f"{name} must be a finite number; got {value!r}.")
    return float(number)


def at_least(least: int, name: str, value) -> int:
    """Return `value` as an int, or say why it is not a whole number of at least `least`."""
    number = count(name, value)
    if number < least:
        raise ValueError(f"{name} must be {least} or more; got {value}.")
    return number


def whole_numbers(name: str, value, expected: str, least: int = 1) -> tuple[int, ...]:
    """Return `value` as a tuple of whole numbers, or say why it is not.

    Parameters
    ----------
    name : the argument's name, for the error message
    value : a sequence of as many numbers as `expected` has letters
    expected : such as ``"(n0, n1, n2)"``
    least : what each must be at least
    """
    letters = expected.strip("()").split(", ")
    if not isinstance(value, Sequence | np.ndarray) or len(value) != len(letters):
        raise ValueError(f"{name} must be {expected}; got {value!r}.")
    pairs = zip(letters, value, strict=True)
    return tuple(at_least(least, f"{letter} in {name}", number) for letter, number in pairs)
