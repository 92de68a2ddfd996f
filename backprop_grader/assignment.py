"""Write an assignment: a notebook with chosen exercises, and its points file."""

import json
from pathlib import Path
from typing import Any

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.cells import Cell, exercise_cells, imports_for

from .journal import write_whole
from .points import points_text

INSTRUCTIONS = (
    "Replace each `...`, run the cell, and run the check below it. "
    "Equation numbers are those of the book. "
    "Keep the names of functions and answers: they are how your work is found. "
    "Before you hand in, restart the kernel and run all cells."
)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def write_assignment(path: Path, points: dict[str, float], *, title: str, nbgrader=False) -> None:
    """Write the notebook, and beside it a points file with the same name.

    For nbgrader it is the source version: with solutions, which nbgrader takes out.
    """
    if path.suffix != ".ipynb":
        raise ValueError(f"NOTEBOOK must end in .ipynb; got {path.name}.")
    if not points:
        raise ValueError("An assignment needs at least one exercise; got none.")
    notebook = assignment(points, title, nbgrader)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")
    write_whole(path.with_suffix(".points.toml"), points_text(points))


def assignment(points: dict[str, float], title: str, nbgrader=False) -> dict:
    """Return the notebook as nbformat 4.5 data."""
    exercises = [EXERCISES[key] for key in points]
    top = [
        Cell("introduction", "markdown", f"# {title}\n\n{INSTRUCTIONS}"),
        Cell("imports", "code", imports_for(exercises)),
    ]
    cells = [_node(cell) for cell in top]
    for exercise in exercises:
        for cell in exercise_cells(exercise, links=False, strict=nbgrader):
            node = _node(cell)
            if nbgrader:
                node["metadata"]["nbgrader"] = _nbgrader(cell, points[exercise.id])
                if cell.name.endswith("-stub"):
                    node["source"] = _with_solution(exercise).splitlines(keepends=True)
            cells.append(node)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


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
