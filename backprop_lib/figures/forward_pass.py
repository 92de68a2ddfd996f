"""Values on their way forward: on the map, and through the sigmoid."""

import math

import numpy as np

from ..core import sigmoid
from .checks import finite_number
from .diagrams import EDGES, LETTERS, QUANTITIES, RADIUS, arrow, quantity
from .drawing import WIDTH, Figure, draw, plain
from .palette import LIGHT


def value_map(**values: float) -> Figure:
    """Draw the map of the scalar network with a number at each quantity named in `values`.

    Raises a ValueError for a name that is not on the map.
    """
    for name in values:
        if name not in QUANTITIES:
            raise ValueError(f"values must name {', '.join(QUANTITIES)}; got {name!r}.")
    low, high = -0.85, 1.95
    texts = {name: short(finite_number(name, value)) for name, value in values.items()}

    def paint(axes):
        plain(axes)
        for edge in EDGES:
            arrow(axes, *edge.split())
        for name, (_, x, y, kind) in QUANTITIES.items():
            quantity(axes, name, name in values)
            if name in values:
                above = y + RADIUS + 0.2 if y else -RADIUS - 0.22
                axes.text(x, above, texts[name].replace("-", "\N{MINUS SIGN}"), ha="center",
                          va="center", fontsize=12, color=LIGHT[kind])  # fmt: skip
        axes.set(xlim=(-0.45, 5.45), ylim=(low, high))

    listed = ", ".join(f"{name} is {text}" for name, text in texts.items())
    alt = f"Map of the network with its values: {listed}."
    return draw(paint, alt, height=(high - low) / 5.9 * WIDTH)


def sigmoid_curve(**sums: float) -> Figure:
    """Draw σ(z), and how each named sum, such as ``z1=0.51``, becomes its activation.

    From the sum on the z axis a dashed line goes up to the curve, and from there to the left.
    The z axis ends at 6 or where it has room for every sum.
    """
    for name in sums:
        if name not in ("z1", "z2"):
            raise ValueError(f"sums must name z1, z2; got {name!r}.")
    sums = {name: finite_number(name, at) for name, at in sums.items()}
    third = max([2, *(math.ceil(abs(at) / 3) for at in sums.values())])
    reach = 3 * third
    z = np.linspace(-reach, reach, 121)

    def paint(axes):
        axes.plot(z, sigmoid(z), color=LIGHT["value"])
        for name, at in sums.items():
            out = sigmoid(at)
            layer = "L-1" if name == "z1" else "L"
            axes.plot([at, at, -reach], [0, out, out], "--", color=LIGHT["muted"], linewidth=1.2)
            axes.plot(at, out, "o", color=LIGHT["value"], markersize=8)
            side = {"ha": "left"} if at > 0 else {"ha": "right"}
            axes.text(
                at + (0.15 if at > 0 else -0.15), 0.06, f"$z^{{{layer}}}$", fontsize=LETTERS, **side
            )
            axes.text(0.1 - reach, out + 0.03, f"$a^{{{layer}}}$", fontsize=LETTERS)
        axes.set(xlabel=r"$z$", ylabel=r"$\sigma(z)$", yticks=(0, 0.5, 1), ylim=(0, 1.05))
        axes.set(xticks=range(-reach, reach + 1, third), xlim=(-reach, reach))

    points = ", ".join(f"{name} = {at:.2f} to {sigmoid(at):.2f}" for name, at in sums.items())
    alt = (
        f"The sigmoid over z from {-reach} to {reach}: an S that rises from 0 to 1 and passes one "
        "half at z = 0. Dashed lines lead from each sum up to the curve and to its activation: "
        f"{points}."
    )
    return draw(paint, alt, height=2.9)


def short(value) -> str:
    """Write two decimals or fewer if they are all there is, and three otherwise."""
    return f"{value:g}" if round(value, 9) == round(value, 2) else f"{value:.3f}"
