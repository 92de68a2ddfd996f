"""Write an assignment: a notebook with chosen exercises, and its points file."""

import copy
import json
from pathlib import Path
from typing import Any

from backprop_lib.exercises import EXERCISES, Exercise
from backprop_lib.exercises.cells import Cell, exercise_cells, imports_for, solution_cells

from .journal import write_whole
from .points import points_text

INSTRUCTIONS = (
    "Replace each `...`, run the cell, and run the check below it. "
    "Equation numbers are those of the book. "
    "Keep the names of functions and answers: they are how your work is found. "
    "Before you hand in, restart the kernel and run all cells."
)
SOLVED = "One worked solution of each exercise. Equation numbers are those of the book."
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def write_assignment(
    path: Path,
    points: dict[str, float],
    *,
    title: str,
    nbgrader=False,
    points_path: Path | None = None,
    solutions=False,
    book: str = "",
    force=False,
) -> None:
    """Write the notebook, and a points file if its path is given.

    For nbgrader it is the source version: with solutions, which nbgrader takes out.
    solutions : write a second notebook, beside the first, with all worked solutions
    book : the published book's address, to be linked
    Raises a ValueError if one of them is there already with other content, unless `force` is set.
    """
    if path.suffix != ".ipynb":
        raise ValueError(f"NOTEBOOK must end in .ipynb; got {path.name}.")
    if not points:
        raise ValueError("An assignment needs at least one exercise; got none.")
    if solutions and nbgrader:
        raise ValueError("--solutions and --nbgrader exclude each other: nbgrader's has them.")
    files = {path: _text(assignment(points, title, nbgrader, book=book))}
    if points_path:
        files[points_path] = points_text(points)
    if solutions:
        solved = assignment(points, f"{title}: solutions", solved=True, book=book)
        files[solutions_beside(path)] = _text(solved)
    for file, text in files.items():
        if not force and file.exists() and file.read_bytes() != text.encode():
            raise ValueError(
                f"{file} is there already, with other content. "
                "Choose another name, or overwrite it with --force."
            )
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text)


def points_beside(path: Path) -> Path:
    """Return where an assignment's points file is by default."""
    return path.with_suffix(".points.toml")


def solutions_beside(path: Path) -> Path:
    """Return where the worked solutions go."""
    return path.with_suffix(".solutions.ipynb")


def assignment(
    points: dict[str, float], title: str, nbgrader=False, *, solved=False, book: str = ""
) -> dict:
    """Return the notebook as nbformat 4.5 data, with the points of the points file."""
    exercises = [_worth(EXERCISES[key], worth) for key, worth in points.items()]
    text = SOLVED if solved else INSTRUCTIONS
    if book:
        text = text.replace("of the book", f"of [the book]({book})")
    top = [
        Cell("introduction", "markdown", f"# {title}\n\n{text}"),
        Cell("imports", "code", imports_for(exercises)),
    ]
    cells = [_node(cell) for cell in top]
    for exercise in exercises:
        cells_of = exercise_cells(exercise, links=False, strict=nbgrader)
        if solved:
            cells_of = [cells_of[0], *solution_cells(exercise, links=False)]
        for cell in cells_of:
            node = _node(cell)
            if nbgrader:
                node["metadata"]["nbgrader"] = _nbgrader(cell, points[exercise.id])
                if cell.name.endswith("-stub"):
                    node["source"] = _with_solution(exercise).splitlines(keepends=True)
            cells.append(node)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _worth(exercise: Exercise, points: float) -> Exercise:
    """Return an exercise worth so much."""
    worth = copy.copy(exercise)  # `replace` would take 0 for "as usual"
    object.__setattr__(worth, "points", int(points) if points == int(points) else points)
    return worth


def _text(notebook: dict) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _node(cell: Cell) -> dict:
    node: dict[str, Any] = {"cell_type": cell.kind, "id": cell.name, "metadata": {}}
    if cell.kind == "code":
        node |= {"execution_count": None, "outputs": []}
    return node | {"source": cell.source.splitlines(keepends=True)}


def _with_solution(exercise) -> str:
    """Return the stub and its solution, marked so that nbgrader takes it out for students."""
    return f"{exercise.stub}\n\n\n### BEGIN SOLUTION\n{exercise.solution}\n### END SOLUTION"


def _nbgrader(cell: Cell, points: float) -> dict:
    """Return nbgrader's metadata (schema 3): who may edit the cell, and what it is worth."""
    role = cell.name.rsplit("-", 1)[-1]
    metadata = {
        "grade": role == "check",
        "grade_id": cell.name,
        "locked": role != "stub",
        "schema_version": 3,
        "solution": role == "stub",
        "task": False,
    }
    return metadata | ({"points": points} if role == "check" else {})
