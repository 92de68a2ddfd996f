"""The cost as a function of one weight: a slope to go down, and one step on it."""

import math

import numpy as np

from ..core import sigmoid
from ..examples import Example
from ..validation import instance, positive_number
from .drawing import Figure, draw
from .palette import LIGHT


def cost_over_weight(example: Example, rate: float) -> Figure:
    """Draw C_0 over W^L, its tangent at the example's weight, and one step downhill.

    The step goes to W^L minus `rate` times the gradient (36). Everything else is held still.
    `example` must be a 1-1-1 network with one example, and `rate` be positive.
    """
    x, W1, b1, W2, b2, y = instance("example", example, Example).numbers()
    rate = positive_number("rate", rate)
    a1 = sigmoid(W1 * x + b1)

    def cost(W):
        return 0.5 * (sigmoid(W * a1 + b2) - y) ** 2  # (5)

    a2 = sigmoid(W2 * a1 + b2)
    slope = a1 * a2 * (1 - a2) * (a2 - y)  # (36)
    after = W2 - rate * slope
    reach = math.ceil(max(5, abs(W2) + 2.2, abs(after)))
    W = np.linspace(-reach, reach, 201)
    near = np.array((W2 - 2.2, W2 + 2.2))

    def paint(axes):
        axes.plot(W, cost(W), color=LIGHT["error"])
        axes.plot(near, cost(W2) + slope * (near - W2), color=LIGHT["slope"], linewidth=1.8)
        axes.plot(W2, cost(W2), "o", color=LIGHT["weight"], markersize=8)
        axes.plot(after, cost(after), "o", color=LIGHT["weight"], markersize=8,
                  markerfacecolor=LIGHT["card"], markeredgewidth=2)  # fmt: skip
        _name(axes, "start", W2, cost(W2), (-8, -12), "right")
        _name(axes, "after one step", after, cost(after), (9, 5), "left")
        axes.text(near[0] + 0.25, cost(W2) + slope * (near[0] - W2), "tangent", va="center",
                  color=LIGHT["slope"])  # fmt: skip
        axes.set(xlabel=r"$W^L$", ylabel=r"$C_0$", xlim=(-reach, reach))
        axes.set_ylim(-0.015, max(0.42, 1.05 * cost(W).max()))

    alt = (
        f"The cost C0 over the weight W2 from {-reach} to {reach}: it {_course(W, cost(W))}. "
        f"At the start, W2 = {W2:.2f}, the cost is {cost(W2):.3f} and a tangent of slope "
        f"{slope:.4f} touches the curve. After one step W2 = {after:.2f} and the cost is "
        f"{cost(after):.3f}."
    )
    return draw(paint, alt, height=3.3)


def _course(W, curve) -> str:
    """Tell how the cost runs: it falls, or rises, or falls to its lowest point and then rises."""
    low, words = curve.argmin(), []
    if low > 0:
        depth = "zero" if curve[low] < 0.0005 else f"{curve[low]:.3f}"
        words.append(f"falls from left to right down to {depth} near W2 = {round(W[low])}")
    if low < W.size - 1:
        little = curve[-1] < curve[0] / 10
        words.append("rises a little" if little else f"rises to {curve[-1]:.2f}")
    return ", then ".join(words)


def _name(axes, text, x, y, offset, side):
    axes.annotate(text, (x, y), offset, textcoords="offset points", ha=side, va="center",
                  color=LIGHT["weight"])  # fmt: skip
