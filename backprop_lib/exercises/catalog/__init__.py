"""All exercises, one file for each chapter, in the order of the book."""

from ..exercise import Exercise
from ..guard import forbid
from . import (
    chapter_01,
    chapter_02,
    chapter_03,
    chapter_04,
    chapter_05,
    chapter_06,
    chapter_07,
    chapter_08,
    chapter_09,
    chapter_10,
    chapter_11,
)

EXERCISES: dict[str, Exercise] = {
    exercise.id: exercise
    for chapter in (
        chapter_01,
        chapter_02,
        chapter_03,
        chapter_04,
        chapter_05,
        chapter_06,
        chapter_07,
        chapter_08,
        chapter_09,
        chapter_10,
        chapter_11,
    )
    for exercise in chapter.EXERCISES
}

for _exercise in EXERCISES.values():
    if _exercise.is_function:
        forbid(_exercise.answer)
