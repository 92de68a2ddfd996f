"""Curves and their slopes."""

import numpy as np

from ..core import sigmoid
from .checks import finite_number
from .drawing import Figure, draw
from .palette import LIGHT


def sigmoid_and_slope(at: float) -> Figure:
    """Draw σ(z) and below it its slope, with a dot on each at z = `at`."""
    at = finite_number("at", at)
    z = np.linspace(-8, 8, 161)
    a, a_at = sigmoid(z), sigmoid(at)

    def paint(axes):
        top, bottom = axes
        top.plot(z, a, color=LIGHT["value"])
        top.plot(at, a_at, "o", color=LIGHT["value"], markersize=8)
        top.set(ylabel=r"$\sigma(z)$", yticks=(0, 0.5, 1))
        bottom.plot(z, a * (1 - a), color=LIGHT["slope"])
        bottom.plot(at, a_at * (1 - a_at), "o", color=LIGHT["slope"], markersize=8)
        bottom.set(ylabel=r"slope $\sigma\,(1-\sigma)$", xlabel=r"$z$", yticks=(0, 0.25))
        bottom.set(xticks=range(-8, 9, 2), ylim=(-0.02, 0.29))

    alt = (
        "Two curves over z from -8 to 8. Above, the sigmoid rises from 0 to 1 in an S, through one "
        "half at z = 0. Below, its slope is a hill: one quarter at z = 0, almost zero beyond 5 on "
        f"either side. A dot marks z = {at:.2f}."
    )
    return draw(paint, alt, height=4.2, nrows=2, sharex=True)
