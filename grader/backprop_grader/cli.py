"""The command `backprop-grader`."""

import argparse
import contextlib
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from backprop_lib.exercises import EXERCISES

from .assignment import points_beside, write_assignment, write_handouts
from .course import Course, grade_course
from .gradescope import write_autograder
from .journal import write_whole
from .limits import Limits
from .overrides import Overrides, read_overrides
from .own_exercises import load_own
from .points import (
    Assignment,
    choose,
    common,
    default_points,
    points_text,
    read_assignment,
)
from .roster import Roster, drawn, read_people, read_roster, write_roster
from .sandbox import NotIsolated

SHOWN = 10  # names in a message


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        with _stoppable():
            return options.run(options)
    except NotIsolated as error:
        print(error, file=sys.stderr)
        return 3
    except (OSError, ValueError, ImportError) as error:
        print(f"backprop-grader: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. Run the same command again to go on.", file=sys.stderr)
        return 130


@contextlib.contextmanager
def _stoppable():
    """Let Ctrl+C and `kill` stop the work the same way, whatever this process inherited.

    A shell ignores Ctrl+C for what it starts in the background, and so would Python.
    """
    if threading.current_thread() is not threading.main_thread():  # only there may signals be set
        yield
        return
    before = {
        number: signal.signal(number, signal.default_int_handler)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _assignment_of(options) -> Assignment:
    """Return what counts, with all that stands beside the points file."""
    if not options.points:
        chosen = Assignment(default_points(choose(options.exercises or ["all"])))
    else:
        chosen = read_assignment(options.points)
        if options.exercises:
            some = common(chosen.points, choose(options.exercises))
            chosen = replace(chosen, points=some)
    return replace(chosen, overrides=_overrides(options, chosen))


def _grade(options) -> int:
    assignment = _assignment_of(options)
    alone = options.student and options.submissions.is_file()  # then its name says nothing
    course = Course(
        submissions=options.submissions,
        out=options.out,
        assignment=assignment,
        pattern=options.pattern,
        student=options.student if alone else None,
        only=None if alone else options.student,
        regrade=tuple(options.regrade),
        gradebook=options.gradebook,
        column=options.column,
        own_id=options.id,
        compare=options.compare,
        forget=tuple(options.forget),
        seed=options.seed,
        workers=options.workers,
        scheduler=options.scheduler,
        limits=Limits(step=options.step, total=options.total, memory=options.memory),
        reduced=options.reduced_isolation,
        progress=not options.quiet,
    )
    graded = grade_course(course)
    print(f"{graded.students} students in {options.out / 'grades.csv'}; {graded.now} graded now.")
    print(f"The class at a glance: {options.out / 'report.html'}")
    if graded.absent and not options.student:
        print(f"Kept from earlier, and not in SUBMISSIONS: {_some(graded.absent)}.")
    for message in graded.messages:
        print(message, file=sys.stderr)
    if graded.failed:
        print(
            f"The grader itself failed for {len(graded.failed)} of them: "
            f"{', '.join(graded.failed)}. Their points are not final: the same command again "
            "grades them again. Please report what their pages say.",
            file=sys.stderr,
        )
    return 1 if graded.failed else 0


def _overrides(options, chosen: Assignment) -> Overrides:
    """Read the overrides named, or those beside the points file if there are any."""
    path = getattr(options, "overrides", None)
    if path is None:
        if options.points is None:
            return Overrides()
        path = options.points.with_name("overrides.toml")
        if not path.exists():
            return Overrides()
    known = {**EXERCISES, **load_own(chosen.own), **chosen.questions}
    return read_overrides(path, known)


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" * (len(names) > SHOWN))


def _assignment(options) -> int:
    chosen = _assignment_of(options)
    if options.roster:
        return _handouts(options, chosen)
    points_path = options.points_out
    if points_path is None and not options.points:  # else it is there already, and edited
        points_path = points_beside(options.out)
    write_assignment(
        options.out,
        chosen,
        title=options.title,
        nbgrader=options.nbgrader,
        points_path=points_path,
        solutions=options.solutions,
        force=options.force,
    )
    count = len(chosen.points) + len(chosen.questions)
    print(f"{options.out} has {count} exercises; {points_path or options.points}")
    return 0


def _handouts(options, chosen: Assignment) -> int:
    """Write a notebook for each student, and down which numbers are whose."""
    if options.nbgrader:
        raise ValueError("--roster and --nbgrader exclude each other: nbgrader hands out one file.")
    points_path = options.points or options.points_out or points_beside(options.out)
    numbers_path = points_path.with_name(f"{points_path.name.split('.')[0]}.numbers.json")
    before = chosen.roster
    if before is None:
        before = read_roster(numbers_path) if numbers_path.exists() else Roster()
    people = read_people(options.roster, options.id)
    roster = drawn(before, people, chosen.exercises.values())
    line = f'numbers = "{numbers_path.name}"\n'
    texts = {}
    if not options.points:
        texts[points_path] = line + points_text(chosen.points)
    folder = write_handouts(
        options.out,
        chosen,
        roster,
        title=options.title,
        texts=texts,
        solutions=options.solutions,
        force=options.force,
    )
    write_whole(numbers_path, write_roster(roster))  # last: who had numbers keeps them
    print(f"{folder} has {len(people)} notebooks; {points_path}, {numbers_path}")
    if options.points and chosen.roster is None:
        print(f"Put this line at the top of {points_path}: {line.strip()}")
    return 0


def _gradescope(options) -> int:
    chosen = _assignment_of(options)
    if chosen.own or chosen.questions or chosen.roster:
        raise ValueError(
            "Gradescope's autograder carries the book's exercises only: leave out exercises of "
            "your own, questions, and students' own numbers."
        )
    write_autograder(options.out, chosen.points)
    print(f"Upload {options.out} under Configure Autograder.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="backprop-grader", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument(
        "--exercises", nargs="+", metavar="ID", help="ids (6.2), chapters (6), or all"
    )
    chosen.add_argument("--points", type=Path, metavar="FILE", help="a points file (TOML)")

    grade = commands.add_parser("grade", parents=[chosen], help="grade a folder of notebooks")
    grade.set_defaults(run=_grade)
    grade.add_argument(
        "submissions", type=Path, metavar="SUBMISSIONS", help="a folder, zip, or notebook"
    )
    grade.add_argument("--out", type=Path, required=True, metavar="GRADES", help="a folder")
    grade.add_argument("--pattern", help="regular expression with a group for the student's id")
    grade.add_argument(
        "--student", metavar="ID", help="grade this one only; a single file is theirs"
    )
    grade.add_argument(
        "--regrade", nargs="+", default=[], metavar="ID", help="grade these again, changed or not"
    )
    grade.add_argument(
        "--forget", nargs="+", default=[], metavar="ID", help="leave these out from now on"
    )
    grade.add_argument(
        "--overrides", type=Path, metavar="FILE", help="default: overrides.toml beside the points"
    )
    grade.add_argument(
        "--gradebook",
        type=Path,
        metavar="CSV",
        help="fill this export of Canvas, Moodle, Blackboard",
    )
    grade.add_argument("--column", metavar="NAME", help="of the gradebook, to be filled")
    grade.add_argument("--id", default="", metavar="NAME", help="of its column with the ids")
    grade.add_argument(
        "--compare",
        type=Path,
        metavar="RESULTS",
        help="another time's results.jsonl, in the report",
    )
    grade.add_argument("--seed", type=int, help="of the random inputs; makes marks repeatable")
    grade.add_argument("--workers", type=int, metavar="N", help="processes; default: all cores")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster, tcp://host:8786")
    limits = Limits()
    grade.add_argument(
        "--step", type=float, default=limits.step, help="seconds for each cell and answer"
    )
    grade.add_argument(
        "--total",
        type=float,
        default=limits.total,
        help="seconds for each student, beside those for each answer",
    )
    grade.add_argument("--memory", type=int, default=limits.memory, help="megabytes")
    grade.add_argument(
        "--reduced-isolation", action="store_true", help="grade without a full sandbox"
    )
    grade.add_argument("--quiet", action="store_true", help="no progress bar")

    assignment = commands.add_parser("assignment", parents=[chosen], help="write a notebook")
    assignment.set_defaults(run=_assignment)
    assignment.add_argument("--out", type=Path, required=True, metavar="NOTEBOOK")
    assignment.add_argument(
        "--points-out", type=Path, metavar="FILE", help="the points file; default: beside NOTEBOOK"
    )
    assignment.add_argument(
        "--solutions", action="store_true", help="write the worked solutions, too, beside NOTEBOOK"
    )
    assignment.add_argument(
        "--roster", type=Path, metavar="CSV", help="a notebook for each, with numbers of their own"
    )
    assignment.add_argument("--id", default="", metavar="NAME", help="of its column with the ids")
    assignment.add_argument("--force", action="store_true", help="overwrite what is there")
    assignment.add_argument("--title", default="Backpropagation: exercises")
    assignment.add_argument(
        "--nbgrader", action="store_true", help="mark the cells for nbgrader; checks raise"
    )

    gradescope = commands.add_parser("gradescope", parents=[chosen], help="write an autograder zip")
    gradescope.set_defaults(run=_gradescope)
    gradescope.add_argument("--out", type=Path, default=Path("autograder.zip"), metavar="ZIP")
    return parser


if __name__ == "__main__":
    sys.exit(main())
