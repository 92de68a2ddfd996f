"""Find the mutants that give what a wrong answer gave: all of them, or none."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ..exercise import BUG, NUMBER, Exercise
from ..values import numbers_in, split
from .collect import mutants_of
from .formula import TooHard
from .mutant import Mutant
from .ranks import rank

SLOPE = 6  # the chapter in which the sigmoid is differentiated
BESIDE = {  # what is said of a result that is not right otherwise
    "result:negative": "The sign is flipped.",
    "result:half": "All is halved.",
    "result:double": "All is doubled.",
    "result:flat": "An axis is lost: keepdims=True.",
    "result:transposed": "Rows and columns have changed places.",
}
NODES = 7_000  # of mutated formulas that the search for pairs evaluates, at most
PLAIN = Mutant("", "")


@lru_cache(maxsize=256)
def prepared(function, arrays: bool, numbers: tuple):
    """Return (formula, mutants) of a reference answer; no mutants if its code is too hard."""
    try:
        return mutants_of(function, arrays=arrays, case=dict(numbers) or None)
    except (TooHard, OSError):  # OSError: there is no source to read
        return None, []


def mutants(exercise: Exercise, function=None):
    """Return the formula and the mutants of an exercise, or of another right answer to it."""
    arrays = exercise.cases is not None and exercise.cases.arrays
    formula, found = prepared(
        function or exercise.reference, arrays, tuple(exercise.numbers.items())
    )
    if exercise.cases is None or not exercise.cases.batched:  # columns are no examples
        found = [mutant for mutant in found if not mutant.id.startswith("batch:")]
    if 0 < exercise.chapter < SLOPE:  # the slope of the sigmoid is ahead of the reader
        found = [mutant for mutant in found if not mutant.id.startswith("slope-for:")]
    return formula, found


MOST_KEPT = 128  # lists of outcomes: a class answers the same questions, and a reader tries again
_KEPT: dict = {}


class Search:
    """One wrong answer among the mutants of its exercise.

    cases : the inputs
    expected : for each input the right results
    given : for each input what the answer gave: a list of arrays, or None
    tell : the input on which mutants are compared first
    function : what the mutants are made from, if not the reference
    """

    def __init__(self, exercise: Exercise, cases, expected, given, tell: int, function=None):
        self.exercise, self.cases, self.expected, self.given = exercise, cases, expected, given
        self.tell = tell
        self.formula, self.mutants = mutants(exercise, function)
        self.traces: dict = {}
        self.tolerance, self.numeric = exercise.tolerance, exercise.kind == NUMBER

    def singles(self) -> list[Mutant]:
        """Return every single slip with the same values on all inputs."""
        if self.formula is None or self.given[self.tell] is None:
            return []
        with np.errstate(all="ignore"):
            self.outcomes = self._kept("singles", self._outcomes)
            return [
                mutant
                for mutant, parts in self.outcomes
                if self._alike(parts, self.given[self.tell]) and self._confirmed(mutant)
            ]

    def unchanged(self) -> bool:
        """True when the formula as it is gives the same on all inputs."""
        with np.errstate(all="ignore"):
            return self.formula is not None and self._confirmed(PLAIN)

    def by_part(self) -> list[tuple[int, list[Mutant]]]:
        """Return, for each wrong result of several, the single slips that give it; or nothing."""
        count = len(self.expected[0])
        if (
            self.formula is None
            or count < 2
            or any(given is None or len(given) != count for given in self.given)
        ):
            return []
        found = []
        with np.errstate(all="ignore"):
            for k in range(count):
                if all(
                    self._alike([e[k]], [g[k]])
                    for e, g in zip(self.expected, self.given, strict=True)
                ):
                    continue
                here = [
                    mutant
                    for mutant, parts in self.outcomes
                    if parts is not None
                    and len(parts) == count
                    and self._alike([parts[k]], [self.given[self.tell][k]])
                    and self._confirmed(mutant, k)
                ]
                if not here:
                    return []
                found.append((k, here))
        return found

    def pairs(self) -> list[Mutant]:
        """Return pairs of likely slips at different places with the same values on all inputs."""
        if self.formula is None or self.given[self.tell] is None or self._constant():
            return []
        with np.errstate(all="ignore"):
            return [mutant for mutant in self._pairs() if self._confirmed(mutant)]

    def _constant(self) -> bool:
        """True when the answer is the same number on every input: that says more than a pair."""
        values = [part for parts in self.given for part in parts or ()]
        if len(self.cases) < 2 or not all(value.size for value in values):
            return False
        numbers = np.concatenate([value.ravel() for value in values])
        return bool(np.ptp(numbers) <= 1e-9 * np.abs(numbers).max())

    def _pairs(self):
        given = self.given[self.tell]
        for mutant, parts in self._kept("pairs", self._outcomes_of_pairs):
            if self._alike(parts, given):
                yield mutant

    def _outcomes_of_pairs(self, case):
        found = []
        # Beside another slip these fit what has another cause.
        alone = ("slope-for:", "wide:") if self.exercise.kind == BUG else ("slope-for:",)
        likely = [
            (m, p)
            for m, p in self.outcomes
            if rank(m.id) < 1.5 and "@" not in m.id and not m.id.startswith(alone)
        ]
        inner = sorted([(m, p) for m, p in likely if m.swaps], key=lambda mp: rank(mp[0].id))
        outer = [
            replace(m, says=BESIDE.get(m.id, m.says))
            for m, _ in likely
            if m.after is not None and (m.id in BESIDE or not re.search("right|should be", m.says))
        ]
        budget = NODES // len(self.formula.place)
        for first, base in inner[: 1 + budget // 4]:
            for second in outer if base is not None else ():
                if first.id.startswith("sign:") and second.id == "result:negative":
                    continue  # it is the other signs that are wrong
                found.append((joined(first, second), _after(second, base)))
        slips = [m for m, _ in inner]
        nearest = sorted((i + j, i, j) for i in range(min(len(slips), 120)) for j in range(i))
        for _, i, j in nearest[:budget]:
            first, second = slips[j], slips[i]
            if first.swaps.keys().isdisjoint(second.swaps):
                both = joined(first, second)
                found.append((both, self.outcome(both, case)))
        return found

    def _kept(self, what: str, make):
        """Return what mutants give on the telling input, made once for all answers to it."""
        case = self.cases[self.tell]
        values = tuple((np.shape(value), np.asarray(value).tobytes()) for value in case.values())
        key = (what, self.exercise.id, self.formula, values)
        if key not in _KEPT:
            if len(_KEPT) >= MOST_KEPT:
                _KEPT.pop(next(iter(_KEPT)))
            _KEPT[key] = make(case)
        return _KEPT[key]

    def _outcomes(self, case):
        base = self.outcome(PLAIN, case)
        return [
            (m, _after(m, base) if m.after is not None and not m.swaps else self.outcome(m, case))
            for m in self.mutants
        ]

    def outcome(self, mutant: Mutant, case: dict):
        """Return what a mutant gives for one input as a list of arrays, or None if it fails."""
        try:
            if mutant.case or mutant.body:
                values = mutant.case(case) if mutant.case else case
                result = self.formula.run(values, mutant.swaps, mutant.body)
            else:
                trace = self._trace(case)
                result = trace.swapped(mutant.swaps) if mutant.swaps else trace.result
            parts = parts_of(result, self.expected[0])
        except Exception:  # a mistake may well fail on some inputs: then so must the answer
            return None
        return _after(mutant, parts)

    def _trace(self, case):
        """Return the run of the formula as it is, made once for each input."""
        if id(case) not in self.traces:
            self.traces[id(case)] = self.formula.trace(case)
        return self.traces[id(case)]

    def _confirmed(self, mutant, part=None) -> bool:
        """True when a mutant gives the same on every input, and fails where the answer fails."""
        for case, given in zip(self.cases, self.given, strict=True):
            parts = self.outcome(mutant, case)
            if (parts is None) != (given is None):
                return False
            if parts is None:
                continue
            if part is not None:
                if len(parts) <= part:
                    return False
                parts, given = [parts[part]], [given[part]]
            if not self._alike(parts, given) and not _alike_and_infinite(parts, given):
                return False
        return True

    def _alike(self, parts, given) -> bool:
        if parts is None or given is None or len(parts) != len(given):
            return False
        for right, one in zip(parts, given, strict=True):
            if right.shape != one.shape and not (right.ndim == 0 and one.size == 1):
                return False
            if right.size and not self._near(right, one):
                return False
        return True

    def _near(self, right, one) -> bool:
        """Compare as `same` does, but fast: mutants are compared by the thousand."""
        largest: Callable = _largest
        if right.size == 1:  # most are one number, which Python compares faster than NumPy
            right, one, largest = right.item(), one.item(), abs
        scale = largest(right)
        if not scale < np.inf:  # NaN is not below it, either
            return False
        allowed = self.tolerance * (1 + 1e-9 if self.numeric else scale or 1e-7)
        if self.numeric:  # almost 0 is not 0
            allowed = min(allowed, largest(one) / 2)
        return bool(largest(one - right) <= allowed)


def _alike_and_infinite(parts, given) -> bool:
    """True of results without a number, such as a division by 0, that are the same."""
    return not any(np.isfinite(part).any() for part in parts) and all(
        np.array_equal(right, one, equal_nan=True) for right, one in zip(parts, given, strict=False)
    )


def _largest(values) -> float:
    return np.abs(values).max()


def joined(first: Mutant, second: Mutant) -> Mutant:
    """Return two slips as one mutant."""
    return Mutant(
        f"{first.id}+{second.id}",
        f"Two things: {first.says} {second.says}",
        {**first.swaps, **second.swaps},
        first.case or second.case,
        second.after,
    )


def parts_of(value, expected) -> list[np.ndarray]:
    """Return a value as the judge would take it apart."""
    if isinstance(value, tuple) and len(expected) > 1 and len(value) == len(expected):
        return [np.asarray(part, dtype=float) for part in value]
    if isinstance(value, float | int | np.ndarray):
        value = np.asarray(value, dtype=float)
    else:
        value = numbers_in(value)
    parts = split(value, len(expected))
    if parts is None:
        parts = value if isinstance(value, list) else [value]
    return parts


def _after(mutant, parts):
    if mutant.after is None or parts is None:
        return parts
    try:
        return [np.asarray(part, dtype=float) for part in mutant.after(parts)]
    except Exception:
        return None
