"""What is still to be graded, and with which limits and numbers: one task for each submission."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .grading import Task
from .journal import Journal
from .limits import Limits
from .sandbox import Sandbox
from .submissions import Submission, digest

if TYPE_CHECKING:
    from .course import Course


def tasks(
    course: "Course", submissions: list[Submission], journal: Journal, sandbox: Sandbox | None, bar
) -> Iterator[Task]:
    """Yield a task for everybody whose work is not in the journal as it is now.

    Whoever is passed over moves the bar, but does not count for its speed.
    """
    usual = Task(
        student="",
        source="",
        data=None,
        problem="",
        digest="",
        exercises=tuple(journal.settings["exercises"]),
        seed=journal.settings["seed"],
        limits=course.limits,
        reduced=course.reduced,
        sandbox=sandbox,
        own=course.assignment.own,
    )
    numbers = _numbers(course, [s.student for s in submissions], journal)
    for submission in submissions:
        data, problem = submission.read(course.limits.notebook)
        student, source = submission.student, submission.source.path
        limits, others = _limits(course, student, usual.exercises)
        mine = numbers(student)
        fingerprint = digest(data, problem) + _suffix(course, limits, others, mine)
        done = journal.has(student, source, fingerprint, course.origin)
        if done and student not in course.regrade:
            if bar is not None:
                bar.n, bar.initial, bar.last_print_n = bar.n + 1, bar.initial + 1, bar.n + 1
            continue
        yield replace(
            usual,
            student=student,
            source=source,
            data=data,
            problem=problem,
            digest=fingerprint,
            limits=limits,
            other_limits=others,
            numbers=mine,
        )


def _limits(course: "Course", student: str, exercises) -> tuple[Limits, tuple]:
    """Return a student's limits, and those of exercises that have their own."""
    decided = course.assignment.overrides
    limits = decided.limits(student, "", course.limits)
    each = ((key, decided.limits(student, key, course.limits)) for key in exercises)
    return limits, tuple((key, own) for key, own in each if own != limits)


def _numbers(
    course: "Course", students: list[str], journal: Journal
) -> Callable[[str], tuple[tuple[str, tuple | None], ...]]:
    """Return what says which numbers a student has: by exercise, None if nobody knows."""
    roster = course.assignment.roster
    if roster is None:
        return lambda student: ()
    found = roster.of({*students, *journal.students})
    asked = sorted(roster.exercises & set(journal.settings["exercises"]))

    def numbers(student):
        mine = found.get(student, {})
        return tuple((key, tuple(mine[key].items()) if key in mine else None) for key in asked)

    return numbers


def _suffix(course: "Course", limits: Limits, others: tuple, numbers: tuple) -> str:
    """Return what tells a notebook run with limits or numbers of its own from the usual."""
    if limits == course.limits and not others and not numbers:
        return ""
    return f"-{hashlib.sha256(repr((limits, others, numbers)).encode()).hexdigest()[:8]}"
