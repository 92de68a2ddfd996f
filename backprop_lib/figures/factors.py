"""A product, factor by factor: how each local derivative grows, shrinks or turns a nudge."""

import re
from itertools import accumulate
from operator import mul

from ..validation import instance
from .checks import finite_number
from .diagrams import LETTERS, QUANTITIES, derivative
from .drawing import Figure, draw
from .palette import LIGHT


def factor_bars(factors: dict[str, float]) -> Figure:
    r"""Draw each factor as a bar, and beside it the product of all factors so far.

    Both panels have one scale, so that equal numbers are equal bars.

    Parameters
    ----------
    factors : label → value, in the order of multiplication. A label such as ``"a2/z2"``, as in
        `chain_map`, is set as a derivative; any other is mathtext, such as ``r"$a^L(1-a^L)$"``

    Raises
    ------
    ValueError : no factor at all, or a value that is not a finite number
    TypeError : `factors` is no dictionary, or a value no number
    """
    if not instance("factors", factors, dict):
        raise ValueError("factors must hold at least one factor; got none.")
    labels = [_mathtext(label) for label in factors]
    values = [finite_number(f"factors[{label!r}]", value) for label, value in factors.items()]
    products = list(accumulate(values, mul))
    ends = min(0.0, *values, *products), max(0.0, *values, *products)

    def paint(axes):
        _bars(axes[0], values, "each factor", LIGHT["slope_fill"], ends)
        _bars(axes[1], products, "product so far", LIGHT["slope"], ends)
        axes[0].set_yticks(range(len(labels)), labels, fontsize=LETTERS, va="center")
        axes[0].set_ylim(len(labels) - 0.45, -0.55)  # the first factor on top

    listed = ", ".join(f"{_spoken(n)} = {digits(v)}" for n, v in zip(labels, values, strict=True))
    alt = (
        f"Bars for {len(values)} factors, from top to bottom: {listed}. Beside them the product "
        f"so far: {', '.join(map(digits, products))}."
    )
    return draw(paint, alt, height=0.72 * len(values) + 0.5, ncols=2, sharey=True)


def _bars(axes, values, title, fill, ends):
    """Draw horizontal bars from zero, each with its number at the far end.

    `ends` are the least and the largest number that the panel has room for.
    """
    axes.barh(
        range(len(values)), values, 0.5, edgecolor=LIGHT["slope"], facecolor=fill, linewidth=1.5
    )
    axes.axvline(0, color=LIGHT["muted"], linewidth=1)
    low, high = ends
    room = (high - low or 1.0) * 0.04
    for row, value in enumerate(values):
        negative = value < 0
        axes.text(value - room if negative else value + room, row, digits(value), va="center",
                  ha="right" if negative else "left", color=LIGHT["ink"])  # fmt: skip
    # beyond the longest bar on either side, a third of the panel for its number
    sides = (low < 0) + (high > 0)
    pad = (high - low or 1.0) * 0.34 / (1 - 0.34 * max(sides, 1))
    left = low - (pad if low < 0 else pad / 20)
    right = high + (pad if high > 0 or low == 0 else pad / 20)
    axes.set(title=title, xticks=(), xlim=(left, right))
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(False)


def digits(value: float) -> str:
    """Write a number with three significant digits and a real minus sign."""
    return f"{value + 0.0:.3g}".replace("-", "−")


def _mathtext(label: str) -> str:
    """Set a label such as ``"a2/z2"`` as a derivative; leave any other as it is."""
    names = label.split("/")
    if len(names) != 2 or not all(name in QUANTITIES for name in names):
        return label
    return derivative(*names)


def _spoken(label: str) -> str:
    """Write a mathtext label in plain characters, for the alt text."""
    plain = re.sub(r"\\d?frac\{(.*?)\}\{(.*)\}", r"\1/\2", label.strip("$"))
    for tex, sign in ((r"\partial ", "∂"), (r"\cdot", "·"), ("{", "("), ("}", ")")):
        plain = plain.replace(tex, sign)
    return re.sub(r"[\\$]", "", plain)
