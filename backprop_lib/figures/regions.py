"""The output of a network with two inputs and one output, as a map over both inputs."""

import numpy as np
from numpy.typing import ArrayLike

from ..core import forward
from ..network import Network
from ..validation import as_matrix, instance
from .drawing import Figure, draw
from .palette import LIGHT

LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)


def output_regions(networks: dict[str, Network], x: ArrayLike, y: ArrayLike) -> Figure:
    """Draw for each network where its output lies above one half, with the examples as dots.

    Parameters
    ----------
    networks : title → network with two inputs and one output
    x, y : (2, m) and (1, m); a full dot stands where the target is above one half

    Raises
    ------
    ValueError : no network, or one of other sizes, or arrays of other shapes
    TypeError : `networks` is no dictionary, or holds something else
    """
    for title, network in instance("networks", networks, dict).items():
        n0, _, n2 = instance(f"networks[{title!r}]", network, Network).sizes
        if (n0, n2) != (2, 1):
            raise ValueError(f"{title!r} must have 2 inputs and 1 output; got {n0} and {n2}.")
    if not networks:
        raise ValueError("networks must hold at least one network; got none.")
    points = as_matrix("x", x, "(2, m)", 2)
    high = as_matrix("y", y, "(1, m)", 1, points.shape[1]).ravel() > 0.5
    side = np.linspace(-0.4, 1.4, 46)
    ground = np.stack([grid.ravel() for grid in np.meshgrid(side, side)])

    def paint(axes):
        for panel, (title, network) in zip(np.atleast_1d(axes), networks.items(), strict=True):
            a2 = forward(network, ground).a2.reshape(side.size, side.size)
            panel.contourf(side, side, a2, (0, 0.5, 1), colors=(LIGHT["card"], LIGHT["value_fill"]))
            for level in LEVELS:
                if a2.min() < level < a2.max():  # else Matplotlib warns that there is no line
                    panel.contour(side, side, a2, (level,), colors=LIGHT["value"],
                                  linewidths=2.2 if level == 0.5 else 0.8)  # fmt: skip
            for mask, fill in ((high, LIGHT["error"]), (~high, LIGHT["card"])):
                panel.plot(*points[:, mask], "o", markersize=10, markerfacecolor=fill,
                           markeredgecolor=LIGHT["error"], markeredgewidth=2)  # fmt: skip
            panel.set(title=title, xlabel="$x_1$", ylabel="$x_2$", xticks=(0, 1), yticks=(0, 1))
            panel.set_aspect("equal")
            panel.grid(False)

    def reading(network):
        outputs = forward(network, points).a2.ravel()
        at = (f"({p:g}, {q:g}) {a:.2f}" for (p, q), a in zip(points.T, outputs, strict=True))
        return ", ".join(at)

    listed = ". ".join(f"{title}: {reading(network)}" for title, network in networks.items())
    alt = (
        "Maps of the output over the two inputs, with lines at 0.1, 0.3, 0.5, 0.7 and 0.9; the "
        "region above one half is shaded. Full dots mark the examples whose target is high. "
        f"Output at each example: {listed}."
    )
    return draw(paint, alt, height=3, ncols=len(networks), sharey=True)
