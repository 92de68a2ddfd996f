"""How a wrong result lies to the right one on every input, where no slip explains it.

Each sentence holds of all the inputs that were tried. It names no mistake, but says where to look.
"""

import numpy as np

from .exercise import NUMBER, Exercise
from .form import Finding

CLOSE = 1e-4  # relative: a difference quotient is not exact
ALMOST = 1e-2  # relative: what comes this close may have been rounded, or measured
WHOLE = (
    (np.trunc, "they are cut off"),
    (np.round, "it is rounded to a whole number"),
    (np.floor, "it is rounded down"),
)
MOST_DECIMALS = 5  # that a result may have been rounded to
MOST_ROWS = 8  # of a result whose rows may stand in another order


def relation(exercise: Exercise, expected, given) -> Finding:
    """Find rows in another order, rounding, a constant factor or term; or an empty Finding."""
    pairs = [
        (e, g)
        for row, parts in zip(expected, given, strict=True)
        for e, g in zip(row, parts or (), strict=False)
    ]
    if exercise.kind == NUMBER or len(pairs) < sum(map(len, expected)):
        return Finding()
    if any(e.shape != g.shape or not e.size or not np.isfinite(g).all() for e, g in pairs):
        return Finding()
    if _reordered(pairs):
        return Finding("value:rows", "All rows are right, but they stand in another order.")
    right = np.concatenate([e.ravel() for e, _ in pairs])
    wrong = np.concatenate([g.ravel() for _, g in pairs])
    if right.size < 3 or np.ptp(right) <= CLOSE * np.abs(right).max():
        return Finding()
    if cut := _cut(right, wrong):
        return cut
    ratio = right @ wrong / (right @ right)
    almost = _near(wrong, right)
    if ratio and not almost and _near(wrong, ratio * right):
        return Finding(
            "value:factor", f"It is {ratio:.4g} times what it should be, on every input."
        )
    more = float(np.mean(wrong - right))
    if not almost and _near(wrong - more, right):
        how = "much" if more > 0 else "little"
        return Finding("value:term", f"It is {abs(more):.4g} too {how}, on every input.")
    if np.abs(wrong - right).max() and (np.abs(wrong - right) < ALMOST * np.abs(right)).all():
        digits = int(-np.log10(np.abs(wrong / right - 1).max()))
        return Finding(
            "value:digits", f"It is right to about {digits} digits on every input, and no further."
        )
    return Finding()


def _cut(right, wrong) -> Finding:
    """Find decimals that were cut off everywhere."""
    if not np.ptp(wrong):  # the same everywhere, which says nothing
        return Finding()
    for whole, how in WHOLE:
        if np.array_equal(wrong, whole(right)):
            return Finding("value:whole", f"It is right but for its decimals: {how}.")
    for decimals in range(1, MOST_DECIMALS):
        if np.allclose(wrong, right.round(decimals), rtol=0, atol=1e-12):
            says = f"It is rounded to {decimals} decimals: return the number as it comes."
            return Finding("value:rounded", says.replace("1 decimals", "1 decimal"))
    return Finding()


def _near(one, other) -> bool:
    return bool(np.abs(one - other).max() <= CLOSE * np.abs(other).max())


def _reordered(pairs) -> bool:
    """True when every result has the right rows in another order, the same for all."""
    count = len(pairs[0][0]) if pairs[0][0].ndim == 2 else 0
    if not 1 < count <= MOST_ROWS or any(len(e) != count for e, _ in pairs):
        return False
    orders = [[{j for j in range(count) if np.allclose(row, e[j])} for row in g] for e, g in pairs]
    places = [set.intersection(*(order[k] for order in orders)) for k in range(count)]
    return all(places) and set().union(*places) == set(range(count))
