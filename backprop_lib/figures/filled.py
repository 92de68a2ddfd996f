"""The map of the book with what is known so far: values forward, derivatives backward."""

import math
from itertools import pairwise

from ..core import forward
from ..examples import Example
from ..validation import instance
from .checks import finite_number
from .diagrams import EDGES, LETTERS, QUANTITIES, RADIUS, arrow, derivative, quantity
from .drawing import WIDTH, Figure, draw, plain
from .factors import digits
from .forward_pass import short
from .palette import LIGHT

PARAMETERS = ("W1", "b1", "W2", "b2")
LOW, HIGH = -2.6, 2.7


def filled_map(example: Example, slopes: dict[str, float], toward: str) -> Figure:
    """Draw every value of the example, the slopes known so far, and their product.

    Each slope of the path that is not in `slopes` is a question mark.

    Parameters
    ----------
    example : a 1-1-1 network with one example
    slopes : label, such as ``"C0/a2"``, → value: the first links of the path, from the cost on
    toward : the parameter at the end of the path, W1, b1, W2 or b2

    Raises
    ------
    TypeError : `example` or `slopes` is something else, or a slope no number
    ValueError : an unknown parameter, slopes that are not the first links of its path, in order,
        or a slope that is not finite
    """
    x, W1, b1, W2, b2, y = instance("example", example, Example).numbers()
    if toward not in PARAMETERS:
        raise ValueError(f"toward must be {', '.join(PARAMETERS)}; got {toward!r}.")
    path = _path(toward)
    if list(instance("slopes", slopes, dict)) != path[: len(slopes)]:
        raise ValueError(
            f"slopes must begin at the cost, in this order: {', '.join(path)}; "
            f"got {', '.join(map(str, slopes))}."
        )
    found = {link: finite_number(f"slopes[{link!r}]", at) for link, at in slopes.items()}
    passed = forward(example.network, example.x)
    values = dict(x=x, W1=W1, b1=b1, W2=W2, b2=b2, y=y)
    values |= {name: getattr(passed, name).item() for name in ("z1", "a1", "z2", "a2")}
    values["C0"] = (values["a2"] - y) ** 2 / 2  # (5)
    texts = {name: short(value).replace("-", "−") for name, value in values.items()}
    factors = [digits(found[link]) if link in found else "?" for link in path]

    def paint(axes):
        plain(axes)
        last = tuple(path[-1].split("/"))
        for start, end in map(str.split, EDGES):
            if (end, start) != last:  # a slope lies there
                arrow(axes, start, end)
        for name, (_, at, height, kind) in QUANTITIES.items():
            quantity(axes, name, True)
            axes.text(at, height + RADIUS + 0.2 if height else -RADIUS - 0.22, texts[name],
                      ha="center", va="center", fontsize=12, color=LIGHT[kind])  # fmt: skip
        for link, text in zip(path, factors, strict=True):
            _slope(axes, link, text)
        long = len(path) > 3
        line = {"va": "center", "color": LIGHT["slope"]}
        axes.text(0.3 if long else 1.1, LOW + 0.3, f"{derivative('C0', toward)}  =", ha="right",
                  fontsize=LETTERS, **line)  # fmt: skip
        axes.text(0.38 if long else 1.2, LOW + 0.3, _product(factors, found),
                  fontsize=11 if long else 14, **line)  # fmt: skip
        axes.set(xlim=(-0.45, 5.45), ylim=(LOW, HIGH))

    listed = ", ".join(f"{name} {text}" for name, text in texts.items())
    known = ", ".join(f"{link} {text}" for link, text in zip(path, factors, strict=True))
    alt = (
        f"Map of the network with its values: {listed}. Arrows back along the path from the cost "
        f"to {toward}, each with its derivative: {known}. Below: dC0/d{toward} = "
        f"{_product(factors, found)}."
    )
    return draw(paint, alt, height=(HIGH - LOW) / 5.9 * WIDTH)


def _path(toward: str) -> list[str]:
    """Return the links from the cost back to a parameter: C0/a2, a2/z2, and so on."""
    row = ["C0", "a2", "z2", *(["a1", "z1"] if toward.endswith("1") else []), toward]
    return [f"{above}/{below}" for above, below in pairwise(row)]


def _product(factors, found) -> str:
    """Write the running product, and what it makes when no factor is missing."""
    first, *others = factors
    text = " × ".join([first, *(f"({other})" if "−" in other else other for other in others)])
    if "?" in factors:
        return text
    return f"{text} = {digits(math.prod(found.values()))}"


def _slope(axes, link, text):
    """Draw one link of the path: its arrow back, its derivative, and the number or a question."""
    above, below = link.split("/")
    (_, x0, _, _), (_, x1, y1, _) = QUANTITIES[above], QUANTITIES[below]
    known = text != "?"
    color, width = ("slope", 2.4) if known else ("muted", 1.2)
    name = derivative(above, below)
    style = {"ha": "center", "va": "center", "color": LIGHT[color]}
    if y1 > 0:
        arrow(axes, above, below, color, width)
        axes.text(x1, y1 + 1.14, f"{name} = {text}", fontsize=LETTERS, **style)
    else:
        arrow(axes, above, below, color, width, curve=-0.55)
        middle = (x0 + x1) / 2
        axes.text(middle, -1.08, name, fontsize=LETTERS, **style)
        axes.text(middle, -1.7, text, fontsize=12, weight="bold" if known else "normal", **style)
