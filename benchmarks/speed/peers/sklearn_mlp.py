"""scikit-learn's MLP. It is made for other losses, so two things are bent; see `Peer`."""

import numpy as np

from ..problem import RATE


class Peer:
    """`_backprop` of an MLPRegressor with sigmoid outputs; its step is the public `partial_fit`.

    scikit-learn takes the derivative at the outputs to be a2 - y, which fits the losses it offers,
    and lacks the factor a2 * (1 - a2) of ours. It therefore gets the targets t for which a2 - t is
    our derivative. Then all gradients are equal, and are compared; its loss, the mean over the
    outputs for those targets, is its own.
    """

    name = "scikit-learn"
    needs = ("scikit-learn",)

    def __init__(self, problem):
        from sklearn.neural_network import MLPRegressor

        W1, b1, W2, b2 = problem.parameters
        x, y = np.ascontiguousarray(problem.x.T), np.ascontiguousarray(problem.y.T)
        model = MLPRegressor(
            hidden_layer_sizes=(len(b1),), activation="logistic", solver="sgd", alpha=0,
            batch_size=len(x), shuffle=False, momentum=0, learning_rate_init=RATE,
        )  # fmt: skip
        model.partial_fit(x, y.ravel() if y.shape[1] == 1 else y)  # lets it set itself up
        model.out_activation_ = "logistic"
        model.coefs_[:] = [W1.T.copy(), W2.T.copy()]
        model.intercepts_[:] = [b1.ravel().copy(), b2.ravel().copy()]
        activations = model._forward_pass([x, None, None])
        a2 = activations[-1]
        self.target = (a2 - a2 * (1 - a2) * (a2 - y)).astype(problem.dtype)
        self.model, self.x = model, x

    def both(self):
        space = [self.x, None, None], [None, None], [None, None], [None, None]
        return self.model._backprop(self.x, self.target, None, *space)

    def values(self):
        _, coefs, intercepts = self.both()
        matrices = [
            part for W, b in zip(coefs, intercepts, strict=True) for part in (W.T, b[:, None])
        ]
        return None, matrices

    def step(self):
        target = self.target.ravel() if self.target.shape[1] == 1 else self.target
        return self.model.partial_fit(self.x, target)
