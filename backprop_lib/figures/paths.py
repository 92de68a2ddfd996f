"""Where the chain forks: the paths by which one neuron reaches the cost."""

from collections.abc import Sequence

from .checks import whole_numbers
from .diagrams import LETTERS, disc, rim_to_rim, spread
from .drawing import WIDTH, Figure, draw, plain
from .palette import LIGHT


def paths_back(neuron: int = 2, sizes: Sequence[int] = (3, 2)) -> Figure:
    """Draw every path from the cost back to one neuron of layer L-1, one for each neuron of L.

    Parameters
    ----------
    neuron : which neuron of layer L-1, counted from 1
    sizes : (n1, n2), the neurons in layer L-1 and in layer L

    Raises
    ------
    ValueError : layer L-1 has no such neuron, or `sizes` are not two numbers of 1 or more
    """
    n1, n2 = whole_numbers("sizes", sizes, "(n1, n2)")
    if neuron not in range(1, n1 + 1):
        raise ValueError(f"neuron must be between 1 and {n1}; got {neuron}.")
    hidden = [(0.0, 1.15 * spread(i, n1)) for i in range(n1)]
    sums = [(2.4, 1.5 * spread(j, n2)) for j in range(n2)]
    cost, target = (4.5, 0), hidden[neuron - 1]
    half = max(1.15 * (n1 - 1), 1.5 * (n2 - 1)) / 2 + 0.5

    def paint(axes):
        plain(axes)
        for start in hidden:
            for j, end in enumerate(sums, start=1):
                if start != target:
                    axes.plot(*zip(start, end, strict=True), color=LIGHT["grid"], zorder=1)
                    continue
                rim_to_rim(axes, end, start, "slope", 2.2)
                x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
                axes.text(x, y + (0.3 if end[1] >= start[1] else -0.34), f"$W^L_{{{j}{neuron}}}$",
                          ha="center", va="center", color=LIGHT["weight"],
                          fontsize=LETTERS)  # fmt: skip
        for start in sums:
            rim_to_rim(axes, cost, start, "slope", 2.2)
        for i, (x, y) in enumerate(hidden, start=1):
            disc(axes, f"$a^{{L-1}}_{i}$", x, y, "value", lit=i == neuron)
        for j, (x, y) in enumerate(sums, start=1):
            disc(axes, f"$z^L_{j}$", x, y, "value", lit=True)
        disc(axes, "$C_0$", *cost, "error", lit=True)
        axes.set(xlim=(-0.5, 5), ylim=(-half, half))

    alt = (
        f"{n1} neurons of layer L-1 on the left, the {n2} sums of layer L in the middle, the cost "
        f"on the right. Arrows lead from the cost back to every sum, and from every sum, each "
        f"through its own weight, back to neuron {neuron}: {n2} paths that end in the same place."
    )
    return draw(paint, alt, height=2 * half / 5.5 * WIDTH)
