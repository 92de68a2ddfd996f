"""The judge tells right from wrong, for every exercise, whatever the answer looks like."""

import pytest
import sympy as sp
from right_answers import ALL, single, solve
from wrong_answers import wrong_answers

from backprop_lib.exercises import EXERCISES, assess
from backprop_lib.exercises.exercise import PROOF
from backprop_lib.exercises.functions import arguments
from backprop_lib.exercises.judge import judge
from backprop_lib.exercises.outcomes import look_at

pytestmark = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def test_right_answers_in_other_forms_are_accepted(exercise):
    assert len(ALL[exercise.id]) >= 5
    for difference, answer in ALL[exercise.id].items():
        verdict = assess(exercise.id, answer)
        assert verdict.passed, f"{difference}: {verdict.text}"
        assert verdict.credit == 1


@pytest.mark.thorough
def test_the_worked_solution_is_right_in_float32_whatever_the_seed(exercise):
    if not exercise.is_function:
        return
    solution = solve(exercise)

    def outcomes(cases):
        return [look_at(solution(*map(single, arguments(case).values()))) for case in cases]

    refused = [seed for seed in range(80) if not judge(exercise, outcomes, seed).passed]
    assert not refused


@pytest.mark.thorough
def test_wrong_answers_are_rejected(exercise):
    variants = wrong_answers(exercise, solve(exercise))
    assert len(variants) >= 10
    for mistake, answer in variants.items():
        verdict = assess(exercise.id, answer)
        assert verdict.status == "wrong", f"{mistake}: {verdict.text}"
        assert verdict.credit < 1


def test_misconceptions_are_rejected_and_named(exercise):
    for misconception in exercise.misconceptions:
        answer = misconception.answer
        if exercise.kind == PROOF:
            try:
                answer = answer(*map(sp.Symbol, exercise.symbols))
            except TypeError:  # np.log knows no symbols: the made-up answers have it with sp.log
                continue
        verdict = assess(exercise.id, answer)
        assert verdict.status == "wrong", misconception.hint
        assert misconception.hint in verdict.text
        assert misconception.id in verdict.mistake.split(" | ")
        if misconception.equation:
            assert f"equation ({misconception.equation})" in verdict.text


def test_what_becomes_a_cell_fits_the_page(exercise):
    """A cell has 74 characters in a line, and Ruff would object to the notebook only."""
    shown = f"{exercise.stub}\n{exercise.solution}".splitlines()
    assert not [line for line in shown if len(line) > 74], "shorten it in the catalog"


def test_the_stub_is_not_attempted(exercise):
    names = {"sp": sp}
    exec("import numpy as np\nfrom backprop_lib import sigmoid", names)
    exec(exercise.stub, names)
    for answer in (names[exercise.name], ..., None):
        verdict = assess(exercise.id, answer)
        assert verdict.status == "not attempted"
        assert verdict.credit == 0
