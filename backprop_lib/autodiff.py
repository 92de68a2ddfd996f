"""Backpropagation for any computation: numbers that remember where they came from.

Numbers in parentheses are equations of chapter 16.
"""

import math
from itertools import count
from numbers import Real
from typing import Any

from . import core

_made = count()


class Value:
    """A number, the values it was computed from, and its slope by each of them.

    Raises a TypeError for anything but a real number. Nothing in a value ever changes.
    """

    __slots__ = ("number", "order", "parents", "slopes")

    def __init__(self, number: Any, parents=(), slopes=()):
        if isinstance(number, bool) or not isinstance(number, Real):
            raise TypeError(f"a value must be a real number; got {type(number).__name__}.")
        self.number: Any = number
        self.parents, self.slopes = parents, slopes
        self.order = next(_made)  # what is computed later has a higher number

    def __repr__(self):
        return f"Value({self.number:.6g})"

    def __add__(self, other):
        other = _value(other)
        return Value(self.number + other.number, (self, other), (1.0, 1.0))  # (D30)

    def __mul__(self, other):
        other = _value(other)
        u, v = self.number, other.number
        return Value(u * v, (self, other), (v, u))  # (D31)

    def __pow__(self, n):
        u = self.number
        return Value(u**n, (self,), (n * u ** (n - 1),))  # (D32)

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -_value(other)

    def __truediv__(self, other):
        return self * _value(other) ** -1

    def __rsub__(self, other):
        return _value(other) - self

    def __rtruediv__(self, other):
        return _value(other) / self

    __radd__, __rmul__ = __add__, __mul__


def gradients(result: Value) -> dict[Value, float]:
    """Return the derivative of `result` by each value it was computed from, itself included."""
    slope = {result: 1.0}
    for value in sorted(_ancestors(result), key=lambda value: -value.order):
        for parent, local in zip(value.parents, value.slopes, strict=True):
            slope[parent] = slope.get(parent, 0.0) + local * slope[value]  # (D35): +=
    return slope


def exp(u: Value) -> Value:
    """Return e to the power u; its slope is itself: (D33)."""
    e = math.exp(u.number)
    return Value(e, (u,), (e,))


def log(u: Value) -> Value:
    """Return the natural logarithm of u, which must be positive; its slope is (D34)."""
    return Value(math.log(u.number), (u,), (1 / u.number,))


def sin(u: Value) -> Value:
    """Return the sine of u, in radians; its slope is the cosine."""
    return Value(math.sin(u.number), (u,), (math.cos(u.number),))


def cos(u: Value) -> Value:
    """Return the cosine of u, in radians; its slope is minus the sine."""
    return Value(math.cos(u.number), (u,), (-math.sin(u.number),))


def tanh(u: Value) -> Value:
    """Return the hyperbolic tangent of u; its slope is (D26)."""
    a = math.tanh(u.number)
    return Value(a, (u,), (1 - a * a,))


def sigmoid(u: Value) -> Value:
    """Return the sigmoid of u, (13); its slope is (28)."""
    a = core.sigmoid(u.number).item()
    return Value(a, (u,), (a * (1 - a),))


def relu(u: Value) -> Value:
    """Return max(0, u), (D27); its slope is (D28), and 0 in the kink."""
    return Value(max(0.0, u.number), (u,), (1.0 if u.number > 0 else 0.0,))


def _value(other) -> Value:
    return other if isinstance(other, Value) else Value(other)


def _ancestors(result: Value) -> set[Value]:
    seen, waiting = {result}, [result]
    while waiting:
        new = set(waiting.pop().parents) - seen
        seen |= new
        waiting += new
    return seen
