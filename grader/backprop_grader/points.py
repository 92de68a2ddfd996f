"""The points file: which exercises count, and for how much. Instructors edit it."""

import tomllib
from pathlib import Path

from backprop_lib.exercises import EXERCISES

MOST = 1_000_000  # points for one exercise


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
    """Return {exercise id: points} from a points file.

    Raises a ValueError that names the exercise, or the line if the file is not TOML.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("points", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not a points file: {error}.") from error
    if not isinstance(table, dict) or not table:
        raise ValueError(f'{path} needs a table [points] with lines such as "6.2" = 1.')
    for exercise_id, points in table.items():
        if exercise_id not in EXERCISES:
            raise ValueError(f'{path} gives points for "{exercise_id}", which is no exercise.')
        if not is_worth(points):
            raise ValueError(
                f'{path} must give "{exercise_id}" a number of points from 0 to {MOST:,}; '
                f"got {points}."
            )
    return {key: table[key] for key in EXERCISES if key in table}


def common(points: dict[str, float], exercises: tuple[str, ...]) -> dict[str, float]:
    """Return the points of those exercises that are in both. Raises a ValueError if none are."""
    both = {key: value for key, value in points.items() if key in exercises}
    if not both:
        raise ValueError(
            f"--points and --exercises must have an exercise in common; got {', '.join(points)} "
            f"and {', '.join(exercises)}."
        )
    return both


def is_worth(points) -> bool:
    """True for a number that an exercise can be worth."""
    if isinstance(points, bool) or not isinstance(points, int | float):
        return False
    return 0 <= points <= MOST  # false for NaN, too


def points_text(points: dict[str, float]) -> str:
    """Return a points file."""
    lines = [f'"{key}" = {value}  # {EXERCISES[key].title}' for key, value in points.items()]
    return "# Which exercises count, and for how much.\n[points]\n" + "\n".join(lines) + "\n"
