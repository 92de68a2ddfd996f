"""What is left of a slope after many layers."""

from itertools import accumulate
from operator import mul

from ..core import sigmoid
from .drawing import Figure, draw
from .palette import LIGHT


def slope_by_depth(x: float, W: float, b: float, layers: int = 12) -> Figure:
    r"""Draw |∂a/∂x| of a chain of neurons, all with weight W and bias b, for growing depth.

    One dot for each depth from 1 to `layers`, on a logarithmic scale; above them, as a line, the
    ceiling (|W|/4)^depth that the slope of the sigmoid sets.

    Raises
    ------
    ValueError : W is zero, or `layers` is below 2
    """
    if W == 0 or layers < 2:
        raise ValueError(f"W must not be 0 and layers must be 2 or more; got {W} and {layers}.")
    depths, a, factors = range(1, layers + 1), float(x), []
    for _ in depths:
        a = sigmoid(W * a + b).item()
        factors.append(abs(W) * a * (1 - a))
    slopes = list(accumulate(factors, mul))
    ceiling = [(abs(W) / 4) ** depth for depth in depths]

    def paint(axes):
        axes.semilogy(depths, ceiling, "--", color=LIGHT["muted"], label=r"ceiling $(|W|/4)^n$")
        axes.semilogy(depths, slopes, "o", color=LIGHT["slope"], label=r"$|\partial a/\partial x|$")
        axes.set(xlabel="number of layers $n$", xticks=depths[1::2], ylim=(None, 1))
        axes.minorticks_off()
        axes.legend()

    alt = (
        f"On a logarithmic scale, the slope of the last activation by the input for 1 to {layers} "
        f"layers of one neuron each, weight {W:g}. The dots fall in an almost straight line from "
        f"{slopes[0]:.2g} to {slopes[-1]:.1g}, a little below a dashed line, the ceiling."
    )
    return draw(paint, alt)
