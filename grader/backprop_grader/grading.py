"""Grade one submission: everything that happens to it, on this machine or on a cluster's."""

import os
import time
from dataclasses import dataclass

from backprop_lib.exercises import EXERCISES, Exercise
from backprop_lib.exercises.exercise import ByHand
from backprop_lib.exercises.judge import NOT_ATTEMPTED, WRONG, Verdict, judge
from backprop_lib.exercises.outcomes import Outcome

from .answers import code_of
from .limits import Limits
from .marks import NOT_GRADED
from .notebook import NotANotebook, Notebook, read_notebook
from .own_exercises import load_own
from .questions import answers_in
from .sandbox import NotIsolated, Sandbox, best_sandbox
from .searching import remarks
from .session import Session
from .wire import Problem
from .writing import clean


@dataclass(frozen=True)
class Task:
    """One submission, ready to be graded anywhere.

    data : the notebook's bytes; None if `problem` says why there are none
    blameless : the problem is the grader's, not the student's
    digest : what it was, to know it again
    other_limits : for exercises that have limits of their own
    own : the text of the file with the instructor's own exercises
    numbers : of exercises by hand, the student's own; None where nobody knows them
    sandbox : what was found to work here; None lets each machine find out
    """

    student: str
    source: str
    data: bytes | None
    problem: str
    digest: str
    exercises: tuple[str, ...]
    seed: int
    limits: Limits
    reduced: bool = False
    sandbox: Sandbox | None = None
    blameless: bool = False
    other_limits: tuple[tuple[str, Limits], ...] = ()
    own: str = ""
    numbers: tuple[tuple[str, tuple[tuple[str, float], ...] | None], ...] = ()

    @property
    def known(self) -> dict[str, Exercise]:
        """The exercises to be judged, with the student's numbers; without those nobody knows."""
        known = EXERCISES | load_own(self.own)
        chosen = {key: known[key] for key in self.exercises}
        for key, numbers in self.numbers:
            exercise = chosen.get(key)
            if numbers is None:
                chosen.pop(key, None)
            elif isinstance(exercise, ByHand):
                chosen[key] = exercise.with_numbers(**dict(numbers))
        return chosen


def grade(task: Task) -> dict:
    """Return the result of one submission as plain JSON data. Raises NotIsolated, nothing else.

    `failed` in it is true when the grader is to blame, so that the points are not the student's.
    """
    start = time.monotonic()
    notes: list[str] = []
    notebook = Notebook()
    failures: list[str] = []
    if task.blameless:
        failures.append(task.problem)
    elif task.problem or task.data is None:
        notes.append(task.problem)
    else:
        try:
            notebook = read_notebook(task.data, task.limits.notebook)
        except NotANotebook as error:
            notes.append(str(error))
    try:
        if task.blameless:
            verdicts = _none_graded(task)
        elif notebook.cells:
            verdicts = _verdicts(task, notebook, notes, failures)
        else:
            verdicts = _nothing(task)
    except NotIsolated:
        raise
    except Exception as error:  # one submission must not end the grading of all others
        failures.append(_failure("", error))
        verdicts = _none_graded(task)
    known = task.known
    numbers = {key: dict(mine) for key, mine in task.numbers if mine}
    result = {
        "student": task.student,
        "source": task.source,
        "digest": task.digest,
        "verdicts": {
            v.exercise: {
                "status": v.status,
                "credit": v.credit,
                "text": v.text,
                "mistake": getattr(v, "mistake", ""),
                "code": code_of(notebook.cells, known[v.exercise]) if v.exercise in known else "",
            }
            | ({"numbers": numbers[v.exercise]} if v.exercise in numbers else {})
            for v in verdicts
        },
        "answers": answers_in(notebook.sources),
        "notes": notes + failures,
        "failed": bool(failures),
        "seconds": round(time.monotonic() - start, 3),
    }
    return clean(result)  # the texts quote what students wrote


def isolation(reduced: bool) -> Sandbox:
    """Return this machine's sandbox, or say which protections are missing and stop."""
    if os.name != "posix":
        raise NotIsolated("Grading needs Linux or macOS; on Windows, use WSL.")
    sandbox = best_sandbox()
    if sandbox.missing and not reduced:
        missing = "\n".join(f"  - {protection}" for protection in sandbox.missing)
        raise NotIsolated(
            f"Students' code cannot be fully isolated here: {sandbox.why}.\n"
            f"Missing protections:\n{missing}\n"
            f"{sandbox.remedy}, or accept the risk with --reduced-isolation."
        )
    return sandbox


def _verdicts(task, notebook, notes, failures) -> list[Verdict]:
    """Judge all exercises: those with the same limits in one session, in the book's order."""
    sandbox = task.sandbox or isolation(task.reduced)
    exercises = list(task.known.values())
    other = dict(task.other_limits)
    alike: dict[Limits, list] = {}
    for exercise in exercises:
        alike.setdefault(other.get(exercise.id, task.limits), []).append(exercise)
    verdicts: dict[str, Verdict] = {}
    problems: dict[int, Problem] = {}
    for limits, chosen in alike.items():
        with Session(sandbox, notebook, chosen, limits) as session:
            for exercise in chosen:
                verdicts[exercise.id] = _verdict(session, exercise, task.seed, failures)
                notes += remarks(notebook, exercise, session.instead, session.found)
        problems = session.problems | problems
    notes += [
        f"Code cell {number + 1} failed: {problem.words.rstrip('.')}."
        + (f" See line {problem.line}." if problem.line else "")
        for number, problem in sorted(problems.items())
    ]
    lacking = [exercise_id for exercise_id in task.exercises if exercise_id not in verdicts]
    if lacking:
        failures.append(
            f"It is not known which numbers {task.student} had in {', '.join(lacking)}: "
            "the roster has nobody who is surely the same."
        )
    unknown = {key: _unknown(key) for key in lacking}
    return [(verdicts | unknown)[exercise_id] for exercise_id in task.exercises]


def _unknown(exercise_id) -> Verdict:
    text = f"{exercise_id} · Not graded yet: it is not known which numbers were asked."
    return Verdict(exercise_id, NOT_GRADED, 0.0, text)


def _verdict(session, exercise, seed, failures) -> Verdict:
    """Judge one exercise. A judge that crashes costs only this one, and is added to `failures`."""
    asked: list[Outcome] = []

    def outcomes(cases):
        answers = session.ask(exercise, cases)
        asked.extend(answers)
        return answers

    try:
        verdict = judge(exercise, outcomes, seed)
    except Exception as error:
        if not asked:  # the conversation itself broke: the next answer may belong to another
            raise
        failures.append(_failure(f" over {exercise.id}", error))
        return _not_graded(exercise.id)
    lost = [answer for answer in asked if answer.kind in ("lost", "failed")]
    if lost:
        text = f"{exercise.id} ✗ Could not be graded: {lost[0].detail}."
        return Verdict(exercise.id, WRONG, 0.0, text)
    if verdict.status == NOT_ATTEMPTED and exercise.id not in session.found:
        text = f"{exercise.id} · Not attempted: there is no {exercise.name} in the notebook."
        return Verdict(exercise.id, NOT_ATTEMPTED, 0.0, text)
    return verdict


def _not_graded(exercise_id) -> Verdict:
    """Return what stands for a verdict where the grader failed: no points, and not zero either."""
    return Verdict(exercise_id, NOT_GRADED, 0.0, f"{exercise_id} · Not graded yet.")


def _none_graded(task) -> list[Verdict]:
    return [_not_graded(exercise_id) for exercise_id in task.exercises]


def _failure(where: str, error: Exception) -> str:
    return f"The grader itself failed{where}: {type(error).__name__}: {error}. Please report."


def _nothing(task) -> list[Verdict]:
    return [
        Verdict(exercise_id, NOT_ATTEMPTED, 0.0, f"{exercise_id} · Nothing was found to grade.")
        for exercise_id in task.exercises
    ]
