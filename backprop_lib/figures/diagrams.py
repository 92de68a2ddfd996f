"""Diagrams of the network: layer by layer, and as the chain of quantities the book follows."""

from collections.abc import Sequence
from itertools import chain, pairwise

from matplotlib.patches import Circle, FancyArrowPatch

from .checks import whole_numbers
from .drawing import WIDTH, Figure, draw, plain
from .palette import LIGHT

# name: (label, x, y, kind). The document's chain from left to right, parameters above it.
QUANTITIES = {
    "x": (r"$x$", 0, 0, "value"),
    "z1": (r"$z^{L-1}$", 1, 0, "value"),
    "a1": (r"$a^{L-1}$", 2, 0, "value"),
    "z2": (r"$z^L$", 3, 0, "value"),
    "a2": (r"$a^L$", 4, 0, "value"),
    "C0": (r"$C_0$", 5, 0, "error"),
    "W1": (r"$W^{L-1}$", 0.55, 1.1, "weight"),
    "b1": (r"$b^{L-1}$", 1.45, 1.1, "weight"),
    "W2": (r"$W^L$", 2.55, 1.1, "weight"),
    "b2": (r"$b^L$", 3.45, 1.1, "weight"),
    "y": (r"$y$", 5, 1.1, "error"),
}
EDGES = ("x z1", "W1 z1", "b1 z1", "z1 a1", "a1 z2", "W2 z2", "b2 z2", "z2 a2", "a2 C0", "y C0")
RADIUS = 0.38
LETTERS = 15.5  # points: their superscripts, at seven tenths, can still be read on a phone


def chain_map(highlight: str = "", slopes: str = "") -> Figure:
    """Draw the map of the book: every quantity of the scalar network, and what feeds what.

    Parameters
    ----------
    highlight : names of the quantities to color, such as ``"z2 a2"``
    slopes : local derivatives to draw as arrows backward, such as ``"C0/a2 a2/z2"``

    Raises
    ------
    ValueError : a name that is not on the map, or a slope that is not one arrow backward
    """
    lit = _known("highlight", highlight.split(), QUANTITIES)
    back = [tuple(slope.split("/")) for slope in slopes.split()]
    _known("slopes", [" ".join(reversed(pair)) for pair in back], EDGES)

    heights = [QUANTITIES[below][2] for _, below in back]
    low, high = (-1.35 if 0 in heights else -0.45), (2.3 if any(heights) else 1.55)

    def paint(axes):
        plain(axes)
        for start, end in map(str.split, EDGES):
            if (end, start) not in back or QUANTITIES[start][2] == 0:  # else a slope lies there
                arrow(axes, start, end)
        for name in QUANTITIES:
            quantity(axes, name, name in lit)
        for above, below in back:
            _slope(axes, above, below)
        axes.set(xlim=(-0.45, 5.45), ylim=(low, high))

    return draw(paint, _chain_alt(lit, back), height=(high - low) / 5.9 * WIDTH)


def layer_map(sizes: Sequence[int] = (2, 3, 2)) -> Figure:
    """Draw the network as layers of neurons, with every weight as a line.

    `sizes` is (n0, n1, n2): inputs, neurons in layer L-1, neurons in layer L. Anything but three
    whole numbers, each 1 or more, is a ValueError or a TypeError.
    """
    sizes = whole_numbers("sizes", sizes, "(n0, n1, n2)")
    columns = zip((0, 2, 4), sizes, ("x", "a^{L-1}", "a^L"), strict=True)
    dots = [[(x, spread(i, n), name, i, n) for i in range(n)] for x, n, name in columns]
    tall = max(sizes)

    def paint(axes):
        plain(axes)
        for left, right in pairwise(dots):
            for x0, y0, *_ in left:
                for x1, y1, *_ in right:
                    axes.plot([x0, x1], [y0, y1], color=LIGHT["weight"], linewidth=1.2, zorder=1)
        for x, y, name, i, n in chain(*dots):
            label = name if n == 1 else f"{name}_{i + 1}"
            disc(axes, f"${label}$", x, y, "value", lit=True)
        top, below = tall / 2 + 0.25, -tall / 2 - 0.3
        for x, text in ((1, r"$W^{L-1},\; b^{L-1}$"), (3, r"$W^L,\; b^L$")):
            axes.text(x, top, text, ha="center", color=LIGHT["weight"], fontsize=LETTERS)
        for x, text in ((0, "input"), (2, "layer $L-1$"), (4, "layer $L$")):
            axes.text(x, below, text, ha="center", va="center", color=LIGHT["muted"])
        axes.set(xlim=(-0.6, 4.6), ylim=(below - 0.25, top + 0.45))

    alt = (
        f"A {sizes[0]}-{sizes[1]}-{sizes[2]} network in three columns of circles: the input x, "
        "layer L-1, and layer L. A line, one weight, joins every circle to every circle of the "
        "next column."
    )
    return draw(paint, alt, height=0.75 * tall + 1)


def _known(argument, names, allowed):
    for name in names:
        if name not in allowed:
            raise ValueError(f"{argument} must name {', '.join(allowed)}; got {name!r}.")
    return names


def spread(i, n):
    """Return the height of item i of n that are stacked, one apart, around zero."""
    return (n - 1) / 2 - i


def disc(axes, label, x, y, kind, lit):
    """Draw a circle with a label: in the colors of its `kind` if `lit`, else stepped back."""
    fill, edge = (LIGHT[f"{kind}_fill"], LIGHT[kind]) if lit else (LIGHT["card"], LIGHT["muted"])
    axes.add_patch(
        Circle(
            (x, y), RADIUS, facecolor=fill, edgecolor=edge, zorder=3, linewidth=2.2 if lit else 1.1
        )
    )
    axes.text(x, y, label, ha="center", va="center", fontsize=LETTERS, zorder=4,
              color=LIGHT["ink"] if lit else LIGHT["muted"])  # fmt: skip


def quantity(axes, name, lit):
    """Draw one quantity of the map in its place."""
    label, x, y, kind = QUANTITIES[name]
    disc(axes, label, x, y, kind, lit)


def arrow(axes, start, end, color="muted", width=1.2, curve=0.0):
    """Draw an arrow between two quantities of the map, straight or curved below the row."""
    rim_to_rim(axes, QUANTITIES[start][1:3], QUANTITIES[end][1:3], color, width, curve)


def rim_to_rim(axes, start, end, color="muted", width=1.2, curve=0.0):
    """Draw an arrow between two discs with their centers at `start` and `end`."""
    (x0, y0), (x1, y1) = start, end
    distance = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    dx, dy = (x1 - x0) / distance * RADIUS, (y1 - y0) / distance * RADIUS
    if curve:  # leave and arrive below the discs, clear of the arrow forward
        dx, dy = dx * 0.7, -RADIUS * 0.72
        tips = (x0 + dx, y0 + dy), (x1 - dx, y1 + dy)
    else:
        tips = (x0 + dx, y0 + dy), (x1 - dx, y1 - dy)
    axes.add_patch(FancyArrowPatch(*tips, arrowstyle="-|>", mutation_scale=11, linewidth=width,
                                   shrinkA=0, shrinkB=1, color=LIGHT[color], zorder=2,
                                   connectionstyle=f"arc3,rad={curve}"))  # fmt: skip


def derivative(above, below):
    """Return the derivative of one quantity of the map by another as mathtext, in full size."""
    top, bottom = (QUANTITIES[name][0].strip("$") for name in (above, below))
    return rf"$\dfrac{{\partial {top}}}{{\partial {bottom}}}$"


def _slope(axes, above, below):
    """Draw one local derivative: an arrow from the quantity on top to the variable below."""
    (_, x0, _, _), (_, x1, y1, _) = QUANTITIES[above], QUANTITIES[below]
    text = derivative(above, below)
    style = {"ha": "center", "va": "center", "fontsize": LETTERS, "color": LIGHT["slope"]}
    if y1 > 0:
        arrow(axes, above, below, "slope", 2.2)
        axes.text(x1, y1 + 0.82, text, **style)
    else:
        arrow(axes, above, below, "slope", 2.2, curve=-0.55)
        axes.text((x0 + x1) / 2, -0.98, text, **style)


def _chain_alt(lit, back) -> str:
    words = [
        "Map of the network: x, z1, a1, z2, a2 and C0 in a row, each feeding the next; "
        "W1 and b1 feed z1, W2 and b2 feed z2, and y feeds C0."
    ]
    if lit:
        words.append(f"Highlighted: {', '.join(lit)}.")
    if back:
        arrows = ", ".join(f"from {above} to {below}" for above, below in back)
        words.append(f"Arrows back, one for each derivative: {arrows}.")
    return " ".join(words)
