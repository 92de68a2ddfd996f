"""Name the mistake: the exercise's own misconceptions, then mutants, then what goes wrong anywhere.

Everything said here was established. What was only seen goes into a row of its own.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from .errors import about_error
from .exercise import NUMBER, PROOF, ByHand, Exercise
from .expressions import symbols_in
from .functions import arguments
from .mutants import name_mistake, rank
from .relations import relation
from .values import same
from .wording import equation_text, listed


@dataclass(frozen=True)
class Finding:
    """What is wrong with an answer.

    id : stable, such as "sibling:a2-for-a1"; empty if nothing was established. Of several slips
        with the same values it is the ids of all, joined by " | ".
    says : one or two sentences
    """

    id: str = ""
    says: str = ""

    def __bool__(self):
        return bool(self.says)


def diagnose(exercise: Exercise, cases, expected, given, answers, right) -> Finding:
    """Return what was established about a wrong answer, or an empty Finding."""
    found = _misused(exercise, expected, given, answers, right)
    paper = Finding()
    for judge in _from_strict_to_wide(exercise, given):
        found = found or _known(judge, cases, expected, given)
        if not found and judge is not exercise:
            paper = _other_paper(judge, given, answers)
        found = found or _mutant(judge, cases, expected, given, answers, right)
        if paper.id == "paper:right":
            break
    found = _or_paper(found, paper)
    return (
        found
        or _failed(exercise, expected, answers)
        or _rounded(exercise, given)
        or Finding(*relation(exercise, expected, given))
        or _counted(exercise, expected, given, answers)
        or Finding()
    )


def _from_strict_to_wide(exercise, given):
    """Yield the exercise; by hand first as exact as the number was given, against chance."""
    if exercise.kind == NUMBER and given[0] is not None and given[0][0].size == 1:
        number = float(given[0][0].reshape(()))
        if np.isfinite(number):
            last = int(Decimal(f"{number:.12g}").as_tuple().exponent)  # its last decimal
            yield replace(exercise, tolerance=min(exercise.tolerance, 0.501 * 10.0**last + 1e-12))
    yield exercise


def _rounded(exercise, given) -> Finding:
    """Tell a number by hand that was rounded too early from a wrong one."""
    if exercise.kind != NUMBER or given[0] is None or given[0][0].size != 1:
        return Finding()
    number = float(given[0][0].reshape(()))
    if not np.isfinite(number):
        return Finding()
    written = Decimal(f"{number:.12g}").as_tuple()
    last = int(written.exponent)
    if len(written.digits) < 2 or last >= 0:
        return Finding()
    if abs(number - exercise.answer) > 0.501 * 10.0**last:
        return Finding()
    return Finding("value:rounded", "It is right as far as it goes: give more decimals.")


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
        numbers = ", ".join(f"{name} = {value:g}" for name, value in other.numbers.items())
        expected = [[np.asarray(other.answer)]]
        if same(expected[0][0], given[0][0], other.tolerance, absolute=True):
            return Finding("paper:right", f"It is right for the numbers of {where}: {numbers}.")
        finding = diagnose(other, [{}], expected, given, answers, [[False]])
        if finding:
            says = finding.says.split(" Look at equation")[0]
            return Finding(
                f"paper:{finding.id}", f"With the numbers of {where} ({numbers}): {says}"
            )
    return Finding()


def _misused(exercise, expected, given, answers, right) -> Finding:
    """Explain an outcome that is no value at all, or that left its inputs changed."""
    kinds = {answer.kind: answer for answer in reversed(answers)}
    changed = next((answer.changed for answer in answers if answer.changed), ())
    if "library" in kinds:
        name = kinds["library"].detail
        return Finding(
            f"misuse:library-{name}",
            f"It calls the finished {name}(). Write the steps yourself: that is the exercise.",
        )
    if changed:
        numbers = "The numbers are right, but it" if numbers_right(expected, given) else "It"
        return Finding(
            "misuse:in-place",
            f"{numbers} changes its input {', '.join(changed)} in place (with -=, *= or an "
            "assignment to a part). Make a new array instead: the caller still needs the old one.",
        )
    for kind, slip_id, says in (
        ("uncalled", "misuse:called", "Hand in the function itself, without calling it."),
        ("blank", "misuse:stub", "On some inputs it still returns the ... of the stub."),
        (
            "nothing",
            "misuse:no-return",
            "It returns nothing. End with a return: print only shows a value.",
        ),
    ):
        if kind in kinds:
            return Finding(slip_id, says)
    if "function" in kinds and exercise.is_function:
        return Finding(
            "misuse:returns-function",
            "It returns a function. Call it, with parentheses, and return the result.",
        )
    if "function" in kinds:
        return Finding("misuse:function", "Hand in the value, not a function.")
    return Finding()


def numbers_right(expected, given) -> bool:
    """True when every value is right, whatever else is wrong."""
    return all(
        parts is not None and all(same(e, g, 1e-5) for e, g in zip(row, parts, strict=True))
        for row, parts in zip(expected, given, strict=True)
    )


def _failed(exercise, expected, answers) -> Finding:
    """Explain an error, or a value of the wrong kind."""
    kinds = {answer.kind: answer for answer in reversed(answers)}
    if "raised" in kinds:
        slip_id, says = about_error(exercise, kinds["raised"].detail)
        return Finding(slip_id, says)
    if "unreadable" in kinds:
        detail = kinds["unreadable"].detail
        quotes = ": leave out the quotes" if detail == "text" else ""
        return Finding("misuse:unreadable", f"{_wanted(exercise)}; this is {detail}{quotes}.")
    if "expression" in kinds:
        return _about_expression(exercise, kinds["expression"])
    return Finding()


def _about_expression(exercise, answer) -> Finding:
    if exercise.kind != PROOF:
        return Finding(
            "misuse:expression", "This wants a number, not an expression: put the values in."
        )
    foreign = symbols_in(answer.value) - set(exercise.symbols)
    if not foreign:
        return Finding()
    return Finding(
        "misuse:symbols",
        f"Write it with {', '.join(exercise.symbols)} alone; this one also contains "
        f"{listed(foreign)}.",
    )


def _counted(exercise, expected, given, answers) -> Finding:
    """Say that there are too many results, or too few, or NaN."""
    values = [part for parts in given if parts is not None for part in parts]
    if values and any(np.isnan(part).any() for part in values):
        return Finding("value:nan", "It gives NaN, which is not a number.")
    if values and any(np.isinf(part).any() for part in values):
        says = "It gives an infinite value: a division by 0, a logarithm of 0, or an overflow."
        return Finding("value:infinite", says)
    if all(parts is not None for parts in given):
        return _misshapen(exercise, expected, given) or _axes(expected, given)
    if not all(answer.kind == "value" for answer in answers):  # an error has no results
        return Finding()
    return Finding("value:count", _count(exercise, expected[0], answers[0].value))


def _misshapen(exercise, expected, given) -> Finding:
    """Say that one number was wanted, or a form that the exercise describes."""
    if len(expected[0]) > 1 or any(
        g[0].shape == e[0].shape for e, g in zip(expected, given, strict=True) if g[0].size > 1
    ):
        return Finding()
    if exercise.wanted and given[0][0].shape != expected[0][0].shape:
        return Finding("value:form", f"It should return {exercise.wanted}.")
    if exercise.kind == NUMBER and _comma(given[0][0]):
        return Finding(
            "value:comma",
            "A decimal comma makes two numbers of one. Write a decimal point: 3.7, not 3,7.",
        )
    if expected[0][0].ndim == 0 and max(parts[0].size for parts in given) > 1:
        return Finding(
            "value:several",
            "It should return one number; these are several. A comma makes a tuple: is a + or "
            "a * or a sum missing?",
        )
    return Finding()


def _axes(expected, given) -> Finding:
    """Say that a single array has too many axes everywhere, or too few."""
    have = {parts[0].ndim for parts in given}
    want = {parts[0].ndim for parts in expected}
    if len(expected[0]) > 1 or len(have) > 1 or have == want or not min(want):
        return Finding()
    return Finding("value:axes", f"The result has {min(want)} axes; this has {min(have)}.")


def _wanted(exercise) -> str:
    """Begin a sentence with what the answer should be."""
    if exercise.kind == PROOF:
        return f"The answer should be an expression in {', '.join(exercise.symbols)}"
    return "The answer should be made of numbers"


def _count(exercise, parts, value) -> str:
    if exercise.kind == PROOF:
        return f"{_wanted(exercise)}."
    if exercise.wanted:
        return f"It should return {exercise.wanted}."
    if len(parts) > 1:
        return (
            f"It should return {len(parts)} results, as a tuple or a list, in the order asked for."
        )
    return "It should return one number or one array; a comma makes a tuple of several."


def _comma(value) -> bool:
    """True of two whole numbers, the second not negative: 0,16."""
    whole = value.shape == (2,) and np.all(np.isfinite(value)) and np.all(value % 1 == 0)
    return bool(whole and value[1] >= 0)
