"""Name the mistake: first the exercise's own misconceptions, then what can go wrong anywhere."""

import numpy as np

from .exercise import NUMBER, PROOF, Exercise
from .expressions import symbols_in
from .inputs import SINGLE
from .values import same
from .wording import equation_text, listed


def diagnose(exercise: Exercise, cases, expected, given, answers, right) -> str:
    """Return one or two sentences on what the mistake may be, or an empty string."""
    return (
        _about_misuse(exercise, answers)
        or _known(exercise, cases, expected, given)
        or _about_failure(exercise, answers)
        or _about_values(exercise, cases, expected, given, answers, right)
    )


def _known(exercise, cases, expected, given) -> str:
    """Look for a misconception that gives the same wrong values on every input it can take."""
    for misconception in exercise.misconceptions:
        hits = [
            _same_mistake(exercise, misconception, *trio)
            for trio in zip(cases, expected, given, strict=True)
        ]
        if "different" not in hits and "mistake" in hits:
            where = equation_text(misconception.equation)
            return f"{misconception.hint} {where}".strip()
    return ""


def _same_mistake(exercise, misconception, case, expected, given) -> str:
    """Compare one outcome with a misconception's: "mistake", "same", "different" or "no value"."""
    try:
        wrong = misconception.answer
        with np.errstate(all="ignore"):
            wrong = wrong(*map(np.copy, case.values())) if case else wrong
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


def _about_misuse(exercise, answers) -> str:
    """Explain an outcome that is no value at all, or that left its inputs changed."""
    kinds = {answer.kind: answer for answer in reversed(answers)}
    changed = next((answer.changed for answer in answers if answer.changed), ())
    if "library" in kinds:
        name = kinds["library"].detail
        return f"It calls the finished {name}(). Write the steps yourself: that is the exercise."
    if changed:
        return (
            f"It changes its input {', '.join(changed)} in place (with +=, *= or an assignment to "
            "a part). Make a new array instead: the caller still needs the old one."
        )
    if "uncalled" in kinds:
        return "Hand in the function itself, without calling it."
    if "blank" in kinds:
        return "On some inputs it still returns the ... of the stub."
    if "nothing" in kinds:
        return "It returns nothing. End with a return: print only shows a value."
    if "function" in kinds and exercise.is_function:
        return "It returns a function. Call it, with parentheses, and return the result."
    if "function" in kinds:
        return "Hand in the value, not a function."
    return ""


def _about_failure(exercise, answers) -> str:
    """Explain an error, or a value of the wrong kind."""
    kinds = {answer.kind: answer for answer in reversed(answers)}
    if "raised" in kinds:
        return _about_error(kinds["raised"].detail, answers)
    if "unreadable" in kinds:
        return f"{_wanted(exercise)}; this is {kinds['unreadable'].detail}."
    if "expression" in kinds:
        return _about_expression(exercise, kinds["expression"])
    return ""


def _about_expression(exercise, answer) -> str:
    if exercise.kind != PROOF:
        return "This wants a number, not an expression: put the values in."
    foreign = symbols_in(answer.value) - set(exercise.symbols)
    if not foreign:
        return ""
    return (
        f"Write it with {', '.join(exercise.symbols)} alone; this one also contains "
        f"{listed(foreign)}."
    )


def _about_error(detail, answers) -> str:
    """Translate the errors that beginners meet most."""
    if "ellipsis" in detail:
        return "There is still a ... in it."
    if "only length-1" in detail or "only 0-dim" in detail or "must be real number" in detail:
        return "It works for single numbers only. Use NumPy's functions: they take whole arrays."
    if "matmul" in detail or "broadcast" in detail or "not aligned" in detail:
        some = any(answer.kind == "value" for answer in answers)
        start = "It works for some shapes only." if some else "The shapes do not fit."
        return f"{start} Write the shapes beside the formula: is a transposition (.T) missing?"
    return ""


def _about_values(exercise, cases, expected, given, answers, right) -> str:
    """Look for a simple relation between the given and the expected values."""
    pairs = [
        (case, e, g)
        for case, row, parts in zip(cases, expected, given, strict=True)
        if parts is not None
        for e, g in zip(row, parts, strict=True)
    ]
    if len(pairs) < sum(map(len, expected)):
        counts = all(answer.kind == "value" for answer in answers)  # an error has no results
        return _count(exercise, expected[0]) if counts else ""
    for relation, sentence in RELATIONS:
        if all(relation(case, e, g, exercise.tolerance) for case, e, g in pairs):
            return sentence
    if exercise.kind in (NUMBER, PROOF):
        return ""
    if exercise.cases.batched and all(map(all, right[:SINGLE])):
        return "It is right for one example, and wrong for a batch."
    if any(map(all, right)):
        return "It is right on some inputs: a number from an example may be written into the code."
    return ""


def _wanted(exercise) -> str:
    """Begin a sentence with what the answer should be."""
    if exercise.kind == PROOF:
        return f"The answer should be an expression in {', '.join(exercise.symbols)}"
    return "The answer should be made of numbers"


def _count(exercise, parts) -> str:
    if exercise.kind == PROOF:
        return f"{_wanted(exercise)}."
    if len(parts) == 1:
        return "It should return one number or one array."
    return f"It should return {len(parts)} results, as a tuple or a list, in the order asked for."


RELATIONS = (
    (lambda c, e, g, t: bool(np.isnan(g).any()), "It gives NaN, which is not a number."),
    (lambda c, e, g, t: same(e, -g, t), "The sign is flipped: everything else is right."),
    (lambda c, e, g, t: same(e, 2 * g, t), "It is half of what it should be."),
    (lambda c, e, g, t: same(e, g / 2, t), "It is twice what it should be."),
    (
        lambda c, e, g, t: e.ndim == 2 and same(e.T, g, t),
        "It is the transpose of what it should be.",
    ),
    (
        lambda c, e, g, t: g.size == e.size and same(e.ravel(), g.ravel(), t),
        "The numbers are right, the shape is not: keep a column a column (keepdims=True).",
    ),
)
