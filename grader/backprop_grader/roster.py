"""Numbers of each student's own, for exercises by hand.

`assignment --roster` draws them and writes them down, with what the roster says of each student.
The grader reads them again, so that it need not draw the same.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backprop_lib.exercises import Exercise
from backprop_lib.exercises.exercise import ByHand
from backprop_lib.exercises.mutants.coincidences import alike, for_class

from .people import Person, match, person
from .table import read_table

Numbers = dict[str, dict[str, float]]  # by exercise and name


@dataclass
class Roster:
    """Who is in the course, and the numbers of each."""

    people: list[Person] = field(default_factory=list)
    numbers: list[Numbers] = field(default_factory=list)

    @property
    def exercises(self) -> set[str]:
        """The exercises that have numbers of a student's own."""
        return {key for one in self.numbers for key in one}

    def of(self, students: Iterable[str]) -> dict[str, Numbers]:
        """Return the numbers of those students who are found, beyond doubt."""
        found = match(students, self.people).found
        return {student: self.numbers[one.row] for student, one in found.items()}


def read_people(path: Path, own_id: str = "") -> list[Person]:
    """Return who is in a roster: a table with headings, or a list with an id on each line.

    Raises a ValueError if nobody is, or if two have the same id.
    """
    try:
        table = read_table(path)
    except ValueError:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        rows: list[dict[str, str]] = [{"login": line} for line in lines if line.strip()]
    else:
        headings = [table.text(0, k) for k in range(len(table.rows[0]))]
        rows = [
            {heading: table.text(row, k) for k, heading in enumerate(headings)}
            for row in range(1, len(table.rows))
            if any(table.rows[row])
        ]
    found = (person(row, cells, own_id) for row, cells in enumerate(rows))
    people = [one for one in found if one]
    if not people:
        raise ValueError(f"--roster must name somebody; {path} has no names or ids.")
    names = [one.handle for one in people]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(
            f"--roster must tell everybody apart; {path} has {', '.join(twice)} more than once. "
            "Give it a column with ids."
        )
    return people


def drawn(roster: Roster, people: list[Person], exercises: Iterable[Exercise]) -> Roster:
    """Return a roster with numbers for all these people; who has some already keeps them."""
    before = {p.handle: n for p, n in zip(roster.people, roster.numbers, strict=True)}
    new = Roster()
    for row, one in enumerate(people):
        new.people.append(one.at(row))
        new.numbers.append(dict(before.pop(one.handle, {})))
    for one in roster.people:  # who has left the roster may still hand in
        if one.handle in before:
            new.people.append(one.at(len(new.people)))
            new.numbers.append(before[one.handle])
    for exercise in exercises:
        lacking = [numbers for numbers in new.numbers if exercise.id not in numbers]
        if not (isinstance(exercise, ByHand) and exercise.choices and lacking):
            continue
        held = [exercise.with_numbers(**n[exercise.id]) for n in new.numbers if exercise.id in n]
        pool = for_class(exercise, secrets.randbelow(2**31))
        for numbers, own in zip(lacking, _deal(pool, held), strict=False):
            numbers[exercise.id] = dict(own.numbers)
    return new


def _deal(pool: list[ByHand], held: list[ByHand]) -> Iterator[ByHand]:
    """Yield, without end, whose answer, and then whose numbers, were held least often so far."""
    secrets.SystemRandom().shuffle(pool)
    often = [[0, 0] for _ in pool]
    while pool:
        for one in held:
            for counts, other in zip(often, pool, strict=True):
                counts[0] += alike(one, other)
                counts[1] += one.numbers == other.numbers
        held = [pool[often.index(min(often))]]
        yield held[0]


def write_roster(roster: Roster) -> str:
    """Return a file with everybody's numbers."""
    students = [
        {
            "student": one.handle,
            "label": one.label,
            "platform": one.platform,
            "ids": sorted(one.ids),
            "names": sorted(one.names),
            "numbers": numbers,
        }
        for one, numbers in zip(roster.people, roster.numbers, strict=True)
    ]
    return json.dumps({"students": students}, indent=1, ensure_ascii=False) + "\n"


def read_roster(path: Path) -> Roster:
    """Return the numbers that were written down. Raises a ValueError if it is no such file."""
    roster = Roster()
    try:
        for row, entry in enumerate(json.loads(path.read_text(encoding="utf-8"))["students"]):
            facts = {key: str(entry[key]) for key in ("label", "platform")}
            ids, names = frozenset(entry["ids"]), frozenset(entry["names"])
            one = Person(row, **facts, ids=ids, names=names, handle=entry["student"])
            roster.people.append(one)
            roster.numbers.append(
                {
                    str(key): {str(name): value + 0 for name, value in numbers.items()}
                    for key, numbers in entry["numbers"].items()
                }
            )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no file of students' numbers: {error!r}.") from error
    return roster
