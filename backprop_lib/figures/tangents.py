"""The cost as a parabola over the output, with its tangent and a secant."""

import numpy as np

from .checks import finite_number
from .drawing import Figure, draw
from .palette import LIGHT


def tangent_and_secant(at: float, target: float, step: float) -> Figure:
    """Draw C0 = (a - target)² / 2 over a, touched at a = `at` and cut there and at `at + step`.

    The tangent has the slope at - target, equation (12). The secant has the slope that a nudge by
    `step` measures.

    Raises
    ------
    ValueError : `step` is zero, or a number is not finite
    """
    at, target = finite_number("at", at), finite_number("target", target)
    step = finite_number("step", step)
    if step == 0:
        raise ValueError("step must not be zero: a secant needs two points.")
    slope = at - target
    secant = slope + step / 2  # exactly, on this parabola
    over = 0.1 * step  # how far the secant is drawn beyond its two points
    reach = 1.3 * max(abs(slope), abs(slope + step))
    low, high = target - reach, target + reach
    a = np.linspace(low, high, 121)
    top = reach * reach / 2

    def cost(a):
        return (a - target) * (a - target) / 2

    def line(start, rise, left, right):
        ends = np.array([left, right])
        return ends, cost(start) + rise * (ends - start)

    def paint(axes):
        axes.plot(a, cost(a), color=LIGHT["error"])
        axes.plot(
            *line(at, secant, at - over, at + step + over),
            "--",
            color=LIGHT["muted"],
            label=f"secant, slope {_digits(secant)}",
        )
        axes.plot(
            *line(at, slope, at - 0.35 * reach, at + 0.35 * reach),
            color=LIGHT["slope"],
            label=f"tangent, slope {_digits(slope)}",
        )
        axes.plot(at + step, cost(at + step), "o", color=LIGHT["muted"], markersize=7)
        axes.plot(at, cost(at), "o", color=LIGHT["slope"], markersize=8)
        below = -0.16 * top
        axes.annotate(
            "",
            (at, below),
            (target, below),
            arrowprops={"arrowstyle": "-|>", "color": LIGHT["slope"]},
        )
        axes.text((at + target) / 2, below * 0.85, f"$a^L - y$ = {_digits(slope)}", ha="center",
                  va="bottom", color=LIGHT["slope"])  # fmt: skip
        axes.set(xlabel=r"output $a^L$", ylabel=r"cost $C_0$", xlim=(low, high))
        axes.set(ylim=(-0.24 * top, 1.05 * top), xticks=(at, target), yticks=(0, cost(at)))
        axes.set_xticklabels((rf"$a^L$ = {at:.2f}", rf"$y$ = {target:.2f}"))
        axes.set_yticklabels(("0", f"{cost(at):.2f}"))
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.2), ncols=2, handlelength=1.6,
                    columnspacing=1.2)  # fmt: skip

    alt = (
        f"The cost over the output is a parabola with its lowest point, 0, at the target "
        f"{target:.2f}. At the output {at:.2f} a tangent touches it, with slope "
        f"{_digits(slope)}: the distance from the target to the output, with its sign. A secant "
        f"from there to {at + step:.2f} has slope {_digits(secant)}."
    )
    return draw(paint, alt, height=3.9)


def _digits(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
