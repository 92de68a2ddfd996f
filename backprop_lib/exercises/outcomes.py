"""What came of asking an answer: every way it can go, as a value the judge can look at.

This half runs where the answer lives: in the reader's notebook, or in the grader's sandbox.
What the judge makes of the outcomes is a `Verdict`, whose `mistake` is a stable id to count by:

- "sibling:a2-for-a1", "drop:b2", "axis:..." : a slip that a program made, with its operands; "@2"
  is the second place it is possible at, "+" joins two slips, " | " says that one of several was
  made and the values do not tell which
- "known:..." : a misconception of the catalog
- "bug:still-there" : a bug hunt's function with the printed bug in it
- "misuse:...", "error:...", "value:..." : no value, an exception, a value of another form
- "deaf:y" : the result does not depend on y
- "" : nothing was established
"""

import contextlib
import io
import warnings
from dataclasses import dataclass, field
from types import CodeType

import numpy as np

from .expressions import UnreadableExpression, is_expression, tree_of
from .functions import arguments
from .guard import LibraryCall, watching
from .values import Unreadable, numbers_in

# What an answer may raise. Other BaseExceptions pass: the reader's Ctrl+C, and the grader's limits.
FAILURES = (Exception, SystemExit, GeneratorExit)


@dataclass(frozen=True)
class Outcome:
    """One answer to one question.

    kind : "value", "expression", "blank", "nothing", "unreadable", "function", "uncalled",
        "raised", "library", "lost" or "failed" (the code that should define it did not run)
    value : the array, list of arrays, or expression tree
    detail : what was raised, called, returned or lost, in words
    changed : the names of the arguments that the call changed in place
    """

    kind: str
    value: object = None
    detail: str = ""
    changed: tuple[str, ...] = field(default=())


def look_at(value, changed=()) -> Outcome:
    """Turn anything a reader may hand in into an outcome. Raises none of the FAILURES."""
    if value is ... or value is None:
        return Outcome("blank")
    try:
        if is_expression(value):
            return Outcome("expression", tree_of(value))
        if callable(value):
            return Outcome("function", detail=_text(getattr(value, "__name__", "it")))
        return Outcome("value", numbers_in(value), changed=changed)
    except (Unreadable, UnreadableExpression) as error:
        return Outcome("unreadable", detail=str(error), changed=changed)
    except FAILURES as error:
        return Outcome("unreadable", detail=f"something that raises {type(error).__name__}")


def answers_to(
    cases: list[dict], answer, uses: tuple[str, ...], is_function: bool, printed: str = ""
) -> list[Outcome]:
    """Return the outcomes of an answer: of calling it on each input, or of looking at it once.

    printed : the code of a bug hunt; an answer with the very same code is a blank one
    """
    if not is_function or answer is ... or answer is None:
        return [look_at(answer)] * len(cases)
    if printed and same_code(answer, printed):
        return [Outcome("blank", detail="as printed")] * len(cases)
    if not callable(answer):
        return [Outcome("uncalled", detail=f"an object of type {type(answer).__name__}")] * len(
            cases
        )
    return [ask(answer, case, uses) for case in cases]


def ask(function, case: dict, uses: tuple[str, ...]) -> Outcome:
    """Call a reader's function on one input and look at what comes back.

    Raises none of the FAILURES.
    """
    copies = {name: np.copy(v) if np.ndim(v) else v for name, v in case.items()}
    try:
        with _quiet(), watching(uses) as called:
            value = function(*arguments(copies).values())
    except LibraryCall as call:
        return Outcome("library", detail=str(call))
    except FAILURES as error:
        if called:
            return Outcome("library", detail=called[0])
        return Outcome("raised", detail=f"{type(error).__name__}: {_text(error)}")
    if called:
        return Outcome("library", detail=called[0])
    changed = tuple(n for n, v in case.items() if np.ndim(v) and not np.array_equal(v, copies[n]))
    return Outcome("nothing", changed=changed) if value is None else look_at(value, changed)


def same_code(function, printed: str) -> bool:
    """True when a function does nothing else than the printed one, instruction by instruction."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return False
    whole = compile(printed, "<printed>", "exec")
    return any(
        _instructions(code) == _instructions(other)
        for other in whole.co_consts
        if isinstance(other, CodeType)
    )


def _instructions(code: CodeType) -> tuple:
    text = code.co_consts[:1] if isinstance(next(iter(code.co_consts), None), str) else ()
    return code.co_code, code.co_names, code.co_varnames, code.co_consts[len(text) :]


def _text(value) -> str:
    """Return a value as text of at most 500 characters, also if it cannot tell itself."""
    try:
        return str(value)[:500]
    except FAILURES:
        return "without words"


@contextlib.contextmanager
def _quiet():
    """Keep what an answer prints and warns out of the verdict: it is asked eight times."""
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(action="ignore"),
        np.errstate(all="ignore"),
    ):
        yield
