"""Name the mistake: the exercise's own misconceptions, then mutants, then what goes wrong anywhere.

Everything said here was established. What was only seen goes into a row of its own.
"""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from .exercise import NUMBER, ByHand, Exercise
from .form import Finding, counted, failed, misused
from .functions import arguments
from .mutants import name_mistake, rank
from .relations import relation
from .values import same
from .wording import equation_text

ENOUGH = 3  # digits of a number that slips do not fit by chance


def diagnose(exercise: Exercise, cases, expected, given, answers, right) -> Finding:
    """Return what was established about a wrong answer, or an empty Finding."""
    found = misused(exercise, expected, given, answers)
    paper = Finding()
    for judge in _from_strict_to_wide(exercise, given):
        found = found or _known(judge, cases, expected, given)
        if not found and judge is not exercise:
            paper = _other_paper(judge, given, answers)
        found = found or _mutant(judge, cases, expected, given, answers, right)
        if paper.id == "paper:right":
            break
    found = found or _if_rounded(exercise, cases, expected, given, answers, right)
    found = _or_paper(found, paper)
    if not _sure(found.id):
        found = _rounded(exercise, given) or found
    return (
        found
        or failed(exercise, expected, answers)
        or relation(exercise, expected, given)
        or counted(exercise, expected, given, answers)
    )


def _from_strict_to_wide(exercise, given):
    """Yield the exercise; by hand first as exact as the number was given, against chance."""
    digits, most = _as_written(exercise, given)
    if digits:
        yield replace(exercise, tolerance=min(exercise.tolerance, most or exercise.tolerance))
    yield exercise


def _rounded(exercise, given) -> Finding:
    """Tell a number by hand that was rounded too early from a wrong one."""
    _, most = _as_written(exercise, given)
    if not most or abs(given[0][0].item() - exercise.answer) > most:
        return Finding()
    return Finding("value:rounded", "It is right as far as it goes: give more decimals.")


def _if_rounded(exercise, cases, expected, given, answers, right) -> Finding:
    """Find the one likely slip whose value a number by hand of three digits or more rounds."""
    digits, most = _as_written(exercise, given)
    if digits < ENOUGH or most <= exercise.tolerance:
        return Finding()
    wide = replace(exercise, tolerance=most)
    found = _known(wide, cases, expected, given)
    found = found or _mutant(wide, cases, expected, given, answers, right)
    return Finding(found.id, f"If you rounded: {found.says}") if _sure(found.id) else Finding()


def _as_written(exercise, given) -> tuple[int, float]:
    """Return how many digits a number by hand has, and by how much rounding may have moved it."""
    if exercise.kind != NUMBER or given[0] is None or given[0][0].size != 1:
        return 0, 0.0
    number = given[0][0].item()
    if not np.isfinite(number):
        return 0, 0.0
    written = Decimal(f"{number:.12g}").as_tuple()
    last = int(written.exponent)
    return len(written.digits), 0.501 * 10.0**last + 1e-12 if last < 0 else 0.0


def _known(exercise, cases, expected, given) -> Finding:
    """Look for a misconception that gives the same wrong values on every input it can take."""
    found = {}
    for misconception in exercise.misconceptions:
        hits: list[str] = []
        for trio in zip(cases, expected, given, strict=True):
            hits.append(_same_mistake(exercise, misconception, *trio))
            if hits[-1] == "different":
                break
        if hits[-1] != "different" and "mistake" in hits:
            found[misconception.hint] = misconception
    first = next(iter(found.values()), None)
    if not first:
        return Finding()
    says = first.hint if len(found) == 1 else f"Either: {' Or: '.join(found)}"
    ids = " | ".join(m.id for m in found.values())
    return Finding(ids, f"{says} {equation_text(first.equation)}".strip())


def _same_mistake(exercise, misconception, case, expected, given) -> str:
    """Compare one outcome with a misconception's: "mistake", "same", "different" or "no value"."""
    try:
        wrong = misconception.answer
        with np.errstate(all="ignore"):
            values = [np.copy(v) if np.ndim(v) else v for v in arguments(case).values()]
            wrong = wrong(*values) if case else wrong
        wrong = [np.asarray(w, float) for w in (wrong if isinstance(wrong, tuple) else (wrong,))]
    except Exception:  # a mistake may well fail on some inputs: then so must the answer
        return "different" if given is not None else "no value"
    if given is None or len(wrong) != len(given):
        return "different"

    def agree(values):
        return all(
            same(v, g, exercise.tolerance, absolute=exercise.kind == NUMBER)
            for v, g in zip(values, given, strict=True)
        )

    if not agree(wrong):
        return "different"
    return "same" if agree(expected) else "mistake"


def _mutant(exercise, cases, expected, given, answers, right) -> Finding:
    """Look for slips, made by program, that give the same values on every input."""
    raw = [parts if parts is not None else _raw(a) for parts, a in zip(given, answers, strict=True)]
    wrong = [k for k, row in enumerate(right) if not all(row) and raw[k] is not None]
    if not wrong:
        return Finding()
    tell = max(wrong, key=lambda k: (_variety(cases[k]), -k))
    slip_id, says = name_mistake(exercise, cases, expected, raw, tell)
    if not says:
        return Finding()
    where = equation_text(exercise.equation) if len(expected[0]) == 1 else ""
    return Finding(slip_id, f"{says} {where}".strip())


def _raw(answer):
    """Return the arrays of an answer that has another number of results than asked for."""
    if answer.kind != "value":
        return None
    return answer.value if isinstance(answer.value, list) else [answer.value]


def _variety(case) -> tuple[int, int]:
    """Say how much an input tells: many different sizes, then many entries."""
    sizes = {n for value in case.values() for n in np.shape(value)}
    return len(sizes), sum(np.size(value) for value in case.values())


def _or_paper(here: Finding, there: Finding) -> Finding:
    """Join what an answer may be by these numbers and by those of another paper.

    Beside one likely slip with these numbers, another paper must have one likely slip, too.
    """
    slip = there.id.removeprefix("paper:")
    if not here or not there or slip == here.id:
        return here or there
    if _sure(here.id) and slip != "right" and not _sure(slip):
        return here
    says = f"{here.says.split(' Look at equation')[0]} Or: {there.says}"
    return Finding(f"{here.id} | {there.id}", says)


def _sure(slip_id: str) -> bool:
    """True of one slip alone that people make every day."""
    return "|" not in slip_id and (slip_id.startswith("known:") or rank(slip_id) <= 0)


def _other_paper(exercise, given, answers) -> Finding:
    """Look for the numbers of an earlier edition: right with those, or a slip with those."""
    if not isinstance(exercise, ByHand) or given[0] is None or given[0][0].size != 1:
        return Finding()
    for where, other in exercise.on_other_paper():
        other = replace(other, tolerance=exercise.tolerance)  # as exact as the number was given
        numbers = ", ".join(f"{name} = {value:g}" for name, value in other.numbers.items())
        expected = [[np.asarray(other.answer)]]
        if same(expected[0][0], given[0][0], other.tolerance, absolute=True):
            return Finding("paper:right", f"It is right for the numbers of {where}: {numbers}.")
        finding = diagnose(other, [{}], expected, given, answers, [[False]])
        if finding:
            says = finding.says.split(" Look at equation")[0]
            return Finding(
                f"paper:{finding.id}", f"If you took the numbers of {where} ({numbers}): {says}"
            )
    return Finding()
