"""Checks at the border: make what the reader passed a clean, read-only matrix, or say why not."""

import math
from numbers import Real

import numpy as np

FLOATING = "fdgFDG"  # every floating or complex type but float16


def as_matrix(
    name: str, value, expected: str, rows: int | None = None, cols: int | None = None, *, copy=True
) -> np.ndarray:
    """Return `value` as a read-only floating-point matrix, a copy nobody else can change.

    A plain number becomes a 1 × 1 matrix, so the scalar network can be written as it is.
    Integers become float64, float16 becomes float32; other floating or complex types stay.

    Parameters
    ----------
    name : the argument's name, for the error message
    value : a number, nested lists, or an array
    expected : the shape in words, for the error message, such as ``"(n1, n0)"``
    rows, cols : the size each axis must have; None leaves it free
    copy : False only checks: what is such a matrix already is returned as it is

    Raises
    ------
    TypeError : `value` does not consist of numbers
    ValueError : ragged, empty, not two-dimensional, of the wrong shape, or not finite
    """
    if not copy and _is_matrix(value, rows, cols):
        return value
    matrix = as_numbers(name, value, f"a matrix of shape {expected}")
    if matrix.ndim == 0:
        matrix = matrix.reshape(1, 1)
    check_shape(name, matrix.shape, expected, rows, cols)
    if not all_finite(matrix):
        i, k = np.argwhere(~np.isfinite(matrix))[0]
        raise ValueError(
            f"{name} must hold finite numbers; got {matrix[i, k]} in row {i}, column {k}."
        )
    if copy:
        matrix = np.array(matrix)
        matrix.flags.writeable = False
    return matrix


def as_numbers(name: str, value, expected: str) -> np.ndarray:
    """Return `value` as a floating-point or complex array; what is one already is not copied.

    Whole numbers become float64 and float16 becomes float32, since the small types have no room for
    what follows.

    Parameters
    ----------
    name : the argument's name, for the error message
    value : a number, nested lists, or an array
    expected : what it should be, for the error message, such as ``"a number or an array"``

    Raises
    ------
    TypeError : `value` does not consist of numbers
    ValueError : ragged lists
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(
            f"{name} must be {expected}; got nested lists of unequal lengths."
        ) from error
    if array.dtype.char in FLOATING:
        return array
    if array.dtype == np.float16:
        return array.astype(np.float32)
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    raise TypeError(
        f"{name} must hold numbers, as {expected}; "
        f"got {type(value).__name__} with entries of type {array.dtype}."
    )


def as_real(name: str, value, expected: str) -> np.ndarray:
    """Return `value` as an array of real numbers in at least double precision.

    The arguments are those of `as_numbers`, and so are the errors, but for one.

    Raises
    ------
    TypeError : `value` does not consist of numbers, or of complex ones
    ValueError : ragged lists
    """
    array = as_numbers(name, value, expected)
    if array.dtype.kind == "c":
        raise TypeError(
            f"{name} must hold real numbers, as {expected}; got entries of type {array.dtype}."
        )
    return array.astype(np.result_type(array, np.float64), copy=False)


def all_finite(matrix) -> bool:
    """Tell whether every entry is finite.

    If one is not, neither is the sum of the squares, which costs a third of the time. The squares
    of finite numbers may overflow, too, so then each entry is looked at.
    """
    entries = matrix.ravel("K")
    return math.isfinite(np.vdot(entries, entries).real) or bool(np.isfinite(matrix).all())


def check_shape(name, shape, expected, rows=None, cols=None):
    """Raise a ValueError unless `shape` has two dimensions, is not empty, and is the one asked."""
    if len(shape) != 2:
        hint = " Write a column of n numbers as shape (n, 1)." if len(shape) == 1 else ""
        raise ValueError(
            f"{name} must have two dimensions, {expected}; got {len(shape)}, shape {shape}.{hint}"
        )
    if 0 in shape:
        raise ValueError(f"{name} must not be empty, shape {expected}; got shape {shape}.")
    if not _fits(shape, rows, cols):
        letters = expected.strip("()").split(", ")
        asked = ", ".join(
            str(size or letter) for size, letter in zip((rows, cols), letters, strict=True)
        )
        hint = " It looks transposed." if _fits(shape[::-1], rows, cols) else ""
        raise ValueError(f"{name} must have shape {expected} = ({asked}); got {shape}.{hint}")


def same_shape(name: str, value, shape: tuple[int, ...]) -> None:
    """Raise a ValueError unless `value` has this shape: broadcasting would hide the mistake."""
    if np.shape(value) != shape:
        raise ValueError(f"{name} must have shape {shape}; got {np.shape(value)}.")


def not_empty(name: str, array) -> None:
    """Raise a ValueError if `array` has no entries."""
    if array.size == 0:
        raise ValueError(f"{name} must not be empty; got shape {array.shape}.")


def _fits(shape, rows, cols) -> bool:
    return rows in (None, shape[0]) and cols in (None, shape[1])


def _is_matrix(value, rows, cols) -> bool:
    """Tell in a microsecond that `value` is what it should be; if not, who asks finds out why."""
    if type(value) is np.ndarray and value.ndim == 2 and value.dtype.char in FLOATING:
        n, m = value.shape
        return n == (rows or n) and m == (cols or m) and n * m > 0 and all_finite(value)
    return False


def instance(name: str, value, kind: type):
    """Return `value`, or raise a TypeError unless it is a `kind`."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be a {kind.__name__}; got {type(value).__name__}.")
    return value


def positive_number(name: str, value) -> float:
    """Return `value` as a float, or say why it is not a finite number above zero."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a positive number; got {type(value).__name__}.")
    try:
        number = float(value)
    except OverflowError:  # a whole number of more than 308 digits
        number = math.inf
    if not 0 < number < math.inf:
        raise ValueError(f"{name} must be a positive, finite number; got {value}.")
    return number


def count(name: str, value) -> int:
    """Return `value` as an int, or say why it is not a whole number of at least zero."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"{name} must be a whole number; got {type(value).__name__}.")
    if value < 0:
        raise ValueError(f"{name} must not be negative; got {value}.")
    return int(value)
