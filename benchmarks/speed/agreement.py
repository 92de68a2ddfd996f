"""Nothing is timed before it has shown that it computes the same."""

import numpy as np

from backprop_lib import relative_error

TOLERANCE = {"float64": 1e-12, "float32": 2e-4}
NAMES = ("dC_dW1", "dC_db1", "dC_dW2", "dC_db2")


class Disagreement(AssertionError):
    """A peer computed something else; the message says what, and by how much."""


def agree(peer: str, found, reference, dtype: str) -> None:
    """Compare a peer's (loss, gradients) with the reference; its loss may be None: not compared.

    Each gradient must have the type it should, the shape of the reference, and be within
    TOLERANCE of it, relative to its largest entry.
    """
    (loss, slopes), (expected_loss, expected) = found, reference
    if loss is not None and abs(loss - expected_loss) > TOLERANCE[dtype] * abs(expected_loss):
        raise Disagreement(f"{peer}: the loss is {loss}, not {expected_loss}")
    for name, slope, wanted in zip(NAMES, slopes, expected, strict=True):
        slope = np.asarray(slope)
        if slope.dtype != dtype:
            raise Disagreement(f"{peer}: {name} is {slope.dtype}, not {dtype}")
        if slope.shape != wanted.shape:
            raise Disagreement(f"{peer}: {name} has shape {slope.shape}, not {wanted.shape}")
        error = relative_error(slope, wanted)
        if not error <= TOLERANCE[dtype]:
            raise Disagreement(f"{peer}: {name} differs by {error:.1e}")
