"""Only numbers and words cross the sandbox, and whatever else is sent is seen as garbage."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_grader.notebook import NotANotebook, read_notebook
from backprop_grader.wire import (
    KINDS,
    ProtocolError,
    pack_case,
    pack_outcome,
    unpack_case,
    unpack_outcome,
)
from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.judge import cases_of, judge
from backprop_lib.exercises.outcomes import Outcome, look_at

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
NEARLY = st.fixed_dictionaries(
    {"kind": st.sampled_from(["value", "expression", "raised", "x"]), "value": JSON},
    optional={"detail": JSON, "changed": JSON},
)
ARRAYS = st.fixed_dictionaries({"shape": st.lists(st.integers(-2, 9)), "data": st.lists(JSON)})


@settings(max_examples=100, deadline=None, derandomize=True)
@given(JSON | NEARLY | ARRAYS.map(lambda a: {"kind": "value", "value": a}))
def test_garbage_is_recognized(message):
    try:
        outcome = unpack_outcome(message)
    except ProtocolError:
        return
    assert isinstance(outcome, Outcome)
    if outcome.kind == "value":
        parts = outcome.value if isinstance(outcome.value, list) else [outcome.value]
        assert all(part.dtype == float for part in parts)


TREES = st.recursive(
    st.floats() | st.fixed_dictionaries({"symbol": st.sampled_from(["s", "a", "q"])}),
    lambda inner: st.fixed_dictionaries(
        {"head": st.sampled_from(["Add", "Mul", "Pow", "exp", "system"]), "args": st.lists(inner)}
    ),
)
FORGED = (
    st.lists(st.floats(), max_size=9).map(lambda d: {"shape": [len(d)], "data": d})
    | st.lists(st.floats(), max_size=3).map(
        lambda d: [{"shape": [], "data": [entry]} for entry in d]
    )
    | TREES
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.sampled_from(list(EXERCISES.values())),
    st.sampled_from(sorted(KINDS)),
    FORGED,
    st.lists(st.text(), max_size=2),
)
def test_no_forged_outcome_breaks_the_judge(exercise, kind, value, changed):
    message = {"kind": kind, "value": value, "detail": "x", "changed": changed}
    try:
        outcome = unpack_outcome(message)
    except ProtocolError:
        return
    verdict = judge(exercise, lambda cases: [outcome] * len(cases))
    assert isinstance(verdict.text, str)


@pytest.mark.parametrize(
    "value",
    [{"shape": [1], "data": [10**400]}, {"head": "system", "args": []}, {"symbol": 7}, []],
)
@pytest.mark.parametrize("kind", ["value", "expression"])
def test_what_cannot_be_is_a_protocol_error_or_harmless(kind, value):
    try:
        outcome = unpack_outcome({"kind": kind, "value": value})
    except ProtocolError:
        return
    assert outcome.value == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_file_is_a_notebook_or_not(data):
    try:
        assert all(isinstance(source, str) for source in read_notebook(data).cells)
    except NotANotebook:
        return


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_inputs_arrive_as_they_were_sent(exercise):
    for case in cases_of(exercise, seed=3):
        arrived = unpack_case(json.loads(json.dumps(pack_case(case))))
        assert list(arrived) == list(case)
        for name, value in case.items():
            np.testing.assert_array_equal(arrived[name], value)
            assert np.shape(arrived[name]) == np.shape(value)


@pytest.mark.parametrize(
    "value",
    [0.1, np.arange(6.0).reshape(2, 3), np.nan, (np.eye(2), np.ones((2, 1))), "text", ..., [[]]],
)
def test_outcomes_arrive_as_they_were_sent(value):
    sent = look_at(value)
    arrived = unpack_outcome(json.loads(json.dumps(pack_outcome(sent))))
    assert repr(arrived) == repr(sent)


def test_too_many_numbers_are_refused():
    packed = pack_outcome(look_at(np.zeros((100, 100))))
    assert packed == {"kind": "unreadable", "detail": "more than 2000 numbers"}
