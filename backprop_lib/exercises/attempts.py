"""Code that did not run: remembered, so that a check can tell it from an answer never begun.

A cell with a forgotten colon defines nothing, and the check below it would judge what was there
before. In a notebook `watch` listens to the cells; anybody else who runs cells calls `remember`.
"""

import ast
import re
import sys
import traceback
from dataclasses import dataclass

NAMES = re.compile(  # at the left margin; what a function assigns is its own
    r"^(?:def\s+(\w+)|class\s+(\w+)|([A-Za-z_][\w, ]*?)\s*=(?!=)"
    r"|(?:from\s+\S+\s+)?import\s+(.+))",
    re.MULTILINE,
)
_failed: dict[str, "Failure"] = {}


@dataclass(frozen=True)
class Failure:
    """A cell that did not run to its end.

    cell : what the reader sees beside it, such as "[7]"; may be empty
    line : the line in the cell, from 1; 0 if it is not known
    error : what Python said, such as "SyntaxError: expected ':'"
    """

    cell: str
    line: int
    error: str

    def __str__(self):
        where = [f"cell {self.cell}" if self.cell else "its cell"]
        where += [f"line {self.line}"] if self.line else []
        return f"{', '.join(where)}: {self.error}"


def remember(source: str, error: BaseException | None = None, cell: str = "") -> None:
    """Note that a cell with this source ran, or what went wrong in it."""
    line = line_of(error) if error else 0
    reached = source.splitlines()[: line - 1] if line and not isinstance(error, SyntaxError) else []
    done = names_in(source if error is None else "\n".join(reached))
    for name in done:
        _failed.pop(name, None)
    if error is not None:
        failure = Failure(cell, line, _said(error))
        _failed.update(dict.fromkeys(names_in(source) - done, failure))


def failure_of(name: str) -> Failure | None:
    """Return why the newest code for this name did not run, or None if it did."""
    return _failed.get(name)


def names_in(source: str) -> set[str]:
    """Return the names that a cell would define, also if it is no Python."""
    found: set[str] = set()
    for groups in NAMES.findall(source):
        for group in filter(None, groups):
            found |= {part.split(" as ")[-1].strip(" ()") for part in group.split(",")}
    return {name for name in found if name.isidentifier()}


def line_of(error: BaseException) -> int:
    """Return the line of the cell at which an error occurred, or 0."""
    if isinstance(error, SyntaxError):
        return error.lineno or 0
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in frames if f.name == "<module>"), 0)


def _said(error: BaseException) -> str:
    if type(error).__name__ == "StdinNotImplementedError" or "raw_input" in str(error):
        return "input() cannot ask here: write the value into the cell"
    words = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {words}".splitlines()[0][:200]


def watch() -> None:
    """Listen to the cells of the notebook this runs in, if it is one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and not getattr(shell, "_backprop_watched", False):
        shell._backprop_watched = True
        shell.events.register("post_run_cell", after_cell)


def after_cell(result) -> None:
    """Take note of one cell, and explain a check whose answer has no name yet."""
    error = result.error_before_exec or result.error_in_exec
    number = result.execution_count
    source = getattr(result.info, "raw_cell", "") or ""
    remember(source, error, f"[{number}]" if number else "")
    if isinstance(error, NameError) and re.search(r"\bcheck\(", source):
        failure = _failed.get(error.name or "")
        if failure:
            print(did_not_run(_checked(source), failure))


def did_not_run(exercise_id: str, failure: Failure) -> str:
    """Return what a reader is told whose code did not run."""
    return f"{exercise_id} ✗ Your newest code did not run.\n  {failure}"


def _checked(source: str) -> str:
    """Return the id in a call of check."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check" and node.args:
            return str(getattr(node.args[0], "value", ""))
    return ""
