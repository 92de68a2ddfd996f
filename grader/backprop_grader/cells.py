"""Run cells one after the other, as Jupyter does, and say where one failed.

What is not plain Python goes through IPython's own transformation, with a real IPython behind its
magics. It is loaded only for a cell that needs it: most submissions have none.
"""

import __future__

import ast
import contextlib
import linecache
import re
import sys
import types
from collections.abc import Callable, Iterator

PROMPT = re.compile(r"^\s*(>>>|In ?\[\d+\]:)", re.MULTILINE)  # `In [1]: x` is Python, too
COROUTINE = 0x80  # a flag of code that awaits
RECORD = "__backprop_record__"
WORDS = 500  # of one message


class Needed(ModuleNotFoundError):
    """Something uses a package that could not be imported."""


class Missing:
    """Stands for what could not be imported: whatever uses it fails, and says why."""

    def __init__(self, error):
        self._error = error

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        raise Needed(*self._error.args) from self._error

    def __call__(self, *_, **__):
        raise Needed(*self._error.args) from self._error

    __getitem__ = __enter__ = __iter__ = __len__ = __add__ = __mul__ = __matmul__ = __call__
    __mro_entries__ = __call__


class Cells:
    """The cells of one notebook, and the names that they share.

    space : the names
    known : the ids of exercises whose checks hand their answer to `record`
    """

    def __init__(self, space: dict, known: set[str], record: Callable):
        self.space = space
        self.checks = _Checks(known)
        self._flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # and what `from __future__` adds
        self._quiet = False  # the cell ends with a semicolon
        self._shown: list = []  # the results of cells, latest first
        space |= {"get_ipython": self.shell, "display": lambda *_: None, RECORD: record}
        space |= {"_": "", "__": "", "___": "", "In": [""], "Out": {}}

    def run(self, number: int, source: str) -> None:
        """Run one cell. Raises whatever it raises.

        A package that is not installed costs what needs it: it is named at the end, and all other
        statements still run.
        """
        self.space["In"].append(source)
        if "IPython" in source:
            self.shell()
        tree = self.checks.visit(ast.parse(self._python(source)))
        name = f"<cell {number + 1}>"
        lines = f"{source}\n".splitlines(keepends=True)  # for inspect.getsource
        linecache.cache[name] = (len(source), None, lines, name)
        self._flags |= _future(tree)
        self._quiet = source.rstrip().endswith(";")
        missed: list[ImportError] = []
        awaits = self._awaits(tree.body, name)
        if "asyncio" in source or awaits:
            from . import eventloop

            eventloop.prepare()
        if awaits or ("asyncio" in source and "asyncio.run(" not in source):
            eventloop.run(self._awaited(tree.body, name, missed))
        else:
            for part, code in self._codes(tree.body, name):
                with self._patient(part, missed):
                    self._show(part, tree.body, eval(code, self.space))
        if missed:
            raise missed[0]
        if "IPython" in sys.modules:
            from .ipython import take_shown_error

            if error := take_shown_error():
                raise error

    def _awaits(self, body, name) -> bool:
        """True when a cell awaits; what is wrong with it is found when its turn comes."""
        rest = [s for s in body if getattr(s, "module", "") != "__future__"]
        try:
            whole = self._compile(ast.Module(rest, []), name, "exec")
        except (SyntaxError, ValueError):
            return False
        return bool(whole.co_flags & COROUTINE)

    async def _awaited(self, body, name, missed):
        """Run the statements of a cell that awaits; all of it is inside the loop."""
        for part, code in self._codes(body, name):
            with self._patient(part, missed):
                value = eval(code, self.space)
                if code.co_flags & COROUTINE:
                    value = await value
                self._show(part, body, value)

    def _codes(self, body, name) -> Iterator[tuple[ast.stmt, types.CodeType]]:
        """Yield each statement with its code."""
        for statement in body:
            for part in _parts(statement):
                if part is body[-1] and isinstance(part, ast.Expr):
                    yield part, self._compile(ast.Expression(part.value), name, "eval")
                else:
                    yield part, self._compile(ast.Module([part], []), name, "exec")

    @contextlib.contextmanager
    def _patient(self, statement, missed):
        """Let a statement that needs a missing package cost what it would have bound, no more."""
        try:
            yield
        except ImportError as error:
            missed.append(error)
            for name in _names(statement):
                self.space.setdefault(name, Missing(error))

    def _show(self, statement, body, value):
        """Keep the value of a cell's last expression, as IPython does."""
        last = statement is body[-1] and isinstance(statement, ast.Expr)
        if last and value is not None and not self._quiet:
            self._shown = [value, *self._shown[:2]]
            self.space.update(zip(("_", "__", "___"), self._shown, strict=False))
            number = len(self.space["In"]) - 1
            self.space["Out"][number] = self.space[f"_{number}"] = value

    def _compile(self, tree, name, mode) -> types.CodeType:
        return compile(ast.fix_missing_locations(tree), name, mode, self._flags, True)

    def _python(self, source: str) -> str:
        """Return a cell as Python."""
        if not PROMPT.search(source):
            try:
                ast.parse(source)
                return source
            except (SyntaxError, ValueError):
                pass
        return self.shell().transform_cell(source)

    def shell(self):
        """Return IPython, which lives in the same names."""
        from .ipython import shell_in

        return shell_in(self.space, self.checks)


def describe(error: BaseException) -> tuple[str, int]:
    """Return an error in words, and the line of its cell, or 0."""
    line = 0
    if isinstance(error, SyntaxError) and str(error.filename).startswith("<"):
        line = error.lineno or 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<cell "):
            line = trace.tb_lineno
            break
        trace = trace.tb_next
    kind = "ModuleNotFoundError" if isinstance(error, Needed) else type(error).__name__
    try:
        words = str(error.msg if isinstance(error, SyntaxError) else error)
    except Exception:
        words = "without words"
    return f"{kind}: {words}"[:WORDS].rstrip(": "), line


def _future(tree: ast.Module) -> int:
    """Return the flags that `from __future__ import …` sets for this cell and all after it."""
    flags = 0
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
    return flags


def _parts(statement) -> list:
    """Return an import of several modules as several imports: one that fails costs no other."""
    if not isinstance(statement, ast.Import):
        return [statement]
    return [ast.copy_location(ast.Import([alias]), statement) for alias in statement.names]


def _names(statement) -> list[str]:
    """Return the names that a statement binds."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        names = [alias.asname or alias.name.partition(".")[0] for alias in statement.names]
        return [name for name in names if name != "*"]
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    return [
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]


class _Checks(ast.NodeTransformer):
    """Finds the calls of check("6.2", answer): it does not matter what `check` has become."""

    def __init__(self, known):
        self.known = known

    def visit_Call(self, node):
        self.generic_visit(node)
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = getattr(node.args[0], "value", None) if node.args else None
        if name == "check" and isinstance(first, str) and first in self.known:
            node.func = ast.copy_location(ast.Name(RECORD, ast.Load()), node.func)
        return node
