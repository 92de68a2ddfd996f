"""Mistakes made by program: found again, told truly, and never more than was established."""

import re
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES, assess
from backprop_lib.exercises.exercise import NUMBER, PROOF
from backprop_lib.exercises.functions import arguments
from backprop_lib.exercises.judge import RIGHT, cases_of, judge
from backprop_lib.exercises.mutants import mutants
from backprop_lib.exercises.mutants.coincidences import coincidences, for_class
from backprop_lib.exercises.outcomes import Outcome, look_at

each = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
BY_HAND = [exercise for exercise in EXERCISES.values() if exercise.kind == NUMBER]


def mutated(exercise, mutant, formula):
    """Return a mutant as an answer: a function from inputs to outcomes."""

    def outcomes(cases):
        found = []
        for case in cases if exercise.is_function else [exercise.numbers]:
            try:
                values = mutant.case(case) if mutant.case else dict(case)
                value = formula.run(values, mutant.swaps, mutant.body)
                parts = list(value) if isinstance(value, tuple) else [value]
                if mutant.after:
                    parts = mutant.after([np.asarray(p, float) for p in parts])
                found.append(look_at(parts[0] if len(parts) == 1 else tuple(parts)))
            except Exception:
                found.append(Outcome("raised", detail="ValueError"))
        return found

    return outcomes


@each
def test_every_reference_can_be_mutated_and_gives_the_right_answer_when_it_is_not(exercise):
    formula, found = mutants(exercise)
    assert len({mutant.id for mutant in found}) >= 15
    for case in [exercise.numbers] if exercise.kind == NUMBER else cases_of(exercise):
        np.testing.assert_equal(formula.run(dict(case)), formula.trace(dict(case)).result)
        right = exercise.reference(**arguments(case))
        pairs = (
            zip(right, formula.run(dict(case)), strict=True)
            if type(right) is tuple
            else [(right, formula.run(dict(case)))]
        )
        for expected, given in pairs:
            np.testing.assert_allclose(given, expected, rtol=1e-12)


def finite(value):
    return all(np.isfinite(part).all() for part in (value if type(value) is list else [value]))


@pytest.mark.thorough
@each
def test_a_single_slip_is_never_silent_in_a_function(exercise):
    """Whatever a program does to one place of the code, the reader hears a sentence."""
    if not exercise.is_function:
        return
    formula, found = mutants(exercise)
    silent = []
    with np.errstate(all="ignore"):
        for mutant in found[:: max(1, len(found) // 40)]:
            answers = mutated(exercise, mutant, formula)
            if all(o.kind == "value" and finite(o.value) for o in answers(cases_of(exercise))):
                verdict = judge(exercise, answers)
                if verdict.status != RIGHT and not verdict.mistake:
                    silent.append(mutant.id)
    assert not silent


@pytest.mark.thorough
@pytest.mark.parametrize("exercise", BY_HAND, ids=lambda e: e.id)
def test_no_slip_has_the_right_value_by_hand_whatever_the_numbers(exercise):
    assert not coincidences(exercise).right
    drawn = for_class(exercise, 3)
    assert not any(coincidences(one).right for one in drawn[:5])
    assert not exercise.choices or len({one.answer for one in drawn}) > 1
    assert all(abs(one.answer - exercise.answer) > exercise.tolerance for one in drawn)
    for one in drawn:
        assert all(f"{value:g}" in one.prompt for value in one.numbers.values())
        assert judge(one, lambda cases, one=one: [look_at(one.answer)]).passed


def test_the_same_seed_gives_a_class_the_same_numbers():
    one, again, other = (for_class(EXERCISES["4.1"], seed) for seed in (3, 3, 4))
    assert [e.numbers for e in one] == [e.numbers for e in again] != [e.numbers for e in other]


@cache
def chapter_of_equations():
    """Return {"28": 6, "V9": 6, ...}, read off the chapters."""
    found = {}
    for path in sorted(Path(__file__).parents[2].glob("book/[01]*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for kind, number in re.findall(r"^\$\$ \((eq|vec|deep)-(\d+)\)", cell.source, re.M):
                found[{"eq": "", "vec": "V", "deep": "D"}[kind] + number] = int(path.name[:2])
    return found


@each
def test_no_text_is_ahead_of_the_reader(exercise):
    where = chapter_of_equations()
    assert where["55"] == 11
    texts = [exercise.prompt, exercise.explanation, *exercise.hints]
    texts += [m.hint for m in exercise.misconceptions]
    cited = [exercise.equation, *(m.equation for m in exercise.misconceptions)]
    cited += [
        n
        for text in texts
        for n in re.findall(r"\(([VD]?\d+)\)", re.sub(r"\$[^$]*\$|`[^`]*`", "", text))
    ]
    ahead = [n for n in cited if n and where[n] > exercise.chapter]
    assert not ahead


@pytest.mark.parametrize(
    ("exercise_id", "answer", "says", "mistake"),
    [
        ("8.2", lambda a1, a2, y: a2 * a2 * (1 - a2) * (a2 - y), "a2 stands where", "a2-stands"),
        ("9.3", lambda a, y: (a * (1 - a) * (a - y)).mean(axis=0, keepdims=True), "axis", "axis"),
        (
            "8.3",
            lambda p, a, y: (a * (1 - a) * (a - y)) @ p.T / len(p),
            "number of hidden",
            "count",
        ),
        ("2.3", lambda x, W, b, V, c: 1 / (1 + np.exp(-V * (W * x + b) - c)), "sigmoid", "sigmoid"),
    ],
)
def test_the_slip_is_told_with_its_operands(exercise_id, answer, says, mistake):
    verdict = assess(exercise_id, answer)
    assert says in verdict.text
    assert mistake in verdict.mistake


def test_a_number_in_the_code_is_only_told_where_an_input_makes_no_difference():
    told = "a number from an example may be written into the code"
    fixed = assess("8.2", lambda a1, a2, y: a1 * a2 * (1 - a2) * (a2 - 0.3))
    assert f"the same whatever y is. Is y missing? Or {told}" in fixed.text
    for answer in (
        lambda a1, a2, y: (a2 * (1 - a2) * (a2 - y)) @ a1.T / len(a1),
        lambda a1, a2, y: ((a2 * (1 - a2) * (a2 - y)) @ a1.T).T / a1.shape[1],
    ):
        assert told not in assess("8.3", answer).text


def test_the_case_shown_is_not_one_where_all_sizes_are_one():
    text = assess("5.4", lambda a2, y: (a2 - y) / a2.size).text
    assert "shape (1, 1)" not in text
    expected, given = re.search(r"expected(.*?)given(.*?)\n  \S", text, re.S).groups()
    assert expected.split() != given.split()


def test_values_that_differ_late_are_shown_with_enough_digits():
    text = assess("2.2", lambda W2, a1, b2: (W2 * a1 + b2) * (1 + 3e-5)).text
    expected, given = re.findall(r"(?:expected|given) +(\S+)", text)
    assert expected != given


def test_an_input_left_changed_is_the_fault_when_the_numbers_are_right():
    def careless(a2, y):
        a2 -= y
        return a2 / a2.shape[1]

    text = assess("5.4", careless).text
    assert "The numbers are right, but it changes its input a2 in place" in text
    assert "expected" not in text


def test_a_bug_hunt_that_is_written_anew_with_the_bug_is_not_blank():
    def anew(a1, z2, y):
        from backprop_lib import sigmoid

        return (z2 * (1 - z2) * (sigmoid(z2) - y)) @ a1.T / a1.shape[1]

    verdict = assess("8.4", anew)
    assert (verdict.status, verdict.mistake) == ("wrong", "bug:still-there")
    assert "still gives what the printed one gives" in verdict.text


def test_a_flipped_sign_and_a_zero_are_told_without_a_guess_at_their_place():
    flipped = assess("8.2", lambda a1, a2, y: -(a1 * a2 * (1 - a2) * (a2 - y)))
    assert flipped.mistake in ("result:negative", "known:the-sign-is-flipped")
    assert assess("9.1", -0.08).mistake == "result:negative"
    zero = assess("6.2", lambda a2: a2 - a2)
    assert "It is always 0" in zero.text
    assert " Perhaps: " in zero.text
    assert zero.mistake == "result:zero | parens:1 - a2"


def test_code_stays_code_at_the_begin_of_a_sentence():
    assert "\n  u is there twice: squared." in assess("16.5", lambda u: u**3 + 2 * u**2).text


def test_proofs_and_numbers_have_slips_too():
    import sympy as sp

    s = sp.Symbol("s")
    assert assess("6.4", s * (1 - s)).mistake
    kinds = {exercise.kind for exercise in EXERCISES.values()}
    assert {NUMBER, PROOF} <= kinds
