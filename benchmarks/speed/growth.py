"""How time grows with width and with the batch, and memory with the batch, against counting."""

import math
import tracemalloc

import numpy as np

from .peers import ours
from .problem import make
from .timing import FULL, QUICK, side_by_side, spread

LARGEST = 4  # so many points, from the largest down, get the straight line in log-log
BATCH_FOR_WIDTH = 64
LAYERS = (784, 128, 10)  # for the growth with the batch


def width(quick: bool) -> list[dict]:
    """Time a square network, n-n-n, as n doubles."""
    return _times({n: (n, n, n, BATCH_FOR_WIDTH) for n in _powers(4, 8 if quick else 11)}, quick)


def batch(quick: bool) -> list[dict]:
    """Time the same network with more and more examples."""
    return _times({m: (*LAYERS, m) for m in _powers(0, 6 if quick else 13)}, quick)


def _powers(first: int, last: int):
    return [2**k for k in range(first, last + 1)]


def _times(sizes: dict, quick: bool) -> list[dict]:
    tasks = {at: ours.Peer(make(*size)).both for at, size in sizes.items()}
    samples, _ = side_by_side(tasks, QUICK if quick else FULL)
    return [
        {"at": at, "multiplications": make(*sizes[at]).multiplications, "seconds": spread(seconds)}
        for at, seconds in samples.items()
    ]


def memory(quick: bool) -> list[dict]:
    """Measure the most memory a call holds at once, in bytes, and count it by `theory`."""
    points = []
    for m in _powers(0, 6 if quick else 13):
        peer = ours.Peer(make(*LAYERS, m))
        peer.both()
        tracemalloc.start()
        peer.both()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        points.append({"at": m, "bytes": peak, "theory": theory(*LAYERS, m)})
    return points


def theory(n0: int, n1: int, n2: int, m: int, number: int = 8) -> int:
    """Count the bytes that live when the gradients are made; a number takes `number` bytes.

    For each example x, four arrays of n1 (a1, dC0_da1, dC0_dz1, dC0_dz1 / m) and five of n2 (z2,
    a2, y, dC0_da2, dC0_dz2); besides the gradients, which no batch enlarges.
    """
    return number * (m * (n0 + 4 * n1 + 5 * n2) + n1 * (n0 + 1) + n2 * (n1 + 1))


def slope(points: list[dict], value) -> float:
    """Fit a line to the largest points in log-log: the power with which `value` grows."""
    last = points[-LARGEST:]
    x = [math.log(point["at"]) for point in last]
    return float(np.polyfit(x, [math.log(value(point)) for point in last], 1)[0])


MEASURES = {"width": width, "batch": batch, "memory": memory}
