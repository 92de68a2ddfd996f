"""How the feedback on wrong answers does: mutants, what they cannot tell apart, and time.

    .venv/bin/python -m benchmarks.feedback [ID ...]
    .venv/bin/python -m benchmarks.feedback --pairs     by hand: likely slips with one wrong value
    .venv/bin/python -m benchmarks.feedback --made-up   wrong answers that people would give
    .venv/bin/python -m benchmarks.feedback --browser   the time of a check in a browser

Prints for each exercise how many mutants its worked solution has, how many different wrong values
they give, how many of those hold slips of different kinds, and of an exercise by hand how many
pairs of likely slips share a value though they are different formulas. Then the CPU time of
`assess` on wrong answers: single mutants, and pairs of them, which nothing single explains. "first"
is the longest with nothing kept from checks before, which is what a reader's first check takes.
The last lines sum up, with the import beyond NumPy's.
"""

import subprocess
import sys
import time

import numpy as np

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.exercise import NUMBER, ByHand, Exercise
from backprop_lib.exercises.judge import cases_of, judge, reference
from backprop_lib.exercises.mutants import Search, mutants, search
from backprop_lib.exercises.mutants.coincidences import coincidences
from backprop_lib.exercises.mutants.mutant import Mutant
from backprop_lib.exercises.mutants.search import joined
from backprop_lib.exercises.outcomes import Outcome, look_at

from .made_up import report

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


def answers(exercise: Exercise, groups) -> list[Mutant]:
    """Return wrong answers to time: single mutants, and pairs of them."""
    heads = [group[0] for group in groups.values()]
    step = max(1, len(heads) // ANSWERS)
    inner = [mutant for mutant in heads if mutant.swaps]
    pairs = [
        joined(one, other)
        for one, other in zip(inner[::step], inner[::-step], strict=False)
        if one.swaps.keys().isdisjoint(other.swaps)
    ]
    return [*heads[::step], *pairs]


def seconds(exercise: Exercise, mutant: Mutant, first: bool = False) -> float:
    """Return the CPU time of one check; `first` forgets what earlier ones have kept."""
    asked = answer(exercise, mutant)
    if first:
        search._KEPT.clear()
        search.prepared.cache_clear()
    start = time.process_time()
    judge(exercise, asked)
    return time.process_time() - start


def main(ids: list[str]) -> int:
    """Print the table."""
    print(f"{'':6}{'mutants':>8}{'values':>8}{'mixed':>7}{'pairs':>7}", end="")
    print(f"{'median':>9}{'worst':>8}{'first':>8}   (ms)")
    every: list[float] = []
    firsts: list[float] = []
    total = np.zeros(4, int)
    with np.errstate(all="ignore"):
        for key in ids or EXERCISES:
            exercise = EXERCISES[key]
            groups = classes(exercise)
            mixed = sum(len({m.id.split(":")[0] for m in group}) > 1 for group in groups.values())
            pairs = len(alike(exercise))
            wrong = answers(exercise, groups)
            times = [seconds(exercise, mutant) for mutant in wrong]
            first = max(seconds(exercise, mutant, first=True) for mutant in wrong[::6] + wrong[-1:])
            counts = [len(mutants(exercise)[1]), len(groups), mixed, pairs]
            total += counts
            every += times
            firsts.append(first)
            print(_row(key, counts, times, first))
    print(_row("all", total, every, max(firsts)))
    run = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
    print(f"import of the exercises beyond NumPy: {1e3 * float(run.stdout):.0f} ms of CPU")
    return 0


def _row(key, counts, times, first) -> str:
    middle, worst = 1e3 * np.median(times), 1e3 * max(times)
    numbers = f"{counts[0]:8}{counts[1]:8}{counts[2]:7}{counts[3]:7}"
    return f"{key:6}{numbers}{middle:9.1f}{worst:8.1f}{1e3 * first:8.1f}"


def alike(exercise: Exercise) -> tuple[tuple[str, ...], ...]:
    """Return the pairs of likely slips by hand that share a wrong value."""
    return coincidences(exercise).shared if isinstance(exercise, ByHand) else ()


def show_pairs() -> int:
    """Print what the numbers of the exercises by hand cannot tell apart."""
    for key, exercise in EXERCISES.items():
        for one, other in alike(exercise):
            print(f"{key:6}{one:36}{other}")
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
    if "--browser" in sys.argv:
        from .browser import measure  # needs a browser

        print(measure())
        sys.exit()
    if "--made-up" in sys.argv:
        sys.exit(report()["accepted"])
    sys.exit(show_pairs() if "--pairs" in sys.argv else main(sys.argv[1:]))
