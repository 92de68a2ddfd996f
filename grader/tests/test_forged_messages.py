"""What the process in the sandbox may say is bounded, and everything else is refused."""

import contextlib
import json
import tracemalloc

import pytest
import sympy as sp
from notebooks import CHOSEN, with_answer
from running import MODE

from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits
from backprop_grader.wire import (
    ENTRIES,
    MESSAGE,
    Problem,
    ProtocolError,
    pack,
    pack_outcome,
    unpack_cell,
    unpack_outcome,
    unpack_reply,
    unpack_run,
)
from backprop_lib.exercises import EXERCISES, assess
from backprop_lib.exercises.judge import cases_of, reference
from backprop_lib.exercises.outcomes import look_at

NONE = {"kind": "nothing"}
CASES = [{"a1": 1.0, "y": 2.0}]


@pytest.mark.parametrize("cell", [float("inf"), float("nan"), 10**400, -1, 3, "1", None, [], True])
def test_a_cell_that_is_none_of_ours_is_refused(cell):
    with pytest.raises(ProtocolError):
        unpack_cell({"cell": cell}, 3)


@pytest.mark.parametrize("line", [None, -1, 10**9, 1.5, "1", True])
def test_a_line_that_is_none_is_refused(line):
    with pytest.raises(ProtocolError):
        unpack_cell({"cell": 1, "problem": "x", "line": line}, 3)


def test_a_problem_is_cut_to_length():
    assert unpack_cell({"cell": 1}, 3) == (1, None)
    number, problem = unpack_cell({"cell": 1, "problem": "x" * 10_000, "line": 4}, 3)
    assert (number, problem) == (1, Problem("x" * 500, 4))


@pytest.mark.parametrize(
    "reply", [{}, {"found": {}}, {"found": [], "instead": []}, {"found": [], "instead": {"6.1": 1}}]
)
def test_a_report_of_another_form_is_refused(reply):
    with pytest.raises(ProtocolError):
        unpack_run(reply, EXERCISES.values())


def test_a_report_says_nothing_of_what_is_not_ours():
    reply = {"found": ["6.1", "no such exercise", 7, None, ["6.2"]]}
    reply["instead"] = {"6.2": "x" * 10_000, "y": "z"}
    found, instead = unpack_run(reply, EXERCISES.values())
    assert (found, instead) == ({"6.1"}, {"6.2": "x" * 500})


@pytest.mark.parametrize("message", [b"[" * MESSAGE, b"[[]," * (MESSAGE // 4), b"{" * MESSAGE])
def test_the_longest_message_is_small_in_memory(message):
    """No more than an honest answer may need; it was 32 MB, and took 835 MB and two seconds."""
    tracemalloc.start()
    with contextlib.suppress(ValueError, RecursionError):
        json.loads(message)
    assert tracemalloc.get_traced_memory()[1] < 40 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_right_answers_fit_into_a_message(exercise):
    for seed in range(3):
        cases = cases_of(exercise, seed)
        parts = [part for case in cases for part in reference(exercise, case)]
        assert sum(part.size for part in parts) <= ENTRIES
        replies = [{"kind": "value", "value": [pack(part) for part in parts]}]
        assert 4 * len(json.dumps(replies)) < MESSAGE


def test_a_message_without_end_costs_its_exercise_only():
    flood = (
        "import os\ndef slope_from_activation(a2):\n    for fd in range(3, 20):\n"
        "        try:\n            while True: os.write(fd, b'[' * 2**16)\n"
        "        except OSError: pass"
    )
    text = with_answer(flood).encode()
    task = Task("a", "a.ipynb", text, "", "0", CHOSEN, 1, Limits(step=3), reduced=bool(MODE))
    verdicts = grade(task)["verdicts"]
    assert [v["credit"] for v in verdicts.values()] == [1, 0, 1]
    assert "a message without end" in verdicts["6.2"]["text"]


@pytest.mark.parametrize(
    "reply",
    [{}, {"outcomes": {}}, {"outcomes": [NONE] * 2}, {"outcomes": None}, {"lost": [[]]}],
)
def test_a_reply_of_another_form_is_refused(reply):
    with pytest.raises(ProtocolError):
        unpack_reply(reply, CASES)


def test_only_names_of_arguments_are_changed():
    names = ["y", *map(str, range(10**5))]
    assert unpack_outcome(NONE | {"changed": names}, CASES[0]).changed == ("y",)


def test_a_long_symbol_is_refused_or_cut():
    with pytest.raises(ProtocolError):
        unpack_outcome({"kind": "expression", "value": {"symbol": "A" * 41}})
    packed = pack_outcome(look_at(sp.Symbol("A" * 2_000_000)))
    assert len(unpack_outcome(packed).value["symbol"]) == 40
    assert len(assess("6.4", sp.Symbol("A" * 2_000_000)).text) < 1000


def test_a_large_tree_is_refused_or_unreadable():
    parts = [{"symbol": f"x{k}"} for k in range(1000)]
    with pytest.raises(ProtocolError):
        unpack_outcome({"kind": "expression", "value": {"head": "Add", "args": parts}})
    assert look_at(sp.Add(*sp.symbols("x:2000"))).detail == "an expression of more than 1000 parts"
    assert len(assess("6.4", sp.Add(*sp.symbols("x:900"))).text) < 1000
