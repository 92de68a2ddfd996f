"""Compare answers with the reference, and never trust or run anything but plain numbers.

The judge asks for outcomes through a function, so that it is the same judge whether the answer
lives in this process (`check`) or in a sandbox (the grader).
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .diagnosis import diagnose
from .exercise import NUMBER, PROOF, Exercise
from .expressions import symbols_in, value_of
from .form import Finding
from .functions import arguments
from .inputs import SINGLE, in_both_orders, listed
from .observing import telling, what_was_seen
from .outcomes import Outcome
from .values import same, split
from .wording import Mismatch, blank_text, right_text, wrong_text

DRAWS = 64  # of inputs; hardly one in twenty is drawn again
RIGHT, WRONG, NOT_ATTEMPTED = "right", "wrong", "not attempted"
STILL_PRINTED = Finding(
    "bug:still-there", "It still gives what the printed one gives: the mistake is not repaired."
)


@dataclass(frozen=True)
class Verdict:
    """The judge's word on one answer.

    status : "right", "wrong" or "not attempted"
    credit : the share of the points it earns, 0 to 1
    text : what to tell the reader, the same for the same answer every time
    mistake : a stable id of the mistake that the text names, such as "sibling:a2-for-a1"; empty
        if it names none
    """

    exercise: str
    status: str
    credit: float
    text: str
    mistake: str = ""

    @property
    def passed(self) -> bool:
        """True when the answer is right in every case."""
        return self.status == RIGHT


def cases_of(exercise: Exercise, seed: int = 0) -> list[dict]:
    """Return the inputs an exercise is tested on: the same ones for the same seed.

    Inputs that would hide a lost sign, or on which a known mistake is right, are drawn again.
    """
    return deepcopy(_cases(exercise, seed))


@lru_cache(maxsize=256)  # a class answers the same questions, and a reader tries again
def _cases(exercise: Exercise, seed: int) -> list[dict]:
    if exercise.cases is None:  # a number has no inputs
        return [{}]
    two_sided = _signs(exercise, [c for k in range(3) for c in _drawn(exercise, [k])])
    cases: list[dict] = []
    for again in range(DRAWS):
        cases = _drawn(exercise, [seed, *exercise.seed, *([again] if again else [])])
        telling_signs = exercise.cases.arrays or (
            _signs(exercise, cases) == two_sided and in_both_orders(cases)
        )
        if telling_signs and not _accepts_a_mistake(exercise, cases):
            break
    return cases


def _drawn(exercise, seed) -> list[dict]:
    return exercise.cases(np.random.default_rng(seed))


def _accepts_a_mistake(exercise, cases) -> bool:
    """True when a wrong answer is right on all inputs: `m // n + 1`, where n never divides m."""
    expected = [reference(exercise, case) for case in cases]
    allowed = _allowed(exercise, expected)
    return any(
        _accepted(exercise, misconception, cases, expected, allowed)
        for misconception in exercise.misconceptions
    )


def _accepted(exercise, misconception, cases, expected, allowed) -> bool:
    try:
        return all(
            all(_near(allowed, parts, reference(exercise, case, misconception.answer)))
            for case, parts in zip(cases, expected, strict=True)
        )
    except Exception:  # what cannot be run is not accepted
        return False


def _signs(exercise, cases) -> set[float]:
    """Return the signs of the results on inputs that are all plain numbers."""
    if exercise.cases.arrays:
        return set()
    values = [part.ravel() for case in cases for part in reference(exercise, case)]
    return set(np.sign(np.concatenate(values)).tolist()) - {0.0}


def judge(exercise: Exercise, outcomes: Callable[[list[dict]], list[Outcome]], seed=0) -> Verdict:
    """Judge the answer that `outcomes` asks: it gets the inputs and returns one outcome for each.

    A number or a proof step is asked once; a function once for each input. Never raises because
    of what an answer is.
    """
    cases = cases_of(exercise, seed)
    answers = outcomes(cases if exercise.is_function else [{}])
    with np.errstate(all="ignore"):  # whatever the reader has set: their numbers may overflow
        return _verdict(exercise, cases, answers, outcomes)


def _verdict(exercise, cases, answers, outcomes) -> Verdict:
    """Judge the outcomes: one for each input, or a single one of what is no function."""
    failed = next((answer for answer in answers if answer.kind == "failed"), None)
    if failed:
        text = f"{exercise.id} ✗ Your code did not run.\n  {failed.detail}"
        return Verdict(exercise.id, WRONG, 0.0, text, "error:did-not-run")
    if answers and all(answer.kind == "blank" for answer in answers):
        return Verdict(exercise.id, NOT_ATTEMPTED, 0.0, blank_text(exercise))
    if not exercise.is_function:
        answers = answers * len(cases)
    expected = [reference(exercise, case) for case in cases]
    given = [_parts(exercise, *trio) for trio in zip(cases, expected, answers, strict=True)]
    allowed = _allowed(exercise, expected)
    right = [_right(allowed, *trio) for trio in zip(expected, given, answers, strict=True)]
    if all(map(all, right)):
        return Verdict(exercise.id, RIGHT, 1.0, right_text(exercise, cases))
    credit = _credit(exercise, right, answers)
    changed = any(answer.changed for answer in answers)
    if exercise.printed is not None and not changed and _unchanged(exercise, cases, given):
        finding, credit = STILL_PRINTED, 0.0
    else:
        finding = diagnose(exercise, cases, expected, given, answers, right)
    shown = telling(cases, expected, given, right)
    if not finding and exercise.is_function and None not in given:
        finding = _deaf(exercise, cases, expected, given, outcomes)
    part = next(k for k, ok in enumerate(right[shown]) if not ok)
    mismatch = Mismatch(cases[shown], expected[shown], answers[shown], given[shown], part)
    seen = "" if finding else what_was_seen(exercise, cases, right)
    text = wrong_text(exercise, mismatch, finding.says, seen, credit)
    return Verdict(exercise.id, WRONG, credit, text, finding.id)


def _deaf(exercise, cases, expected, given, outcomes) -> Finding:
    """Ask again with one input changed at a time, and name one that makes no difference."""
    if isinstance(exercise.cases, listed):
        return Finding()
    numbers = np.concatenate([part.ravel() for row in given for part in row])
    if numbers.size and np.ptp(numbers) < 1e-9:
        return Finding("deaf:all", f"It gives {numbers[0]:.6g} on every input.")
    for name in [n for n, v in cases[0].items() if isinstance(v, float | np.ndarray)]:
        if all(
            _same_after(exercise, cases, expected, given, outcomes, name, change)
            for change in (lambda v: v * 0.5 + 0.2, lambda v: 1.07 - 1.3 * v)
        ):
            return Finding(
                f"deaf:{name}",
                f"Its result is the same whatever {name} is. Is {name} missing? Or "
                "a number from an example may be written into the code.",
            )
    return Finding()


def _same_after(exercise, cases, expected, given, outcomes, name, change) -> bool:
    """True when an answer does not notice that one input has changed, though it should."""
    probes = [case | {name: change(case[name])} for case in cases]
    should = [reference(exercise, probe) for probe in probes]
    answers = outcomes(probes)
    heard = [_parts(exercise, *trio) for trio in zip(probes, should, answers, strict=True)]
    return None not in heard and _equal(given, heard) and not _equal(expected, should)


def _equal(before, after) -> bool:
    """True when nothing has changed on any input."""
    return all(
        same(one, other, 1e-12)
        for row, others in zip(before, after, strict=True)
        for one, other in zip(row, others, strict=True)
    )


def reference(exercise: Exercise, case: dict, answer=None) -> list[np.ndarray]:
    """Return the arrays that the reference, or another trusted `answer`, gives for one input."""
    answer = exercise.answer if answer is None else answer
    with np.errstate(all="ignore"):
        value = (
            answer(*(np.copy(v) if np.ndim(v) else v for v in arguments(case).values()))
            if case
            else answer
        )
    parts = value if isinstance(value, tuple) else (value,)
    return [np.asarray(part, dtype=float) for part in parts]


def _parts(exercise, case, expected, answer) -> list[np.ndarray] | None:
    """Return the arrays of one outcome, or None if it has none that could be compared."""
    if exercise.kind == NUMBER and answer.kind == "expression" and isinstance(answer.value, float):
        return [np.asarray(answer.value)]  # a SymPy number
    if answer.kind == "value" and exercise.kind != PROOF:
        return split(answer.value, len(expected))
    if exercise.kind == PROOF:
        tree = answer.value
        if answer.kind == "value":  # a plain number is an expression, too
            tree = float(tree) if isinstance(tree, np.ndarray) and tree.ndim == 0 else None
        if answer.kind in ("value", "expression") and symbols_in(tree) <= set(case):
            try:
                return None if tree is None else [np.asarray(value_of(tree, case), dtype=float)]
            except (TypeError, ValueError, ArithmeticError):
                return None
    return None


def _allowed(exercise, expected) -> list[float]:
    """Return how far each part may be off: relative to its largest entry on any of the inputs.

    On one input alone, terms may cancel and leave few digits: 1 - a near a = 1, a cost near 0.
    """
    if exercise.kind == NUMBER:
        return [exercise.tolerance]
    return [
        exercise.tolerance * max(np.max(np.abs(value)) for value in part)
        for part in zip(*expected, strict=True)
    ]


def _right(allowed, expected, given, answer) -> list[bool]:
    """Say of each part of one outcome whether it is right."""
    if given is None or answer.changed:
        return [False] * len(expected)
    return _near(allowed, expected, given)


def _near(allowed, expected, given) -> list[bool]:
    return [
        same(right, part, most, absolute=True)
        for right, part, most in zip(expected, given, allowed, strict=True)
    ]


def _unchanged(exercise, cases, given) -> bool:
    """True when a bug hunt's function still does exactly what the printed one does."""
    printed = [reference(exercise, case, exercise.printed) for case in cases]
    return all(
        parts is not None and all(map(lambda p, g: same(p, g, 1e-12), old, parts))
        for old, parts in zip(printed, given, strict=True)
    )


def _credit(exercise, right, answers) -> float:
    """Return the share earned: each part counts, and one example without a batch counts half."""
    if not exercise.is_function or any(answer.kind == "library" for answer in answers):
        return 0.0
    half = 0.5 if exercise.cases.batched else 0.0
    shares = [
        1.0 if all(part) else half if all(part[:SINGLE]) else 0.0
        for part in zip(*right, strict=True)
    ]
    return round(sum(shares) / len(shares), 4)
