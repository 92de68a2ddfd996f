"""The same formulas with nothing around them: no checks, no classes, a sigmoid that may warn."""

import numpy as np

from ..problem import LEARNING_RATE, RATE, batches


def sigmoid(z):
    """Return the textbook sigmoid, which overflows for z below -709."""
    return 1 / (1 + np.exp(-z))


class Peer:
    """What somebody writes in a notebook after reading chapter 11."""

    name = "NumPy, unchecked"
    needs = ()

    def __init__(self, problem):
        self.parameters, self.x, self.y = problem.parameters, problem.x, problem.y

    def both(self):
        return self.on(self.x, self.y)

    def on(self, x, y):
        W1, b1, W2, b2 = self.parameters
        m = x.shape[1]
        a1 = sigmoid(W1 @ x + b1)
        a2 = sigmoid(W2 @ a1 + b2)
        C = ((a2 - y) ** 2).sum() / (2 * m)
        dC0_dz2 = a2 * (1 - a2) * (a2 - y)
        dC0_dz1 = a1 * (1 - a1) * (W2.T @ dC0_dz2)
        return C, (
            dC0_dz1 @ x.T / m,
            dC0_dz1.mean(axis=1, keepdims=True),
            dC0_dz2 @ a1.T / m,
            dC0_dz2.mean(axis=1, keepdims=True),
        )

    values = both

    def step(self):
        C, slopes = self.both()
        return C, [p - RATE * slope for p, slope in zip(self.parameters, slopes, strict=True)]

    def a_pass(self, seed):
        for x, y in batches(self.x, self.y, seed):
            _, slopes = self.on(x, y)
            self.parameters = [
                p - LEARNING_RATE * slope for p, slope in zip(self.parameters, slopes, strict=True)
            ]

    def current(self):
        return self.parameters
