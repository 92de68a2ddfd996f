"""PyTorch, one operation after the other."""

from ..problem import LEARNING_RATE, RATE, batches


class Peer:
    """The loss as PyTorch operations; autograd goes back through them."""

    name = "PyTorch, eager"
    needs = ("torch",)

    def __init__(self, problem):
        import torch

        self.torch = torch
        self.parameters = [torch.tensor(p, requires_grad=True) for p in problem.parameters]
        self.x, self.y = torch.tensor(problem.x), torch.tensor(problem.y)

    def loss(self, W1, b1, W2, b2, x, y):
        """Return C, (V6)."""
        sigmoid = self.torch.sigmoid
        a2 = sigmoid(W2 @ sigmoid(W1 @ x + b1) + b2)
        return ((a2 - y) ** 2).sum() / (2 * x.shape[1])

    def both(self):
        return self.on(self.x, self.y)

    def on(self, x, y):
        C = self.loss(*self.parameters, x, y)
        return C, self.torch.autograd.grad(C, self.parameters)

    def values(self):
        C, slopes = self.both()
        return C.item(), [slope.numpy() for slope in slopes]

    def step(self):
        C, slopes = self.both()
        self.descend(slopes, RATE)
        return C

    def descend(self, slopes, rate):
        with self.torch.no_grad():
            for parameter, slope in zip(self.parameters, slopes, strict=True):
                parameter -= rate * slope

    def a_pass(self, seed):
        for x, y in batches(self.x, self.y, seed):
            self.descend(self.on(x, y)[1], LEARNING_RATE)

    def current(self):
        return [parameter.detach().numpy() for parameter in self.parameters]
