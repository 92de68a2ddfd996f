"""Code that did not run is told as that, with cell and line; hints come one after the other."""

import json
import os
import subprocess
import sys

import pytest

from backprop_lib.exercises import EXERCISES, assess, attempts, hint
from backprop_lib.exercises.checking import _hinted
from backprop_lib.exercises.exercise import STEPS
from backprop_lib.exercises.judge import judge
from backprop_lib.exercises.outcomes import Outcome


@pytest.fixture(autouse=True)
def nothing_failed_before():
    attempts._failed.clear()
    _hinted.clear()
    yield
    attempts._failed.clear()


def failing(source):
    try:
        exec(compile(source, "<cell>", "exec"), {})
    except Exception as error:
        attempts.remember(source, error, "[7]")


def test_a_forgotten_colon_is_told_with_cell_and_line():
    failing("x = 1\ndef weighted_sum(W2, a1, b2)\n    return W2 * a1 + b2")
    verdict = assess("2.2", lambda W2, a1, b2: ...)
    assert verdict.status == "wrong"
    assert verdict.mistake == "error:did-not-run"
    assert "cell [7], line 2: SyntaxError" in verdict.text


def test_once_the_code_runs_it_is_judged_again():
    failing("def weighted_sum(W2, a1, b2)\n    return 0")
    attempts.remember("def weighted_sum(W2, a1, b2):\n    return 0")
    assert assess("2.2", lambda W2, a1, b2: W2 * a1 + b2).passed


def test_what_a_cell_did_before_its_error_did_run():
    failing("def weighted_sum(W2, a1, b2):\n    return W2 * a1 + b2\n\n1 / 0\nother = 2")
    assert assess("2.2", lambda W2, a1, b2: W2 * a1 + b2).passed
    assert attempts.failure_of("other").line == 4


def test_an_error_in_an_earlier_cell_is_named_where_its_name_is_missed():
    failing("import numpy as np, nonsense_of_mine")
    text = assess("6.3", lambda z: undefined(np_of_mine)).text  # noqa: F821
    assert "is it misspelled, or did its cell not run?" in text
    failing("undefined = 1 / 0")
    text = assess("6.3", lambda z: undefined(z)).text  # noqa: F821
    assert "undefined is not defined: cell [7], line 1: ZeroDivisionError" in text


def test_the_graders_side_says_it_as_an_outcome():
    failed = Outcome("failed", detail="cell 7, line 2: SyntaxError: expected ':'")
    verdict = judge(EXERCISES["2.2"], lambda cases: [failed] * len(cases))
    assert (verdict.status, verdict.credit) == ("wrong", 0)
    assert "did not run.\n  cell 7, line 2" in verdict.text


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(x)\n    return x", {"f"}),
        ("answer_1_1 = 40 +", {"answer_1_1"}),
        ("a, b = 1, (2", {"a", "b"}),
        ("import numpy as np\nfrom m import c, d as e", {"np", "c", "e"}),
        ("if a == 1", set()),
    ],
)
def test_names_are_read_off_cells_that_are_no_python(source, names):
    assert attempts.names_in(source) == names


def test_hints_come_one_after_the_other_and_the_last_one_stays():
    exercise = EXERCISES["5.2"]
    said = [hint("5.2") for _ in range(4)]
    for step, text in zip((0, 1, 2, 2), said, strict=True):
        assert STEPS[step] in text
        assert exercise.hints[step] in text._repr_markdown_()
    assert "again" in said[0]
    assert "again" not in said[2]
    with pytest.raises(ValueError, match="exercise_id must be one of"):
        hint("5.99")


NOTEBOOK = [
    "from backprop_lib.exercises import check",
    "def weighted_sum(W2, a1, b2):\n    return ...",
    "def weighted_sum(W2, a1, b2)\n    return W2 * a1 + b2",
    'check("2.2", weighted_sum)',
    "answer_1_1 = int(input())",
    'check("1.1", answer_1_1)',
]


def test_a_notebook_says_so_below_the_check():
    code = f"""
import json
from IPython.testing.globalipapp import start_ipython
shell = start_ipython()
for number, source in enumerate({NOTEBOOK!r}, start=1):
    print("cell", number)
    shell.run_cell(source, store_history=True)
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"TERM": "dumb"},
    )
    cells = run.stdout.split("cell ")
    said = run.stdout
    assert "2.2 ✗ Your newest code did not run.\n  cell [3], line 1: SyntaxError" in said, cells
    assert "1.1 ✗ Your newest code did not run.\n  cell [5], line 1: " in said, json.dumps(cells)
