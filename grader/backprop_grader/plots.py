"""The pictures of the class report: Matplotlib's, as SVG with an alt text, dark on a dark page."""

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from backprop_lib.figures.drawing import draw
from backprop_lib.figures.palette import LIGHT

from .marks import number
from .tally import BLANK, KINDS, PARTLY, RIGHT, WRONG, Exercise

COLORS = {RIGHT: "weight", PARTLY: "value", WRONG: "slope", BLANK: "grid"}
INCH = 0.3  # of height for each exercise
ROOM = 0.09  # of the width; a narrower bar has no number in it


def distribution(totals: Sequence[float], most: float) -> str:
    """Draw how many students have how many points."""
    top = max([most, *totals])
    width = max(1, round(top / 12)) if top >= 1 else top or 1
    edges = [k * width for k in range(int(top / width + 1e-9) + 2)]
    counts = [sum(low <= points < high for points in totals) for low, high in pairwise(edges)]

    def paint(axes):
        middles = [low + width / 2 for low in edges[:-1]]
        bars = axes.bar(middles, counts, width=0.9 * width, color=LIGHT["value"])
        axes.bar_label(bars, [str(count or "") for count in counts], color=LIGHT["ink"])
        axes.set(xlabel=f"points, of {number(most)}", ylabel="students", yticks=[])
        axes.set_xticks(middles, [_label(low, width) for low in edges[:-1]])
        axes.tick_params(axis="x", labelrotation=45 if len(middles) > 8 else 0)
        axes.grid(False)

    spread = ", ".join(
        f"{count} with {_label(low, width)}"
        for low, count in zip(edges, counts, strict=False)
        if count
    )
    middle = f"Median {number(statistics.median(totals))}." if totals else ""
    students = "1 student" if len(totals) == 1 else f"{len(totals)} students"
    alt = f"Points of {students}, of {number(most)}: {spread or 'nobody yet'}. {middle}"
    return _inline(draw(paint, alt.strip()).svg, "totals")


def shares(exercises: dict[str, Exercise]) -> str:
    """Draw a bar for each exercise: which share is right, partly right, wrong, not attempted."""
    keys = list(exercises)
    parts = {
        key: [exercise.kinds[kind] / max(1, exercise.kinds.total()) for kind in KINDS]
        for key, exercise in exercises.items()
    }

    def paint(axes):
        start = [0.0] * len(keys)
        for k, kind in enumerate(KINDS):
            widths = [parts[key][k] for key in keys]
            color, ink = LIGHT[COLORS[kind]], LIGHT["ink" if kind == BLANK else "card"]
            bars = axes.barh(keys, widths, left=start, color=color, label=kind)
            texts = [f"{100 * width:.0f}" if width >= ROOM else "" for width in widths]
            axes.bar_label(bars, texts, label_type="center", color=ink, fontsize=10)
            start = [a + b for a, b in zip(start, widths, strict=True)]
        axes.set(xlim=(0, 1), xticks=[], xlabel="percent of the students")
        axes.invert_yaxis()
        axes.grid(False)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        axes.figure.legend(loc="outside upper center", ncols=2)

    said = "; ".join(
        f"{key} "
        + ", ".join(
            f"{100 * share:.0f}% {kind}"
            for kind, share in zip(KINDS, parts[key], strict=True)
            if share
        )
        for key in keys
    )
    alt = f"A bar for each exercise. {said}."
    return _inline(draw(paint, alt, height=1.3 + INCH * len(keys)).svg, "shares")


def _label(low: float, width: float) -> str:
    """Name a bar: 3, or 3-5 if it is wider than a point."""
    return number(low) if width <= 1 else f"{number(low)}-{number(low + width - 1)}"


def _inline(svg: str, name: str) -> str:
    """Make the ids of an SVG its own, because several stand in one page."""
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{name}-", svg)
