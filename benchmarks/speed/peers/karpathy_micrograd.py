"""micrograd: one Python object for each number."""

import math

import numpy as np

from ..problem import RATE
from .declined import Declined

LIMIT = 1_000  # multiplications; each costs a few microseconds here, and depth is recursion


class Peer:
    """The loss in micrograd's `Value`s. It has no sigmoid, so one is added the way it adds relu."""

    name = "micrograd"
    needs = ("micrograd",)

    def __init__(self, problem):
        if problem.dtype != "float64":
            raise Declined("computes with Python's floats, which are float64")
        if problem.multiplications > LIMIT:
            raise Declined(f"not tried above {LIMIT:,} multiplications: one object for each number")
        from micrograd.engine import Value

        self.Value = Value
        self.problem = problem
        self.parameters = [
            [[Value(entry) for entry in row] for row in p.tolist()] for p in problem.parameters
        ]

    def sigmoid(self, z):
        """Return σ(z), (13), knowing its derivative, (28)."""
        a = self.Value(1 / (1 + math.exp(-z.data)), (z,), "sigmoid")

        def backward():
            z.grad += a.data * (1 - a.data) * a.grad

        a._backward = backward
        return a

    def layer(self, W, b, came_in):
        """Return the activations of a layer for one example, (V1) and (V2)."""
        return [
            self.sigmoid(sum((w * a for w, a in zip(row, came_in, strict=True)), start=bias))
            for row, [bias] in zip(W, b, strict=True)
        ]

    def both(self):
        W1, b1, W2, b2 = self.parameters
        for value in self.entries():
            value.grad = 0
        total = 0
        for x, y in zip(self.problem.x.T.tolist(), self.problem.y.T.tolist(), strict=True):
            a2 = self.layer(W2, b2, self.layer(W1, b1, x))
            total = total + sum((a - target) ** 2 for a, target in zip(a2, y, strict=True))
        C = total * (0.5 / self.problem.x.shape[1])
        C.backward()
        return C

    def entries(self):
        """Return every parameter, one number after the other."""
        return [value for parameter in self.parameters for row in parameter for value in row]

    def values(self):
        C = self.both()
        return C.data, [
            np.array([[value.grad for value in row] for row in p]) for p in self.parameters
        ]

    def step(self):
        C = self.both()
        for value in self.entries():
            value.data -= RATE * value.grad
        return C
