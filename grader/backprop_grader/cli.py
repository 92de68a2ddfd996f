"""The command `backprop-grader`."""

import sys
from dataclasses import replace

from backprop_lib.exercises import EXERCISES

from .assignment import points_beside, write_assignment, write_handouts
from .course import Course, grade_course
from .gradescope import write_autograder
from .limits import Limits
from .options import parser
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
from .stopping import stoppable
from .writing import write_whole

SHOWN = 10  # names in a message


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    options = parser(_grade, _assignment, _gradescope).parse_args(arguments)
    try:
        with stoppable():
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
    people = "1 student" if graded.students == 1 else f"{graded.students} students"
    print(f"{people} in {options.out / 'grades.csv'}; {graded.now} graded now.")
    print(f"The class at a glance: {options.out / 'report.html'}")
    if graded.absent and not options.student:
        print(f"Kept from earlier, and not in SUBMISSIONS: {_some(graded.absent)}.")
    for message in graded.messages:
        print(message, file=sys.stderr)
    failed = [student for student in graded.failed if student not in graded.unknown]
    if failed:
        print(
            f"The grader itself failed for {len(failed)} of them: "
            f"{'; '.join(failed)}. Their points are not final: the same command again "
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
    return "; ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" * (len(names) > SHOWN))


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
    write_whole(numbers_path, write_roster(roster))  # first: no handout without its numbers
    folder = write_handouts(
        options.out,
        chosen,
        roster,
        title=options.title,
        texts=texts,
        solutions=options.solutions,
        force=options.force,
    )
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


if __name__ == "__main__":
    sys.exit(main())
