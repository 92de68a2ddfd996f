"""Networks, forward passes and gradients never change, and refuse what does not fit."""

import copy
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from backprop_lib import (
    RUNNING,
    VECTOR,
    Example,
    Network,
    check_gradients,
    complex_step_gradients,
    cost,
    descend,
    forward,
    gradients,
    train,
)

GOOD = {"W1": np.ones((3, 2)), "b1": np.ones((3, 1)), "W2": np.ones((4, 3)), "b2": np.ones((4, 1))}


def test_plain_numbers_make_the_scalar_network():
    network = Network(W1=1.3, b1=-0.4, W2=-1.6, b2=0.3)
    assert network.sizes == (1, 1, 1)
    assert [parameter.shape for parameter in network] == [(1, 1)] * 4


def test_a_network_unpacks_in_order_and_prints_its_shapes():
    W1, b1, W2, b2 = VECTOR.network
    assert (W1.shape, b1.shape, W2.shape, b2.shape) == ((3, 2), (3, 1), (2, 3), (2, 1))
    assert VECTOR.network.sizes == (2, 3, 2)
    assert repr(VECTOR.network) == "Network(W1 (3, 2), b1 (3, 1), W2 (2, 3), b2 (2, 1))"


def test_whole_numbers_become_floats_and_mixed_types_the_wider_one():
    assert Network(1, 2, 3, 4).W1.dtype == np.float64
    assert Network(*map(np.float16, (1, 2, 3, 4))).W1.dtype == np.float32
    mixed = Network(**GOOD | {"W2": np.ones((4, 3), np.float32)})
    assert {parameter.dtype for parameter in mixed} == {np.dtype(np.float64)}


@pytest.mark.parametrize(
    "copied",
    [
        lambda value: value,
        copy.copy,
        copy.deepcopy,
        lambda value: pickle.loads(pickle.dumps(value)),
    ],
    ids=["itself", "copy", "deep copy", "pickle"],
)
def test_nothing_can_be_changed(copied):
    passed = forward(VECTOR.network, VECTOR.x)
    slopes = gradients(VECTOR.network, VECTOR.x, VECTOR.y)
    after = descend(VECTOR.network, slopes, rate=1)
    for original, name in (
        (VECTOR.network, "W1"),
        (after, "b2"),
        (passed, "a2"),
        (slopes, "dC_dW2"),
    ):
        value = copied(original)
        np.testing.assert_array_equal(getattr(value, name), getattr(original, name))
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, 0)
        for matrix in value:
            with pytest.raises(ValueError, match="read-only"):
                matrix[0, 0] = 5


def test_a_network_does_not_follow_the_array_it_was_made_from():
    W1 = np.ones((3, 2))
    network = Network(**GOOD | {"W1": W1})
    W1[0, 0] = 7
    assert network.W1[0, 0] == 1
    assert W1.flags.writeable


@pytest.mark.parametrize(
    "use",
    [
        lambda n, x, y: forward(n, x),
        cost,
        gradients,
        complex_step_gradients,
        check_gradients,
        lambda n, x, y: train(n, x, y, rate=1, steps=3, progress=False),
    ],
)
def test_no_function_changes_its_arguments(use):
    x, y = VECTOR.x.copy(), VECTOR.y.copy()
    before = [matrix.copy() for matrix in (*VECTOR.network, x, y)]
    use(VECTOR.network, x, y)
    for was, now in zip(before, (*VECTOR.network, x, y), strict=True):
        np.testing.assert_array_equal(was, now)
    assert x.flags.writeable
    assert y.flags.writeable


BAD_MATRICES = {
    "a word": ("zero", TypeError, "numbers"),
    "words": ([["a", "b"]], TypeError, "numbers"),
    "nothing": (None, TypeError, "numbers"),
    "an object": ([[object()]], TypeError, "numbers"),
    "ragged lists": ([[1, 2], [3]], ValueError, "unequal lengths"),
    "empty": (np.empty((0, 2)), ValueError, r"empty.*\(0, 2\)"),
    "an empty list": ([], ValueError, r"two dimensions.*\(0,\)"),
    "one dimension": ([1.0, 2.0], ValueError, r"two dimensions.*shape \(2,\).*column"),
    "three dimensions": (np.ones((3, 2, 1)), ValueError, r"two dimensions.*\(3, 2, 1\)"),
}


@pytest.mark.parametrize("name", list(GOOD))
@pytest.mark.parametrize(("value", "error", "words"), BAD_MATRICES.values(), ids=BAD_MATRICES)
def test_a_bad_parameter_is_named(name, value, error, words):
    with pytest.raises(error, match=rf"^{name} must .*{words}"):
        Network(**GOOD | {name: value})


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_named_with_their_place(bad):
    for name, matrix in GOOD.items():
        spoiled = matrix.copy()
        spoiled[-1, 0] = bad
        with pytest.raises(
            ValueError, match=rf"^{name} must .* got {bad} in row {len(matrix) - 1}"
        ):
            Network(**GOOD | {name: spoiled})
    spoiled = VECTOR.x.copy()
    spoiled[1, 2] = bad
    with pytest.raises(ValueError, match=rf"^x must .* got {bad} in row 1, column 2"):
        forward(VECTOR.network, spoiled)
    with pytest.raises(ValueError, match=rf"^y must .* got {bad} in row 1, column 2"):
        gradients(VECTOR.network, VECTOR.x, spoiled)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, complex])
def test_large_numbers_are_finite_too(dtype):
    large = np.finfo(dtype).max
    assert Network(large, -large, 1, 1).W1.item() == large


@pytest.mark.parametrize(("value", "error", "words"), BAD_MATRICES.values(), ids=BAD_MATRICES)
def test_bad_inputs_and_targets_are_named(value, error, words):
    for use in (cost, gradients, complex_step_gradients):
        with pytest.raises(error, match=rf"^x must .*{words}"):
            use(VECTOR.network, value, VECTOR.y)
        with pytest.raises(error, match=rf"^y must .*{words}"):
            use(VECTOR.network, VECTOR.x, value)
    with pytest.raises(error, match=rf"^x must .*{words}"):
        forward(VECTOR.network, value)


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        ("b1", (1, 3), r"^b1 must have shape \(n1, 1\) = \(3, 1\); got \(1, 3\).*transposed"),
        ("b1", (2, 1), r"^b1 must have shape \(n1, 1\) = \(3, 1\); got \(2, 1\)\.$"),
        ("W2", (3, 4), r"^W2 must have shape \(n2, n1\) = \(n2, 3\); got \(3, 4\).*transposed"),
        ("b2", (3, 1), r"^b2 must have shape \(n2, 1\) = \(4, 1\); got \(3, 1\)"),
        ("b2", (4, 2), r"^b2 must have shape \(n2, 1\) = \(4, 1\); got \(4, 2\)"),
    ],
)
def test_parameters_must_fit_each_other(name, shape, words):
    with pytest.raises(ValueError, match=words):
        Network(**GOOD | {name: np.ones(shape)})


def test_inputs_and_targets_must_fit_the_network():
    network, x, y = VECTOR.network, VECTOR.x, VECTOR.y
    with pytest.raises(
        ValueError, match=r"^x must .* \(n0, m\) = \(2, m\); got \(4, 2\).*transposed"
    ):
        forward(network, x.T)
    with pytest.raises(ValueError, match=r"^y must have shape .* = \(2, 4\); got \(4, 2\).*trans"):
        cost(network, x, y.T)
    with pytest.raises(ValueError, match=r"^y must have shape .* = \(2, 4\); got \(2, 1\)"):
        gradients(network, x, y[:, [0]])
    with pytest.raises(ValueError, match=r"^y must have shape"):
        Example(network, x, y[:, [0]])


@pytest.mark.parametrize("use", [cost, gradients, complex_step_gradients, check_gradients])
def test_a_network_must_be_a_network(use):
    with pytest.raises(TypeError, match=r"^network must be a Network; got tuple"):
        use(tuple(VECTOR.network), VECTOR.x, VECTOR.y)
    with pytest.raises(TypeError, match=r"^network must be a Network; got NoneType"):
        forward(None, VECTOR.x)


def test_a_step_downhill_needs_a_network_and_gradients():
    with pytest.raises(TypeError, match=r"^slopes must be a Gradients; got Network"):
        descend(VECTOR.network, VECTOR.network, rate=1)
    with pytest.raises(TypeError, match=r"^network must be a Network; got str"):
        descend("W1", gradients(VECTOR.network, VECTOR.x, VECTOR.y), rate=1)


def test_the_running_example_as_plain_numbers():
    assert RUNNING.numbers() == (0.7, 1.3, -0.4, -1.6, 0.3, 0.9)
    with pytest.raises(ValueError, match="1-1-1"):
        VECTOR.numbers()


def test_the_examples_hide_no_mistake():
    _, *computed = forward(RUNNING.network, RUNNING.x)
    numbers = [*RUNNING.numbers(), *(matrix.item() for matrix in computed)]
    magnitudes = {round(abs(number), 4) for number in numbers}  # with three, z2 looks like -x
    assert len(magnitudes) == 10
    assert not {0, 1, 0.5} & magnitudes
