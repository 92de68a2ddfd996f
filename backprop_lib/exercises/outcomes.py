"""What came of asking an answer: every way it can go, as a value the judge can look at.

This half runs where the answer lives: in the reader's notebook, or in the grader's sandbox.
"""

import contextlib
import io
import warnings
from dataclasses import dataclass, field

import numpy as np

from .expressions import UnreadableExpression, is_expression, tree_of
from .guard import LibraryCall, watching
from .values import Unreadable, numbers_in

# What an answer may raise. Other BaseExceptions pass: the reader's Ctrl+C, and the grader's limits.
FAILURES = (Exception, SystemExit, GeneratorExit)


@dataclass(frozen=True)
class Outcome:
    """One answer to one question.

    kind : "value", "expression", "blank", "nothing", "unreadable", "function", "uncalled",
        "raised", "library" or "lost"
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


def answers_to(cases: list[dict], answer, uses: tuple[str, ...], is_function: bool):
    """Return the outcomes of an answer: of calling it on each input, or of looking at it once."""
    if not is_function or answer is ... or answer is None:
        return [look_at(answer)] * len(cases)
    if not callable(answer):
        return [Outcome("uncalled", detail=f"a {type(answer).__name__}")] * len(cases)
    return [ask(answer, case, uses) for case in cases]


def ask(function, case: dict, uses: tuple[str, ...]) -> Outcome:
    """Call a reader's function on one input and look at what comes back.

    Raises none of the FAILURES.
    """
    copies = {name: np.copy(v) if np.ndim(v) else v for name, v in case.items()}
    try:
        with _quiet(), watching(uses) as called:
            value = function(*copies.values())
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
