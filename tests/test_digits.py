"""The digits are scikit-learn's, split once for all, and counted right."""

import numpy as np
import pytest

from backprop_lib import forward, train
from backprop_lib.digits import accuracy, answers, confusion, load_digits, one_hot
from backprop_lib.starts import start_network

LEARN, TEST = load_digits()


def test_there_are_1437_digits_to_learn_from_and_360_held_out():
    assert (len(LEARN), len(TEST)) == (1437, 360)
    for part in (LEARN, TEST):
        assert part.x.shape == (64, len(part))
        assert part.y.shape == (10, len(part))
        assert part.x.min() == 0
        assert part.x.max() == 1
        assert (part.y.sum(axis=0) == 1).all()
        assert (part.y.argmax(axis=0) == part.labels).all()


def test_each_digit_is_in_both_parts():
    assert np.bincount(LEARN.labels).min() > 130
    assert np.bincount(TEST.labels).min() > 25


def test_no_digit_is_in_both_parts():
    columns = {tuple(column) for column in LEARN.x.T}
    assert len(columns) == 1437
    assert not columns & {tuple(column) for column in TEST.x.T}


def test_they_are_scikit_learn_s():
    datasets = pytest.importorskip("sklearn.datasets", reason="compares with scikit-learn's copy")
    theirs = datasets.load_digits()
    rows = {(*row, label) for row, label in zip(theirs.data / 16, theirs.target, strict=True)}
    ours = {(*c, k) for part in (LEARN, TEST) for c, k in zip(part.x.T, part.labels, strict=True)}
    assert ours == rows


def test_nobody_can_change_them():
    with pytest.raises(ValueError, match="read-only"):
        LEARN.x[0, 0] = 1


def test_float32_is_kept_and_no_other_kind_is_taken():
    learn, _ = load_digits(np.float32)
    assert learn.x.dtype == learn.y.dtype == np.float32
    with pytest.raises(TypeError, match=r"^dtype must be a floating-point type; got int64"):
        load_digits(np.int64)


@pytest.mark.parametrize("seed", range(5))
def test_ten_passes_read_nine_of_ten_held_out_digits(seed):
    start = start_network((64, 32, 10), seed=seed)
    trained = train(
        start, LEARN.x, LEARN.y, rate=3, steps=900, batch=16, seed=seed, progress=False
    ).network
    assert accuracy(forward(start, TEST.x).a2, TEST.y) < 0.25
    assert accuracy(forward(trained, TEST.x).a2, TEST.y) > 0.92


def test_the_table_counts_each_example_once_where_it_belongs():
    outputs = np.array([[0.9, 0.2, 0.1], [0.3, 0.1, 0.8], [0.1, 0.7, 0.2]])
    y = one_hot([0, 1, 1], 3)
    assert answers(outputs).tolist() == [0, 2, 1]
    assert accuracy(outputs, y) == 2 / 3
    assert confusion(outputs, y).tolist() == [[1, 0, 0], [0, 1, 1], [0, 0, 0]]


def test_the_share_read_right_is_the_table_s_diagonal():
    a2 = forward(start_network((64, 8, 10), seed=1), TEST.x).a2
    table = confusion(a2, TEST.y)
    assert table.sum() == 360
    assert accuracy(a2, TEST.y) == np.trace(table) / 360


@pytest.mark.parametrize(
    ("labels", "error", "words"),
    [
        ([1, 10], ValueError, "^labels must be from 0 to 9; got 10"),
        ([-1], ValueError, "^labels must be from 0 to 9; got -1"),
        ([0.5], TypeError, "^labels must be whole numbers; got entries of type float64"),
        ([[1]], ValueError, r"^labels must have shape \(m,\)"),
        (np.array([], int), ValueError, r"^labels must have shape \(m,\)"),
    ],
)
def test_labels_that_are_none_are_refused(labels, error, words):
    with pytest.raises(error, match=words):
        one_hot(labels)


def test_outputs_that_do_not_fit_the_targets_are_refused():
    for count in (accuracy, confusion):
        with pytest.raises(ValueError, match=r"^y must have shape \(n2, m\) = \(10, 2\)"):
            count(np.ones((10, 2)), np.ones((10, 3)))
