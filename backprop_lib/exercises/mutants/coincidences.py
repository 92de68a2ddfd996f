"""Numbers of a by-hand exercise that hide no mistake: no slip is right, and few give the same."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from ..exercise import ByHand
from .ranks import rank
from .search import Search

LOOKED_AT, ENOUGH = 48, 12  # sets of numbers for a class, of which the best are kept


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
    wrong = np.array([value for _, value, _ in apart])
    alike = np.abs(wrong[:, None] - wrong) <= near
    alike &= np.abs(wrong - exercise.answer)[:, None] > near
    for k, j in np.argwhere(np.tril(alike, -1)):
        (one, _, elsewhere), (two, _, other_elsewhere) = apart[k], apart[j]
        if not np.allclose(elsewhere, other_elsewhere, 1e-9, equal_nan=True):
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


def for_class(exercise: ByHand, seed: int) -> list[ByHand]:
    """Return the exercise with up to 12 sets of other numbers, the same ones for the same seed.

    No slip gives the right answer of one, and none has the book's answer, if that can be. First
    come those whose answer no other has, and those with few slips that share a wrong answer.
    """
    rng = np.random.default_rng([seed, *exercise.seed])
    every = list(product(*exercise.choices.values())) if exercise.choices else []
    looked_at = [every[k] for k in rng.permutation(len(every))[:LOOKED_AT]]
    found = []
    for values in looked_at:
        drawn = exercise.with_numbers(**dict(zip(exercise.choices, values, strict=True)))
        if drawn.numbers == exercise.numbers:
            continue
        hidden = coincidences(drawn)
        if not hidden.right:
            found.append((len(hidden.shared), drawn))
    found.sort(key=lambda pair: pair[0])
    own: list[ByHand] = []
    others: list[ByHand] = []
    books: list[ByHand] = []
    for _, drawn in found:
        if alike(drawn, exercise):
            books.append(drawn)
        else:
            (others if any(alike(drawn, one) for one in own) else own).append(drawn)
    return (own + others or books)[:ENOUGH]


def alike(one: ByHand, other: ByHand) -> bool:
    """Tell whether the answer to one could pass as the answer to the other."""
    return abs(one.answer - other.answer) <= 2 * one.tolerance
