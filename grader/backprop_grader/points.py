"""The points file: which exercises count, and for how much. Instructors edit it."""

import datetime
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from backprop_lib.exercises import EXERCISES, Exercise

from .links import exercise_address
from .overrides import MOST, Overrides, is_worth
from .own_exercises import load_own, read_own
from .questions import Question, read_questions
from .roster import Roster, read_roster

HEAD = """# What counts, and for how much. Take the # away from what you use.
# deadline = 2026-11-20T23:59:00
# book = "https://owner.github.io/name/"  # your copy, for links on the pages
# exercises = "own.py"  # exercises of your own, in a file beside this one

[points]
"""
KEYS = {"points", "deadline", "book", "exercises", "numbers", "questions"}


@dataclass(frozen=True)
class Assignment:
    """What counts, for how much, and what was decided about it.

    points : {exercise id: points}; its keys are the exercises that count
    overrides : what an instructor decided for single students
    deadline : local time; None if nothing is late
    book : the address of the published book, for links; empty if there is none
    own : the text of the file with the instructor's own exercises
    questions : those marked by hand; marks : what they got, {(student, question): points}
    roster : who has which numbers in the exercises by hand
    """

    points: dict[str, float]
    overrides: Overrides = field(default_factory=Overrides)
    deadline: datetime.datetime | None = None
    book: str = ""
    own: str = ""
    questions: dict[str, Question] = field(default_factory=dict)
    marks: dict[tuple[str, str], float] = field(default_factory=dict)
    roster: Roster | None = None

    @property
    def exercises(self) -> dict[str, Exercise]:
        """All exercises that count, by id, in their order."""
        known = EXERCISES | load_own(self.own)
        return {key: known[key] for key in self.points}

    @property
    def most(self) -> float:
        """The points to be had in all."""
        every = [*self.points.values(), *(question.points for question in self.questions.values())]
        return round(sum(every), 4)

    @property
    def given(self) -> dict[str, list[str]]:
        """By exercise, the code that everybody can have: what is handed out, what is printed."""
        return {key: [one.stub, one.solution] for key, one in self.exercises.items()}

    def title(self, key: str) -> str:
        """Return what an exercise or a question is called."""
        return self.questions[key].title if key in self.questions else self.exercises[key].title

    def address(self, exercise_id: str) -> str:
        """Return where the book has an exercise; empty if that is not known."""
        known = self.exercises.get(exercise_id)
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
    table, questions = file.get("points", {}), read_questions(path, file.get("questions", {}))
    if not isinstance(table, dict) or not (table or questions):
        raise ValueError(f'{path} needs a table [points] with lines such as "6.2" = 1.')
    if more := set(file) - KEYS:
        raise ValueError(
            f"{path} may have {', '.join(sorted(KEYS))}; got {', '.join(sorted(more))}."
        )
    own = read_own(_beside(path, file, "exercises")) if "exercises" in file else ""
    known = EXERCISES | load_own(own)
    for exercise_id, points in table.items():
        if exercise_id not in known:
            raise ValueError(f'{path} gives points for "{exercise_id}", which is no exercise.')
        if not is_worth(points):
            raise ValueError(
                f'{path} must give "{exercise_id}" a number of points from 0 to {MOST:,}; '
                f"got {points}."
            )
    if both := set(questions) & set(known):
        raise ValueError(f"{path} has an exercise and a question called {', '.join(both)}.")
    return Assignment(
        points={key: table[key] for key in known if key in table},
        deadline=_deadline(path, file.get("deadline")),
        book=_book(path, file.get("book", "")),
        own=own,
        questions=questions,
        roster=read_roster(_beside(path, file, "numbers")) if "numbers" in file else None,
    )


def _beside(path: Path, file: dict, key: str) -> Path:
    """Return the path of another file that the points file names, as seen from it."""
    if not isinstance(file[key], str) or not file[key]:
        raise ValueError(f'{path} needs a file name, such as {key} = "own.py"; got {file[key]!r}.')
    return path.parent / file[key]


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
