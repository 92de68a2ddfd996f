"""One of several possible slips is never told alone; a number from other paper is told as that."""

import numpy as np
import pytest
import sympy as sp

from backprop_lib.exercises import EXERCISES, assess
from backprop_lib.exercises.judge import judge
from backprop_lib.exercises.outcomes import look_at

OTHER_PAPER = {
    exercise.id: paper
    for exercise in EXERCISES.values()
    for paper in getattr(exercise, "elsewhere", {}).values()
}


def by_hand(exercise_id, number):
    return assess(exercise_id, number)


def test_two_slips_with_one_value_are_both_told():
    both = assess("5.4", lambda a2, y: 0 * a2)  # y - y, or a2 - a2
    assert both.mistake
    verdict = by_hand("11.1", -1.52)  # the rate is missing, or the step is taken twice
    assert verdict.text.count("Either: ") == 1
    assert "the learning rate" in verdict.text.lower()
    assert " | " in verdict.mistake


def test_the_places_of_a_slip_are_told_only_where_there_is_one():
    verdict = assess("8.2", lambda a1, a2, y: a1 * a2 * (1 - a2) * abs(a2 - y))
    assert "The sign of a2 - y is lost" in verdict.text
    assert "In one place" not in verdict.text


def test_many_slips_with_one_value_are_said_to_be_several():
    verdict = assess("11.2", lambda x, a1, W2, a2, y: (W2[:0], 0.0, 0.0, 0.0))
    assert verdict.mistake == "" or "Either" not in verdict.text


@pytest.mark.parametrize("exercise_id", OTHER_PAPER)
def test_a_number_right_for_another_edition_is_told_as_that(exercise_id):
    exercise = EXERCISES[exercise_id]
    old = exercise.with_numbers(**OTHER_PAPER[exercise_id])
    text = by_hand(exercise_id, old.answer).text
    if abs(old.answer - exercise.answer) > exercise.tolerance:
        assert "It is right for the numbers of edition 0.1.0" in text
    wrong = by_hand(exercise_id, -3.5 if exercise_id == "2.1" else old.answer * 4.321)
    assert not wrong.passed
    if exercise_id == "2.1":  # b1 stands where b2 belongs
        assert "If you took the numbers of edition 0.1.0 (x = 0.3, W1 = 5, b1 = -1.5," in wrong.text
        assert "bias" in wrong.text
        assert wrong.mistake.startswith("paper:")


def test_a_students_own_numbers_know_nothing_of_the_books():
    own = EXERCISES["9.1"].with_numbers(a1=0.4, a2=0.86, y=0.12)
    verdict = judge(own, lambda cases: [look_at(np.float64(0.16))])  # an edition's slope alone
    assert "edition 0.1.0 (a1 = 0.5, a2 = 0.8, y = 0.3)" in verdict.text


def test_one_digit_is_not_taken_for_a_half_by_chance():
    assert "half" in by_hand("6.1", 0.08).text  # exactly half of 0.16
    assert "half" not in by_hand("8.1", 0.02).text  # 0.039904 / 2 is not 0.02


@pytest.mark.parametrize(
    ("exercise_id", "answer", "says"),
    [
        ("2.2", lambda W2, a1, b2: W2 * a1 * b2, "This multiplies all: layer L"),
        (
            "2.3",
            lambda x, W1, b1, W2, b2: 1 / (1 + np.exp(-W1 / (1 + np.exp(-W2 * x - b2)) - b1)),
            "The layers have changed places",
        ),
        ("9.3", lambda a, y: (a * (1 - a) * (a - y)) @ a.T / a.shape[1], "as for a weight"),
        ("7.3", lambda a1, n2: np.diag(a1), "The result has 3 axes; this has 2."),
    ],
)
def test_kinds_of_mistakes_are_named(exercise_id, answer, says):
    assert says in assess(exercise_id, answer).text


@pytest.mark.parametrize(
    ("exercise_id", "answer"),
    [
        ("3.3", lambda a, y: 1 // 2 * np.sum((a - y) ** 2)),
        ("3.4", lambda a, y: 1 // 2 * np.mean(np.sum((a - y) ** 2, axis=0))),
    ],
)
def test_a_half_cut_down_to_zero_is_told(exercise_id, answer):
    assert "1 // 2 is 0 in Python" in assess(exercise_id, answer).text


def test_a_decimal_comma_is_explained_without_the_right_number():
    for exercise_id in ("6.1", "8.1", "15.1"):
        text = by_hand(exercise_id, (0, 5)).text
        assert "decimal point" in text
        assert f"{EXERCISES[exercise_id].answer:g}" not in text


def test_a_right_number_rounded_too_early_is_told():
    assert "as far as it goes" in by_hand("6.6", 3.64).text
    assert "as far as it goes" not in by_hand("6.1", 0.2).text  # 1 - a, not a rounded 0.16


def test_an_old_name_for_an_array_that_changes_is_no_printed_bug():
    def alias(a1, W2, a2, y):
        dC0_dz2 = a2 * (1 - a2) * (a2 - y)
        old = W2
        W2 -= 0.5 * dC0_dz2 @ a1.T / a1.shape[1]
        return W2, a1 * (1 - a1) * (old.T @ dC0_dz2)

    assert "changes its input W2 in place" in assess("11.4", alias).text


def test_the_slope_of_the_sigmoid_is_not_told_before_it_is_derived():
    a, y = sp.symbols("a y")
    text = assess("5.6", -y / a + 1 - y / (1 - a)).text
    assert "Parentheses around 1 - y are missing" in text


def test_a_sign_lost_in_a_count_is_not_told_as_something_else():
    def count(f, slope, points):
        nudged = [(f(x + 1e-4) - f(x - 1e-4)) / 2e-4 for x in points]
        return sum((m - slope(x)) / m > 1e-3 for m, x in zip(nudged, points, strict=True))

    assert "abs" in assess("5.5", count).text
