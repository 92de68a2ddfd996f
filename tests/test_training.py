"""Gradient descent goes downhill, and says what it needs."""

import numpy as np
import pytest

from backprop_lib import RUNNING, VECTOR, Gradients, Network, cost, descend, gradients, train

ARGS = (VECTOR.network, VECTOR.x, VECTOR.y)


def test_one_step_moves_each_parameter_against_its_gradient():
    slopes = gradients(*ARGS)
    after = descend(VECTOR.network, slopes, rate=0.3)
    for new, old, slope in zip(after, VECTOR.network, slopes, strict=True):
        np.testing.assert_allclose(new, old - 0.3 * slope, rtol=1e-15)


def test_training_records_the_cost_before_the_first_step_and_after_each():
    trained = train(*ARGS, rate=0.5, steps=5, progress=False)
    assert trained.costs.shape == (6,)
    assert trained.costs[0] == cost(*ARGS)
    assert trained.costs[-1] == cost(trained.network, VECTOR.x, VECTOR.y)
    assert (np.diff(trained.costs) < 0).all()


def test_no_steps_change_nothing():
    trained = train(*ARGS, rate=0.5, steps=0, progress=False)
    assert trained.network is VECTOR.network
    assert trained.costs.tolist() == [cost(*ARGS)]


def test_training_reaches_the_target():
    trained = train(RUNNING.network, RUNNING.x, RUNNING.y, rate=5, steps=500, progress=False)
    assert trained.costs[-1] < 1e-6


def test_the_bar_counts_the_steps_and_shows_the_cost(capsys):
    train(*ARGS, rate=0.5, steps=3)
    bar = capsys.readouterr().err
    assert "3/3" in bar
    assert "cost=" in bar


@pytest.mark.parametrize("progress", [True, False])
@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"rate": 0, "steps": 1}, ValueError, "^rate must be a positive, finite number; got 0"),
        ({"rate": np.inf, "steps": 1}, ValueError, "^rate must be a positive, finite"),
        ({"rate": "fast", "steps": 1}, TypeError, "^rate must be a positive number; got str"),
        ({"rate": 1, "steps": -1}, ValueError, "^steps must not be negative; got -1"),
        ({"rate": 1, "steps": 2.5}, TypeError, "^steps must be a whole number; got float"),
        ({"rate": 1, "steps": True}, TypeError, "^steps must be a whole number; got bool"),
    ],
)
def test_bad_settings_are_named(options, error, words, progress):
    with pytest.raises(error, match=words):
        train(*ARGS, **options, progress=progress)


def test_gradients_of_another_network_are_refused():
    other = gradients(RUNNING.network, RUNNING.x, RUNNING.y)
    with pytest.raises(ValueError, match=r"^slopes.dC0_dW1 must have shape \(3, 2\); got \(1, 1\)"):
        descend(VECTOR.network, other, rate=0.1)


@pytest.mark.parametrize(("entry", "kind"), [(1j, "complex128"), ("a", "<U1"), (None, "object")])
def test_gradients_of_another_kind_are_refused(entry, kind):
    slopes = Gradients(*(np.full(matrix.shape, entry) for matrix in VECTOR.network))
    with pytest.raises(TypeError, match=rf"^slopes.dC0_dW1 must .* float64; got .* {kind}"):
        descend(VECTOR.network, slopes, rate=0.1)


def test_a_complex_network_descends_by_complex_gradients():
    network = Network(*(matrix + 1e-20j for matrix in VECTOR.network))
    after = descend(network, gradients(network, VECTOR.x, VECTOR.y), rate=0.1)
    assert after.W1.dtype == complex


def test_a_rate_is_looked_at_even_where_no_step_is_asked_for():
    with pytest.raises(TypeError, match=r"^rate must be"):
        train(*ARGS, rate="fast", steps=0, progress=False)
    with pytest.raises(ValueError, match=r"^rate must be a positive, finite number"):
        train(*ARGS, rate=10**400, steps=0, progress=False)
