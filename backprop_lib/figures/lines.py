"""The weighted sum as a function of one weight: straight lines."""

import math
from collections.abc import Sequence

from .checks import finite_number
from .diagrams import LETTERS
from .drawing import Figure, draw
from .palette import LIGHT


def sum_over_weight(
    weight: float, bias: float, heard: float, others: Sequence[float] = (0.0, 1.0)
) -> Figure:
    """Draw z^L over W^L, a line for each activation a^{L-1} that the weight may hear.

    The line of `heard` is bold, with a dot at `weight` and a step of 1 whose rise is its slope;
    `others` are thin. All lines cross at W^L = 0, where z^L is the bias. The axis ends at 2, or
    where it has room for the step.
    """
    weight, bias = finite_number("weight", weight), finite_number("bias", bias)
    heard = finite_number("heard", heard)
    every = (*(finite_number("others", a) for a in others), heard)
    half = max(1, math.ceil(max(-weight, weight + 1) / 2))
    span = (-2 * half, 2 * half)

    def paint(axes):
        for a in every:
            bold = a == heard
            color = LIGHT["value" if bold else "muted"]
            ends = [w * a + bias for w in span]
            axes.plot(span, ends, color=color, linewidth=2.4 if bold else 1.2)
            label = rf"$a^{{L-1}} = {a:.3g}$"
            axes.annotate(label, (span[1], ends[1]), (6, 0), textcoords="offset points",
                          va="center", color=color, annotation_clip=False)  # fmt: skip
        _step(axes, weight, weight * heard + bias, heard)
        axes.plot(0, bias, "o", color=LIGHT["weight"], markersize=7)
        axes.annotate(r"$b^L$", (0, bias), (0, 9), textcoords="offset points", ha="center",
                      color=LIGHT["weight"], fontsize=LETTERS)  # fmt: skip
        axes.set(xlabel=r"$W^L$", ylabel=r"$z^L$", xlim=span)
        axes.set_xticks(range(-2 * half, 2 * half + 1, half))

    steep = "steeper the line" if min(every) >= 0 else "more the line climbs"
    flat = "; for a1 = 0 it is flat" if 0 in every else ""
    alt = (
        "Straight lines of the sum z2 over the weight W2, one for each activation a1: "
        f"{', '.join(f'{a:.3g}' for a in every)}. The larger a1, the {steep}{flat}. "
        f"All cross at W2 = 0, at the height of the bias, {bias:.3g}. "
        f"A dot marks W2 = {weight:.3g} on the line of a1 = {heard:.3g}: from there one step to "
        f"the right climbs by a1, {heard:.3g}."
    )
    return draw(paint, alt, height=3.3)


def _step(axes, w, z, rise):
    """Draw the dot at (w, z), and from it one to the right and `rise` up."""
    axes.plot((w, w + 1), (z, z), color=LIGHT["ink"], linewidth=1.4)
    axes.plot((w + 1, w + 1), (z, z + rise), color=LIGHT["slope"], linewidth=2.4)
    axes.text(w + 0.25, z - 0.07, "1", ha="center", va="top", color=LIGHT["ink"])
    axes.text(
        w + 1.06, z + 0.45 * rise, r"$a^{L-1}$", va="center", color=LIGHT["slope"], fontsize=LETTERS
    )
    axes.plot(w, z, "o", color=LIGHT["value"], markersize=8)
