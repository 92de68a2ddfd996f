"""Look at a claim with numbers: both sides on 100 random networks, to more than 30 digits.

Nothing here knows calculus or SymPy. A derivative is *measured*: the variable takes a step of
10^-40 i into the complex plane, the forward pass is run again from there on, and the imaginary
part of the quantity, divided by the step, is its derivative up to an error of order 10^-80.
"""

import random
from collections.abc import Sequence
from functools import cache

from mpmath import MPContext

from .claims import Claim, Rejected
from .meaning import Meaning
from .parsing import as_latex

NETWORKS = 100
TOLERANCE_EXPONENT = -30
DIGITS = 60
STEP_EXPONENT = -40

mp = MPContext()  # a context of our own: nobody else's precision is touched
mp.dps = DIGITS


def forward(given: dict, nudged: dict) -> dict:
    """Run the network on numbers; a quantity in `nudged` keeps the value given there."""
    v = {**given, **nudged}
    v.setdefault("z1", v["W1"] * v["x"] + v["b1"])
    v.setdefault("a1", 1 / (1 + mp.exp(-v["z1"])))
    v.setdefault("z2", v["W2"] * v["a1"] + v["b2"])
    v.setdefault("a2", 1 / (1 + mp.exp(-v["z2"])))
    v.setdefault("C0", (v["a2"] - v["y"]) ** 2 / 2)
    return v


class Numeric(Meaning):
    """Trees as mpmath numbers on one network."""

    def __init__(self, given: dict, nudged: dict | None = None):
        self.given = given
        self.values = forward(given, nudged or {})
        self.measured: dict = {}

    def quantity(self, name, indices=()):
        if indices or name not in self.values:
            raise Rejected("form", "indices, C and m belong to the vector forms")
        return self.values[name]

    def exp(self, value):
        return mp.exp(value)

    def squash(self, value):
        return 1 / (1 + mp.exp(-value))

    def exact(self, value):
        return mp.convert(value)

    def slope(self, top, below):
        if (top, below) not in self.measured:
            self.measured[top, below] = self._measure(top, below.children[0])
        return self.measured[top, below]

    def _measure(self, top, name):
        step = mp.mpf(10) ** STEP_EXPONENT
        nudged = Numeric(self.given, {name: mp.mpc(self.values[name], step)})
        found = mp.im(nudged.visit(top)) / step
        if found == 0:
            raise Rejected("witness", f"the quantity on top does not depend on {as_latex(name)}")
        return found


@cache  # what was measured on them is known to all who ask for them
def networks(count: int = NETWORKS, seed: int = 55) -> tuple[Numeric, ...]:
    """Draw random 1-1-1 networks, inputs and targets: numbers of either sign, none near zero."""
    draw = random.Random(seed)
    names = ("x", "y", "z", "W1", "b1", "W2", "b2")
    return tuple(
        Numeric({name: mp.mpf(draw.choice((-1, 1)) * draw.uniform(0.2, 2.0)) for name in names})
        for _ in range(count)
    )


def worst_difference(claim: Claim, on: Sequence[Numeric]):
    """Return the largest relative difference of the two sides; raise Rejected if too large."""
    worst = max(_difference(claim, network) for network in on)
    if worst > mp.mpf(10) ** TOLERANCE_EXPONENT:
        raise Rejected("witness", f"the two sides differ, by {mp.nstr(worst, 2)} of their size")
    return worst


def _difference(claim: Claim, network: Numeric):
    try:
        left, right = network.visit(claim.left), network.visit(claim.right)
    except ZeroDivisionError:
        raise Rejected("witness", "divides by zero") from None
    size = max(abs(left), abs(right))
    if size == 0:
        raise Rejected("witness", "both sides are zero: nothing is compared")
    return abs(left - right) / size
