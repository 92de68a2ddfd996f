"""Inside the sandbox: run a notebook's cells, then answer the judge's questions.

Everything here shares a process with the student's code and is trusted by nobody: whatever it
says is only data to the judge, which keeps the reference answers to itself.

One line of JSON in, one line out: first the cells, then one exercise after the other.
"""

import builtins
import contextlib
import gc
import io
import os
import re
import resource
import signal
import sys
import types
from json import dumps, loads

from . import orphans
from .cells import Cells, Missing, describe


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
        speak.write(dumps(message) + "\n")
        speak.flush()

    start = loads(listen.readline())
    _limit_resources(start)
    _put_in_place_of_the_catalog(start["ids"])
    for name in PICTURES:
        sys.modules[f"backprop_lib.{name}"] = Blank(f"backprop_lib.{name}")
    import backprop_lib.exercises as exercises_module
    from backprop_lib.exercises.outcomes import answers_to

    from .wire import pack_outcome, unpack_case

    known = start["exercises"]
    answers: dict = {}
    record = _recorder(answers, exercises_module)
    output = int(start["output"] * 2**20)
    space = sys.modules["__main__"].__dict__
    cells = Cells(space, set(known), record)
    builtin, modules = dict(builtins.__dict__), dict(sys.modules)
    gc.freeze()  # what is loaded stays, so that no collection need look at it
    gc.enable()  # see `session`
    for number, source in enumerate(start["cells"]):
        if number in start["skip"]:
            continue
        say({"cell": number})
        problem, line = _limited(start["step"], output, cells.run, number, source)
        changed = _restore(builtin, modules)
        problem = problem or changed
        say({"cell": number, "problem": problem, "line": line})
    instead, missing = {}, Missing(ImportError())
    for exercise_id, facts in known.items():
        answer = space.get(facts["name"], missing)
        if exercise_id not in answers and not isinstance(answer, Missing):
            answers[exercise_id] = answer
        elif exercise_id not in answers and facts["function"]:
            name = _renamed(facts, start["cells"], space)
            if name:
                answers[exercise_id], instead[exercise_id] = space[name], name
    say({"ran": True, "found": sorted(answers.keys() & known.keys()), "instead": instead})

    for line in listen:
        question = loads(line)
        facts = known[question["exercise"]]
        cases = [unpack_case(case) for case in question["cases"]]
        outcomes: list = []

        def answer(question=question, facts=facts, cases=cases, outcomes=outcomes):
            found = answers.get(question["exercise"], ...)
            uses = tuple(facts["uses"])
            outcomes += answers_to(cases, found, uses, facts["function"], facts["printed"])

        problem, _ = _limited(start["step"], output, answer)
        if problem:
            say({"lost": problem})
        else:
            say({"outcomes": [pack_outcome(outcome) for outcome in outcomes]})


def _recorder(answers, exercises_module):
    """Put what hands an answer to us in the place of `check` and `assess`; return the first.

    It refuses what the real one refuses, in the same words, so that the cell fails as it would.
    """
    find = exercises_module.checking.find
    verdict = exercises_module.Verdict

    def check(exercise_id, answer, *, strict=False, numbers=None):
        find(exercise_id)
        if isinstance(answer, Missing):
            answer()  # says what is missing
        answers[exercise_id] = answer

    def assess(exercise_id, answer, *, numbers=None):
        check(exercise_id, answer)
        return verdict(exercise_id, "not attempted", 0.0, "")

    for module in (exercises_module, exercises_module.checking):
        module.check, module.assess = check, assess
    return check


def _restore(builtin, modules) -> str:
    """Put back what a cell took away that all code needs, ours too; return what it was.

    Without a call of anything built in, which may be what is gone.
    """
    said = ""
    for name in builtin:
        if builtins.__dict__.get(name, ...) is not builtin[name] and name != "_":
            builtins.__dict__[name] = builtin[name]
            said = f"it changed Python's own {name}, which was put back"
    for name in modules:
        sys.modules.setdefault(name, modules[name])
    return said


def _by_number(exercise_id):
    return [int(part) if part.isdecimal() else 0 for part in exercise_id.split(".")]


def _renamed(facts, sources, space) -> str:
    """Return the one function that stands where the answer's should be; empty if none does."""
    names = {
        name
        for number in facts["cells"]
        for name in re.findall(r"^def +(\w+)", sources[number], re.MULTILINE)
    }
    names = {name for name in names if isinstance(space.get(name), types.FunctionType)}
    names = {n for n in names if space[n].__code__.co_argcount == facts["arguments"]}
    return names.pop() if len(names) == 1 else ""


def _limited(seconds, output, function, *args):
    """Call `function` with a soft limit on time and output; return what went wrong, and where."""
    sys.stdout, sys.stderr = Paper(output), Paper(output)
    signal.signal(signal.SIGALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        function(*args)
    except Limit as limit:
        return str(limit), describe(limit)[1]
    except SystemExit as error:
        return "SystemExit: it asked Python to end", describe(error)[1]
    except BaseException as error:
        return describe(error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return "", 0


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


def _put_in_place_of_the_catalog(ids):
    """Let the library be imported without its catalog: the sandbox has hidden the files.

    What stands in its place knows the ids, for `check` to refuse others, and nothing of them.
    """
    only_ids = types.ModuleType("backprop_lib.exercises.catalog")
    only_ids.__dict__["EXERCISES"] = dict.fromkeys(sorted(ids, key=_by_number))
    sys.modules[only_ids.__name__] = only_ids
