"""Make up a course: submissions with the answers that students give, right and wrong."""

import json
from pathlib import Path

from backprop_lib.exercises import EXERCISES

CHOSEN = ("6.1", "6.2", "8.3", "11.2")
START = "import numpy as np\nfrom backprop_lib import sigmoid\n"
WRONG = {
    "6.1": "answer_6_1 = 0.8",
    "6.2": "def slope_from_activation(a2):\n    return a2",
    "8.3": "def weight_gradient(a1, a2, y):\n    return (a2 * (1 - a2) * (a2 - y)) @ a1.T",
    "11.2": "def backward(x, a1, W2, a2, y):\n    return 0, 0, 0, 0",
}


def answers(student: int) -> list[str]:
    """Return one student's answers: each of the sixteen ways to be right or wrong in turn."""
    return [
        WRONG[key] if student >> place & 1 else EXERCISES[key].solution
        for place, key in enumerate(CHOSEN)
    ]


def notebook(cells: list[str]) -> dict:
    """Return a notebook with these code cells."""
    return {
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{k}",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": cell,
            }
            for k, cell in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def submission(student: int) -> dict:
    """Return what one student hands in."""
    checks = [f'check("{key}", {EXERCISES[key].name})' for key in CHOSEN]
    cells = [f"{a}\n\n{c}" for a, c in zip(answers(student), checks, strict=True)]
    return notebook([START + "from backprop_lib.exercises import check", *cells])


def hand_in(folder: Path, students: int) -> Path:
    """Write so many submissions into a folder."""
    folder.mkdir(parents=True)
    for student in range(students):
        path = folder / f"student{student:05}.ipynb"
        path.write_text(json.dumps(submission(student)), encoding="utf-8")
    return folder


def right_points(student: int) -> list[bool]:
    """Say which of a student's answers are right."""
    return [not student >> place & 1 for place in range(len(CHOSEN))]
