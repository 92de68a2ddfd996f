"""Grade a whole course: find, skip what is done, grade the rest, write it all down."""

import contextlib
import functools
import hashlib
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import backprop_lib

from . import __version__
from .by_hand import read_marks
from .gradebook import fill
from .grading import Task, isolation
from .journal import Journal
from .lateness import handed_in
from .limits import Limits
from .names import name_of
from .points import Assignment
from .report import Written, write_reports
from .scheduling import on_a_cluster, on_this_machine
from .submissions import Submission, find
from .tally import tally_before
from .tasks import tasks
from .writing import write_whole


@dataclass(frozen=True)
class Course:
    """What one run of `backprop-grader grade` is asked to do.

    assignment : what counts, for how much, and what was decided about it
    pattern : where the student's id stands in a path; student : everything is this one's
    only : grade nobody but this student
    regrade : grade these again, though nothing changed; forget : leave these out from now on
    gradebook : an exported one to fill; column, own_id : its headings of points and of ids
    compare : the results of another time, for the report
    seed : of the random inputs; None draws one, and a resumed grading keeps its own

    Raises a ValueError for a seed that nothing can be drawn from, and for no workers.
    """

    submissions: Path
    out: Path
    assignment: Assignment
    pattern: str | None = None
    student: str | None = None
    only: str | None = None
    regrade: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()
    gradebook: Path | None = None
    column: str | None = None
    own_id: str = ""
    compare: Path | None = None
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

    @property
    def origin(self) -> str:
        """Where the submissions are, to know them again."""
        return str(self.submissions.resolve())

    @property
    def settings(self) -> dict:
        """What must be the same for all that is graded into one folder."""
        own = self.assignment.own
        return {
            "version": f"{__version__}, book {backprop_lib.__version__}",
            "seed": self.seed,
            "own exercises": hashlib.sha256(own.encode()).hexdigest()[:16] if own else None,
            "exercises": list(self.assignment.points),
            "limits": asdict(self.limits),
        }


@dataclass(frozen=True)
class Graded:
    """What came of a run.

    students : how many have a result by now; now : how many of them this run graded
    absent : those graded earlier who are not in SUBMISSIONS
    failed : those over whose work the grader itself failed
    unknown : those of them whose numbers nobody knows, because the roster is not clear
    messages : what the instructor should know beside that
    """

    students: int
    now: int
    absent: list[str]
    failed: list[str]
    unknown: list[str]
    messages: list[str]


def grade_course(course: Course) -> Graded:
    """Grade everybody who is not graded yet, and write the reports about all who ever were.

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
    if course.gradebook:
        if course.gradebook.resolve().parent == course.out.resolve():
            raise ValueError(f"--gradebook must lie outside --out; got {course.gradebook}.")
        fill(course.gradebook, {}, 0, course.column, course.own_id)  # before anybody waits
    if course.compare:
        tally_before(course.compare, course.assignment)
    read_marks(course.out, course.assignment.questions)  # before anybody waits
    submissions = _chosen(course)
    course.out.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(Journal(course.out / "results.jsonl", course.settings)) as journal:
        for student in course.forget:
            journal.forget(student)
        before = set(journal.students)
        by_student = {submission.student: submission for submission in submissions}
        now = 0
        with bar_of(total=len(submissions)) as bar:
            todo = tasks(course, submissions, journal, sandbox, bar)
            with contextlib.closing(_results(course, todo, len(submissions))) as results:
                for result in results:
                    facts = handed_in(by_student[result["student"]])
                    journal.add(result | facts | {"origin": course.origin})
                    now += 1
                    if bar is not None:
                        bar.set_postfix_str(name_of(result["source"])[-20:], refresh=False)
                        bar.update()
        # Now, and not before the grading: meanwhile somebody may have marked.
        marks = read_marks(course.out, course.assignment.questions)
        assignment = replace(course.assignment, marks=marks)
        written = write_reports(course.out, journal.results(), assignment, course.compare)
        messages = [*written.messages, *_gradebook(course, journal, written)]
        decided = course.assignment.overrides
        counted = [*course.assignment.points, *course.assignment.questions]
        unused = decided.unused(journal.students, counted)
        if unused:
            messages.append(
                "Overrides that reach nobody: "
                f"{'; '.join(map(str, unused))}. Are the names those in grades.csv?"
            )
        unknown = _unknown(course, journal)
        if unknown:
            messages.append(
                f"Not surely on the roster: {'; '.join(unknown)}. Their exercises by hand are not "
                "graded. Write the assignment again with a --roster that has the platform's "
                "numbers (Canvas: the gradebook, Moodle: the grading worksheet): whoever has "
                "numbers of their own keeps them."
            )
        absent = sorted(before - {submission.student for submission in submissions})
        failed = journal.failed()
        return Graded(len(journal.students), now, absent, failed, unknown, messages)


def _chosen(course: Course) -> list[Submission]:
    """Return the submissions that this run is about. Raises a ValueError for who is not there."""
    submissions = find(course.submissions, course.pattern, course.student, skip=course.out)
    known = [submission.student for submission in submissions]
    for option, students in (("--student", [course.only]), ("--regrade", course.regrade)):
        for student in students:
            if student is not None and student not in known:
                some = ", ".join(known[:5]) + (", ..." if len(known) > 5 else "")
                raise ValueError(
                    f"{option} must name somebody in SUBMISSIONS ({some}); got {student}."
                )
    for student in course.forget:
        if student in known:
            raise ValueError(
                "--forget must name somebody whose work is no longer in SUBMISSIONS; "
                f"got {student}."
            )
    return [s for s in submissions if course.only is None or s.student == course.only]


def _unknown(course: Course, journal: Journal) -> list[str]:
    """Return who should have numbers of their own, and has none that are surely theirs."""
    roster = course.assignment.roster
    if roster is None or not roster.exercises & set(journal.settings["exercises"]):
        return []
    found = roster.of(journal.students)
    return [student for student in journal.students if student not in found]


def _gradebook(course: Course, journal: Journal, written: Written) -> list[str]:
    """Fill the gradebook, if there is one, with what is final; return what to say about it."""
    book = course.gradebook
    if book is None:
        return []
    undecided = {*journal.failed(), *written.waiting}
    final = {key: points for key, points in written.totals.items() if key not in undecided}
    filled = fill(book, final, course.assignment.most, course.column, course.own_id)
    path = course.out / book.name
    write_whole(path, filled.data)
    said = [f"{path}: {filled.rows} rows of {filled.column} filled.", *filled.messages]
    if written.waiting:
        said.append(f"Left out, because a question is not marked: {'; '.join(written.waiting)}.")
    return said


def _results(course: Course, todo: Iterator[Task], most: int) -> Generator[dict, None, None]:
    if course.scheduler:
        return on_a_cluster(todo, course.scheduler)
    return on_this_machine(todo, course.workers, most)


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
