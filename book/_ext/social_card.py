"""The picture a shared link shows: the book's title above its map, drawn by its own figures.

Our own, because the cards of sphinxext-opengraph hold text and a logo, and no map.
"""

from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.style import context

from backprop_lib.figures.diagrams import EDGES, QUANTITIES, arrow, quantity
from backprop_lib.figures.drawing import STYLE, plain
from backprop_lib.figures.palette import LIGHT

NAME = "card.png"
INCHES, DOTS = (6, 3.15), 200  # 1200 × 630 pixels, the size that networks show uncropped
BACKWARD = ("C0 a2", "a2 z2", "z2 a1", "a1 z1")


def draw_card(title: str, path: Path):
    """Draw the card and save it as PNG."""
    with context(["default", STYLE]):
        canvas = Figure(figsize=INCHES, layout="none")
        head, _, tail = title.partition(", ")
        canvas.text(0.06, 0.83, head, fontsize=27, weight="bold", va="center")
        canvas.text(0.06, 0.69, tail, fontsize=17, color=LIGHT["muted"], va="center")
        axes = canvas.add_axes((0.02, 0.0, 0.96, 0.6))
        plain(axes)
        for start, end in map(str.split, EDGES):
            arrow(axes, start, end)
        for name in QUANTITIES:
            quantity(axes, name, name in ("W1", "b1", "W2", "b2", "C0"))
        for above, below in map(str.split, BACKWARD):
            arrow(axes, above, below, "slope", 2.2, curve=-0.55)
        axes.set(xlim=(-0.5, 5.5), ylim=(-0.75, 1.55))
        canvas.savefig(path, dpi=DOTS, metadata={"Software": None})


def write_card(app, error):
    """Draw the card, if the site has an address at which it can be found."""
    if not error and app.builder.format == "html" and app.config.html_baseurl:
        draw_card(app.config.html_title, Path(app.outdir, "_static", NAME))


def setup(app):
    """Run after the pages are written."""
    app.connect("build-finished", write_card)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
