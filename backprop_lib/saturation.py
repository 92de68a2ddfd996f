"""The sigmoid where its formula needs care: of many numbers, and of numbers far from zero."""

import numpy as np


@np.errstate(all="ignore")  # e^1000 is rightly infinite, and e^(-1000) zero
def sigmoid_with_care(z: np.ndarray):
    """Return σ(z), (13), of a floating-point or complex array, silently and with all its digits.

    Each step writes over the one before: fetching memory for the next would cost more than the
    step. (For a few numbers it is the other way around.)
    """
    a = np.negative(z, out=np.empty_like(z))
    np.exp(a, out=a)
    a += 1
    np.divide(1, a, out=a)
    if z.size and z.item(z.argmin()).real < -80:
        np.exp(z, out=a, where=z.real < -80)  # there 1 + e^(-z) is e^(-z)
    return a[()]
