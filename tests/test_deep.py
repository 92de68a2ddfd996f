"""Any depth, every curve, every cost: the gradients are what measurements say they are."""

import inspect

import numpy as np
import pytest

from backprop_lib import RUNNING, VECTOR, Network, core, deep
from backprop_lib.curves import COSTS, CURVES
from backprop_lib.layers import Layer, layers_of

HIDDEN = ("sigmoid", "tanh", "relu")
STEP = 1e-30


def random_problem(seed):
    """Return layers, x, y and the kind of cost: depth 1 to 8, widths 1 to 5, any mix of curves."""
    rng = np.random.default_rng(seed)
    depth = 1 + seed % 8
    kind, last = [*COSTS][rng.integers(len(COSTS))]
    sizes = rng.integers(1, 6, depth + 1)
    curves = [*rng.choice(HIDDEN, depth - 1), last]
    layers = [
        Layer(rng.normal(size=(n, n_in)), rng.normal(size=(n, 1)), str(curve))
        for n_in, n, curve in zip(sizes[:-1], sizes[1:], curves, strict=True)
    ]
    x = rng.normal(size=(sizes[0], rng.integers(1, 5)))
    y = rng.uniform(0.05, 0.95, (sizes[-1], x.shape[1]))
    return layers, x, y / y.sum(axis=0) if last == "softmax" else y, kind


def nudged(layers, n, name, entry, by):
    """Return the layers with one entry of one matrix moved."""
    matrix = getattr(layers[n], name).astype(np.result_type(type(by), float))
    matrix[entry] += by
    both = {"W": layers[n].W, "b": layers[n].b, name: matrix}
    return [*layers[:n], Layer(**both, curve=layers[n].curve), *layers[n + 1 :]]


def measured(layers, x, y, kind, n, name):
    slope = np.empty(getattr(layers[n], name).shape)
    for entry in np.ndindex(slope.shape):
        moved = nudged(layers, n, name, entry, STEP * 1j)
        slope[entry] = np.imag(deep.cost(moved, x, y, kind)) / STEP
    return slope


def largest(slopes):
    return max(np.abs(matrix).max() for s in slopes for matrix in (s.dC_dW, s.dC_db))


def names(layers):
    return [(n, name) for n in range(len(layers)) for name in ("W", "b")]


@pytest.mark.parametrize("block", range(10))
def test_a_thousand_random_networks_of_depth_1_to_8_agree_with_complex_steps(block):
    for seed in range(100 * block, 100 * block + 100):
        layers, x, y, kind = random_problem(seed)
        _, slopes = deep.cost_and_gradients(layers, x, y, kind)
        rng = np.random.default_rng(seed)
        size = largest(slopes)
        for n, name in names(layers):  # one entry of every matrix, and the first 40 seeds all
            slope = getattr(slopes[n], f"dC_d{name}")
            if seed < 40:
                assert np.abs(slope - measured(layers, x, y, kind, n, name)).max() <= 1e-12 * size
            entry = tuple(rng.integers(slope.shape))
            moved = nudged(layers, n, name, entry, STEP * 1j)
            value = np.imag(deep.cost(moved, x, y, kind)) / STEP
            assert abs(slope[entry] - value) <= 1e-12 * size, (seed, n, name)


@pytest.mark.parametrize("seed", range(0, 1000, 25))
def test_the_complex_step_is_not_alone(seed):
    """A central difference, which needs no complex numbers, says the same to its seven digits."""
    layers, x, y, kind = random_problem(seed)
    z, _ = deep.forward(layers, x)
    if min(np.abs(sums).min() for sums in z) < 1e-4:
        pytest.skip("too near a kink for a difference")
    _, slopes = deep.cost_and_gradients(layers, x, y, kind)
    size = largest(slopes)
    for n, name in names(layers):
        slope = getattr(slopes[n], f"dC_d{name}")
        for entry in np.ndindex(slope.shape):
            up, down = (
                deep.cost(nudged(layers, n, name, entry, h), x, y, kind) for h in (1e-6, -1e-6)
            )
            assert abs(slope[entry] - (up - down) / 2e-6) <= 1e-7 * max(size, 1)


def test_at_a_kink_the_central_difference_is_half_way_and_the_slope_is_zero():
    layers = [Layer([[1.0]], [[0.0]], "relu"), Layer([[1.0]], [[0.0]], "relu")]
    x, y = [[0.0]], [[-1.0]]  # so the cost is (max(0, b) + 1)^2 / 2, with slope 0 or 1 at b = 0
    up, down = (deep.cost(nudged(layers, 0, "b", (0, 0), h), x, y) for h in (1e-6, -1e-6))
    assert (up - down) / 2e-6 == pytest.approx(0.5, abs=1e-5)
    assert deep.cost_and_gradients(layers, x, y)[1][0].dC_db.item() == 0


@pytest.mark.parametrize("example", [RUNNING, VECTOR])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_two_layers_are_the_core_to_the_last_bit(example, dtype):
    network = Network(*(matrix.astype(dtype) for matrix in example.network))
    x, y = example.x.astype(dtype), example.y.astype(dtype)
    C, slopes = deep.cost_and_gradients(layers_of(network), x, y)
    expected_C, expected = core.cost_and_gradients(network, x, y)
    assert expected_C == C
    ours = [matrix for slope in slopes for matrix in (slope.dC_dW, slope.dC_db)]
    for value, theirs in zip(ours, expected, strict=True):
        assert value.dtype == theirs.dtype == dtype
        assert (value == theirs).all()


@pytest.mark.parametrize("seed", range(100))
def test_two_random_layers_are_the_core_to_the_last_bit(seed):
    rng = np.random.default_rng(seed)
    n0, n1, n2, m = rng.integers(1, 8, 4)
    network = Network(*(rng.normal(size=s) for s in ((n1, n0), (n1, 1), (n2, n1), (n2, 1))))
    x, y = rng.normal(size=(n0, m)), rng.uniform(size=(n2, m))
    C, slopes = deep.cost_and_gradients(layers_of(network), x, y)
    expected_C, expected = core.cost_and_gradients(network, x, y)
    ours = [matrix for slope in slopes for matrix in (slope.dC_dW, slope.dC_db)]
    assert expected_C == C
    assert all((a == b).all() for a, b in zip(ours, expected, strict=True))


@pytest.mark.parametrize(("kind", "last"), COSTS)
def test_float32_is_kept_everywhere(kind, last):
    rng = np.random.default_rng(1)
    layers = [
        Layer(*(rng.normal(size=s).astype(np.float32) for s in ((3, 3), (3, 1))), curve)
        for curve in (*HIDDEN, last)
    ]
    x, y = np.ones((3, 2), np.float32), np.full((3, 2), 1 / 3, np.float32)
    z, a = deep.forward(layers, x)
    _, slopes = deep.cost_and_gradients(layers, x, y, kind)
    assert {v.dtype for v in (*z, *a)} == {np.dtype(np.float32)}
    assert {s.dC_dW.dtype for s in slopes} == {np.dtype(np.float32)}
    assert deep.descend(layers, slopes, 0.1)[0].W.dtype == np.float32


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("kind", "last"), COSTS)
def test_saturated_layers_overflow_nowhere(kind, last):
    layers = [Layer([[800.0], [-800.0]], [[0.0], [0.0]], last)]
    C, slopes = deep.cost_and_gradients(layers, [[1.0]], [[0.0], [1.0]], kind)
    assert np.isfinite(C)
    assert np.isfinite(slopes[0].dC_dW).all()


def test_a_step_downhill_lowers_the_cost_and_changes_no_input():
    layers, x, y, kind = random_problem(18)
    before = [layer.W.copy() for layer in layers]
    C, slopes = deep.cost_and_gradients(layers, x, y, kind)
    lower = deep.descend(layers, slopes, 0.01)
    assert deep.cost(lower, x, y, kind) < C
    assert all((layer.W == W).all() for layer, W in zip(layers, before, strict=True))
    with pytest.raises(ValueError, match="read-only"):
        lower[0].W[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        slopes[0].dC_dW[0, 0] = 1


FITS = [Layer(np.ones((3, 2)), np.ones((3, 1))), Layer(np.ones((1, 3)), np.ones((1, 1)))]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: Layer([[1.0]], [[1.0]], "step"), ValueError, "^curve must be one of sigmoid, "),
        (lambda: Layer([[1.0]], [[1.0], [2.0]]), ValueError, r"^b must have shape \(n_out, 1\)"),
        (lambda: Layer("W", [[1.0]]), TypeError, "^W must hold numbers"),
        (lambda: deep.forward([], [[1.0]]), ValueError, "^layers must hold at least one layer"),
        (lambda: deep.forward([1], [[1.0]]), TypeError, r"^layers\[0\] must be a Layer; got int"),
        (lambda: deep.forward(FITS[::-1], np.ones((3, 1))), ValueError, r"^layers\[1\] must hear"),
        (lambda: deep.forward(FITS, np.ones((3, 1))), ValueError, "^x must have shape"),
        (lambda: deep.cost(FITS, np.ones((2, 1)), np.ones((1, 2))), ValueError, "^y must have"),
        (lambda: deep.cost(FITS, [[1], [1]], [[1]], "log"), ValueError, "^the cost 'log' after"),
        (
            lambda: deep.cost([Layer([[1.0]], [[1.0]], "tanh")], [[1]], [[1]], "cross-entropy"),
            ValueError,
            "^the cost 'cross-entropy' after the curve 'tanh' is none of: squared with sigmoid",
        ),
        (
            lambda: deep.cost([Layer([[1.0]], [[1.0]], "softmax")], [[1]], [[2]], "cross-entropy"),
            ValueError,
            "^y must add up to 1",
        ),
        (
            lambda: deep.forward([Layer([[1.0]], [[1.0]], "softmax")] * 2, [[1]]),
            ValueError,
            r"^layers\[0\] must not be a softmax",
        ),
        (lambda: deep.descend(FITS, (), 1), ValueError, "^slopes must be one for each of 2 layers"),
        (lambda: deep.descend(FITS, FITS, 0), ValueError, "^rate must be a positive"),
    ],
)
def test_what_does_not_fit_is_named(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_it_fits_on_one_screen_and_every_curve_has_a_slope():
    assert len(inspect.getsource(deep).splitlines()) <= 65
    for curve in CURVES.values():
        assert curve.value(np.zeros((2, 1))).shape == curve.slope(np.zeros((2, 1))).shape


def test_the_deltas_are_the_slopes_of_the_biases_example_by_example():
    layers, x, y, kind = random_problem(21)
    found = deep.deltas(layers, x, y, kind)
    assert [delta.shape for delta in found] == [(len(layer.b), x.shape[1]) for layer in layers]
    for delta, slope in zip(found, deep.cost_and_gradients(layers, x, y, kind)[1], strict=True):
        np.testing.assert_allclose(delta.mean(axis=1, keepdims=True), slope.dC_db, rtol=1e-12)
