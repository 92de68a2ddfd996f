"""The page's figures, drawn from the record in the book's style."""

import numpy as np

from backprop_lib.figures.drawing import Figure, draw
from backprop_lib.figures.palette import LIGHT

from . import growth, peers, table

SHOWN = {  # who is drawn, in which color, with which mark; the tables have the others
    "JAX, jit": ("slope", "o"),
    "PyTorch, eager": ("error", "s"),
    "autograd": ("weight", "D"),
    "scikit-learn": ("value", "^"),
    "loop over examples": ("muted", "v"),
    peers.FLOOR: ("ink", "_"),
}


def ratios(record: dict, threads: int = 1, dtype: str = "float64") -> Figure:
    """Draw how many times as long as the library each of SHOWN takes, size by size."""
    sizes = table.sizes(record)
    curves = {}
    for peer in SHOWN:
        found = table.cells(record, peer=peer, what="both", threads=threads, dtype=dtype)
        curves[peer] = {tuple(r["size"]): r["ratio"] for r in found if "ratio" in r}
    curves = {peer: curve for peer, curve in curves.items() if curve}

    def paint(axes):
        axes.axhline(1, color=LIGHT["ink"], linewidth=1.2)
        for peer, curve in curves.items():
            color, mark = SHOWN[peer]
            at = [sizes.index(size) for size in curve]
            low, middle, high = (
                np.array([r[key] for r in curve.values()]) for key in ("q1", "median", "q3")
            )
            axes.errorbar(at, middle, (middle - low, high - middle), color=LIGHT[color],
                          marker=mark, markersize=7, linewidth=1.2, label=peer)  # fmt: skip
        axes.set(yscale="log", ylabel="times as long as the library", xlim=(-0.4, len(sizes) - 0.6))
        axes.set_xticks(range(len(sizes)), ["{}\n{}\n{}\n× {}".format(*size) for size in sizes])
        ticks = [t for t in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
                 if axes.get_ylim()[0] <= t <= axes.get_ylim()[1]]  # fmt: skip
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
        axes.legend(loc="lower center", bbox_to_anchor=(0.45, 1), ncols=2, handlelength=1.5)

    parts = "; ".join(
        f"{peer} " + ", ".join(f"{r['median']:.2g}" for r in curve.values())
        for peer, curve in curves.items()
    )
    names = ", ".join("-".join(map(str, size[:3])) for size in sizes)
    alt = (
        f"Time for loss and gradients as a multiple of the library's, for the sizes {names}, on a "
        f"log scale with a line at 1: {parts}."
    )
    return draw(paint, alt, height=4.9)


def times(record: dict) -> Figure:
    """Draw time over width and over batch, both on log scales, with the fitted power."""
    panels = {"width": "width $n$", "batch": "examples $m$"}

    def paint(axes):
        for panel, (name, label) in zip(axes, panels.items(), strict=True):
            points = record["growth"][name]
            at, seconds = np.array([(point["at"], middle(point)) for point in points]).T
            panel.plot(at, seconds * 1e3, "o", color=LIGHT["value"], markersize=6)
            last = at[-growth.LARGEST :]
            power = growth.slope(points, middle)
            line = np.exp(np.mean(np.log(seconds[-growth.LARGEST :])))
            line = line * (last / np.exp(np.mean(np.log(last)))) ** power
            panel.plot(last, line * 1e3, color=LIGHT["slope"], linewidth=1.8)
            panel.set(xscale="log", yscale="log", xlabel=label)
            panel.set_title(f"slope {power:.2f}", color=LIGHT["slope"])
            panel.minorticks_off()
        axes[0].set_ylabel("milliseconds")

    alt = "Two plots of time on log scales. " + " ".join(
        f"Over {name}, from {points[0]['at']} to {points[-1]['at']}, it goes from "
        f"{table.duration(middle(points[0]))} to {table.duration(middle(points[-1]))}, less "
        f"steeply at first, then along a line of slope {growth.slope(points, middle):.2f}."
        for name, points in ((name, record["growth"][name]) for name in panels)
    )
    return draw(paint, alt, height=3.0, ncols=2, sharey=True)


def memory(record: dict) -> Figure:
    """Draw the most memory a call holds over the batch, with what counting says."""
    points = record["growth"]["memory"]
    at, held, counted = (np.array([p[key] for p in points]) for key in ("at", "bytes", "theory"))

    def paint(axes):
        axes.plot(at, counted / 1e6, color=LIGHT["slope"], linewidth=1.8, label="counted")
        axes.plot(at, held / 1e6, "o", color=LIGHT["value"], markersize=6, label="measured")
        axes.set(xscale="log", yscale="log", xlabel="examples $m$", ylabel="megabytes")
        axes.minorticks_off()
        axes.legend(loc="upper left")

    alt = (
        f"The most memory one call holds, on log scales, from {at[0]} to {at[-1]} examples: "
        f"measured dots lie on the counted line, from {held[0] / 1e6:.2f} to "
        f"{held[-1] / 1e6:.0f} megabytes."
    )
    return draw(paint, alt, height=2.7)


def middle(point: dict) -> float:
    """Return the median time of a point, in seconds."""
    return point["seconds"]["median"]


FIGURES = {"ratios": ratios, "times": times, "memory": memory}
