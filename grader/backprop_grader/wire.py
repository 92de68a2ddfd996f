"""What crosses the sandbox: JSON of numbers and text, nothing that runs."""

import math
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from backprop_lib.exercises.expressions import DEPTH, HEADS, NAME, NODES
from backprop_lib.exercises.outcomes import Outcome

ENTRIES = 2_000  # of one outcome; the largest right answer has some hundred
TEXT = 500  # characters of one message
LINES = 10**7  # of a cell
# An honest message has eight outcomes; a number takes up to 25 bytes, a part of a tree up to 60.
MESSAGE = 8 * (max(25 * ENTRIES, 60 * NODES) + 12 * TEXT) + 10_000  # bytes
KINDS = {
    "value", "expression", "blank", "nothing", "unreadable", "function", "uncalled", "raised",
    "library", "lost",
}  # fmt: skip


class ProtocolError(ValueError):
    """The process in the sandbox said something it never should."""


@dataclass(frozen=True)
class Problem:
    """Why a cell failed, in words, and the line of it that did; 0 if nobody knows."""

    words: str
    line: int = 0


def unpack_cell(reply: dict, cells: int) -> tuple[int, Problem | None]:
    """Return the number of a cell, of `cells`, and what came of it; None if it is about to run.

    Raises ProtocolError.
    """
    number = reply.get("cell")
    if type(number) is not int or not 0 <= number < cells:
        raise ProtocolError("no cell that it was given")
    if "problem" not in reply:
        return number, None
    line = reply.get("line")
    if type(line) is not int or not 0 <= line < LINES:
        raise ProtocolError("no line of a cell")
    return number, Problem(_words(reply["problem"]), line)


def unpack_run(reply: dict, exercises) -> tuple[set[str], dict[str, str]]:
    """Return the ids it has answers to, and the names that stand in for the answers' own.

    What names no exercise of ours is dropped, so that nothing grows. Raises ProtocolError.
    """
    found, instead = reply.get("found"), reply.get("instead", {})
    if not isinstance(found, list) or not isinstance(instead, dict):
        raise ProtocolError("no report of its cells")
    known = {exercise.id for exercise in exercises}
    return (
        {exercise_id for exercise_id in known if exercise_id in found},
        {exercise_id: _words(instead[exercise_id]) for exercise_id in known & instead.keys()},
    )


def unpack_reply(reply: dict, cases: list[dict]) -> list[Outcome]:
    """Return one outcome for each case, trusting nothing. Raises ProtocolError."""
    if "lost" in reply:
        return [Outcome("lost", detail=_words(reply["lost"]))] * len(cases)
    packed = reply.get("outcomes")
    if not isinstance(packed, list) or len(packed) != len(cases):
        raise ProtocolError("a wrong number of outcomes")
    return [unpack_outcome(*pair) for pair in zip(packed, cases, strict=True)]


def pack_case(case: dict) -> list:
    """Return one input as JSON: plain numbers, or arrays as shape and entries."""
    return [[name, pack(value) if np.ndim(value) else value] for name, value in case.items()]


def unpack_case(packed: list) -> dict:
    """Undo `pack_case`."""
    return {name: unpack(v) if isinstance(v, dict) else v for name, v in packed}


def pack_outcome(outcome: Outcome) -> dict:
    """Return an outcome as JSON."""
    value: Any = outcome.value
    if outcome.kind == "value":
        many = isinstance(value, list)
        if sum(part.size for part in (value if many else [value])) > ENTRIES:
            return {"kind": "unreadable", "detail": f"more than {ENTRIES} numbers"}
        value = [pack(part) for part in value] if many else pack(value)
    return {
        "kind": outcome.kind,
        "value": value,
        "detail": outcome.detail,
        "changed": list(outcome.changed),
    }


def unpack_outcome(packed, case=()) -> Outcome:
    """Undo `pack_outcome`, trusting nothing; of names, only those in `case`.

    Raises ProtocolError.
    """
    try:
        kind, value = packed["kind"], packed.get("value")
        if kind not in KINDS:
            raise ProtocolError(f"unknown kind {kind!r:.40}")
        if kind == "value":
            many = isinstance(value, list)
            value = [unpack(part) for part in value] if many else unpack(value)
        elif kind == "expression":
            _check_tree(value, 0, count(1))
        else:
            value = None
        given = packed.get("changed", [])
        changed = tuple(name for name in case if name in given)
        return Outcome(kind, value, _words(packed.get("detail", "")), changed)
    except (
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
        RecursionError,
        OverflowError,
    ) as error:
        raise ProtocolError(f"not an outcome: {error}") from error


def _words(text) -> str:
    """Return a message's text, cut to length. Raises ProtocolError on anything but text."""
    if not isinstance(text, str):
        raise ProtocolError("a message without words")
    return text[:TEXT]


def pack(array: np.ndarray) -> dict:
    """Return an array as shape and entries."""
    return {"shape": list(array.shape), "data": array.ravel().tolist()}


def unpack(packed: dict) -> np.ndarray:
    """Undo `pack`: a float array, whatever the other side claims."""
    shape, data = packed["shape"], packed["data"]
    if len(data) > ENTRIES or len(shape) > 8 or math.prod(shape) != len(data):
        raise ProtocolError("an array whose shape and entries do not agree")
    if not all(type(entry) in (int, float) for entry in data):
        raise ProtocolError("an array with entries that are no numbers")
    return np.array(data, dtype=float).reshape([int(n) for n in shape])


def _check_tree(tree, depth, nodes):
    """Accept a number, a symbol, or an operation on trees; all of them no more than NODES."""
    if depth > DEPTH or next(nodes) > NODES:
        raise ProtocolError("an expression too deep or too large")
    if type(tree) in (int, float):
        return
    if set(tree) == {"symbol"} and isinstance(tree["symbol"], str):
        if len(tree["symbol"]) > NAME:
            raise ProtocolError("a symbol with too long a name")
        return
    if set(tree) != {"head", "args"} or tree["head"] not in HEADS:
        raise ProtocolError("not an expression")
    for part in tree["args"]:
        _check_tree(part, depth + 1, nodes)
