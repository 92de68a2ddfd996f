"""The cost of one example: over the output, and over each of the four parameters."""

import numpy as np

from ..core import cost
from ..examples import Example
from ..network import Network
from ..validation import instance, positive_number
from .checks import finite_number
from .diagrams import LETTERS
from .drawing import Figure, draw
from .palette import LIGHT

TITLES = {"W1": "$W^{L-1}$", "b1": "$b^{L-1}$", "W2": "$W^L$", "b2": "$b^L$"}


def cost_parabola(a2: float, y: float) -> Figure:
    """Draw C0 over the output a^L for target `y`, with the point at `a2` and its error."""
    a2, y = finite_number("a2", a2), finite_number("y", y)
    height = 0.5 * (a2 - y) ** 2

    def paint(axes):
        # The sigmoid reaches outputs between 0 and 1; the rest only shows the shape of the curve.
        for low, high, dashes in ((-0.1, 0, ":"), (0, 1, "-"), (1, max(1.1, 2 * y + 0.1), ":")):
            a = np.linspace(low, high, 61)
            axes.plot(a, 0.5 * (a - y) ** 2, dashes, color=LIGHT["error"])
        axes.plot([a2, a2], [0, height], "--", color=LIGHT["muted"], linewidth=1.2)
        axes.plot([a2, y], [0, 0], color=LIGHT["value"], linewidth=4, solid_capstyle="butt")
        axes.plot(a2, height, "o", color=LIGHT["error"], markersize=8)
        below = {"ha": "center", "va": "center"}
        axes.text((a2 + y) / 2, -0.045, "$a^L - y$", color=LIGHT["value"], **below)
        axes.text(a2, -0.045, "$a^L$", color=LIGHT["value"], **below)
        axes.text(y, -0.045, "$y$", color=LIGHT["error"], **below)
        axes.set(xlabel="output", ylabel="$C_0$", ylim=(-0.09, 0.5), yticks=(0, 0.2, 0.4))
        axes.set_xticks([0, 0.5, 1, 1.5], ["0", "0.5", "1", "1.5"])

    alt = (
        "The cost over the output is a parabola that opens upward. Its lowest point, zero, is at "
        f"the target {y:g}. It is dotted below 0 and above 1, where no output can be. A dot at the "
        f"output {a2:.2f} marks the cost {height:.3f}. A thick segment from the output to the "
        f"target is the error, {a2 - y:.2f}."
    )
    return draw(paint, alt, height=2.9)


def cost_of_each_parameter(example: Example, reach: float = 3.0) -> Figure:
    """Draw C0 of a scalar network over each parameter, with the other three left as they are.

    `reach` is how far each parameter is turned, both ways. A larger network is a ValueError.
    """
    reach = positive_number("reach", reach)
    instance("example", example, Example).numbers()  # raises if the network is not 1-1-1
    here = cost(example.network, example.x, example.y)
    values = dict(zip(Network.names(), example.network, strict=True))
    turns = np.linspace(-reach, reach, 81)
    curves = {
        name: [
            cost(Network(**values | {name: value + turn}), example.x, example.y) for turn in turns
        ]
        for name, value in values.items()
    }

    def paint(axes):
        for panel, (name, curve) in zip(axes.flat, curves.items(), strict=True):
            value = values[name].item()
            panel.plot(value + turns, curve, color=LIGHT["error"])
            panel.plot(value, here, "o", color=LIGHT["weight"], markersize=8)
            panel.set(ylim=(0, 0.42), yticks=(0, 0.2, 0.4))
            panel.set_xlabel(TITLES[name], color=LIGHT["weight"], fontsize=LETTERS)
        for panel in axes[:, 0]:
            panel.set_ylabel("$C_0$")

    trends = ", ".join(
        f"{name} {'falls' if curve[-1] < curve[0] else 'rises'} from {curve[0]:.2f} to "
        f"{curve[-1]:.2f}"
        for name, curve in curves.items()
    )
    alt = (
        f"Four curves of the cost, one for each parameter turned by {reach:g} either way while the "
        f"others stay: over {trends}. A dot on each marks today's value, with cost {here:.2f}."
    )
    return draw(paint, alt, height=4.4, nrows=2, ncols=2, sharey=True)
