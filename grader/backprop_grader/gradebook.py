"""Fill the column of a gradebook that Canvas, Moodle or Blackboard exported.

All cells but those of the one column are written back byte for byte.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .marks import number
from .people import KNOWN, Person, match, person
from .table import Table, read_table

GRADE = {"grade", "bewertung"}  # Moodle's grading worksheet
MOST = {"maximum grade", "maximale bewertung", "bestwertung"}
MARKED = (  # how a platform marks a column of points; the name of the task is before it
    re.compile(r"^(?P<name>.+?) \(\d+\)$"),  # Canvas
    re.compile(r"^(?P<name>.+?) \[[^\]]*\] ?\|\d+$"),  # Blackboard
    re.compile(r"^(?:[^:]+: ?)?(?P<name>.+?) \((?:Real|Punkte)\)$"),  # Moodle
)


@dataclass(frozen=True)
class Filled:
    """A filled gradebook, and what to say about it."""

    data: bytes
    rows: int
    column: str
    messages: list[str]


def fill(
    path: Path,
    totals: dict[str, float],
    most: float,
    column: str | None = None,
    own_id: str = "",
) -> Filled:
    """Return the gradebook with the totals, {student: points}, in one column.

    column : its heading, or the task's name in it; None if only one can be meant
    own_id : the heading of the column with the students' ids, if it is none of the usual

    Raises a ValueError for a file that is no gradebook, or a column that is not one in it.
    """
    table = read_table(path)
    headings = [table.text(0, k).strip() for k in range(len(table.rows[0]))]
    if own_id and own_id.strip().casefold() not in [h.casefold() for h in headings]:
        raise ValueError(f"--id must be one of {', '.join(headings)}; got {own_id}.")
    where = _column(path, headings, column)
    people = _people(table, headings, own_id)
    if not people:
        raise ValueError(
            f"{path} has nobody in it, or columns with other names: say with --id which has the "
            f"students' ids. Its columns are {', '.join(headings)}."
        )
    matches = match(totals, people)
    comma = _has_comma(table)
    changed = []
    for student, one in matches.found.items():
        value = number(totals[student])
        before = table.text(one.row, where).strip()
        if before not in ("", "-") and _value(before) != totals[student]:
            changed.append(f"{one.label} ({before} to {value})")
        if _value(before) != totals[student]:
            table.fill(one.row, where, value.replace(".", ",") if comma else value)
    filled = {one.row for one in matches.found.values()}
    without = [one.label for one in people if one.row not in filled]
    messages = [
        ("Another number was there before: {}.", changed),
        ("In the gradebook, but no grade for them: {}.", without),
        ("Graded, but not in the gradebook: {}.", matches.unknown),
        ("They could be several people in the gradebook, and were left out: {}.", matches.unclear),
    ]
    said = [words.format("; ".join(names)) for words, names in messages if names]
    theirs = _most(table, headings, where)
    if theirs is not None and theirs != most:
        said.append(
            f"{headings[where]} is out of {number(theirs)} there, and of {number(most)} here: "
            "the points are filled in as they are."
        )
    return Filled(table.encoded(), len(filled), headings[where], said)


def _people(table: Table, headings: list[str], own_id: str) -> list[Person]:
    rows = range(1, len(table.rows))
    found = (
        person(row, {h: table.text(row, k) for k, h in enumerate(headings)}, own_id)
        for row in rows
        if any(table.rows[row])
    )
    return [one for one in found if one]


def _column(path: Path, headings: list[str], column: str | None) -> int:
    """Return where the points go."""
    folded = [heading.casefold() for heading in headings]
    named = [
        next((m["name"].casefold() for m in (form.match(h) for form in MARKED) if m), "")
        for h in headings
    ]
    if column is not None:
        wanted = column.strip().casefold()
        for names in (folded, named):
            places = [k for k, name in enumerate(names) if name == wanted]
            if len(places) == 1:
                return places[0]
    else:
        grades = [k for k, name in enumerate(folded) if name in GRADE]
        marked = [k for k, name in enumerate(named) if name]
        others = [k for k, name in enumerate(folded) if name not in KNOWN]
        places = grades or marked or others
        if len(places) == 1:
            return places[0]
    which = [h for h, n in zip(headings, named, strict=True) if n] or headings
    got = "several fit" if column is None else f"got {column}"
    raise ValueError(f"--column must be one column of {path}: {', '.join(which)}; {got}.")


def _most(table: Table, headings: list[str], where: int) -> float | None:
    """Return the points to be had as the gradebook says them, if it does."""
    if found := re.search(r"Total Pts: ([\d.,]+)", headings[where]):
        return _value(found[1])
    for row in range(1, min(4, len(table.rows))):
        if table.text(row, 0).strip().casefold().startswith("points possible"):
            return _value(table.text(row, where))
    most = [k for k, heading in enumerate(headings) if heading.casefold() in MOST]
    if most and len(table.rows) > 1 and headings[where].casefold() in GRADE:
        return _value(table.text(1, most[0]))
    return None


def _value(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _has_comma(table: Table) -> bool:
    """True when the file writes 8,5 and nowhere 8.5."""
    cells = [table.text(row, k) for row in range(1, len(table.rows)) for k in _cells(table, row)]
    find: Callable = re.compile(r"^\d+([.,])\d+$").match
    points = {found[1] for found in map(find, cells) if found}
    return points == {","}


def _cells(table: Table, row: int) -> range:
    return range(len(table.rows[row]))
