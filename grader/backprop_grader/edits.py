"""Changes that somebody made by hand in grades.csv: kept aside and named, never just lost.

A copy of the table as it was written lies beside it, hidden; what differs from it is an edit.
"""

import csv
import io
import os
from pathlib import Path

from .writing import write_whole


def copy_of(path: Path) -> Path:
    """Return where the table as it was last written is kept."""
    return path.with_name(f".{path.name}.as-written")


def write_table(path: Path, text: str) -> str:
    """Write a table; return what to tell the instructor if it had been edited by hand.

    The edited file is kept beside it under a name that is free.
    """
    changes, kept = [], None
    coming = path.with_name(f".{path.name}.coming")
    if path.exists():
        written = copy_of(path)
        before = _rows(written.read_bytes()) if written.exists() else _rows(text.encode())
        edited = _rows(path.read_bytes())
        ours = [before, _rows(text.encode())]
        if coming.exists():  # an earlier run was stopped between the two
            ours.append(_rows(coming.read_bytes()))
        if edited not in ours:
            changes = _changes(before, edited)
            kept = _free(path)
            kept.write_bytes(path.read_bytes())
    write_whole(coming, text)
    write_whole(path, text)
    os.replace(coming, copy_of(path))
    if kept is None:
        return ""
    return (
        f"{path} was edited by hand. It is written anew; your edited one is kept as {kept.name}. "
        f"To make a change last, put it into overrides.toml:\n\n{''.join(changes)}"
    )


def _free(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem}-edited-{number}{path.suffix}")).exists():
        number += 1
    return kept


def _rows(data: bytes) -> list[list[str]]:
    """Read a table, also as a spreadsheet saves it: other quotes, separators and line ends."""
    text = data.decode("utf-8-sig", "replace")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [[_plain(cell) for cell in row] for row in rows if row]


def _plain(cell: str) -> str:
    """Return a cell as it compares: 1,50 and 1.5 are the same points."""
    try:
        return f"{float(cell.replace(',', '.')):.10g}"
    except ValueError:
        return cell.strip()


def _changes(before: list[list[str]], after: list[list[str]]) -> list[str]:
    """Return what differs, as overrides where they are points of an exercise."""
    if not before or not after:
        return ["The table was emptied.\n"]
    old = {row[0]: dict(zip(before[0], row, strict=False)) for row in before[1:]}
    new = {row[0]: dict(zip(after[0], row, strict=False)) for row in after[1:]}
    texts = [f"# {student} is no longer in it.\n" for student in old if student not in new]
    for student, row in new.items():
        if student not in old:
            texts.append(f"# {student} was added.\n")
            continue
        for column, value in row.items():
            was = old[student].get(column)
            if was != value:
                texts.append(_as_override(student, column, was, value))
    return texts or ["# Its rows or columns are in another order.\n"]


def _as_override(student: str, column: str, was: str | None, value: str) -> str:
    try:
        points = f"{float(value):.10g}"
        exercise = column not in ("total", "out of")
    except ValueError:
        exercise = False
    if not exercise:
        return (
            f"# {student}: {column} was changed from {was or 'nothing'} to {value or 'nothing'}.\n"
        )
    return (
        f'[[override]]  # was {was or "nothing"}\nstudent = "{_quoted(student)}"\n'
        f'exercise = "{column}"\npoints = {points}\nreason = "..."\n\n'
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
