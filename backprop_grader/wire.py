"""What crosses the wall between judge and student: JSON of numbers and text, nothing that runs."""

import math
from typing import Any

import numpy as np

from backprop_lib.exercises.expressions import HEADS
from backprop_lib.exercises.outcomes import Outcome

ENTRIES = 100_000  # of one array: far more than any answer here has
KINDS = {
    "value", "expression", "blank", "nothing", "unreadable", "function", "uncalled", "raised",
    "library", "lost",
}  # fmt: skip


class Garbled(ValueError):
    """The other side of the wall said something it never should."""


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


def unpack_outcome(packed) -> Outcome:
    """Undo `pack_outcome`, trusting nothing. Raises Garbled."""
    try:
        kind, value = packed["kind"], packed.get("value")
        if kind not in KINDS:
            raise Garbled(f"unknown kind {kind!r:.40}")
        if kind == "value":
            many = isinstance(value, list)
            value = [unpack(part) for part in value] if many else unpack(value)
        elif kind == "expression":
            _check_tree(value)
        else:
            value = None
        changed = tuple(str(name)[:40] for name in packed.get("changed", ()))
        return Outcome(kind, value, str(packed.get("detail", ""))[:500], changed)
    except (
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
        RecursionError,
        OverflowError,
    ) as error:
        raise Garbled(f"not an outcome: {error}") from error


def pack(array: np.ndarray) -> dict:
    """Return an array as shape and entries."""
    return {"shape": list(array.shape), "data": array.ravel().tolist()}


def unpack(packed: dict) -> np.ndarray:
    """Undo `pack`: a float array, whatever the other side claims."""
    shape, data = packed["shape"], packed["data"]
    if len(data) > ENTRIES or len(shape) > 8 or math.prod(shape) != len(data):
        raise Garbled("an array whose shape and entries do not agree")
    if not all(type(entry) in (int, float) for entry in data):
        raise Garbled("an array with entries that are no numbers")
    return np.array(data, dtype=float).reshape([int(n) for n in shape])


def _check_tree(tree, depth=0):
    """Accept a number, a symbol, or an operation on trees."""
    if depth > 100:
        raise Garbled("an expression nested too deeply")
    if type(tree) in (int, float):
        return
    if set(tree) == {"symbol"} and isinstance(tree["symbol"], str):
        return
    if set(tree) != {"head", "args"} or tree["head"] not in HEADS:
        raise Garbled("not an expression")
    for part in tree["args"]:
        _check_tree(part, depth + 1)
