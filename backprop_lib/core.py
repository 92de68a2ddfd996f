"""All of backpropagation on one screen. Numbers in parentheses are equations.

Input that does not fit raises a TypeError or ValueError naming the argument.
"""

import numpy as np

from .network import ForwardPass, Gradients, Network, fitting
from .saturation import sigmoid_with_care
from .validation import as_numbers


def sigmoid(z):
    """Return σ(z), (13), for a number or an array z of any shape.

    Nothing overflows loudly, and a very negative z keeps all its digits.
    """
    z = as_numbers("z", z, "a number or an array")
    if z.size < 1000 and np.vdot(z, z).real < 80**2:  # a few numbers, and none beyond 80
        return 1 / (1 + np.exp(-z))
    return sigmoid_with_care(z)


def forward(network: Network, x) -> ForwardPass:
    """Carry x, shape (n0, m), through both layers, all m examples at once."""
    (x,) = fitting(network, x, copy=True)
    return ForwardPass(x, *through_layers(x, *network))


def cost(network: Network, x, y):
    """Return C, a number: the mean of C0 over x (n0, m) and y (n2, m)."""
    x, y = fitting(network, x, y)
    a2 = through_layers(x, *network)[-1]
    return (((a2 - y) ** 2).sum() / (2 * y.shape[1])).item()  # (5), (V6)


def gradients(network: Network, x, y) -> Gradients:
    """Return (52) to (55), means over the m examples of x and y (n2, m)."""
    return cost_and_gradients(network, x, y)[1]


def cost_and_gradients(network: Network, x, y):
    """Return C and its four gradients, all from one forward pass."""
    C, slopes = through_chain(*fitting(network, x, y), *network)
    return C, Gradients.of_new(slopes)


def through_layers(x, W1, b1, W2, b2):
    """Return z1, a1, z2 and a2. No shapes are checked here or in the next function."""
    z1 = W1 @ x + b1  # (1), (V1)
    a1 = sigmoid(z1)  # (2), (V2)
    z2 = W2 @ a1 + b2  # (3), (V3)
    a2 = sigmoid(z2)  # (4), (V4)
    return z1, a1, z2, a2


def through_chain(x, y, W1, b1, W2, b2):
    """Return C and its derivatives by W1, b1, W2 and b2."""
    _, a1, _, a2 = through_layers(x, W1, b1, W2, b2)
    m = x.shape[1]
    dC0_da2 = a2 - y  # (12), (V8)
    C = ((dC0_da2**2).sum() / (2 * m)).item()  # (5), (V6)
    dC0_dz2 = a2 * (1 - a2) * dC0_da2  # (28), (V11)
    dC_dz2 = dC0_dz2 / m  # here the mean is taken, for all that follows
    dC_da1 = W2.T @ dC_dz2  # (44), (V14)
    dC_dz1 = a1 * (1 - a1) * dC_da1  # (43), (V15)
    dC_dW1 = dC_dz1 @ x.T  # (54), (V16)
    dC_db1 = dC_dz1.sum(axis=1, keepdims=True)  # (55), (V17)
    dC_dW2 = dC_dz2 @ a1.T  # (52), (V12)
    dC_db2 = dC_dz2.sum(axis=1, keepdims=True)  # (53), (V13)
    return C, (dC_dW1, dC_db1, dC_dW2, dC_db2)
