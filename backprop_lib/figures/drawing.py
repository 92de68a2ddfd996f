"""From Matplotlib to an SVG that is the same every time, fits a phone, and turns dark by itself."""

import io
import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from matplotlib.figure import Figure as Canvas
from matplotlib.style import context
from matplotlib.text import Text

from .palette import LIGHT, dark_rules

WIDTH = 5.2  # inches; at this width 12-point text is still 10 pixels high on a phone

STYLE: Any = {
    "svg.hashsalt": "backpropagation",  # else the ids inside the SVG change from run to run
    "svg.fonttype": "path",  # text as shapes: no font needed to show it
    "font.size": 12,
    "mathtext.fontset": "cm",  # the shapes MathJax shows in the text
    "axes.facecolor": LIGHT["card"],
    "axes.edgecolor": LIGHT["muted"],
    "axes.labelcolor": LIGHT["ink"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.titlesize": 12,
    "axes.labelsize": 13,
    "figure.facecolor": LIGHT["card"],
    "figure.constrained_layout.use": True,
    "grid.color": LIGHT["grid"],
    "legend.frameon": False,
    "lines.linewidth": 2.2,
    "text.color": LIGHT["ink"],
    "xtick.color": LIGHT["muted"],
    "ytick.color": LIGHT["muted"],
    "xtick.labelcolor": LIGHT["ink"],
    "ytick.labelcolor": LIGHT["ink"],
}


@dataclass(frozen=True)
class Figure:
    """A finished figure: its SVG, and in words what it shows (the alt text)."""

    svg: str
    alt: str

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": self.svg, "text/plain": self.alt}


def draw(paint, alt: str, height: float = 3.1, **axes) -> Figure:
    """Call `paint` on fresh axes and return the Figure.

    Parameters
    ----------
    paint : called as ``paint(axes)``, or ``paint(array of axes)`` with `nrows` or `ncols` above 1
    alt : what the figure shows, in a sentence or two
    height : inches
    axes : passed on to Matplotlib's ``subplots``
    """
    with context(["default", STYLE]):  # whatever the reader's own matplotlibrc says
        canvas = Canvas(figsize=(WIDTH, height))
        paint(canvas.subplots(**axes))
        for text in canvas.findobj(Text):  # a superscript has no room for spaces around its minus
            text.set_text(text.get_text().replace("{L-1}", "{L{-}1}"))
        buffer = io.StringIO()
        canvas.savefig(buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator")))
    return Figure(_finish(buffer.getvalue(), alt), alt)


def plain(axes):
    """Take grid, frame and ticks away, for diagrams."""
    axes.set_axis_off()
    axes.set_aspect("equal")


def _finish(svg: str, alt: str) -> str:
    """Add title, role and dark colors; drop the XML preamble; round the coordinates.

    A hundredth of a point cannot be seen, and absorbs the last bits in which machines may differ.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(?<= d=")[^"]*|(?<=translate\()[^)]*|(?<= [xy]=")[^"]*', _rounded, svg)
    head = f"<title>{escape(alt)}</title><style>{escape(dark_rules(svg))}</style>"
    return svg.replace("<svg ", '<svg role="img" ', 1).replace(">", f">{head}", 1).strip()


def _rounded(match) -> str:
    return re.sub(r"-?\d+\.\d+", lambda n: f"{float(n[0]):.2f}".rstrip("0").rstrip("."), match[0])
