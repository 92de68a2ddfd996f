"""Inside the sandbox: run a notebook's cells, then answer the judge's questions.

Everything here shares a process with the student's code and is trusted by nobody: whatever it
says is only data to the judge, which keeps the reference answers to itself.

One line of JSON in, one line out: first the cells, then one exercise after the other.
"""

import ast
import contextlib
import io
import json
import os
import re
import resource
import signal
import sys
import tokenize
import types

from . import orphans


class Limit(BaseException):
    """A soft limit is reached. Not an Exception, so that few programs catch it."""


class Paper(io.StringIO):
    """Where a student prints to: up to a limit, and nobody keeps it."""

    def __init__(self, limit):
        super().__init__()
        self.left = limit

    def write(self, text):
        """Count, and forget."""
        self.left -= len(text)
        if self.left < 0:
            raise Limit("it printed too much and was stopped")
        return len(text)


class Blank(types.ModuleType):
    """Stands for a module that only shows things: nobody looks here, and drawing takes time."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


PICTURES = ("figures", "explorers")
SPACE = {
    "__name__": "__main__",
    "display": lambda *_: None,
    "get_ipython": lambda: Blank("get_ipython"),
}


def main():
    """Talk to the judge until it hangs up."""
    orphans.end_with_parent()  # a judge that is killed cannot end us
    # The two ends of the conversation move away from where programs read and print.
    listen = os.fdopen(os.dup(0), "r", encoding="utf-8")
    speak = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdin = io.StringIO()

    def say(message):
        speak.write(json.dumps(message) + "\n")
        speak.flush()

    start = json.loads(listen.readline())
    _limit_resources(start)
    _hide_the_catalog()
    for name in PICTURES:
        sys.modules[f"backprop_lib.{name}"] = Blank(f"backprop_lib.{name}")
    import backprop_lib.exercises as exercises_module
    from backprop_lib.exercises.outcomes import answers_to

    from .wire import pack_outcome, unpack_case

    known = start["exercises"]
    answers = {}

    def record(exercise_id, answer=..., **_):
        answers[exercise_id] = answer

    exercises_module.check = exercises_module.checking.check = record
    output = int(start["output"] * 2**20)
    sys.modules["__main__"].__dict__.update(SPACE | {RECORD: record})
    space = sys.modules["__main__"].__dict__
    signal.signal(signal.SIGALRM, _out_of_time)
    problems = {}
    for number, source in enumerate(start["cells"]):
        if number in start["skip"]:
            continue
        say({"cell": number})
        problem = _limited(start["step"], output, run_cell, source, space, set(known))
        if problem:
            problems[number] = problem
    for exercise_id, facts in known.items():
        if exercise_id not in answers and facts["name"] in space:
            answers[exercise_id] = space[facts["name"]]
    say({"ran": True, "problems": problems, "found": sorted(answers)})

    for line in listen:
        question = json.loads(line)
        facts = known[question["exercise"]]
        cases = [unpack_case(case) for case in question["cases"]]
        outcomes: list = []

        def answer(question=question, facts=facts, cases=cases, outcomes=outcomes):
            found = answers.get(question["exercise"], ...)
            uses = tuple(facts["uses"])
            outcomes += answers_to(cases, found, uses, facts["function"], facts["printed"])

        problem = _limited(start["step"], output, answer)
        if problem:
            say({"lost": problem})
        else:
            say({"outcomes": [pack_outcome(outcome) for outcome in outcomes]})


RECORD, MISSED = "__backprop_record__", "__backprop_missed__"


def run_cell(source, space, known):
    """Run one cell; each call of check("6.2", answer) hands the answer to us instead.

    The calls are found in the code, so it does not matter what the name `check` has become.
    A package that is not installed is named at the end: the imports after it still happen.
    """
    missed: list = []
    space[MISSED] = lambda: missed.append(sys.exception())
    tree = _Checks(known).visit(ast.parse(without_magics(source)))
    tree.body = [_patient(statement) for statement in tree.body]
    code = compile(ast.fix_missing_locations(tree), "<cell>", "exec")
    try:
        exec(code, space)
    finally:
        if missed:
            raise missed[0]


def _patient(statement):
    """Return a statement; if it is an import, so that it does not end the cell when it fails."""
    future = getattr(statement, "module", "") == "__future__"  # must stand first, and never fails
    if future or not isinstance(statement, ast.Import | ast.ImportFrom):
        return statement
    note = ast.Expr(ast.Call(ast.Name(MISSED, ast.Load()), [], []))
    handler = ast.ExceptHandler(ast.Name("ImportError", ast.Load()), None, [note])
    return ast.Try([statement], [handler], [], [])


class _Checks(ast.NodeTransformer):
    def __init__(self, known):
        self.known = known

    def visit_Call(self, node):
        self.generic_visit(node)
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = getattr(node.args[0], "value", None) if node.args else None
        if name == "check" and isinstance(first, str) and first in self.known:
            node.func = ast.Name(RECORD, ast.Load())
        return node


PYTHON_CELLS = ("%%time", "%%timeit", "%%capture", "%%prun")
MAGICS = (
    (re.compile(r"(\s*)([%!?].*|[^#\"']*\?\s*)$"), "pass"),  # %magic, !command, ?help, help?
    (re.compile(r"(\s*[\w, ]+=\s*)[%!].*$"), "None"),  # files = !ls
)


def without_magics(source):
    """Blank out IPython's own lines: %magics, !commands, help?, and cells in other languages.

    What is Python as it stands is left alone, and so is a line inside a string or a bracket.
    """
    if source.lstrip().startswith("%%"):
        head, _, body = source.lstrip().partition("\n")
        return without_magics(body) if head.split()[0] in PYTHON_CELLS else ""
    with contextlib.suppress(SyntaxError, ValueError):
        ast.parse(source)
        return source
    lines: list[str] = []
    goes_on = False  # the line before is a magic that ends with a backslash
    for line in source.split("\n"):
        python = "" if goes_on else _python(line, lines)
        goes_on = python != line and line.endswith("\\")
        lines.append(python)
    return "\n".join(lines)


def _python(line, before):
    """Return a line without IPython's magic; `before` are the lines before it."""
    for magic, instead in MAGICS:
        if (match := magic.match(line)) and not _unfinished(before):
            return match[1] + instead
    return line


def _unfinished(lines):
    """True when the next line still belongs to a string, a bracket or a broken line."""
    if lines and lines[-1].endswith("\\"):
        return True
    text = io.StringIO("\n".join([*lines, ""]))
    try:
        for _ in tokenize.generate_tokens(text.readline):
            pass
    except tokenize.TokenError:
        return True
    except SyntaxError:  # indented as nothing before: that is for the compiler to say
        return False
    return False


def _limited(seconds, output, function, *args):
    """Call `function` with a soft limit on time and output; return what went wrong in words."""
    sys.stdout, sys.stderr = Paper(output), Paper(output)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        function(*args)
    except Limit as limit:
        return str(limit)
    except SystemExit:
        return "SystemExit: it asked Python to end"
    except BaseException as error:
        return f"{type(error).__name__}: {error}"[:500].rstrip(": ")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def _out_of_time(*_):
    raise Limit("it took too long and was stopped")


def _limit_resources(start):
    memory = start["memory"] * 2**20
    files = start["files"] * 2**20
    cpu = int(start["total"]) + 2
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, files),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, start["processes"]),
    ):
        _, ceiling = resource.getrlimit(what)
        limit = limit if ceiling == resource.RLIM_INFINITY else min(limit, ceiling)
        with contextlib.suppress(ValueError, OSError):  # macOS does not know them all
            resource.setrlimit(what, (limit, limit))


def _hide_the_catalog():
    """Put an empty catalog where the answers would be (in a full sandbox the files are gone)."""
    empty = types.ModuleType("backprop_lib.exercises.catalog")
    empty.__dict__["EXERCISES"] = {}
    sys.modules[empty.__name__] = empty
