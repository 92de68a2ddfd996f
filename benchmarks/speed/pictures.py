"""The page's figure, drawn from the record in the book's style."""

from backprop_lib.figures.drawing import Figure, draw
from backprop_lib.figures.palette import LIGHT

from . import learn, peers, table

SHOWN = {  # who is drawn, in which color, with which mark; the table has the others
    peers.OURS: ("ink", "o"),
    "PyTorch, eager": ("error", "s"),
    "JAX, jit": ("slope", "^"),
    "autograd": ("weight", "D"),
    "PyTorch, compiled": ("value", "v"),
}


def learning(record: dict) -> Figure:
    """Draw the share of held-out digits read right over the seconds spent, one line a peer."""
    seed = learn.SEEDS[0]
    lines = {
        peer: found[0]["points"]
        for peer in SHOWN
        if (found := [r for r in record["learning"] if (r["peer"], r["seed"]) == (peer, seed)])
    }

    def paint(axes):
        for peer, points in lines.items():
            color, mark = SHOWN[peer]
            axes.plot(
                [point["seconds"] for point in points],
                [100 * point["accuracy"] for point in points],
                color=LIGHT[color],
                marker=mark,
                markersize=5,
                linewidth=1.4,
                label=peer,
            )
        axes.axhline(100 * learn.GOAL, color=LIGHT["muted"], linewidth=1, linestyle="--")
        axes.set(xscale="log", xlabel="seconds", ylabel="held-out digits read right, %")
        axes.set_ylim(40, 101)
        axes.legend(loc="lower center", bbox_to_anchor=(0.45, 1), ncols=2, handlelength=1.5)

    parts = "; ".join(
        f"{peer} {_when(learn.until(points))}, ending its first pass after "
        f"{table.duration(points[0]['seconds'])}"
        for peer, points in lines.items()
    )
    alt = (
        "Share of held-out digits read right, over seconds on a log scale, with a dashed line at "
        f"{learn.GOAL:.0%}. The lines have the same steps and begin at different times: {parts}."
    )
    return draw(paint, alt, height=4.2)


def _when(seconds) -> str:
    return f"is there after {table.duration(seconds)}" if seconds else "does not get there"


FIGURES = {"learning": learning}
