"""`check` speaks to the reader: friendly, exact, the same every time."""

import re

import numpy as np
import pytest
import sympy as sp

import backprop_lib
from backprop_lib import core, gradients, sigmoid
from backprop_lib.exercises import EXERCISES, assess, check
from backprop_lib.exercises.judge import judge
from backprop_lib.exercises.outcomes import Outcome


def text(exercise_id, answer):
    return assess(exercise_id, answer).text


def test_a_right_answer_says_what_was_tested(capsys):
    check("6.2", lambda a: a * (1 - a))
    assert capsys.readouterr().out == ("6.2 ✓ Right: 8 random inputs agree. See equation (28).\n")


def test_a_wrong_answer_shows_input_expected_given_and_the_mistake(capsys):
    check("6.2", lambda a: a)
    assert capsys.readouterr().out == (
        "6.2 ✗ Not right yet.\n"
        "  input     a2 = 0.2\n"
        "  expected  0.16\n"
        "  given     0.2\n"
        "  The factor 1 - a2 is missing. Look at equation (28).\n"
    )


def test_a_wrong_number_does_not_give_the_right_one_away():
    assert text("6.1", 0.3) == (
        "6.1 ✗ Not right yet.\n  expected  a smaller number\n  given     0.3"
    )


def test_strict_raises_with_the_same_text():
    with pytest.raises(AssertionError, match="factor 1 - a2 is missing"):
        check("6.2", lambda a: a, strict=True)
    with pytest.raises(AssertionError, match="Not attempted"):
        check("6.2", ..., strict=True)
    check("6.1", 0.16, strict=True)


def test_the_text_is_the_same_every_time():
    assert text("11.2", lambda *a: (1, 2, 3)) == text("11.2", lambda *a: (1, 2, 3))


@pytest.mark.parametrize("wrong", [6.2, None, ["6.2"]])
def test_an_id_that_is_not_text_is_a_type_error(wrong):
    with pytest.raises(TypeError, match="exercise_id must be text"):
        check(wrong, 1)


def test_an_unknown_id_names_those_of_the_chapter():
    with pytest.raises(ValueError, match=r"one of 6.1, 6.2, 6.3, 6.4.*; got \"6.9\""):
        check("6.9", 1)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("gradients", lambda x, a1, W2, a2, y: gradients(None, x, y)),
        ("gradients", lambda x, a1, W2, a2, y: core.gradients(None, x, y)),
        ("gradients", lambda x, *_: getattr(backprop_lib, "grad" + "ients")(None, x, x)),
        ("backward", EXERCISES["11.2"].answer),
    ],
)
def test_calling_the_finished_function_earns_nothing(name, answer):
    verdict = assess("11.2", answer)
    assert (verdict.status, verdict.credit) == ("wrong", 0)
    assert f"It calls the finished {name}()" in verdict.text


def test_swallowing_the_objection_does_not_help():
    def sly(x, a1, W2, a2, y):
        try:
            gradients(None, x, y)
        except BaseException:
            return EXERCISES["11.2"].solution

    assert "finished gradients()" in text("11.2", sly)


def test_changing_an_input_is_named():
    def careless(a1, a2, y):
        a2 -= y
        return a2 @ a1.T

    assert "changes its input a2 in place" in text("8.3", careless)


def test_the_readers_arrays_are_never_changed():
    y = np.ones((1, 1))
    kept = y.copy()
    assess("8.3", lambda a1, a2, _: a1 * y)
    np.testing.assert_array_equal(y, kept)


@pytest.mark.parametrize(
    ("exercise_id", "answer", "words"),
    [
        ("6.2", lambda a: print(a), "returns nothing. End with a return"),
        ("6.2", lambda a: np.exp, "returns a function"),
        ("6.2", lambda a: ... * 2, "still a ... in it"),
        ("6.2", lambda a: "0.2", "this is text"),
        ("6.2", lambda a: [a, [a]], "one number or one array"),
        ("6.2", 0.16, "function itself, without calling it"),
        ("6.1", lambda: 0.16, "Hand in the value, not a function"),
        ("6.1", sp.Symbol("s"), "wants a number, not an expression"),
        ("6.4", sp.Symbol("z"), "Write it with s alone; this one also contains z"),
        ("6.4", sp.Derivative(sp.Symbol("s") ** 2), "an expression that still contains Derivative"),
        ("6.4", sp.Eq(sp.Symbol("s"), 1), "The answer should be an expression in s; this is an "),
        ("6.4", [1.0, 2.0], "The answer should be an expression in s."),
        ("10.5", "W1", "The answer should be an expression in W1, a1, W2, a2, y; this is text"),
        ("6.3", lambda z: __import__("math").exp(z), "works for single numbers only"),
        ("8.3", lambda a1, a2, y: (a2 @ a1) @ y, "shapes in a matrix product (@) do not fit"),
        ("9.3", lambda a, y: np.nan * a, "NaN"),
        ("11.2", lambda *_: 1.0, "It should return 4 results"),
    ],
)
def test_common_slips_are_explained(exercise_id, answer, words):
    verdict = assess(exercise_id, answer)
    assert verdict.status == "wrong"
    assert words in verdict.text


def fail(*_):
    raise ValueError("oops")


@pytest.mark.parametrize(
    ("exercise_id", "answer"),
    [
        ("2.2", lambda *_: 1 / 0),
        ("8.3", fail),
        ("8.3", lambda a1, a2, y: 3 * y * a2**3 @ a1.T),
        ("11.2", lambda *_: ()[0]),
    ],
)
def test_where_there_is_nothing_to_add_the_answer_has_the_last_word(exercise_id, answer):
    verdict = assess(exercise_id, answer)
    assert not verdict.mistake
    rows = verdict.text.splitlines()[1:]
    assert all(re.match(r"  (input|expected|given|seen) | {10}", row) for row in rows), verdict.text


def test_a_lost_answer_is_not_told_what_to_return():
    verdict = judge(EXERCISES["11.2"], lambda cases: [Outcome("lost", detail="late")] * len(cases))
    assert verdict.text.endswith("\n  given     late")


def test_right_for_one_example_earns_half_and_is_named():
    verdict = assess("8.3", lambda a1, a2, y: (a2 * (1 - a2) * (a2 - y)) @ a1.T)
    assert verdict.credit == 0.5
    assert "It earns 50% of the points so far." in verdict.text


def test_three_of_four_gradients_earn_three_quarters():
    solution = EXERCISES["11.2"].solution
    names = {"sigmoid": sigmoid}
    exec(solution.replace("dC0_dz2 @ a1.T / m", "0 * dC0_dz2 @ a1.T"), names)
    assert assess("11.2", names["backward"]).credit == 0.75


def test_an_exercise_by_hand_can_be_asked_with_other_numbers(capsys):
    check("6.1", 0.16)
    check("6.1", 0.21, numbers={"a2": 0.7})
    check("6.1", 0.16, numbers={"a2": 0.7})
    right, own, other = capsys.readouterr().out.strip().split("\n6.1")
    assert "✓" in right
    assert "✓ Right: 0.21" in own
    assert "✗" in other


@pytest.mark.parametrize(
    ("exercise_id", "numbers", "error", "words"),
    [
        ("6.2", {"a2": 0.7}, ValueError, "numbers are for exercises by hand, and 6.2 is none"),
        ("6.1", {}, ValueError, "numbers of 6.1 must be a dictionary with a2"),
        ("6.1", {"a2": 0.7, "x": 1}, ValueError, "must be a dictionary with a2"),
        ("6.1", [0.7], ValueError, "must be a dictionary with a2"),
        ("6.1", {"a2": "0.7"}, TypeError, "must be a number; got str"),
    ],
)
def test_numbers_that_are_not_the_exercises_are_refused(exercise_id, numbers, error, words):
    with pytest.raises(error, match=words):
        check(exercise_id, 0.16, numbers=numbers)
