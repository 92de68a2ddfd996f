"""Grade a whole course: find, skip what is done, grade the rest, write it all down."""

import contextlib
import functools
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from backprop_lib import __version__

from .grading import Task, isolation
from .journal import Journal, settings_of
from .limits import Limits
from .names import name_of
from .report import write_reports
from .scheduling import on_a_cluster, on_this_machine
from .submissions import Submission, digest, find


@dataclass(frozen=True)
class Course:
    """What one run of `backprop-grader grade` is asked to do.

    points : {exercise id: points}; its keys are the exercises that count
    pattern : where the student's id stands in a path; student : everything is this one's
    seed : of the random inputs; None draws one, and a resumed grading keeps its own

    Raises a ValueError for a seed that nothing can be drawn from, and for no workers.
    """

    submissions: Path
    out: Path
    points: dict[str, float]
    pattern: str | None = None
    student: str | None = None
    seed: int | None = None
    workers: int | None = None
    scheduler: str | None = None
    limits: Limits = field(default_factory=Limits)
    reduced: bool = False
    progress: bool = True

    def __post_init__(self):
        if self.seed is not None and self.seed < 0:
            raise ValueError(f"--seed must be a whole number of at least 0; got {self.seed}.")
        if self.workers is not None and self.workers < 1:
            raise ValueError(f"--workers must be at least 1; got {self.workers}.")


@dataclass(frozen=True)
class Graded:
    """How many students there are, and over whose work the grader itself failed."""

    students: int
    failed: list[str]


def grade_course(course: Course) -> Graded:
    """Grade everybody who is not graded yet, and write the reports.

    Raises
    ------
    NotIsolated : this machine lacks protections and `reduced` is not set
    ModuleNotFoundError : the progress bar is not installed
    FileNotFoundError, ValueError : what was asked for does not fit
    """
    bar_of = _bar(course)
    sandbox = None if course.scheduler else isolation(course.reduced)
    if course.out.resolve() == course.submissions.resolve():
        raise ValueError(f"--out must be another folder than SUBMISSIONS; got {course.out}.")
    submissions = find(course.submissions, course.pattern, course.student, skip=course.out)
    course.out.mkdir(parents=True, exist_ok=True)
    path = course.out / "results.jsonl"
    seed = course.seed
    if seed is None:
        seed = settings_of(path).get("seed", secrets.randbelow(2**31))
    settings = {
        "version": __version__,
        "seed": seed,
        "exercises": list(course.points),
        "limits": asdict(course.limits),
    }
    journal = Journal(path, settings)
    try:
        todo = _tasks(course, submissions, seed, journal, sandbox)
        results = (
            on_a_cluster(todo, course.scheduler)
            if course.scheduler
            else on_this_machine(todo, course.workers, len(submissions))
        )
        with bar_of(total=len(submissions)) as bar:
            for result in results if bar is None else _counted(results, journal, bar):
                journal.add(result)
        students = [submission.student for submission in submissions]
        written = write_reports(course.out, journal.results(students), course.points)
        return Graded(written, journal.failed(students))
    finally:
        journal.close()


def _tasks(course, submissions: list[Submission], seed, journal, sandbox) -> Iterator[Task]:
    """Yield a task for everybody whose work is not in the journal as it is now."""
    for submission in submissions:
        data, problem = submission.read(course.limits.notebook)
        fingerprint = digest(data, problem)
        if journal.has(submission.student, submission.source.path, fingerprint):
            continue
        yield Task(
            student=submission.student,
            source=submission.source.path,
            data=data,
            problem=problem,
            digest=fingerprint,
            exercises=tuple(journal.exercises),
            seed=seed,
            limits=course.limits,
            reduced=course.reduced,
            sandbox=sandbox,
        )


def _counted(results, journal, bar) -> Iterator[dict]:
    """Pass results on and move the bar; those of an earlier run count as done at the start."""
    for result in results:
        yield result
        bar.set_postfix_str(name_of(result["source"])[-20:], refresh=False)
        bar.update()
    bar.update(bar.total - bar.n)


def _bar(course):
    """Return what makes the bar; without progress it makes None. Raises ModuleNotFoundError."""
    if not course.progress:
        return lambda **_: contextlib.nullcontext()
    try:
        from tqdm import tqdm
    except ImportError as error:
        raise ModuleNotFoundError(
            "The progress bar needs tqdm: pip install tqdm, or grade with --quiet."
        ) from error
    return functools.partial(tqdm, desc="grading", unit="submission", smoothing=0.1)
