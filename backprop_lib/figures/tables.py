"""Counts as a table whose cells are shaded by how much they hold."""

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from .drawing import Figure, draw
from .palette import LIGHT


def confusion_table(table: ArrayLike) -> Figure:
    """Draw a square table of counts: row i, column j counts what is an i and was read as a j.

    Raises a ValueError unless it is square and holds whole numbers that are not negative.
    """
    table = np.asarray(table)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or table.dtype.kind not in "iu":
        raise ValueError(f"table must be square and hold whole numbers; got shape {table.shape}.")
    if not table.size or table.min() < 0:
        raise ValueError("table must hold counts, none of them negative.")
    n = len(table)

    def paint(axes):
        for (i, j), count in np.ndenumerate(table):
            if count:
                fill = LIGHT["value_fill" if i == j else "slope_fill"]
                axes.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor=fill))
                axes.text(j, i, str(count), ha="center", va="center",
                          fontweight="normal" if i == j else "bold")  # fmt: skip
        axes.set(xlim=(-0.5, n - 0.5), ylim=(n - 0.5, -0.5), xticks=range(n), yticks=range(n),
                 xlabel="read as", ylabel="is")  # fmt: skip
        axes.xaxis.set_label_position("top")
        axes.xaxis.tick_top()
        axes.grid(False)
        axes.set_aspect("equal")

    wrong = [
        f"{count} times {_a(i)} read as {_a(j)}"
        for (i, j), count in sorted(np.ndenumerate(table), key=lambda cell: -cell[1])
        if count and i != j
    ]
    alt = (
        f"A table of {table.sum()} examples, what each is against what it was read as. "
        f"{np.trace(table)} stand on the diagonal, read right. "
        f"{'Most frequent mistakes: ' + '; '.join(wrong[:4]) if wrong else 'There is no mistake'}."
    )
    return draw(paint, alt, height=4.4)


def _a(digit):
    return f"an {digit}" if digit == 8 else f"a {digit}"
