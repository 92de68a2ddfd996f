"""`check`: the reader's own judge, in the notebook, at once."""

from typing import Any

from .catalog import EXERCISES
from .exercise import Exercise
from .judge import Verdict, judge
from .outcomes import answers_to


def assess(exercise_id: str, answer: Any) -> Verdict:
    """Judge `answer` to the exercise with this id, such as "6.2", and return the verdict.

    Raises
    ------
    TypeError, ValueError : the id is not one of the book's; a wrong answer raises nothing
    """
    exercise = find(exercise_id)
    printed = exercise.stub if exercise.printed else ""
    return judge(
        exercise,
        lambda cases: answers_to(cases, answer, exercise.uses, exercise.is_function, printed),
    )


def check(exercise_id: str, answer: Any, *, strict: bool = False) -> None:
    """Print whether `answer` is right, and if not, what may be the mistake.

    With ``strict=True`` a wrong or missing answer raises an AssertionError with the same text,
    which is what nbgrader and other test runners look for.
    """
    verdict = assess(exercise_id, answer)
    if strict and not verdict.passed:
        raise AssertionError(verdict.text)
    print(verdict.text)


def find(exercise_id: str) -> Exercise:
    """Return the exercise with this id, or say which ids there are."""
    if not isinstance(exercise_id, str):
        raise TypeError(
            f'exercise_id must be text such as "6.2"; got {type(exercise_id).__name__}.'
        )
    if exercise_id not in EXERCISES:
        chapter = exercise_id.split(".")[0]
        known = [key for key in EXERCISES if key.split(".")[0] == chapter] or list(EXERCISES)
        raise ValueError(f'exercise_id must be one of {", ".join(known)}; got "{exercise_id}".')
    return EXERCISES[exercise_id]
