"""Exercises of the instructor's own: a Python file beside the points file.

The file is the instructor's, and trusted: it runs in the grader's process. Students' code never
sees it.
"""

import functools
import hashlib
import linecache
import re
import sys
import types
from pathlib import Path

from backprop_lib.exercises import EXERCISES, Exercise
from backprop_lib.exercises.judge import judge
from backprop_lib.exercises.outcomes import answers_to

ID = re.compile(r"[A-Za-z]\w*(\.\w+)*", re.ASCII)


def read_own(path: Path) -> str:
    """Return the text of a file of exercises, after a look at all in it.

    Raises a ValueError that names the file, or the exercise in it, and what is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}.") from error
    try:
        exercises = load_own(text)
    except Exception as error:
        raise ValueError(f"{path} fails: {type(error).__name__}: {error}.") from error
    if not exercises:
        raise ValueError(f"{path} has no exercise: give a name to an Exercise(...) in it.")
    for exercise in exercises.values():
        if problem := _problem(exercise):
            raise ValueError(f"{path}, exercise {exercise.id}: {problem}.")
    names = [exercise.name for exercise in (*EXERCISES.values(), *exercises.values())]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{path}: two exercises ask for a {twice[0]}; call one otherwise.")
    return text


@functools.lru_cache(maxsize=8)
def load_own(text: str) -> dict[str, Exercise]:
    """Run the text of a file of exercises, and return them by id, in the file's order.

    Any process can do so: the workers of a cluster get the text.
    """
    if not text:
        return {}
    name = f"own_exercises_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    module = types.ModuleType(name)
    file = f"<{name}>"
    # The solutions are printed, and the mutants made, from the source of the functions.
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    module.__dict__["__file__"] = file
    sys.modules[name] = module
    exec(compile(text, file, "exec"), module.__dict__)
    found: dict[str, Exercise] = {}
    for value in list(vars(module).values()):
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, Exercise):
                if one.id in found and found[one.id] is not one:
                    raise ValueError(f"two exercises have the id {one.id}")
                found[one.id] = one
    return found


def _problem(exercise: Exercise) -> str:
    """Return what is wrong with an exercise; empty if nothing is."""
    if not isinstance(exercise.id, str) or not ID.fullmatch(exercise.id):
        return 'its id must begin with a letter, such as "own.1"'
    try:
        right = judge(
            exercise,
            lambda cases: answers_to(cases, exercise.answer, exercise.uses, exercise.is_function),
        )
        exercise.stub, exercise.solution  # noqa: B018 (both are made of the source)
    except Exception as error:
        return f"its own answer cannot be judged ({type(error).__name__}: {error})"
    if exercise.kind != "proof step" and not right.passed:
        return f"its own answer is judged wrong: {right.text.splitlines()[-1].strip()}"
    return ""
