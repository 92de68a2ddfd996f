"""The random numbers of js_labs/random.js and the start of `long_way`, for the kernel.

NumPy's own generator would do in Python, but a page has no NumPy, and both must draw the same.
"""

import numpy as np

from ..layers import Layer

EXAMPLES = 8  # as in js_labs/long_way.js


def uniform(seed: int, count: int) -> np.ndarray:
    """Return `count` numbers from 0 to 1, (count,), the same as in the browser for this seed."""
    state = (seed + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x6D2B79F5)).astype(
        "uint32"
    )
    t = (state ^ (state >> 15)) * (state | np.uint32(1))
    t ^= t + (t ^ (t >> 7)) * (t | np.uint32(61))
    return (t ^ (t >> 14)) / 2.0**32


def bells(seed: int, count: int) -> np.ndarray:
    """Return `count` numbers around 0 with standard deviation 1, (count,)."""
    return 2 * (uniform(seed, 3 * count).reshape(count, 3).sum(axis=1) - 1.5)


def examples(width: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the inputs x and the targets y, both (width, EXAMPLES)."""
    shape, count = (width, EXAMPLES), width * EXAMPLES
    return bells(1000 * seed, count).reshape(shape), uniform(1000 * seed + 999, count).reshape(
        shape
    )


def layers(depth: int, width: int, spread: float, curve: str, seed: int) -> tuple[Layer, ...]:
    """Return `depth` layers of `width` neurons: weights at random with this spread, biases 0."""
    square, zero = (width, width), np.zeros((width, 1))
    return tuple(
        Layer(spread * bells(1000 * seed + n, width * width).reshape(square), zero, curve)
        for n in range(1, depth + 1)
    )
