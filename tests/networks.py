"""Random networks for the tests, from a seed, so that Hypothesis can shrink and repeat them."""

import numpy as np
from hypothesis import strategies as st

from backprop_lib import Example, Network, forward

SCALAR = st.just((1, 1, 1, 1))
VECTOR = st.tuples(*[st.integers(1, 5)] * 3, st.just(1))
BATCH = st.tuples(*[st.integers(1, 5)] * 3, st.integers(2, 6))
SEEDS = st.integers(0, 2**32 - 1)


def random_example(sizes, seed) -> Example:
    """Return a network with inputs and targets; `sizes` is (n0, n1, n2, m).

    No target comes closer than 0.05 to its output: a difference of nearly equal numbers has few
    digits, and no method of differentiation brings them back.
    """
    n0, n1, n2, m = sizes
    rng = np.random.default_rng(seed)
    network = Network(*(rng.normal(size=s) for s in ((n1, n0), (n1, 1), (n2, n1), (n2, 1))))
    x = rng.normal(size=(n0, m))
    error = rng.uniform(0.05, 1, (n2, m)) * rng.choice([-1, 1], (n2, m))
    return Example(network, x, forward(network, x).a2 - error)
