"""What an exception means, in a sentence: the ones that beginners meet most."""

import re

from .attempts import failure_of
from .exercise import Exercise

# (id, what the error says, what to tell; {1} is the first group of the pattern)
ERRORS = (
    ("error:stub", r"ellipsis", "There is still a ... in it."),
    (
        "error:power",
        r"unsupported operand type\(s\) for \^|ufunc 'bitwise_xor'",
        "A power is written ** in Python: ^ is something else.",
    ),
    (
        "error:matmul-numbers",
        r"unsupported operand type\(s\) for @|matmul: Input operand \d does not have enough dim",
        "@ is the product of matrices. These are plain numbers: multiply with *.",
    ),
    (
        "error:scalars-only",
        r"only length-1|only 0-dim|must be real number",
        "It works for single numbers only. Use NumPy's functions: they take whole arrays.",
    ),
    (
        "error:name",
        r"NameError: name '(\w{1,40})' is not defined",
        "The name {1} is not defined: is it misspelled, or did its cell not run?",
    ),
    (
        "error:before-assignment",
        r"local variable '(\w{1,40})'",
        "{1} is used before it gets a value in this function.",
    ),
    (
        "error:called",
        r"'(?:float|int|numpy\.\w+)' object is not callable",
        "A number is not a function: is a * missing before a parenthesis?",
    ),
    (
        "error:attribute",
        r"'(?:float|int)' object has no attribute '(\w{1,40})'",
        "This is a plain number, which has no .{1}.",
    ),
    (
        "error:shapes",
        r"matmul|matrix product|not aligned",
        "The shapes in a matrix product (@) do not fit. Write the shape of each array beside it: "
        "is a .T missing, or entry by entry (*) meant?",
    ),
    (
        "error:shapes",
        r"broadcast|shapes .* not",
        "The shapes do not fit. Write the shape of each array beside the formula.",
    ),
)


def about_error(exercise: Exercise, detail: str) -> tuple[str, str]:
    """Return a stable id and a sentence for what an answer raised; ("", "") if there is none."""
    if re.search(r"positional argument|unexpected keyword", detail) and exercise.name in detail:
        names = ", ".join(exercise.reference.__code__.co_varnames[: _arguments(exercise)])
        return "error:arguments", f"It should take {names}, in this order."
    for slip_id, pattern, says in ERRORS:
        found = re.search(pattern, detail)
        if found and slip_id == "error:name" and failure_of(found[1]):
            return slip_id, f"The name {found[1]} is not defined: {failure_of(found[1])}."
        if found:
            return slip_id, says.replace("{1}", found[1] if found.groups() else "")
    return "", ""


def _arguments(exercise) -> int:
    return exercise.reference.__code__.co_argcount
