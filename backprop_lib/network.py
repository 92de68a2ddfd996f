"""The values that travel through the book: a network, a forward pass, four gradients.

None of the three can be changed. Functions take them and return new ones. A network checks and
copies what it is made from; the other two, made at every step, keep the arrays they are given.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from .validation import all_finite, as_matrix, instance


class _Matrices:
    """What the three have in common: they unpack in field order and print as shapes."""

    def __post_init__(self):
        matrices = vars(self)  # a frozen dataclass takes no assignment
        for name, matrix in matrices.items():
            matrices[name] = view = np.asarray(matrix)[...]  # the caller's array stays writeable
            view.setflags(write=False)

    @classmethod
    def of_new(cls, matrices):
        """Take arrays that are right and that nobody else has, with neither a look nor a view."""
        for matrix in matrices:
            matrix.setflags(write=False)
        made = object.__new__(cls)
        vars(made).update(zip(cls.names(), matrices, strict=True))
        return made

    def __reduce__(self):  # a copy or a pickle is made anew, or its arrays would be writeable
        return type(self), tuple(self)

    def __iter__(self):
        return iter(vars(self).values())

    def __repr__(self):
        shapes = ", ".join(
            f"{name} {matrix.shape}" for name, matrix in zip(self.names(), self, strict=True)
        )
        return f"{type(self).__name__}({shapes})"

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the matrices, in order."""
        return tuple(cls.__dataclass_fields__)  # type: ignore[attr-defined] # all are dataclasses


@dataclass(frozen=True, eq=False, repr=False)
class Network(_Matrices):
    """Two layers of sigmoid neurons; layer L-1 is `1`, layer L is `2`.

    Parameters
    ----------
    W1 : (n1, n0), weights of layer L-1
    b1 : (n1, 1), biases of layer L-1
    W2 : (n2, n1), weights of layer L
    b2 : (n2, 1), biases of layer L

    Plain numbers make the scalar network of the document. The four arrays are copied, brought to
    one common type (float32 stays float32), and read-only.

    Raises
    ------
    TypeError, ValueError : an argument is not a finite matrix that fits the others
    """

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray

    if TYPE_CHECKING:  # numbers and lists become arrays

        def __init__(self, W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike): ...

    def __post_init__(self):
        W1 = as_matrix("W1", self.W1, "(n1, n0)")
        b1 = as_matrix("b1", self.b1, "(n1, 1)", rows=W1.shape[0], cols=1)
        W2 = as_matrix("W2", self.W2, "(n2, n1)", cols=W1.shape[0])
        b2 = as_matrix("b2", self.b2, "(n2, 1)", rows=W2.shape[0], cols=1)
        dtype = np.result_type(W1, b1, W2, b2)
        for name, matrix in zip(self.names(), (W1, b1, W2, b2), strict=True):
            object.__setattr__(self, name, matrix.astype(dtype, copy=False))
        super().__post_init__()

    @property
    def sizes(self) -> tuple[int, int, int]:
        """The number of inputs, hidden neurons, and outputs: (n0, n1, n2)."""
        return self.W1.shape[1], self.W1.shape[0], self.W2.shape[0]


def stepped(matrices: list[np.ndarray]) -> Network:
    """Return a network of four new arrays that nobody else has, and whose shapes are known to fit.

    What must still be looked at is whether they are finite and of one type. If not, the long way
    says why, or brings them to one.
    """
    if len({matrix.dtype for matrix in matrices}) > 1 or not all(map(all_finite, matrices)):
        return Network(*matrices)
    return Network.of_new(matrices)


def fitting(network: Network, x, *y, copy: bool = False) -> tuple[np.ndarray, ...]:
    """Return x, shape (n0, m), and y, shape (n2, m) if it is given: they fit the network.

    copy : make copies that nobody can change; otherwise what fits is returned as it is

    Raises
    ------
    TypeError, ValueError : an argument is something else, or a matrix that does not fit
    """
    n0, n2 = instance("network", network, Network).W1.shape[1], network.W2.shape[0]
    x = as_matrix("x", x, "(n0, m)", n0, copy=copy)
    if not y:
        return (x,)
    return x, as_matrix("y", y[0], "(n2, m)", n2, x.shape[1], copy=copy)


@dataclass(frozen=True, eq=False, repr=False)
class ForwardPass(_Matrices):
    """Everything computed on the way from x to a2, equations (1) to (4); columns are examples.

    x : (n0, m)    z1, a1 : (n1, m)    z2, a2 : (n2, m)
    """

    x: np.ndarray
    z1: np.ndarray
    a1: np.ndarray
    z2: np.ndarray
    a2: np.ndarray


@dataclass(frozen=True, eq=False, repr=False)
class Gradients(_Matrices):
    """The four derivatives of the cost, (52) to (55), each in the shape of its parameter.

    They are derivatives of C, the mean of C0 over the examples. Of one example, C is C0.
    """

    dC_dW1: np.ndarray
    dC_db1: np.ndarray
    dC_dW2: np.ndarray
    dC_db2: np.ndarray
