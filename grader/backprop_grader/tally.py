"""A class counted: what was right, which mistakes were made and by whom, what did not run."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .marks import NOT_GRADED, Mark, marks_of, total
from .mistakes import mistake_of, ungraded
from .points import Assignment

RIGHT, PARTLY, WRONG, BLANK = "right", "partly right", "wrong", "not attempted"
KINDS = (RIGHT, PARTLY, WRONG, BLANK)


@dataclass
class Mistake:
    """One mistake in one exercise: what it is in words, and who made it."""

    says: str
    students: list[str] = field(default_factory=list)


@dataclass
class Exercise:
    """How a class did in one exercise: students by kind, and by mistake id."""

    kinds: Counter = field(default_factory=Counter)
    mistakes: dict[str, Mistake] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # those whose answer did not run

    @property
    def share(self) -> float:
        """The share of all students who are right, 0 to 1; 0 if there are none."""
        return self.kinds[RIGHT] / max(1, self.kinds.total())

    @property
    def common(self) -> list[tuple[str, Mistake]]:
        """The mistakes with their ids, the most common first."""
        return sorted(self.mistakes.items(), key=lambda pair: (-len(pair[1].students), pair[0]))


@dataclass(frozen=True)
class Near:
    """Somebody who has all but one exercise: which, and what went wrong in it."""

    student: str
    exercise: str
    points: float
    most: float
    says: str


class Tally:
    """Counts results one by one; keeps names and numbers, not the results."""

    def __init__(self, assignment: Assignment):
        self.assignment = assignment
        self.exercises = {key: Exercise() for key in assignment.points}
        self.totals: dict[str, float] = {}
        self.unfinished: set[str] = set()  # those over whose work the grader failed
        self.near: list[Near] = []
        self.partly: list[Near] = []
        self.problems: dict[str, list[str]] = {}

    def add(self, result: dict) -> None:
        """Count one student."""
        student, marks = result["student"], marks_of(result, self.assignment)
        self.totals[student] = total(mark.points for mark in marks.values())
        if any(marks[key].waiting for key in self.exercises):
            self.unfinished.add(student)
        missing: list[Near | None] = []
        for key in self.exercises:
            mark = marks[key]
            if result["verdicts"][key]["status"] == NOT_GRADED:
                self._problem(f"{key} is not graded yet", student)
                missing += [None, None]  # who knows what is missing
                continue
            kind, says = self._count(student, key, result["verdicts"][key])
            if kind != RIGHT and mark.points < mark.most:
                missing.append(_near(student, key, mark, says))
            if kind == PARTLY and not mark.reason:
                self.partly.append(_near(student, key, mark, says))
        if len(missing) == 1 and missing[0] and len(self.exercises) > 1:
            self.near.append(missing[0])
        for note in result["notes"]:
            self._problem(re.sub(r"^Code cell \d+ failed: ", "A code cell failed: ", note), student)

    def _count(self, student: str, key: str, verdict: dict) -> tuple[str, str]:
        exercise = self.exercises[key]
        kind = verdict["status"]
        if kind == WRONG and verdict["credit"]:
            kind = PARTLY
        exercise.kinds[kind] += 1
        if why := ungraded(verdict):
            self._problem(f"{key} could not be graded: {why}", student)
            exercise.lost.append(student)
            return kind, why
        identity, says = mistake_of(verdict)
        if identity:
            exercise.mistakes.setdefault(identity, Mistake(says)).students.append(student)
        elif kind in (WRONG, PARTLY):
            exercise.unnamed.append(student)
        return kind, says

    def _problem(self, what: str, student: str) -> None:
        students = self.problems.setdefault(what, [])
        if student not in students:
            students.append(student)


def _near(student: str, key: str, mark: Mark, says: str) -> Near:
    return Near(student, key, mark.points, mark.most, says)


def tally(results: Iterable[dict], assignment: Assignment) -> Tally:
    """Count many results."""
    counted = Tally(assignment)
    for result in results:
        counted.add(result)
    return counted


def read_results(path: Path) -> Iterator[dict]:
    """Yield everybody's latest result of another grading, from its folder or its results.jsonl.

    Raises a ValueError if it is none.
    """
    path = path / "results.jsonl" if path.is_dir() else path
    latest: dict[str, dict] = {}
    try:
        with open(path, encoding="utf-8") as file:
            if "settings" not in json.loads(file.readline()):
                raise ValueError("no settings")
            for line in file:
                if not line.endswith("\n"):
                    break
                entry = json.loads(line)
                if entry.get("forgotten"):
                    latest.pop(entry["student"], None)
                else:
                    latest[entry["student"]] = entry
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"--compare must be the results.jsonl of a grading; got {path}."
        ) from error
    yield from (latest[student] for student in sorted(latest))


def tally_before(path: Path, assignment: Assignment) -> Tally:
    """Count another year's results, in the exercises that both years have.

    Raises a ValueError if it is no grading, or has no exercise in common.
    """
    results = list(read_results(path))
    known = set.intersection(*(set(r["verdicts"]) for r in results)) if results else set()
    points = {key: worth for key, worth in assignment.points.items() if key in known}
    if not points:
        raise ValueError(f"--compare must have an exercise in common with this; {path} has none.")
    return tally(results, Assignment(points))
