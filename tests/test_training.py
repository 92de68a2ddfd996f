"""Gradient descent goes downhill, and says what it needs."""

import numpy as np
import pytest

from backprop_lib import (
    RUNNING,
    VECTOR,
    Gradients,
    Network,
    batches,
    cost,
    descend,
    gradients,
    train,
)

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
    with pytest.raises(ValueError, match=r"^slopes.dC_dW1 must have shape \(3, 2\); got \(1, 1\)"):
        descend(VECTOR.network, other, rate=0.1)


@pytest.mark.parametrize(("entry", "kind"), [(1j, "complex128"), ("a", "<U1"), (None, "object")])
def test_gradients_of_another_kind_are_refused(entry, kind):
    slopes = Gradients(*(np.full(matrix.shape, entry) for matrix in VECTOR.network))
    with pytest.raises(TypeError, match=rf"^slopes.dC_dW1 must .* float64; got .* {kind}"):
        descend(VECTOR.network, slopes, rate=0.1)


def test_a_complex_network_descends_by_complex_gradients():
    network = Network(*(matrix + 1e-20j for matrix in VECTOR.network))
    after = descend(network, gradients(network, VECTOR.x, VECTOR.y), rate=0.1)
    assert after.W1.dtype == complex


def test_a_step_by_gradients_of_several_types_has_the_widest():
    network = Network(*(matrix.astype(np.float32) for matrix in VECTOR.network))
    single = gradients(network, VECTOR.x.astype(np.float32), VECTOR.y.astype(np.float32))
    mixed = Gradients(single.dC_dW1.astype(float), *list(single)[1:])
    assert {matrix.dtype for matrix in descend(network, single, rate=1)} == {np.dtype("f4")}
    assert {matrix.dtype for matrix in descend(network, mixed, rate=1)} == {np.dtype("f8")}


def test_a_rate_is_looked_at_even_where_no_step_is_asked_for():
    with pytest.raises(TypeError, match=r"^rate must be"):
        train(*ARGS, rate="fast", steps=0, progress=False)
    with pytest.raises(ValueError, match=r"^rate must be a positive, finite number"):
        train(*ARGS, rate=10**400, steps=0, progress=False)


def test_a_pass_in_batches_looks_at_every_example_once_in_a_new_order():
    x = np.arange(10.0)[np.newaxis]
    feed = batches(x, -x, 4, seed=3)
    passes = [np.concatenate([next(feed)[0][0] for _ in range(3)]) for _ in range(2)]
    for seen in passes:
        assert sorted(seen) == list(range(10))
    assert passes[0].tolist() != passes[1].tolist()
    for columns, targets in (next(feed) for _ in range(3)):
        assert (columns == -targets).all()


def test_a_seed_decides_the_order():
    options = {"rate": 0.5, "steps": 7, "batch": 2, "progress": False}
    first, again, other = (train(*ARGS, **options, seed=s).costs for s in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_one_batch_of_all_is_no_batch():
    plain = train(*ARGS, rate=0.5, steps=3, progress=False)
    whole = train(*ARGS, rate=0.5, steps=3, batch=4, progress=False)
    assert (plain.costs == whole.costs).all()


def test_a_batch_takes_the_step_of_its_own_gradient():
    trained = train(*ARGS, rate=0.5, steps=1, batch=3, seed=5, progress=False)
    feed = batches(VECTOR.x, VECTOR.y, 3, seed=5)
    x, y = next(feed)
    after = descend(VECTOR.network, gradients(VECTOR.network, x, y), 0.5)
    assert trained.costs.tolist() == [cost(VECTOR.network, x, y), cost(after, *next(feed))]
    assert all((a == b).all() for a, b in zip(after, trained.network, strict=True))


def test_held_out_examples_are_measured_after_each_pass_and_at_the_end_and_teach_nothing():
    held_out = (VECTOR.x + 0.1, VECTOR.y)
    options = {"rate": 0.5, "steps": 5, "batch": 2, "progress": False}
    trained = train(*ARGS, **options, held_out=held_out)
    assert trained.held_out_costs.shape == (4,)  # before, after steps 2, 4 and 5
    assert trained.held_out_costs[0] == cost(VECTOR.network, *held_out)
    after_a_pass = train(*ARGS, **options | {"steps": 2}).network
    assert trained.held_out_costs[1] == cost(after_a_pass, *held_out)
    assert trained.held_out_costs[-1] == cost(trained.network, *held_out)
    assert (trained.costs == train(*ARGS, **options).costs).all()
    assert train(*ARGS, **options).held_out_costs.size == 0


def test_batches_keep_float32():
    network = Network(*(matrix.astype(np.float32) for matrix in VECTOR.network))
    x, y = VECTOR.x.astype(np.float32), VECTOR.y.astype(np.float32)
    trained = train(network, x, y, rate=0.5, steps=3, batch=2, progress=False)
    assert trained.network.W1.dtype == np.float32


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"batch": 0}, ValueError, "^batch must be from 1 to the number of examples, 4; got 0"),
        ({"batch": 5}, ValueError, "^batch must be from 1 to the number of examples, 4; got 5"),
        ({"batch": 1.5}, TypeError, "^batch must be a whole number; got float"),
        ({"batch": 2, "seed": -1}, ValueError, "^seed must not be negative; got -1"),
        ({"held_out": (VECTOR.x, VECTOR.y[:1])}, ValueError, r"^y must have shape \(n2, m\)"),
        ({"held_out": VECTOR.x}, ValueError, "^held_out must be a pair"),
        ({"held_out": 3}, TypeError, "^held_out must be a pair"),
    ],
)
def test_bad_batches_and_held_out_examples_are_named(options, error, words):
    with pytest.raises(error, match=words):
        train(*ARGS, rate=1, steps=2, progress=False, **options)


def test_batches_say_what_does_not_fit():
    with pytest.raises(ValueError, match=r"^y must have shape \(n2, m\) = \(n2, 4\); got \(2, 3\)"):
        batches(VECTOR.x, VECTOR.y[:, :3], 2)


@pytest.mark.parametrize(
    "kinds", [("f8", "f8"), ("f4", "f4"), ("f4", "f8"), ("f8", "f4"), ("c16", "c16")]
)
def test_training_is_one_checked_step_after_another_to_the_last_bit(kinds):
    of_network, of_data = kinds
    network = Network(*(matrix.astype(of_network) for matrix in VECTOR.network))
    x, y = VECTOR.x.astype(of_data), VECTOR.y.astype(of_data)
    trained = train(network, x, y, rate=2, steps=20, progress=False)
    costs = [cost(network, x, y)]
    for _ in range(20):
        network = descend(network, gradients(network, x, y), rate=2)
        costs.append(cost(network, x, y))
    assert trained.costs.tolist() == costs
    for one, other in zip(trained.network, network, strict=True):
        assert one.dtype == other.dtype
        assert (one == other).all()


def test_training_leaves_its_arguments_as_they_were():
    x, y = VECTOR.x.copy(), VECTOR.y.copy()
    before = [matrix.copy() for matrix in VECTOR.network]
    train(VECTOR.network, x, y, rate=2, steps=3, batch=2, progress=False)
    assert (x == VECTOR.x).all()
    assert (y == VECTOR.y).all()
    assert all((one == other).all() for one, other in zip(before, VECTOR.network, strict=True))


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"network": 1}, TypeError, "^network must be a Network; got int"),
        ({"x": VECTOR.x[:1]}, ValueError, r"^x must have shape \(n0, m\) = \(2, m\); got \(1, 4\)"),
        ({"y": VECTOR.y[:, :3]}, ValueError, r"^y must have shape"),
        ({"y": VECTOR.y * np.nan}, ValueError, "^y must hold finite numbers"),
        ({"x": VECTOR.x + 1j}, TypeError, r"^slopes.dC_dW1 must hold numbers like the network's"),
        ({"rate": 1.7e308}, ValueError, "^W1 must hold finite numbers"),
        ({"batch": 5}, ValueError, "^batch must be from 1 to the number of examples, 4; got 5"),
        ({"held_out": (VECTOR.x,)}, ValueError, "^held_out must be a pair"),
    ],
)
@pytest.mark.filterwarnings("ignore:overflow")
def test_what_cannot_be_trained_is_named(changed, error, words):
    y = VECTOR.y * (1e5 if "rate" in changed else 1)
    given = {"network": VECTOR.network, "x": VECTOR.x, "y": y, "rate": 1, "steps": 2} | changed
    with pytest.raises(error, match=words):
        train(**given, progress=False)


def test_the_columns_of_a_batch_lie_side_by_side_in_memory():
    for columns in next(batches(VECTOR.x, VECTOR.y, 2, seed=1)):
        assert columns.flags.f_contiguous
        assert columns.base is not None
