"""The book's own library, as a reader would call it."""

from backprop_lib import Network, cost_and_gradients, descend, train

from ..problem import BATCH, LEARNING_RATE, RATE


class Peer:
    """`cost_and_gradients`, and `descend`: input checked, results immutable."""

    name = "backprop_lib"
    needs = ()

    def __init__(self, problem):
        self.network = Network(*problem.parameters)
        self.x, self.y = problem.x, problem.y

    def both(self):
        return cost_and_gradients(self.network, self.x, self.y)

    def values(self):
        C, slopes = self.both()
        return C, [*slopes]

    def step(self):
        C, slopes = self.both()
        return C, descend(self.network, slopes, RATE)

    def a_pass(self, seed):
        options = {"steps": -(-self.x.shape[1] // BATCH), "batch": BATCH, "seed": seed}
        trained = train(self.network, self.x, self.y, rate=LEARNING_RATE, **options, progress=False)
        self.network = trained.network

    def current(self):
        return [*self.network]
