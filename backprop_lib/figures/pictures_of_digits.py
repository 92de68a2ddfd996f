"""Digits as pictures, and a number for each of their pixels."""

from collections.abc import Sequence

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike

from ..validation import as_matrix
from .drawing import Figure, draw, plain
from .palette import LIGHT

SIDE = 8
SHADES = 8  # so many steps from paper to ink
ROW = 5  # pictures in a row


def digits(x: ArrayLike, captions: Sequence[str], about: str = "") -> Figure:
    """Draw each column of x, (64, m), as a picture of 8 × 8 pixels with its caption below.

    Positive entries are ink, the darker the larger, and negative ones are small squares in the
    color of slopes; each picture is scaled to its largest entry. `about` begins the alt text.

    Raises
    ------
    TypeError, ValueError : x is no matrix of 64 rows, or the captions are not one for each column
    """
    x = as_matrix("x", x, "(64, m)", rows=SIDE * SIDE)
    if len(captions) != x.shape[1]:
        raise ValueError(
            f"captions must be {x.shape[1]}, one for each picture; got {len(captions)}."
        )
    columns = min(ROW, x.shape[1])
    rows = -(-x.shape[1] // columns)

    def paint(axes):
        for panel in np.ravel(axes):
            plain(panel)
        for panel, pixels, caption in zip(np.ravel(axes), x.T, captions, strict=False):
            _picture(panel, pixels, caption)

    listed = ", ".join(captions)
    alt = f"{about or 'Handwritten digits of 8 by 8 pixels'}, {x.shape[1]} pictures: {listed}."
    return draw(paint, alt, height=1.15 * rows + 0.1, nrows=rows, ncols=columns)


def _picture(axes, pixels, caption):
    """One path for each shade and sign, so that the drawing stays small."""
    size = np.abs(pixels).max() or 1
    shades = np.round(SHADES * pixels / size).astype(int)
    for shade in sorted(set(shades) - {0}):
        places = np.argwhere(shades.reshape(SIDE, SIDE) == shade)
        strength, color = abs(shade) / SHADES, LIGHT["value" if shade > 0 else "slope"]
        inset = 0.0 if shade > 0 else 0.28  # small, so that color is not the only sign
        squares = [_square(column + inset, row + inset, 1 - 2 * inset) for row, column in places]
        axes.add_patch(
            PathPatch(
                Path.make_compound_path(*squares), facecolor=color, alpha=strength, linewidth=0
            )
        )
    frame = _square(0, 0, SIDE)
    axes.add_patch(PathPatch(frame, facecolor="none", edgecolor=LIGHT["muted"], linewidth=0.8))
    axes.set(xlim=(-0.2, SIDE + 0.2), ylim=(SIDE + 0.2, -0.2))
    axes.text(SIDE / 2, SIDE + 0.5, caption, ha="center", va="top")


def _square(left, top, side):
    corners = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
    return Path([*corners, corners[0]], closed=True)
