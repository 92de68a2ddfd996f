"""Say what is wrong with the form of an answer: no value, or of the wrong kind, shape or count."""

from dataclasses import dataclass

import numpy as np

from .errors import about_error
from .exercise import NUMBER, PROOF
from .expressions import symbols_in
from .values import same
from .wording import listed


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


def misused(exercise, expected, given, answers) -> Finding:
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
        numbers = "The numbers are right, but it" if _numbers_right(expected, given) else "It"
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


def _numbers_right(expected, given) -> bool:
    """True when every value is right, whatever else is wrong."""
    return all(
        parts is not None and all(same(e, g, 1e-5) for e, g in zip(row, parts, strict=True))
        for row, parts in zip(expected, given, strict=True)
    )


def failed(exercise, expected, answers) -> Finding:
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


def counted(exercise, expected, given, answers) -> Finding:
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
            "It should return one number; these are several. Is something missing that makes one "
            "of them, such as a sum? Or does a comma make a tuple where a + or a * belongs?",
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
