"""All exercises, one file for each chapter, in the order of the book."""

from importlib import import_module
from pkgutil import iter_modules

from ..exercise import Exercise
from ..guard import forbid

CHAPTERS = [
    import_module(f"{__name__}.{module.name}")
    for module in sorted(iter_modules(__path__), key=lambda module: module.name)
    if module.name.startswith("chapter_")
]

EXERCISES: dict[str, Exercise] = {
    exercise.id: exercise for chapter in CHAPTERS for exercise in chapter.EXERCISES
}

for _exercise in EXERCISES.values():
    if _exercise.is_function:
        forbid(_exercise.answer)
