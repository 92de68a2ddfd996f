"""Numbers of a by-hand exercise that hide no mistake: no slip is right, and few give the same."""

from dataclasses import dataclass

import numpy as np

from ..exercise import ByHand
from .ranks import rank
from .search import Search


@dataclass(frozen=True)
class Coincidences:
    """What the numbers of an exercise cannot tell apart.

    right : ids of slips that give the right number, though they are another formula
    shared : sets of ids of different likely slips that give the same wrong number
    """

    right: tuple[str, ...]
    shared: tuple[tuple[str, ...], ...]


def coincidences(exercise: ByHand, worst: float = 1.0) -> Coincidences:
    """Return what an exercise's numbers cannot tell apart, among slips up to this rank."""
    values = _values(exercise, exercise.numbers)
    others = [_values(exercise, numbers) for numbers in _elsewhere(exercise)]
    apart = [
        (slip_id, value, tuple(other[slip_id] for other in others))
        for slip_id, value in values.items()
        if np.isfinite(value) and rank(slip_id) <= worst
    ]
    truth = tuple(other[""] for other in others)
    near = exercise.tolerance
    right = [
        slip_id
        for slip_id, value in values.items()
        if abs(value - exercise.answer) <= near
        and rank(slip_id) <= worst
        and not np.allclose([other[slip_id] for other in others], truth, 1e-9, equal_nan=True)
    ]
    shared: dict[tuple[str, ...], None] = {}
    for k, (one, value, elsewhere) in enumerate(apart):
        for two, other_value, other_elsewhere in apart[:k]:
            alike = abs(value - other_value) <= near < abs(value - exercise.answer)
            if alike and not np.allclose(elsewhere, other_elsewhere, 1e-9, equal_nan=True):
                shared[two, one] = None
    return Coincidences(tuple(right), tuple(shared))


def _elsewhere(exercise):
    """Yield other numbers, to see which slips are the same formula: activations stay below 1."""
    for step in (0.2718, 0.5772):
        yield {
            name: 0.05 + (value + step * (k + 1)) % 0.9
            if 0 < value < 1
            else value * (1 + step * (k + 1))
            for k, (name, value) in enumerate(exercise.numbers.items())
        }


def _values(exercise, numbers) -> dict[str, float]:
    """Return what each slip gives: {id: number}."""
    search = Search(exercise, [numbers], [[np.asarray(exercise.answer)]], [None], 0)
    found = {"": float(exercise.formula(**numbers))}
    with np.errstate(all="ignore"):
        for mutant in search.mutants:
            parts = search.outcome(mutant, numbers)
            found[mutant.id] = float(parts[0]) if parts and parts[0].size == 1 else np.nan
        for known in exercise.facts.get("misconceptions", ()):
            answer = known.answer
            found[known.id] = float(answer(**numbers) if callable(answer) else answer)
    return found


def for_student(exercise: ByHand, seed: int) -> ByHand:
    """Return the exercise with numbers of a student's own, the same ones for the same seed.

    Of the numbers drawn, no slip gives the right answer, and the fewest share a wrong one.
    """
    if not exercise.choices:
        return exercise
    rng = np.random.default_rng([seed, *exercise.seed])
    best, least = exercise, None
    for _ in range(DRAWS):
        drawn = exercise.with_numbers(
            **{name: values[rng.integers(len(values))] for name, values in exercise.choices.items()}
        )
        hidden = coincidences(drawn)
        if not hidden.right and (least is None or len(hidden.shared) < least):
            best, least = drawn, len(hidden.shared)
        if least == 0:
            break
    return best


DRAWS = 8
