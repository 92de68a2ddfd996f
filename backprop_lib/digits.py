"""1,797 handwritten digits, 8 × 8 pixels each, to learn from and to be tested on.

Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits" (1998), UCI Machine
Learning Repository, https://doi.org/10.24432/C50P49, license CC BY 4.0. This is its test part, as
scikit-learn 1.9.1 ships it: gray levels from 0 to 16. Stored unchanged by tools/make_digits.py.
"""

from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from .validation import as_matrix, count


@dataclass(frozen=True, eq=False)
class Digits:
    """Digits as columns: x (64, m) from 0 to 1, y (10, m) with a single 1, labels (m,).

    Pixel (row, column) is entry 8 * row + column of a column of x; 0 is paper and 1 is ink.
    """

    x: np.ndarray
    y: np.ndarray
    labels: np.ndarray

    def __post_init__(self):
        for array in (self.x, self.y, self.labels):
            array.flags.writeable = False

    def __len__(self):
        return len(self.labels)

    def __repr__(self):
        return f"Digits(x {self.x.shape}, y {self.y.shape}, labels {self.labels.shape})"


def load_digits(dtype: DTypeLike = np.float64) -> tuple[Digits, Digits]:
    """Return 1,437 digits to learn from and 360 held out, with x and y of type `dtype`.

    The same 360 each time, drawn at random once. One writer's digits may be in both parts: what is
    held out are other digits, not other hands.

    Raises a TypeError if `dtype` is not a real floating-point type.
    """
    if np.dtype(dtype).kind != "f":
        raise TypeError(f"dtype must be a floating-point type; got {np.dtype(dtype)}.")
    with np.load(str(files(__package__) / "data/digits.npz")) as stored:
        grays, labels = stored["grays"], stored["labels"].astype(np.int64)
        held_out = stored["held_out"]
    x, y = (grays.T / 16).astype(dtype), one_hot(labels).astype(dtype)
    learning, testing = (
        Digits(x[:, here].copy(), y[:, here].copy(), labels[here]) for here in (~held_out, held_out)
    )
    return learning, testing


def one_hot(labels: ArrayLike, classes: int = 10) -> np.ndarray:
    """Return y (classes, m): column k is 1 in row labels[k] and 0 elsewhere.

    Raises
    ------
    TypeError : the labels are not whole numbers
    ValueError : they are not one-dimensional, or one is not from 0 to classes - 1
    """
    labels, classes = np.asarray(labels), count("classes", classes)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be whole numbers; got entries of type {labels.dtype}.")
    if labels.ndim != 1 or not labels.size:
        raise ValueError(f"labels must have shape (m,), m > 0; got shape {labels.shape}.")
    if labels.min() < 0 or labels.max() >= classes:
        wrong = labels[(labels < 0) | (labels >= classes)][0]
        raise ValueError(f"labels must be from 0 to {classes - 1}; got {wrong}.")
    return np.eye(classes)[:, labels]


def answers(outputs: ArrayLike) -> np.ndarray:
    """Return for each column of `outputs`, (n2, m), the row of its largest entry: shape (m,)."""
    return as_matrix("outputs", outputs, "(n2, m)").argmax(axis=0)


def accuracy(outputs: ArrayLike, y: ArrayLike) -> float:
    """Return the share of columns whose largest output stands where the target's does.

    Raises a ValueError unless outputs and y have the same shape (n2, m).
    """
    outputs = as_matrix("outputs", outputs, "(n2, m)")
    y = as_matrix("y", y, "(n2, m)", *outputs.shape)
    return float(np.mean(outputs.argmax(axis=0) == y.argmax(axis=0)))


def confusion(outputs: ArrayLike, y: ArrayLike) -> np.ndarray:
    """Return a table (n2, n2): row i, column j counts the examples of class i that were read as j.

    Raises a ValueError unless outputs and y have the same shape (n2, m).
    """
    outputs = as_matrix("outputs", outputs, "(n2, m)")
    y = as_matrix("y", y, "(n2, m)", *outputs.shape)
    table = np.zeros((len(y), len(y)), dtype=np.int64)
    np.add.at(table, (y.argmax(axis=0), outputs.argmax(axis=0)), 1)
    return table
