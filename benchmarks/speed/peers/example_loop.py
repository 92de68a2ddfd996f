"""One example after the other, the way many introductions write it, in plain NumPy."""

import numpy as np

from ..problem import LEARNING_RATE, RATE, batches
from .plain import sigmoid


def one_by_one(x, y):
    """Return the columns of x and y as a list of pairs."""
    return [
        (np.ascontiguousarray(x[:, [k]]), np.ascontiguousarray(y[:, [k]]))
        for k in range(x.shape[1])
    ]


class Peer:
    """For each example a forward and a backward pass; the gradients are added up."""

    name = "loop over examples"
    needs = ()

    def __init__(self, problem):
        self.parameters, self.x, self.y = problem.parameters, problem.x, problem.y
        self.examples = one_by_one(problem.x, problem.y)

    def both(self):
        W1, b1, W2, b2 = self.parameters
        totals = [np.zeros_like(parameter) for parameter in self.parameters]
        C = 0.0
        for x, y in self.examples:
            a1 = sigmoid(np.dot(W1, x) + b1)
            a2 = sigmoid(np.dot(W2, a1) + b2)
            C += 0.5 * np.sum((a2 - y) ** 2)
            to_z2 = (a2 - y) * a2 * (1 - a2)
            to_z1 = np.dot(W2.T, to_z2) * a1 * (1 - a1)
            for total, slope in zip(
                totals, (np.dot(to_z1, x.T), to_z1, np.dot(to_z2, a1.T), to_z2), strict=True
            ):
                total += slope
        m = len(self.examples)
        return C / m, [total / m for total in totals]

    values = both

    def step(self):
        C, slopes = self.both()
        return C, [p - RATE * slope for p, slope in zip(self.parameters, slopes, strict=True)]

    def a_pass(self, seed):
        for x, y in batches(self.x, self.y, seed):
            self.examples = one_by_one(x, y)
            _, slopes = self.both()
            self.parameters = [
                p - LEARNING_RATE * slope for p, slope in zip(self.parameters, slopes, strict=True)
            ]

    def current(self):
        return self.parameters
