"""The sigmoid, the forward pass, the cost and the four gradients are what the equations say."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from networks import BATCH, SCALAR, SEEDS, VECTOR, random_example

from backprop_lib import RUNNING as RUN
from backprop_lib import VECTOR as VEC
from backprop_lib import (
    Gradients,
    Network,
    check_gradients,
    cost,
    cost_and_gradients,
    forward,
    gradients,
    sigmoid,
)

EPS = np.finfo(float).eps


def exact_sigmoid(z):
    with mpmath.workdps(60):
        return 1 / (1 + mpmath.exp(-mpmath.mpf(float(z))))


@pytest.mark.parametrize("spread", [1, 30, 700, 1e4])
def test_the_sigmoid_is_right_to_the_last_bits(spread):
    z = np.random.default_rng(1).uniform(-spread, spread, 500)
    z = np.append(z, [-spread, -0.0, 0.0, spread])
    for value, at in zip(sigmoid(z), z, strict=True):
        exact = exact_sigmoid(at)
        # below 1e-308 floats lose digits one by one; half a spacing is the best there is
        assert abs(mpmath.mpf(value) - exact) <= 2 * EPS * exact + 5e-324


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
@pytest.mark.parametrize("far", [0, -90, 90, -800])
def test_a_number_has_the_same_sigmoid_alone_and_among_many(dtype, far):
    z = np.append(np.random.default_rng(2).uniform(-70, 70, 1500), far).astype(dtype)
    together, alone = sigmoid(z), np.array([sigmoid(one) for one in z])
    np.testing.assert_allclose(together, alone, rtol=2 * np.finfo(dtype).eps, atol=0)
    assert together.dtype == alone.dtype == dtype
    assert np.array_equal(sigmoid(z.reshape(19, 79).T), together.reshape(19, 79).T)


def test_the_sigmoid_raises_no_floating_point_flag():
    with np.errstate(all="raise"):
        assert sigmoid(np.array([-1e4, -745.2, 0, 745.2, 1e4])).tolist() == [0, 0, 0.5, 1, 1]
        assert (sigmoid(np.full(2000, -1e4)) == 0).all()
        assert sigmoid(np.zeros(0)).size == 0


def test_the_sigmoid_of_a_complex_number_keeps_the_derivative_everywhere():
    z = np.array([-1e4, -745.0, -720.0, -80.5, -79.5, -1.0, 0.0, 30.0, 700.0])
    found = sigmoid(z + 1e-20j).imag / 1e-20
    exact = np.array([float(exact_sigmoid(at) * exact_sigmoid(-at)) for at in z])
    np.testing.assert_allclose(found, exact, rtol=4 * EPS, atol=1e-300)


@pytest.mark.parametrize("kind", [bool, np.int8, np.uint8, np.uint64, int])
def test_the_sigmoid_of_whole_numbers_has_all_its_digits(kind):
    whole = np.array([0, 1], kind)
    assert sigmoid(whole).tolist() == sigmoid(whole.astype(float)).tolist()
    assert sigmoid(whole[1]) == sigmoid(1.0)


@pytest.mark.parametrize(
    ("z", "error", "words"),
    [
        (None, TypeError, "numbers.*NoneType"),
        ("0.5", TypeError, "numbers.*str"),
        ([[1], [1, 2]], ValueError, "unequal lengths"),
    ],
)
def test_what_the_sigmoid_cannot_take_is_named(z, error, words):
    with pytest.raises(error, match=f"^z must .*{words}"):
        sigmoid(z)


def test_the_sigmoid_keeps_shape_and_type():
    assert isinstance(sigmoid(0.3), np.float64)
    assert sigmoid(np.zeros((2, 3), np.float32)).dtype == np.float32
    assert sigmoid(np.float16(-12)) == sigmoid(np.float32(-12)) > 0  # float16 has no room for it
    assert sigmoid(np.zeros((2, 3))).shape == (2, 3)
    assert sigmoid(np.array([0, 1])).dtype == np.float64


def test_the_forward_pass_by_hand():
    passed = forward(RUN.network, RUN.x)
    assert passed.z1.item() == pytest.approx(1.3 * 0.7 - 0.4, rel=1e-15)
    assert passed.a1.item() == pytest.approx(1 / (1 + np.exp(-0.51)), rel=1e-15)
    assert passed.z2.item() == pytest.approx(-1.6 * passed.a1.item() + 0.3, rel=1e-15)
    assert passed.a2.item() == pytest.approx(1 / (1 + np.exp(-passed.z2.item())), rel=1e-15)


@given(BATCH, SEEDS)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_a_batch_is_its_examples_side_by_side(sizes, seed):
    example = random_example(sizes, seed)
    together = forward(example.network, example.x)
    for k in range(sizes[3]):
        alone = forward(example.network, example.x[:, [k]])
        for one, many in zip(alone, together, strict=True):
            np.testing.assert_allclose(one[:, 0], many[:, k], rtol=1e-13, atol=1e-15)


def test_the_cost_of_one_example_is_half_the_squared_error():
    a2 = forward(RUN.network, RUN.x).a2.item()
    assert cost(RUN.network, RUN.x, RUN.y) == pytest.approx((a2 - 0.9) ** 2 / 2, rel=1e-15)


def test_the_cost_of_a_batch_is_the_mean_over_its_examples():
    columns = [cost(VEC.network, VEC.x[:, [k]], VEC.y[:, [k]]) for k in range(4)]
    assert cost(VEC.network, VEC.x, VEC.y) == pytest.approx(np.mean(columns), rel=1e-14)


def test_cost_and_gradients_together_are_the_two_alone():
    C, slopes = cost_and_gradients(VEC.network, VEC.x, VEC.y)
    assert cost(VEC.network, VEC.x, VEC.y) == C
    for one, other in zip(slopes, gradients(VEC.network, VEC.x, VEC.y), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("kind", "count"),
    [(SCALAR, 300), (VECTOR, 350), (BATCH, 350)],
    ids=["scalar", "vector", "batch"],
)
def test_every_gradient_agrees_with_the_complex_step_on_1000_networks(kind, count):
    @given(kind, SEEDS)
    @settings(max_examples=count, deadline=None, derandomize=True)
    def agree(sizes, seed):
        example = random_example(sizes, seed)
        check = check_gradients(example.network, example.x, example.y, tolerance=1e-12)
        assert check.passed, check.errors

    agree()


def test_the_four_scalar_formulas():
    x, W1, b1, W2, b2, y = RUN.numbers()
    a1 = sigmoid(W1 * x + b1)
    a2 = sigmoid(W2 * a1 + b2)
    delta2 = a2 * (1 - a2) * (a2 - y)
    delta1 = a1 * (1 - a1) * W2 * delta2
    expected = (x * delta1, delta1, a1 * delta2, delta2)  # (54), (55), (52), (53)
    found = [gradient.item() for gradient in gradients(RUN.network, RUN.x, RUN.y)]
    np.testing.assert_allclose(found, expected, rtol=1e-14)


def test_the_bias_gradient_is_the_weight_gradient_of_an_input_that_is_one():
    x = np.ones((1, 1))
    found = gradients(RUN.network, x, RUN.y)
    assert found.dC_dW1.item() == found.dC_db1.item()


def test_the_gradient_of_a_batch_is_the_mean_over_its_examples():
    together = gradients(VEC.network, VEC.x, VEC.y)
    alone = [gradients(VEC.network, VEC.x[:, [k]], VEC.y[:, [k]]) for k in range(4)]
    for name in Gradients.names():
        mean = np.mean([getattr(one, name) for one in alone], axis=0)
        np.testing.assert_allclose(getattr(together, name), mean, rtol=1e-13)


def test_no_gradient_without_an_error():
    a2 = forward(VEC.network, VEC.x).a2
    assert all((gradient == 0).all() for gradient in gradients(VEC.network, VEC.x, a2))


def test_float32_stays_float32():
    network = Network(*(parameter.astype(np.float32) for parameter in VEC.network))
    x, y = VEC.x.astype(np.float32), VEC.y.astype(np.float32)
    found = [*forward(network, x), *gradients(network, x, y)]
    assert {matrix.dtype for matrix in found} == {np.dtype(np.float32)}
    expected = gradients(VEC.network, VEC.x, VEC.y)
    for single, double in zip(gradients(network, x, y), expected, strict=True):
        np.testing.assert_allclose(single, double, rtol=2e-5)
