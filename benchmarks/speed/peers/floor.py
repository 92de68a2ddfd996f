"""The five matrix products and nothing else, into arrays that are there already.

No program that calls the same products for the same formulas can be faster than this.
"""

import numpy as np


class Peer:
    """Not a peer but the floor; it computes no gradients, so none are compared."""

    name = "products alone"
    needs = ()
    step = values = None

    def __init__(self, problem):
        W1, _, W2, _ = problem.parameters
        x, y = problem.x, problem.y
        a1 = W1 @ x
        self.products = [
            (left, right, left @ right)
            for left, right in ((W1, x), (W2, a1), (W2.T, y), (y, a1.T), (a1, x.T))
        ]

    def both(self):
        for left, right, out in self.products:
            np.matmul(left, right, out=out)
