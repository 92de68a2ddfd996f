"""What is left of a slope after many layers."""

from itertools import accumulate
from operator import mul

from ..core import sigmoid
from .checks import at_least, finite_number
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
    a, W, b = finite_number("x", x), finite_number("W", W), finite_number("b", b)
    if W == 0:
        raise ValueError("W must not be 0: the slope would be 0, which has no logarithm.")
    depths, factors = range(1, at_least(2, "layers", layers) + 1), []
    for _ in depths:
        a = sigmoid(W * a + b).item()
        factors.append(abs(W) * a * (1 - a))
    slopes = list(accumulate(factors, mul))
    ceiling = [(abs(W) / 4) ** depth for depth in depths]
    top = max(1, 2 * max(ceiling))

    def paint(axes):
        axes.semilogy(depths, ceiling, "--", color=LIGHT["muted"], label=r"ceiling $(|W|/4)^n$")
        axes.semilogy(depths, slopes, "o", color=LIGHT["slope"], label=r"$|\partial a/\partial x|$")
        axes.set(xlabel="number of layers $n$", xticks=depths[1::2], ylim=(None, top))
        axes.minorticks_off()
        axes.legend()

    course = "fall" if slopes[-1] < slopes[0] else "rise"
    later = factors[1:]  # how far each dot lies from the one before
    straight = "in an almost straight line " if max(later) < 1.1 * min(later) else ""
    distance = "a little" if slopes[-1] > ceiling[-1] / 10 else "far"
    alt = (
        f"On a logarithmic scale, the slope of the last activation by the input for 1 to {layers} "
        f"layers of one neuron each, weight {W:g}. The dots {course} {straight}from "
        f"{slopes[0]:.2g} to {slopes[-1]:.1g}, {distance} below a dashed line, the ceiling."
    )
    return draw(paint, alt)
