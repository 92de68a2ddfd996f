"""The value of every quantity of the running example, and of every derivative between two.

The library computes them while the site is built; a derivative is measured, by complex steps.
"""

from functools import cache

from backprop_lib import RUNNING, Network, complex_step, cost, forward
from backprop_lib.figures.diagrams import EDGES, QUANTITIES
from backprop_lib.show import rounded

NUMBERS = dict(zip(("x", "W1", "b1", "W2", "b2", "y"), RUNNING.numbers(), strict=True))
ENTRY = {"z1": "b1", "a1": "b1", "z2": "b2", "a2": "b2"}  # a nudge of it reaches all else by these


def quantities(**held) -> dict:
    """Return all quantities of the 1-1-1 network by name, with the numbers in `held` in place."""
    given = NUMBERS | held
    network = Network(*(given[name] for name in ("W1", "b1", "W2", "b2")))
    passed = forward(network, given["x"])
    flow = {name: getattr(passed, name).item() for name in ("z1", "a1", "z2", "a2")}
    return given | flow | {"C0": cost(network, given["x"], given["y"])}


def derivative(top: str, below: str) -> float:
    """Return d top / d below: a nudge from further up moves both, and the ratio is measured."""
    nudged = ENTRY.get(below, below)
    moved = {
        name: complex_step(
            lambda value, name=name: quantities(**{nudged: value})[name], NUMBERS[nudged]
        )
        for name in (top, below)
    }
    return moved[top] / moved[below]


def _above(name: str) -> set[str]:
    """Return the quantities that a nudge of `name` reaches."""
    direct = {end for start, end in map(str.split, EDGES) if start == name}
    return direct.union(*map(_above, direct))


def latex(name: str) -> str:
    """Return how the text writes a quantity."""
    return QUANTITIES[name][0].strip("$")


@cache
def table() -> list[dict]:
    """Return one row for each symbol: its LaTeX, name in code, value as shown, nodes of the map."""
    values = quantities()
    rows = [
        {"latex": latex(name), "code": name, "value": values[name], "nodes": [name]}
        for name in QUANTITIES
    ] + [
        {
            "latex": rf"\frac{{\partial {latex(top)}}}{{\partial {latex(below)}}}",
            "code": f"d{top}_d{below}",
            "value": derivative(top, below),
            "nodes": [top, below],
        }
        for below in QUANTITIES
        for top in sorted(_above(below))
    ]
    return [row | {"value": _shown(row["value"])} for row in rows]


def _shown(value: float) -> str:
    """Return the number as `show` prints it, without zeros that say nothing."""
    text = f"{rounded(value, 6):.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")
