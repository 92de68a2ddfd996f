"""Measured derivatives are right where the truth is known; the checker tells right from wrong."""

import numpy as np
import pytest
from hypothesis import given, settings
from networks import BATCH, SEEDS, random_example

from backprop_lib import (
    VECTOR,
    Gradients,
    Network,
    central_difference,
    central_difference_gradients,
    check_gradients,
    complex_step,
    complex_step_gradients,
    gradients,
    jacobian,
    relative_error,
)

ARGS = (VECTOR.network, VECTOR.x, VECTOR.y)


def test_the_complex_step_loses_no_digits():
    z = np.linspace(0.5, 3, 50)
    np.testing.assert_allclose(
        complex_step(lambda z: np.exp(z) / z, z), np.exp(z) * (z - 1) / z**2, rtol=1e-14, atol=1e-15
    )


def test_the_central_difference_keeps_nine_digits_and_no_more():
    error = abs(central_difference(np.sin, 1.0) / np.cos(1.0) - 1)
    assert 1e-14 < error < 1e-9
    single = np.float32(0.7)
    assert central_difference(np.sin, single) == central_difference(np.sin, float(single))


def test_the_jacobian_has_a_row_for_each_output_and_a_column_for_each_input():
    A = np.array([[1.5, -0.3, 0.7], [0.2, 2.2, -1.1]])
    np.testing.assert_allclose(jacobian(lambda v: A @ v, np.ones((3, 1))), A, rtol=1e-15)


def test_the_jacobian_of_a_plain_number_has_one_row():
    np.testing.assert_allclose(jacobian(lambda v: v[0] * v[1], [2.0, 3.0]), [[3, 2]])
    assert jacobian(lambda t: complex(t) ** 2, 3.0).tolist() == [[6]]


def test_both_measurements_agree_with_each_other():
    for exact, rough in zip(
        complex_step_gradients(*ARGS), central_difference_gradients(*ARGS), strict=True
    ):
        assert 1e-13 < relative_error(rough, exact) < 1e-7


def test_a_float32_network_is_measured_in_double_precision():
    network = Network(*(parameter.astype(np.float32) for parameter in VECTOR.network))
    assert complex_step_gradients(network, VECTOR.x, VECTOR.y).dC_dW1.dtype == np.float64


@pytest.mark.parametrize("measure", [complex_step, central_difference, jacobian])
@pytest.mark.parametrize(
    ("at", "error", "words"),
    [
        (1j, TypeError, "real numbers.*complex128"),
        (["1"], TypeError, "numbers.*list"),
        (None, TypeError, "numbers.*NoneType"),
        ([[1], [1, 2]], ValueError, "unequal lengths"),
    ],
)
def test_the_place_to_measure_at_must_be_real(measure, at, error, words):
    with pytest.raises(error, match=f"^at must .*{words}"):
        measure(np.sin, at)


def test_the_jacobian_needs_an_input():
    with pytest.raises(ValueError, match=r"^at must not be empty; got shape \(0,\)"):
        jacobian(np.sin, [])


@pytest.mark.parametrize("measure", [complex_step_gradients, central_difference_gradients])
def test_a_complex_cost_is_not_measured(measure):
    network, x, y = ARGS
    turned = Network(network.W1, network.b1, network.W2 * 1j, network.b2)
    for name, args in (
        ("network.W1", (turned, x, y)),
        ("x", (network, x * 1j, y)),
        ("y", (network, x, y * 1j)),
    ):
        with pytest.raises(TypeError, match=f"^{name} must hold real numbers.*complex128"):
            measure(*args)


@pytest.mark.parametrize("h", [0, -1e-3, np.nan, np.inf])
def test_a_step_must_be_positive(h):
    for measure in (complex_step, central_difference):
        with pytest.raises(ValueError, match=r"^h must be a positive"):
            measure(np.sin, 1.0, h)


@pytest.mark.parametrize("h", ["small", None, True, [1e-3]])
def test_a_step_must_be_a_number(h):
    with pytest.raises(TypeError, match=r"^h must be a positive number"):
        complex_step(np.sin, 1.0, h)


def test_relative_error_is_in_units_of_the_largest_reference():
    assert relative_error([[1.0, 2.2]], [[1.0, 2.0]]) == pytest.approx(0.1)
    assert relative_error(0.0, 0.0) == 0
    assert relative_error(0.3, 0.0) == 0.3
    with pytest.raises(ValueError, match=r"shape \(2, 1\); got \(2,\)"):
        relative_error(np.ones(2), np.ones((2, 1)))


def test_relative_error_of_whole_numbers_does_not_wrap_around():
    assert relative_error(np.array([1, 2], np.uint8), np.array([2, 2], np.uint8)) == 0.5


@pytest.mark.parametrize(
    ("value", "reference", "error", "words"),
    [
        ("a", 1, TypeError, "^value must hold numbers.*str"),
        (1, "b", TypeError, "^reference must hold numbers.*str"),
        ([], [], ValueError, r"^reference must not be empty; got shape \(0,\)"),
    ],
)
def test_what_has_no_relative_error_is_named(value, reference, error, words):
    with pytest.raises(error, match=words):
        relative_error(value, reference)


def altered(name, change):
    """Return a gradient function that is right but for one change in one gradient."""

    def wrong(network, x, y):
        right = gradients(network, x, y)
        values = dict(zip(Gradients.names(), right, strict=True))
        return Gradients(**values | {name: change(values[name])})

    return wrong


@pytest.mark.parametrize("name", Gradients.names())
@pytest.mark.parametrize("change", [np.negative, lambda g: g * (1 + 1e-9), lambda g: g * np.nan])
def test_the_check_finds_the_one_wrong_gradient(name, change):
    check = check_gradients(*ARGS, of=altered(name, change))
    assert not check.passed
    assert f"\n{name}  DIFFERS" in f"\n{check}"
    assert str(check).count("agrees") == 3


def test_the_check_refuses_what_is_not_four_matrices_of_the_right_shape():
    with pytest.raises(TypeError, match="what `of` returns must be a Gradients; got tuple"):
        check_gradients(*ARGS, of=lambda *_: (1, 2, 3, 4))
    with pytest.raises(ValueError, match=r"dC_dW2 must have shape \(2, 3\); got \(3, 2\)"):
        check_gradients(*ARGS, of=altered("dC_dW2", np.transpose))
    with pytest.raises(TypeError, match="dC_dW2 must hold numbers"):
        check_gradients(*ARGS, of=altered("dC_dW2", lambda g: g.astype(str)))


@given(BATCH, SEEDS)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_float32_gradient_is_held_to_the_digits_it_has(sizes, seed):
    example = random_example(sizes, seed)
    network = Network(*(parameter.astype(np.float32) for parameter in example.network))
    args = (network, example.x.astype(np.float32), example.y.astype(np.float32))
    assert check_gradients(*args).passed
    assert not check_gradients(*args, of=altered("dC_dW2", lambda g: g * 1.002)).passed
    assert not check_gradients(*args, tolerance=1e-12).passed


def test_a_check_that_passes_says_so():
    assert str(check_gradients(*ARGS)).splitlines() == [
        "dC_dW1  agrees",
        "dC_db1  agrees",
        "dC_dW2  agrees",
        "dC_db2  agrees",
    ]
