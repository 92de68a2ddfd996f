"""HIPS autograd: NumPy, recorded call by call."""

from ..problem import LEARNING_RATE, RATE, batches


class Peer:
    """`value_and_grad` of the loss, written with autograd's NumPy."""

    name = "autograd"
    needs = ("autograd",)

    def __init__(self, problem):
        import autograd.numpy as anp
        from autograd import value_and_grad

        def sigmoid(z):
            return 1 / (1 + anp.exp(-z))

        def loss(parameters, x, y):
            W1, b1, W2, b2 = parameters
            a2 = sigmoid(anp.dot(W2, sigmoid(anp.dot(W1, x) + b1)) + b2)
            return anp.sum((a2 - y) ** 2) / (2 * x.shape[1])

        self.differentiated = value_and_grad(loss)
        self.parameters, self.x, self.y = problem.parameters, problem.x, problem.y

    def both(self):
        return self.differentiated(self.parameters, self.x, self.y)

    values = both

    def step(self):
        C, slopes = self.both()
        return C, [p - RATE * slope for p, slope in zip(self.parameters, slopes, strict=True)]

    def a_pass(self, seed):
        for x, y in batches(self.x, self.y, seed):
            _, slopes = self.differentiated(self.parameters, x, y)
            self.parameters = [
                p - LEARNING_RATE * slope for p, slope in zip(self.parameters, slopes, strict=True)
            ]

    def current(self):
        return self.parameters
