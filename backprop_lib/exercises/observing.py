"""What was seen of a wrong answer: on which input it shows best, and where it is right."""

import numpy as np

from .exercise import NUMBER, PROOF, Exercise
from .values import same_shape
from .wording import plain


def telling(cases, expected, given, right) -> int:
    """Return the input to show: the smallest one on which shapes or values differ visibly.

    Shapes that differ come first. A size of 1 is avoided: there a transposition, a sum and a mean
    are all the same.
    """
    wrong = [k for k, row in enumerate(right) if not all(row)]
    return min(wrong, key=lambda k: _rank(cases[k], expected[k], given[k]))


def _rank(case, expected, given):
    shapes = [np.shape(value) for name, value in case.items() if name[0] != "b"]
    sizes = [n for shape in shapes for n in shape]
    alone = bool(sizes) and max(sizes) == 1
    entries = sum(np.size(value) for value in case.values())
    return alone, not _visible(expected, given), _shaped(expected, given), 1 in sizes, entries


def _shaped(expected, given) -> bool:
    """True when there are values in the right shapes."""
    return given is not None and all(map(same_shape, expected, given))


def _visible(expected, given) -> bool:
    """True when a difference is seen in four decimals, or in the shapes."""
    if given is None:
        return True
    return any(
        not same_shape(e, g) or plain(e) != plain(g.reshape(e.shape))
        for e, g in zip(expected, given, strict=True)
    )


def what_was_seen(exercise: Exercise, cases, right) -> str:
    """Say on which inputs an answer is right, if it is on some."""
    if exercise.kind in (NUMBER, PROOF):
        return ""
    good = [case for case, row in zip(cases, right, strict=True) if all(row)]
    bad = [case for case, row in zip(cases, right, strict=True) if not all(row)]
    if not good:
        return ""
    for says, holds in _statements(cases[0]):
        if all(map(holds, good)) and not any(map(holds, bad)):
            return f"right {says}, wrong otherwise"
    return f"right on {len(good)} of {len(cases)} inputs"


def _statements(case):
    """Yield what can be said of an input, as (words, test)."""
    arrays = {name: value for name, value in case.items() if np.ndim(value) == 2}
    if arrays:
        yield "where every size is 1", lambda c: all(np.size(c[n]) == 1 for n in arrays)
        batch = [n for n in arrays if n[0] not in "Wb"]
        if batch:
            name = batch[-1]
            yield "for one example", lambda c: c[name].shape[1] == 1
            yield "for one neuron", lambda c: c[name].shape[0] == 1
        for name in arrays:
            yield (
                f"where {name} is square",
                lambda c, name=name: c[name].shape[0] == c[name].shape[1],
            )
    names = [name for name, value in case.items() if isinstance(value, float)]
    for name in names:
        yield f"where {name} is positive", lambda c, name=name: c[name] > 0
        yield f"where {name} is negative", lambda c, name=name: c[name] < 0
        for other in names:
            if other != name:
                yield (
                    f"where {name} is above {other}",
                    lambda c, p=name, q=other: c[p] > c[q],
                )
