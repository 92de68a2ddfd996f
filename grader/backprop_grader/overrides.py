"""overrides.toml: what an instructor decided for one student, and why. Applied on every run."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .limits import Limits

MOST = 1_000_000  # points for one exercise
EVERYBODY = "*"
LIMITS = ("step", "total", "memory")
KEYS = {"student", "exercise", "points", "reason", *LIMITS}
EXAMPLE = """[[override]]
student = "ann"
exercise = "6.2"
points = 1
reason = "The sign was misprinted in her handout."
"""


@dataclass(frozen=True)
class Override:
    """One decision.

    student : whom it is for; "*" is everybody
    exercise : what it is for; empty for the limits of the whole notebook
    points : what the exercise earns, whatever the judge says; None leaves it to the judge
    limits : {"step", "total" or "memory": value}, instead of everybody's
    reason : what the student's page says
    """

    student: str
    exercise: str
    points: float | None
    limits: dict[str, Any]
    reason: str

    def __str__(self):
        return f"{self.student}, {self.exercise or 'limits'}"


@dataclass(frozen=True)
class Overrides:
    """All decisions of a course; a student's own win over everybody's."""

    all: tuple[Override, ...] = ()
    _by_key: dict[tuple[str, str], list[Override]] = field(init=False, repr=False)

    def __post_init__(self):
        table: dict[tuple[str, str], list[Override]] = {}
        for override in self.all:
            table.setdefault((override.student, override.exercise), []).append(override)
        object.__setattr__(self, "_by_key", table)

    def points(self, student: str, exercise: str) -> Override | None:
        """Return the decision on these points, if there is one."""
        return next((o for o in self._of(student, exercise) if o.points is not None), None)

    def limits(self, student: str, exercise: str, usual: Limits) -> Limits:
        """Return the limits for one exercise of one student; `exercise` "" is the notebook."""
        levels = ("",) if not exercise else ("", exercise)
        for level in levels:
            for override in reversed(self._of(student, level)):
                usual = replace(usual, **override.limits)
        return usual

    def reasons(self, student: str) -> list[str]:
        """Return a sentence for each of a student's own limits."""
        return [
            f"{o.exercise or 'The notebook'} was run with other limits ({_listed(o.limits)}): "
            f"{o.reason}"
            for (whom, _), overrides in self._by_key.items()
            for o in overrides
            if o.limits and whom in (student, EVERYBODY)
        ]

    def unused(self, students: Iterable[str], exercises: Iterable[str]) -> list[Override]:
        """Return those that reach nobody: the student is not there, or the exercise not in it."""
        known, counted = {*students, EVERYBODY}, {*exercises, ""}
        return [o for o in self.all if o.student not in known or o.exercise not in counted]

    def _of(self, student, exercise) -> list[Override]:
        own = self._by_key.get((student, exercise), [])
        return [*own, *self._by_key.get((EVERYBODY, exercise), [])]


def read_overrides(path: Path, exercises: Iterable[str]) -> Overrides:
    """Return the overrides of a file. `exercises` are the ids that exist.

    Raises a ValueError that names the entry and what is wrong with it.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not a file of overrides: {error}.") from error
    entries = table.pop("override", [])
    if table or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise ValueError(f"{path} must be made of entries such as\n{EXAMPLE}")
    known = set(exercises)
    overrides = [_read(path, number, entry, known) for number, entry in enumerate(entries, 1)]
    seen: set[tuple] = set()
    for o in overrides:
        for what in ("points" if o.points is not None else "", *o.limits):
            if what and (key := (o.student, o.exercise, what)) in seen:
                raise ValueError(f"{path} decides twice on {what} of {o}: keep one.")
            elif what:
                seen.add(key)
    return Overrides(tuple(overrides))


def _read(path: Path, number: int, entry: dict, known: set[str]) -> Override:
    """Return one entry, or raise a ValueError that says what it lacks."""

    def wrong(what):
        return ValueError(f"{path}, override {number}: {what}.")

    if more := set(entry) - KEYS:
        raise wrong(f"it may have {', '.join(sorted(KEYS))}; got {', '.join(sorted(more))}")
    for key in ("student", "reason"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise wrong(f"it needs a {key}, in quotes; got {entry.get(key, 'none')}")
    student, exercise = entry["student"], entry.get("exercise", "")
    if exercise and exercise not in known:
        raise wrong(f'"{exercise}" is no exercise of this assignment')
    points = entry.get("points")
    limits = {key: entry[key] for key in LIMITS if key in entry}
    if points is None and not limits:
        raise wrong(f"it needs points, or a limit ({', '.join(LIMITS)}); got neither")
    if points is not None and not exercise:
        raise wrong('points need an exercise, such as exercise = "6.2"')
    if points is not None and not is_worth(points):
        raise wrong(f"points must be a number of at least 0; got {points}")
    try:
        replace(Limits(), **limits)
    except (TypeError, ValueError) as error:
        raise wrong(str(error).rstrip(".")) from error
    return Override(student, exercise, points, limits, entry["reason"].strip())


def is_worth(points) -> bool:
    """True for a number that an exercise can be worth."""
    if isinstance(points, bool) or not isinstance(points, int | float):
        return False
    return 0 <= points <= MOST  # false for NaN, too


def _listed(limits: dict) -> str:
    units = {"step": "seconds a step", "total": "seconds in all", "memory": "MB of memory"}
    return ", ".join(f"{value:g} {units[key]}" for key, value in limits.items())
