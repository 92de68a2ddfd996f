"""What the reader is told. Plain text, the same for the same answer every time."""

import re
from dataclasses import dataclass

import numpy as np

from ..show import rounded
from .exercise import BUG, NUMBER, PROOF, Exercise
from .expressions import symbols_in
from .functions import PREFIX
from .outcomes import Outcome
from .values import same_shape

LONGEST = 1500  # characters of one value or sentence
NAMES = 5  # that a sentence lists


@dataclass(frozen=True)
class Mismatch:
    """The first input on which an answer is wrong, and the first part of it that is."""

    case: dict
    expected: list
    answer: Outcome
    given: list | None
    part: int


def equation_text(equation: str) -> str:
    """Return where to look, or nothing: "Look at equation (28)."."""
    return f"Look at equation ({equation})." if equation else ""


def blank_text(exercise: Exercise) -> str:
    """Say that nothing has been handed in yet, and what to do."""
    todo = {
        BUG: "This is still the code as printed. Find the mistake and repair it.",
        NUMBER: "Replace the ... with your number.",
        PROOF: "Replace the ... with your expression.",
    }.get(exercise.kind, "Replace the ... with your code.")
    return f"{exercise.id} · Not attempted yet. {todo}"


def right_text(exercise: Exercise, cases: list[dict]) -> str:
    """Say what was tested."""
    if exercise.kind == NUMBER:
        tested = f"{exercise.answer:.6g}"
    elif exercise.kind == PROOF:
        tested = f"equal at {len(cases)} random points"
    elif exercise.cases and exercise.cases.batched:
        tested = f"{len(cases)} random inputs agree, single examples and batches"
    else:
        tested = f"{len(cases)} random inputs agree"
    where = f" See equation ({exercise.equation})." if exercise.equation else ""
    return f"{exercise.id} ✓ Right: {tested}.{where}"


def wrong_text(exercise: Exercise, mismatch: Mismatch, says: str, seen: str, credit: float) -> str:
    """Show the input, the expected and the given value, what the mistake is, or what was seen."""
    lines = [f"{exercise.id} ✗ Not right yet."]
    if exercise.kind == NUMBER:
        lines += _number_lines(mismatch, exercise.wanted)
    else:
        lines += _case_lines(mismatch)
    if seen:
        lines.append(f"  seen      {seen}")
    if says:
        lines.append(f"  {says}")
    if credit:
        lines.append(f"  It earns {credit:.0%} of the points so far.")
    return "\n".join(cut(line, LONGEST) for line in lines)


def cut(text: str, most: int) -> str:
    """Return a text with at most so many characters; what an answer says may be of any length."""
    return text if len(text) <= most else f"{text[: most - 2]} …"


def listed(names) -> str:
    """Return names in order, "a, b", and of many only the first."""
    first = [cut(name, 40) for name in sorted(names)[:NAMES]]
    return ", ".join(first if len(names) <= NAMES else [*first, "…"])


def _number_lines(mismatch, wanted=""):
    """Compare two numbers without giving the right one away; a label is neither large nor small."""
    if mismatch.given is None or mismatch.given[0].size != 1:
        return [f"  expected  a number\n  given     {_given(mismatch)}"]
    expected, given = float(mismatch.expected[0]), float(mismatch.given[0].reshape(()))
    direction = wanted or ("a larger number" if given < expected else "a smaller number")
    if not np.isfinite(given):
        direction = "a finite number"
    return [f"  expected  {direction}", f"  given     {given:.6g}"]


def _case_lines(mismatch):
    names = [f"{name} = {_short(value, len(name) + 15)}" for name, value in mismatch.case.items()]
    lines = [f"  {'input' if k == 0 else '':<10}{name}" for k, name in enumerate(names)]
    part = ""
    if len(mismatch.expected) > 1 and mismatch.given is not None:
        part = f" (part {mismatch.part + 1} of {len(mismatch.expected)})"
    expected = mismatch.expected[mismatch.part]
    if not part and len(mismatch.expected) > 1:
        wanted, given = f"{len(mismatch.expected)} results", _given(mismatch)
    else:
        wanted, given = different(expected, lambda digits: _given(mismatch, digits))
        if wanted == given:  # only an input has changed
            return lines
    return [*lines, f"  expected  {wanted}{part}", f"  given     {given}"]


def different(expected, given) -> tuple[str, str]:
    """Return both values as text, with as many digits as it takes to tell them apart."""
    for digits in (4, 6, 8, 10, 12):
        texts = _short(expected, 12, digits), given(digits)
        if texts[0] != texts[1]:
            break
    return texts


def _given(mismatch, digits=4):
    if mismatch.given is not None:
        value = mismatch.given[mismatch.part]
        expected = mismatch.expected[mismatch.part]
        alike = same_shape(expected, value)
        return _short(value.reshape(expected.shape) if alike else value, 12, digits)
    answer = mismatch.answer
    if answer.kind == "value":
        return _short(np.asarray(answer.value), 12) if _is_array(answer.value) else "several arrays"
    return {
        "nothing": "None",
        "blank": "... on this input",
        "expression": f"an expression in {listed(symbols_in(answer.value)) or 'no symbols'}",
        "function": f"the function {answer.detail}",
        "raised": _error_text(answer.detail),
        "lost": answer.detail,
        "library": f"a call of {answer.detail}()",
    }.get(answer.kind, answer.detail)


def _error_text(detail):
    """Return an error in one short line; what NumPy says of a matrix product is hard to read."""
    sizes = re.search(r"matmul.*\(size (\d+) is different from (\d+)\)", detail, re.DOTALL)
    if sizes:
        return f"ValueError: a matrix product whose inner sizes are {sizes[2]} and {sizes[1]}"
    return detail.splitlines()[0][:200] if detail else "an error"


def _short(value, indent, digits=4):
    """Return a value as text: an array with so many decimals and its shape; a number with more."""
    if isinstance(value, str):
        return value.removeprefix(PREFIX)
    if np.ndim(value) == 0:
        return f"{float(f'{value:.14g}'):.{digits + 2}g}"  # as in `rounded`, by significant digits
    if np.ndim(value) > 3:
        return f"an array of {np.ndim(value)} dimensions"  # its entries would fill a page
    with np.printoptions(suppress=True, threshold=40, edgeitems=2, linewidth=100, precision=digits):
        text = np.array2string(rounded(value, digits), prefix=" " * indent)
    return f"{text}  shape {np.shape(value)}"


def plain(value) -> str:
    """Return a value as text with four decimals."""
    return _short(value, 12)


def _is_array(value):
    return isinstance(value, np.ndarray)
