"""Several curves over the same numbers, each with its name."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..validation import instance
from .drawing import Figure, draw
from .palette import LIGHT

LOOKS = (("value", "-"), ("slope", "--"), ("weight", "-."), ("error", ":"))


def compared(
    series: dict[str, ArrayLike],
    along: Sequence[float] | np.ndarray,
    xlabel: str,
    ylabel: str,
    log: bool = False,
) -> Figure:
    """Draw up to four curves over the numbers `along`; in each name, `$...$` is mathematics.

    log : a logarithmic scale for the height, where every entry must be above zero

    Raises a TypeError or ValueError if a curve has another length than `along`, or an entry that
    cannot be drawn.
    """
    along = np.asarray(along, dtype=float)
    if not 1 <= len(instance("series", series, dict)) <= len(LOOKS):
        raise ValueError(f"series must hold from 1 to {len(LOOKS)} curves; got {len(series)}.")
    curves = {name: np.asarray(curve, dtype=float) for name, curve in series.items()}
    for name, curve in curves.items():
        if curve.shape != along.shape or curve.ndim != 1 or curve.size < 2:
            raise ValueError(f"{name!r} must hold {along.size} numbers; got shape {curve.shape}.")
        if not np.isfinite(curve).all() or (log and (curve <= 0).any()):
            raise ValueError(f"{name!r} has an entry that cannot be drawn.")

    def paint(axes):
        for (name, curve), (color, line) in zip(curves.items(), LOOKS, strict=False):
            axes.plot(along, curve, line, color=LIGHT[color], label=name)
        axes.set(xlabel=xlabel, ylabel=ylabel, xlim=(along[0], along[-1]))
        if log:
            axes.set_yscale("log")
            axes.minorticks_off()
        if len(curves) > 1:
            axes.legend()

    def course(curve):
        quarters = (curve[(curve.size - 1) * k // 4] for k in range(5))
        return ", ".join(f"{value:.2g}" for value in quarters)

    told = "; ".join(f"{_spoken(name)}: {course(curve)}" for name, curve in curves.items())
    alt = (
        f"Curves of {_spoken(ylabel)} over {_spoken(xlabel)} from {along[0]:g} to "
        f"{along[-1]:g}{', on a logarithmic scale' if log else ''}. At the start, after each "
        f"quarter and at the end they stand at: {told}."
    )
    return draw(paint, alt)


def _spoken(label):
    return label.replace("$", "").replace("\\delta", "delta")
