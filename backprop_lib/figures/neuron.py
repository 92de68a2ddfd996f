"""One neuron, opened: what comes in, the sum, the squash, what goes out."""

from .diagrams import LETTERS, disc, rim_to_rim
from .drawing import WIDTH, Figure, draw, plain
from .palette import LIGHT


def neuron() -> Figure:
    """Draw the first neuron of layer L-1 with two inputs: weigh, add the bias, squash."""
    discs = (
        ("$x_1$", 0, 0.7, "value"),
        ("$x_2$", 0, -0.7, "value"),
        ("$b^{L-1}_1$", 2.1, 1.35, "weight"),
        ("$z^{L-1}_1$", 2.1, 0, "value"),
        ("$a^{L-1}_1$", 4.1, 0, "value"),
    )
    labels = (
        ("$W^{L-1}_{11}$", 1.0, 0.72, "weight"),
        ("$W^{L-1}_{12}$", 1.0, -0.76, "weight"),
        (r"$\sigma$", 3.1, 0.24, "ink"),
        ("weigh", 1.0, -1.5, "muted"),
        ("add", 2.1, -1.5, "muted"),
        ("squash", 3.1, -1.5, "muted"),
    )

    def paint(axes):
        plain(axes)
        for start, end, color in (
            (0, 3, "weight"),
            (1, 3, "weight"),
            (2, 3, "muted"),
            (3, 4, "muted"),
        ):
            rim_to_rim(axes, discs[start][1:3], discs[end][1:3], color)
        for label, x, y, kind in discs:
            disc(axes, label, x, y, kind, lit=True)
        for label, x, y, color in labels:
            size = LETTERS if "$" in label else 13
            axes.text(x, y, label, ha="center", va="center", fontsize=size, color=LIGHT[color])
        axes.set(xlim=(-0.8, 4.9), ylim=(-1.75, 1.85))

    alt = (
        "A neuron, left to right: two inputs x1 and x2, each along an arrow with its weight, meet "
        "in the sum z, where the bias b also enters. An arrow marked sigma leads from the sum to "
        "the activation a. Below, three words: weigh, add, squash."
    )
    return draw(paint, alt, height=3.6 / 5.7 * WIDTH)
