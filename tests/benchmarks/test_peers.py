"""Every peer computes what the library computes, and says so when it cannot take part."""

from importlib import import_module

import numpy as np
import pytest

from backprop_lib import relative_error
from benchmarks.speed import peers
from benchmarks.speed.agreement import Disagreement, agree
from benchmarks.speed.peers import karpathy_micrograd
from benchmarks.speed.peers.declined import Declined
from benchmarks.speed.peers.ours import Peer as Ours
from benchmarks.speed.problem import make

SMALL = (3, 4, 2, 5)


def ready(module, problem):
    peer = import_module(f"{peers.__name__}.{module}").Peer
    for package in peer.needs:
        if not peers.installed(package):
            pytest.skip(f"{package} is not installed: {peers.INSTALL}")
    try:
        return peer(problem)
    except Declined as reason:
        pytest.skip(str(reason))


@pytest.mark.filterwarnings("default")  # the peers' own
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("size", [SMALL, (1, 1, 1, 1), (7, 3, 1, 4)])
@pytest.mark.parametrize("module", peers.MODULES)
def test_a_peer_agrees_and_a_step_leaves_it_nearly_where_it_was(module, size, dtype):
    problem = make(*size, dtype)
    peer = ready(module, problem)
    peer.both()
    if peer.values:
        expected = Ours(problem).values()
        agree(module, peer.values(), expected, dtype)
        peer.step()
        for slope, wanted in zip(peer.values()[1], expected[1], strict=True):
            assert relative_error(slope, wanted) < 2e-4


def test_the_floor_computes_the_five_products():
    problem = make(*SMALL)
    floor = ready("floor", problem)
    before = [out.copy() for *_, out in floor.products]
    for *_, out in floor.products:
        out[:] = np.nan
    floor.both()
    for (*_, out), was in zip(floor.products, before, strict=True):
        np.testing.assert_array_equal(out, was)
    assert [out.shape for *_, out in floor.products] == [(4, 5), (2, 5), (4, 5), (2, 4), (4, 3)]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda C, s: (C * 1.001, s), "the loss is"),
        (lambda C, s: (C, [s[0] * 1.001, *s[1:]]), "dC_dW1 differs by 1.0e-03"),
        (lambda C, s: (C, [*s[:3], s[3].ravel()]), r"dC_db2 has shape \(2,\), not \(2, 1\)"),
        (lambda C, s: (C, [s[0], s[1].astype("float32"), *s[2:]]), "dC_db1 is float32"),
        (lambda C, s: (C, [*s[:2], s[2] * np.nan, s[3]]), "dC_dW2 differs by nan"),
    ],
)
def test_a_peer_that_differs_is_found(spoil, words):
    reference = Ours(make(*SMALL)).values()
    with pytest.raises(Disagreement, match=rf"^someone: {words}"):
        agree("someone", spoil(*reference), reference, "float64")


def test_a_missing_peer_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(peers, "installed", lambda package: package != "jax")
    found, missing = peers.load(("ours", "jax_jit"))
    assert list(found) == ["backprop_lib"]
    assert missing == {"JAX, jit": "jax not installed: pip install -e '.[bench]'"}


def test_what_is_too_large_for_micrograd_is_declined_with_the_limit():
    with pytest.raises(Declined, match="1,000 multiplications"):
        karpathy_micrograd.Peer(make(784, 30, 10, 10))


def test_the_problem_is_the_same_for_everybody_and_saturates_nothing():
    one, other = make(784, 30, 10, 10), make(784, 30, 10, 10)
    assert relative_error(one.W1, other.W1) == 0
    for slope in Ours(one).values()[1]:
        assert np.abs(slope).max() > 1e-4
