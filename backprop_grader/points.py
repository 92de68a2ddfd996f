"""The points file: which exercises count, and for how much. Instructors edit it."""

import tomllib
from pathlib import Path

from backprop_lib.exercises import EXERCISES


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
    """Return {exercise id: points} from a points file. Raises a ValueError that names the line."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("points", {})
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path} is not a points file: {error}.") from error
    for exercise_id, points in table.items():
        if exercise_id not in EXERCISES:
            raise ValueError(f'{path} gives points for "{exercise_id}", which is no exercise.')
        if isinstance(points, bool) or not isinstance(points, int | float) or points < 0:
            raise ValueError(f'{path} must give "{exercise_id}" a number of points; got {points}.')
    if not table:
        raise ValueError(f'{path} needs a table [points] with lines such as "6.2" = 1.')
    return {key: table[key] for key in EXERCISES if key in table}


def points_text(points: dict[str, float]) -> str:
    """Return a points file."""
    lines = [f'"{key}" = {value}  # {EXERCISES[key].title}' for key, value in points.items()]
    return "# Which exercises count, and for how much.\n[points]\n" + "\n".join(lines) + "\n"
