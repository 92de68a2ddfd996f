"""Further wrong answers, made from the right one: what no catalog lists, a judge must still see."""

import gc

import numpy as np
import sympy as sp

from backprop_lib.exercises.exercise import NUMBER, PROOF


def wrong_answers(exercise, solution):
    """Return at least ten wrong answers to an exercise: {what is wrong: answer}."""
    if exercise.kind == NUMBER:
        return _numbers(exercise.answer)
    if exercise.kind == PROOF:
        return _expressions(solution, [sp.Symbol(name) for name in exercise.symbols])
    return {name: _spoil(solution, wrong) for name, wrong in _FUNCTIONS.items()} | {
        "reads its inputs wrong": lambda *args: solution(*(1 - 1.7 * arg for arg in args)),
        "raises": lambda *args: 1 / 0,
        "exits": lambda *args: exit(),
        "takes no arguments": lambda: 1.0,
        "recurses without end": _endless,
        "right the first time only": _forgetful(solution),
        "changes what it was given": _careless(solution) if exercise.cases.batched else _constant,
    }


def _numbers(value):
    return {
        "a little too large": value + 3e-3,
        "a little too small": value - 3e-3,
        "ten times": 10 * value,
        "one tenth": value / 10,
        "negative": -value,
        "its reciprocal": 1 / value,
        "text": str(value),
        "NaN": float("nan"),
        "infinite": float("inf"),
        "two numbers": [value, value],
        "true": True,
        "complex": value + 0.1j,
        "a function": lambda: value,
        "equal to everything": Agreeable(),
        "an empty list": [],
    }


def _expressions(solution, symbols):
    s, foreign = symbols[0], sp.Symbol("q")
    return {
        "twice": 2 * solution,
        "half": solution / 2,
        "plus one": solution + 1,
        "minus a symbol": solution - s,
        "negative": -solution,
        "squared": solution**2,
        "a factor more": solution * s,
        "a factor less": solution / s,
        "another symbol": solution * foreign / foreign + 0 * s + foreign,
        "differentiated once more": sp.diff(solution, s),
        "a number": 0.25,
        "text": str(solution),
        "not finished": sp.Derivative(solution * s, s),
        "its exponential": sp.exp(solution),
        "NaN": sp.nan,
        "infinite": sp.oo,
    }


class Agreeable:
    """Equal to everything, larger and smaller than everything."""

    def __eq__(self, other):
        return True

    __le__ = __ge__ = __lt__ = __gt__ = __eq__
    __hash__ = object.__hash__

    def __sub__(self, other):
        return 0

    __rsub__ = __abs__ = __mul__ = lambda self, *other: 0


_FUNCTIONS = {
    "twice": lambda r: 2 * r,
    "a thousandth too large": lambda r: 1.001 * r,
    "shifted": lambda r: r + 0.01,
    "negative": lambda r: -r,
    "zero": lambda r: 0 * r,
    "squared and more": lambda r: r**2 + 1,
    "not a number": lambda r: r * np.nan,
    "infinite": lambda r: r + np.inf,
    "rounded": lambda r: np.round(r) + 0.3,
    "an axis too many": lambda r: np.stack([r, r]),
    "text": str,
    "nothing": lambda r: None,
    "equal to everything": lambda r: Agreeable(),
    "complex": lambda r: r + 0.1j,
    "truth values": lambda r: r > 0,
}


def _spoil(solution, wrong):
    def answer(*args):
        value = solution(*args)
        if isinstance(value, tuple):
            return tuple(wrong(part) for part in value)
        return wrong(np.asarray(value, dtype=float))

    return answer


def _endless(*args):
    """Recurse. What was collected meanwhile would find no room to end, and fail another test."""

    def again():
        return again()

    gc.disable()
    try:
        return again()
    finally:
        gc.enable()


def _constant(*args):
    return 0.123


def _forgetful(solution):
    first = []

    def answer(*args):
        first.append(solution(*args))
        return first[0]

    return answer


def _careless(solution):
    def answer(*args):
        value = solution(*args)
        next(arg for arg in args if np.ndim(arg))[...] = 0.0
        return value

    return answer
