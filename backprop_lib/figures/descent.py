"""The cost, step by step downhill."""

from collections.abc import Sequence

import numpy as np

from .drawing import Figure, draw
from .palette import LIGHT


def cost_by_step(costs: Sequence[float] | np.ndarray) -> Figure:
    """Draw the cost against the number of steps; `costs[0]` is the cost before the first one.

    Raises
    ------
    ValueError : not a row of at least two finite numbers
    """
    costs = np.asarray(costs, dtype=float)
    if costs.ndim != 1 or costs.size < 2 or not np.isfinite(costs).all():
        raise ValueError(
            f"costs must hold two or more finite numbers in a row; got shape {costs.shape}."
        )
    last = costs.size - 1

    def paint(axes):
        axes.plot(costs, color=LIGHT["error"])
        axes.set(xlabel="step", ylabel="$C$", xlim=(0, last), ylim=(0, 1.08 * costs.max()))

    quarters = ", ".join(f"{costs[last * k // 4]:.2g}" for k in range(5))
    alt = (
        f"The cost C over {last} steps of gradient descent. At the start, after each quarter of "
        f"the way, and at the end it is {quarters}."
    )
    return draw(paint, alt)
