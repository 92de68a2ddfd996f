"""How inputs are drawn: rounded to two decimals, so that a reader can type them in again."""

from dataclasses import dataclass

import numpy as np

UNIT = (0.05, 0.95)  # activations and targets
REAL = (-2.0, 2.0)  # weights, biases, sums, derivatives

# Sizes of the layers and of the batch, from one neuron and one example upward. Some are all
# different, so that a transposition fails; some all equal, so that it does not fail but is wrong.
SIZES = (
    {"n0": 1, "n1": 1, "n2": 1, "m": 1},
    {"n0": 2, "n1": 3, "n2": 4, "m": 1},
    {"n0": 2, "n1": 2, "n2": 2, "m": 2},
    {"n0": 3, "n1": 4, "n2": 2, "m": 5},
    {"n0": 4, "n1": 2, "n2": 3, "m": 6},
    {"n0": 3, "n1": 3, "n2": 3, "m": 3},
    {"n0": 1, "n1": 5, "n2": 3, "m": 4},
    {"n0": 5, "n1": 3, "n2": 1, "m": 2},
)

# So many of them, the first ones, have a single example.
SINGLE = next(k for k, sizes in enumerate(SIZES) if sizes["m"] > 1)


def in_both_orders(cases: list[dict]) -> bool:
    """True when, of each two activations or targets, each is larger on some input; none equal."""
    names = [
        name
        for name in cases[0]
        if all(isinstance(c[name], float) and 0 < c[name] < 1 for c in cases)
    ]
    return all(
        any(c[one] > c[two] for c in cases)
        and any(c[one] < c[two] for c in cases)
        and not any(c[one] == c[two] for c in cases)
        for k, one in enumerate(names)
        for two in names[:k]
    )


def number(span):
    """Draw a plain number from `span`."""
    return lambda rng, sizes: float(_entries(rng, span, ()))


@dataclass(frozen=True)
class matrix:
    """Draw a matrix with entries from `span`; `rows` names a size, `cols` a size or a number."""

    span: tuple[float, float]
    rows: str
    cols: str | int

    def __call__(self, rng, sizes):
        """Draw one."""
        return _entries(rng, self.span, (sizes[self.rows], sizes.get(self.cols, self.cols)))


@dataclass(frozen=True)
class shares(matrix):
    """Draw a matrix whose columns are shares of 1, as a softmax gives them: two rows at least."""

    span: tuple[float, float] = UNIT
    rows: str = "n2"
    cols: str | int = "m"

    def __call__(self, rng, sizes):
        """Draw one."""
        sizes = sizes | {self.rows: max(2, sizes[self.rows])}
        while True:
            entries = super().__call__(rng, sizes)
            drawn = (entries / entries.sum(axis=0)).round(2)
            drawn[-1] = (1 - drawn[:-1].sum(axis=0)).round(2)
            if drawn.min() >= self.span[0]:
                return drawn


@dataclass(frozen=True)
class vector:
    """Draw a one-dimensional array with entries from `span`; `rows` names a size."""

    span: tuple[float, float]
    rows: str

    def __call__(self, rng, sizes):
        """Draw one."""
        return _entries(rng, self.span, (sizes[self.rows],))


def size(name):
    """Hand over one of the sizes itself."""
    return lambda rng, sizes: sizes[name]


def whole(low, high):
    """Draw a whole number from low to high, both included."""
    return lambda rng, sizes: int(rng.integers(low, high + 1))


class inputs:
    """Draw eight inputs from a generator, each {name: value}, small ones first.

    batched : True when they include batches, whose columns are several examples
    arrays : True when some of them are arrays
    """

    def __init__(self, **drawers):
        self.drawers = drawers
        self.batched = any(getattr(draw, "cols", None) == "m" for draw in drawers.values())
        self.arrays = any(isinstance(draw, matrix | vector) for draw in drawers.values())

    def __call__(self, rng) -> list[dict]:
        """Draw them."""
        return [{name: draw(rng, sizes) for name, draw in self.drawers.items()} for sizes in SIZES]


class listed:
    """Inputs that a function of the generator lists itself."""

    batched = False

    def __init__(self, cases, arrays=True):
        self.cases, self.arrays = cases, arrays

    def __call__(self, rng) -> list[dict]:
        """Draw them."""
        return self.cases(rng)


def numbers(**spans):
    """Inputs that are all plain numbers."""
    return inputs(**{name: number(span) for name, span in spans.items()})


def _entries(rng, span, shape):
    """Random entries, none of them closer to zero than 0.05: a zero hides mistakes."""
    low, high = span
    entries = rng.uniform(low, high, shape).round(2)
    return np.where(np.abs(entries) < 0.05, 0.05, entries) + 0.0
