"""How the feedback on wrong answers does: mutants, what they cannot tell apart, and time.

    .venv/bin/python -m benchmarks.feedback [ID ...]

Prints for each exercise how many mutants its worked solution has, how many different wrong values
they give, how many of those classes hold slips of different kinds (their likeliest description
speaks for all), and the CPU time of `assess` on wrong answers: single mutants, and pairs of them,
which nothing single explains. The last lines sum up, with the import beyond NumPy's.
"""

import subprocess
import sys
import time

import numpy as np

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.exercise import NUMBER, Exercise
from backprop_lib.exercises.judge import cases_of, judge, reference
from backprop_lib.exercises.mutants import Search, mutants
from backprop_lib.exercises.mutants.mutant import Mutant
from backprop_lib.exercises.mutants.search import joined
from backprop_lib.exercises.outcomes import Outcome, look_at

ANSWERS = 12  # single mutants that are timed for each exercise, and as many pairs
IMPORT = "import numpy, time; t = time.process_time(); import backprop_lib.exercises; " \
    "print(time.process_time() - t)"  # fmt: skip


def answer(exercise: Exercise, mutant: Mutant):
    """Return a mutant as an answer: a function from inputs to outcomes."""
    search = _search(exercise)

    def outcomes(cases):
        parts = [search.outcome(mutant, case) for case in _inputs(exercise, cases)]
        return [
            Outcome("raised", detail="ValueError")
            if values is None
            else look_at(values[0] if len(values) == 1 else tuple(values))
            for values in parts
        ]

    return outcomes


def classes(exercise: Exercise) -> dict[bytes, list[Mutant]]:
    """Return the mutants by the values they give, without those that are right or give none."""
    search = _search(exercise)
    found: dict[bytes, list[Mutant]] = {}
    cases = _inputs(exercise, cases_of(exercise))
    right = _fingerprint(search, Mutant("", ""), cases)
    for mutant in search.mutants:
        key = _fingerprint(search, mutant, cases)
        if key and key != right:
            found.setdefault(key, []).append(mutant)
    return found


def measure(exercise: Exercise) -> tuple[int, int, int, list[float]]:
    """Return the number of mutants, classes, classes of several kinds, and seconds of checks."""
    groups = classes(exercise)
    mixed = sum(len({m.id.split(":")[0] for m in group}) > 1 for group in groups.values())
    heads = [group[0] for group in groups.values()]
    step = max(1, len(heads) // ANSWERS)
    inner = [mutant for mutant in heads if mutant.swaps]
    pairs = [
        joined(one, other)
        for one, other in zip(inner[::step], inner[::-step], strict=False)
        if one.swaps.keys().isdisjoint(other.swaps)
    ]
    seconds = []
    for mutant in [*heads[::step], *pairs]:
        asked = answer(exercise, mutant)
        start = time.process_time()
        judge(exercise, asked)
        seconds.append(time.process_time() - start)
    return len(mutants(exercise)[1]), len(groups), mixed, seconds


def main(ids: list[str]) -> int:
    """Print the table."""
    print(f"{'':6}{'mutants':>8}{'classes':>8}{'mixed':>7}{'median':>9}{'worst':>8}   (ms)")
    every: list[float] = []
    total = np.zeros(3, int)
    with np.errstate(all="ignore"):
        for key in ids or EXERCISES:
            *counts, seconds = measure(EXERCISES[key])
            every += seconds
            total += counts
            middle, worst = 1e3 * np.median(seconds), 1e3 * max(seconds)
            print(f"{key:6}{counts[0]:8}{counts[1]:8}{counts[2]:7}{middle:9.1f}{worst:8.1f}")
    middle, worst = 1e3 * np.median(every), 1e3 * max(every)
    print(f"{'all':6}{total[0]:8}{total[1]:8}{total[2]:7}{middle:9.1f}{worst:8.1f}")
    run = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
    print(f"import of the exercises beyond NumPy: {1e3 * float(run.stdout):.0f} ms of CPU")
    return 0


def _inputs(exercise, cases):
    return [dict(exercise.numbers)] if exercise.kind == NUMBER else cases


def _search(exercise):
    cases = cases_of(exercise)
    expected = exercise.reference(**exercise.numbers) if exercise.kind == NUMBER else None
    count = [np.asarray(expected)] if expected is not None else reference(exercise, cases[0])
    return Search(exercise, _inputs(exercise, cases), [count], [None], 0)


def _fingerprint(search, mutant, cases) -> bytes:
    """Return the values a mutant gives as text of nine digits; empty if it gives none."""
    texts = []
    for case in cases:
        parts = search.outcome(mutant, case)
        texts.append("-" if parts is None else " ".join(f"{p.shape}{_digits(p)}" for p in parts))
    return "|".join(texts).encode() if set(texts) != {"-"} else b""


def _digits(part):
    return [f"{value:.9g}" for value in part.ravel()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
