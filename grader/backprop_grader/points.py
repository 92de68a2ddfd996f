"""The points file: which exercises count, and for how much. Instructors edit it."""

import datetime
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from backprop_lib.exercises import EXERCISES

from .links import exercise_address
from .overrides import MOST, Overrides, is_worth

HEAD = """# What counts, and for how much. Take the # away from what you use.
# deadline = 2026-11-20T23:59:00
# book = "https://owner.github.io/name/"  # your copy, for links on the pages

[points]
"""
KEYS = {"points", "deadline", "book"}


@dataclass(frozen=True)
class Assignment:
    """What counts, for how much, and what was decided about it.

    points : {exercise id: points}; its keys are the exercises that count
    overrides : what an instructor decided for single students
    deadline : local time; None if nothing is late
    book : the address of the published book, for links; empty if there is none
    """

    points: dict[str, float]
    overrides: Overrides = field(default_factory=Overrides)
    deadline: datetime.datetime | None = None
    book: str = ""

    @property
    def given(self) -> dict[str, list[str]]:
        """By exercise, the code that everybody can have: what is handed out, what is printed."""
        known = (EXERCISES[key] for key in self.points if key in EXERCISES)
        return {exercise.id: [exercise.stub, exercise.solution] for exercise in known}

    def title(self, exercise_id: str) -> str:
        """Return what an exercise is called."""
        return EXERCISES[exercise_id].title if exercise_id in EXERCISES else ""

    def address(self, exercise_id: str) -> str:
        """Return where the book has an exercise; empty if that is not known."""
        known = EXERCISES.get(exercise_id)
        return exercise_address(self.book, known) if known else ""


def default_points(exercises: tuple[str, ...]) -> dict[str, float]:
    """Return the catalog's points for these exercises."""
    return {exercise_id: EXERCISES[exercise_id].points for exercise_id in exercises}


def choose(words: list[str]) -> tuple[str, ...]:
    """Return exercise ids, in the book's order, from ids ("6.2"), chapters ("6") or "all".

    Raises a ValueError that names what is not known.
    """
    wanted = {part for word in words for part in word.replace(",", " ").split()}
    chapters = {str(exercise.chapter) for exercise in EXERCISES.values()}
    unknown = wanted - set(EXERCISES) - chapters - {"all"}
    if not wanted:
        raise ValueError("--exercises must name at least one exercise; got none.")
    if unknown:
        raise ValueError(
            f"exercises must be ids such as 6.2, chapters such as 6, or all; "
            f"got {', '.join(sorted(unknown))}."
        )
    return tuple(
        exercise.id
        for exercise in EXERCISES.values()
        if {"all", exercise.id, str(exercise.chapter)} & wanted
    )


def read_points(path: Path) -> dict[str, float]:
    """Return {exercise id: points} from a points file. Raises as `read_assignment` does."""
    return read_assignment(path).points


def read_assignment(path: Path) -> Assignment:
    """Return what a points file says.

    Raises a ValueError that names the exercise, or the line if the file is not TOML.
    """
    try:
        file = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not a points file: {error}.") from error
    table = file.get("points", {})
    if not isinstance(table, dict) or not table:
        raise ValueError(f'{path} needs a table [points] with lines such as "6.2" = 1.')
    if more := set(file) - KEYS:
        raise ValueError(
            f"{path} may have {', '.join(sorted(KEYS))}; got {', '.join(sorted(more))}."
        )
    for exercise_id, points in table.items():
        if exercise_id not in EXERCISES:
            raise ValueError(f'{path} gives points for "{exercise_id}", which is no exercise.')
        if not is_worth(points):
            raise ValueError(
                f'{path} must give "{exercise_id}" a number of points from 0 to {MOST:,}; '
                f"got {points}."
            )
    return Assignment(
        points={key: table[key] for key in EXERCISES if key in table},
        deadline=_deadline(path, file.get("deadline")),
        book=_book(path, file.get("book", "")),
    )


def _book(path: Path, value) -> str:
    """Return the address of the book. Raises a ValueError for what no browser opens."""
    if value == "" or (isinstance(value, str) and value.startswith(("https://", "http://"))):
        return value
    raise ValueError(
        f'{path} needs an address such as book = "https://owner.github.io/name/"; got {value!r}.'
    )


def _deadline(path: Path, value) -> datetime.datetime | None:
    """Return a moment of the local clock; a day alone lasts until midnight."""
    if isinstance(value, datetime.datetime):
        return value.astimezone().replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, datetime.date):
        return datetime.datetime.combine(value, datetime.time.max)
    if value is not None:
        raise ValueError(
            f"{path} needs a deadline without quotes, such as deadline = 2026-11-20T23:59:00; "
            f"got {value!r}."
        )
    return None


def common(points: dict[str, float], exercises: tuple[str, ...]) -> dict[str, float]:
    """Return the points of those exercises that are in both. Raises a ValueError if none are."""
    both = {key: value for key, value in points.items() if key in exercises}
    if not both:
        raise ValueError(
            f"--points and --exercises must have an exercise in common; got {', '.join(points)} "
            f"and {', '.join(exercises)}."
        )
    return both


def points_text(points: dict[str, float]) -> str:
    """Return a points file."""
    lines = [f'"{key}" = {value}  # {EXERCISES[key].title}' for key, value in points.items()]
    return HEAD + "\n".join(lines) + "\n"
