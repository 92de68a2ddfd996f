"""A chapter's cells in one Python: run one, and of those above what it builds on.

The page's worker calls `Session.run` with all sources as they stand, and hears of everything
through one function, `say(kind, **facts)`. Runs in any Python, which is how it is tested.
"""

import ast
import builtins
import io
import linecache
import os
import traceback
from contextlib import redirect_stderr, redirect_stdout
from time import monotonic

from needs import Page
from showing import bundle, figures_left_open

LONGEST = 30_000  # characters that one cell may print
PAUSE = 0.05  # seconds for which they may be held back, so that thousands of prints stay fast
os.environ.setdefault("MPLBACKEND", "agg")  # a worker has no window to draw in


def tell(kind, **facts):
    """Say something to the page; the worker puts its own function here."""


class Printed(io.TextIOBase):
    """What a cell prints, on its way to the page; too much of it ends the cell."""

    def __init__(self, say, name):
        self.say, self.name, self.count = say, name, 0
        self.held, self.last = "", 0.0

    def writable(self):
        return True

    def write(self, text):
        room = LONGEST - self.count
        self.count += len(text)
        self.held += text[:room]
        if monotonic() - self.last > PAUSE or len(text) > room:
            self.send()
        if len(text) > room:
            raise TooMuch(f"the cell printed more than {LONGEST:,} characters, so it was stopped.")
        return len(text)

    def send(self):
        """Send on what has gathered since the last time."""
        if self.held:
            self.say("stream", name=self.name, text=self.held)
        self.held, self.last = "", monotonic()


class TooMuch(RuntimeError):
    """A cell printed too much."""


class Session:
    """One Python for one page.

    names : the cells' global names
    state : for each name, the fingerprint of the statement that made it last
    """

    def __init__(self, say):
        self.say, self.state = say, {}
        self.page, self.sources = None, None  # read once for as long as nothing is edited
        self.out, self.err = Printed(say, "stdout"), Printed(say, "stderr")
        self.names = {"__name__": "__main__", "__builtins__": builtins}
        builtins.display = lambda *values: [self.show(value) for value in values]
        builtins.input = _no_input

    def show(self, value):
        """Hand a value to the page in the forms that it can show, after what was printed."""
        self._send()
        self.say("output", **bundle(value))

    def run(self, sources: list[str], cell: int, whole: bool = False) -> dict:
        """Run a cell, after what it needs from above; `whole` runs all above from the start.

        Returns how it ended: `ended` is "done"; or "error" with `cell`, `line`, `error` and `text`;
        or "module" with the `name` of one that could not be found.
        """
        if sources != self.sources:
            self.page, self.sources = Page(sources), list(sources)
        page = self.page
        if whole:
            self.names = {"__name__": "__main__", "__builtins__": builtins}
            self.state = {}
        above = range(page.first[cell]) if whole else page.missing(cell, self.state)
        quiet = io.StringIO()
        for k in above:
            with redirect_stdout(quiet), redirect_stderr(quiet):
                trouble = self._run_unit(page, sources, k, show=False)
            if trouble:
                return trouble
        self.out, self.err = Printed(self.say, "stdout"), Printed(self.say, "stderr")
        with redirect_stdout(self.out), redirect_stderr(self.err):
            trouble = self._run_cell(page, sources, cell)
        self._send()
        return trouble or {"ended": "done"}

    def _run_cell(self, page, sources, cell):
        """Run the statements of the cell itself; return what went wrong, or None."""
        last = page.first[cell + 1] - 1
        for k in range(page.first[cell], last + 1):
            if trouble := self._run_unit(page, sources, k, show=k == last):
                return trouble
        try:
            for value in figures_left_open():
                self.show(value)
        except Exception as error:
            return self._trouble(error, cell, sources)
        return None

    def _send(self):
        self.out.send()
        self.err.send()

    def _run_unit(self, page, sources, k, show):
        """Run one statement; return what went wrong, or None."""
        unit = page.units[k]
        for name in unit.makes:
            self.state.pop(name, None)  # until it is done, nobody knows
        name = f"<cell {unit.cell}>"
        linecache.cache[name] = (len(unit.source), None, sources[unit.cell].splitlines(True), name)
        try:
            if unit.node is None:
                compile(sources[unit.cell], name, "exec")
            if show and isinstance(unit.node, ast.Expr) and not _muted(sources[unit.cell]):
                value = eval(compile(ast.Expression(unit.node.value), name, "eval"), self.names)
                if value is not None:
                    self.names["_"] = value
                    self.show(value)
            else:
                exec(compile(ast.Module([unit.node], []), name, "exec"), self.names)
        except BaseException as error:
            return self._trouble(error, unit.cell, sources)
        mark = page.print_of(k)
        self.state.update(dict.fromkeys(unit.makes, mark))
        return None

    def _trouble(self, error, cell, sources):
        """Say what went wrong: the cell and the line in it, and the last lines that matter."""
        missing = isinstance(error, ModuleNotFoundError) and error.name
        where = _lines(error)
        inner = error if isinstance(error, SyntaxError) else None
        line = inner.lineno if inner and inner.filename == f"<cell {cell}>" else None
        line = line or next((number for name, number in where if name == f"<cell {cell}>"), None)
        text = "".join(traceback.format_exception_only(error)).strip()
        if inner and any(row.lstrip()[:1] in ("%", "!") for row in sources[cell].splitlines()):
            text += "\nLines that begin with % or ! are Jupyter's own; this page runs plain Python."
        calls = [[int(name[6:-1]), number] for name, number in where if name.startswith("<cell ")]
        return {
            "ended": "module" if missing else "error",
            "name": missing or "",
            "cell": cell,
            "line": line,
            "calls": calls,
            "error": type(error).__name__,
            "text": text,
        }


def _lines(error):
    """Return (file, line) of each frame in a cell, outermost first."""
    return [
        (frame.filename, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith("<cell ")
    ]


def _muted(source: str) -> bool:
    """Tell whether a cell ends with a semicolon, which keeps its value from being shown."""
    return source.rstrip().endswith(";")


def _no_input(prompt=""):
    raise RuntimeError("input() cannot ask here. Write the value into the cell instead.")


def listen_to_checks(say):
    """Let every verdict of `check` be said as well: which exercise, and how it went."""
    from backprop_lib.exercises import checking

    assess = checking.assess

    def heard(*given, **more):
        verdict = assess(*given, **more)
        say("verdict", exercise=verdict.exercise, status=verdict.status, text=verdict.text)
        return verdict

    checking.assess = heard
