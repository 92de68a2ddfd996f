"""What the process in the sandbox may say is bounded, and everything else is refused."""

import pytest
import sympy as sp

from backprop_grader.wire import (
    ProtocolError,
    pack_outcome,
    unpack_cell,
    unpack_outcome,
    unpack_reply,
    unpack_run,
)
from backprop_lib.exercises import EXERCISES, assess
from backprop_lib.exercises.outcomes import look_at

NONE = {"kind": "nothing"}
CASES = [{"a1": 1.0, "y": 2.0}]


@pytest.mark.parametrize("cell", [float("inf"), float("nan"), 10**400, -1, 3, "1", None, [], True])
def test_a_cell_that_is_none_of_ours_is_refused(cell):
    with pytest.raises(ProtocolError):
        unpack_cell({"cell": cell}, 3)


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"problems": [], "found": []},
        {"problems": {}, "found": {}},
        {"problems": {"1": 7}, "found": []},
    ],
)
def test_a_report_of_another_form_is_refused(reply):
    with pytest.raises(ProtocolError):
        unpack_run(reply, 3, EXERCISES.values())


def test_a_report_says_nothing_of_what_is_not_ours():
    problems = {str(number): "x" * 10_000 for number in range(-5, 1000)}
    found = ["6.1", "no such exercise", 7, None, ["6.2"]]
    problems, found = unpack_run({"problems": problems, "found": found}, 3, EXERCISES.values())
    assert problems == dict.fromkeys(range(3), "x" * 500)
    assert found == {"6.1"}


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
