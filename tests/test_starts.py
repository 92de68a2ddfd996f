"""Start weights have the spread they promise, and bad requests are named."""

import numpy as np
import pytest

from backprop_lib.starts import spread, start_network, start_weights


@pytest.mark.parametrize(
    ("scale", "expected"), [("xavier", np.sqrt(2 / 500)), ("he", np.sqrt(2 / 300)), (0.5, 0.5)]
)
def test_the_weights_spread_as_asked_around_zero(scale, expected):
    ((W, b),) = start_weights((300, 200), seed=1, scale=scale)
    assert spread(scale, 300, 200) == expected
    assert W.std() == pytest.approx(expected, rel=0.02)
    assert abs(W.mean()) < 0.02 * expected
    assert b.shape == (200, 1)
    assert not b.any()


def test_a_seed_gives_the_same_weights_and_another_seed_others():
    one, same, other = (start_network((4, 3, 2), seed=s) for s in (7, 7, 8))
    assert (one.W1 == same.W1).all()
    assert not (one.W1 == other.W1).any()
    assert one.sizes == (4, 3, 2)


def test_no_two_neurons_start_alike():
    W = start_network((4, 30, 2), seed=0).W1
    assert len({tuple(row) for row in W}) == 30


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"sizes": (3,), "seed": 0}, ValueError, "^sizes must be two or more numbers above zero"),
        ({"sizes": (3, 0), "seed": 0}, ValueError, "^sizes must be two or more numbers above"),
        ({"sizes": (3, 2.5), "seed": 0}, TypeError, "^sizes must be a whole number; got float"),
        ({"sizes": (3, 2), "seed": -1}, ValueError, "^seed must not be negative"),
        ({"sizes": (3, 2), "seed": "x"}, TypeError, "^seed must be a whole number; got str"),
        ({"sizes": (3, 2), "seed": 0, "scale": "glorot"}, ValueError, "^scale must be .*'glorot'"),
        ({"sizes": (3, 2), "seed": 0, "scale": 0}, ValueError, "^scale must be a positive"),
        ({"sizes": (3, 2), "seed": 0, "scale": None}, TypeError, "^scale must be a positive"),
    ],
)
def test_what_cannot_be_made_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        start_weights(**arguments)


def test_a_network_has_two_layers():
    with pytest.raises(ValueError, match=r"^sizes must be \(n0, n1, n2\); got 4 numbers"):
        start_network((4, 3, 2, 1), seed=0)
