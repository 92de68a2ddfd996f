"""Who is who: a student here, and a row of a gradebook or a roster.

Numbers and logins decide. A name decides only where nothing else can, and where nobody else on
either side has the same.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

# What the columns are called, in English and German, by what they say. Any other is named with
# --id.
PLATFORM = {"id", "identifier", "teilnehmer-id"}  # Canvas's and Moodle's own number
LOGINS = (  # the best to name a file by first
    *("sis login id", "username", "user name", "login", "benutzername", "anmeldename", "kennung"),
    *("student id", "id number", "id-nummer", "matrikelnummer", "student number", "sis user id"),
    *("integration id", "email address", "email", "e-mail", "e-mail-adresse", "student"),
)
LOGIN = set(LOGINS)
WHOLE = {"student", "full name", "name", "vollständiger name", "student name"}
FIRST = {"first name", "vorname", "given name"}
LAST = {"last name", "surname", "nachname", "family name"}
KNOWN = PLATFORM | LOGIN | WHOLE | FIRST | LAST


@dataclass(frozen=True)
class Person:
    """Somebody in a table.

    row : which row it is; label : what to call them in a message
    platform : Canvas's or Moodle's number; ids : what else is theirs alone; names : squeezed
    handle : the best of these to name a file by
    """

    row: int
    label: str
    platform: str = ""
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    handle: str = ""

    def at(self, row: int) -> "Person":
        """Return the same person in another row."""
        return replace(self, row=row)


@dataclass
class Matches:
    """Who is who: {student: person}, who is on one side only, and who could be several."""

    found: dict[str, Person] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def person(row: int, cells: dict[str, str], own_id: str = "") -> Person | None:
    """Return the person in a row, {heading: cell}, or None if nobody is.

    own_id : the heading of the column that has the ids; empty to go by the usual headings
    """
    by = {heading.strip().casefold(): cell.strip() for heading, cell in cells.items()}

    def of(headings):
        return [by[key] for key in by if key in headings and by[key]]

    if own_id:
        value = by.get(own_id.strip().casefold(), "")
        return Person(row, value, ids=frozenset([_same(value)]), handle=value) if value else None
    number = re.search(r"(\d+)$", " ".join(of(PLATFORM)))
    ids = {_same(cell) for cell in of(LOGIN | PLATFORM)}
    ids |= {cell.partition("@")[0] for cell in ids if "@" in cell}
    names = {part for cell in of(WHOLE) for part in _both_ways(cell)}
    first, last = " ".join(of(FIRST)), " ".join(of(LAST))
    if first or last:
        names |= {_squeezed(first + last), _squeezed(last + first)}
    label = " ".join(of(WHOLE)) or f"{first} {last}".strip() or " ".join(of(LOGIN))
    if not number and (not label or label.casefold().startswith("points possible")):
        return None  # Canvas's second row
    handle = next((by[key] for key in LOGINS if by.get(key)), "") or (*of(PLATFORM), label)[0]
    return Person(row, label, number[1] if number else "", frozenset(ids), frozenset(names), handle)


def match(students: Iterable[str], people: list[Person]) -> Matches:
    """Find each student among the people."""
    matches = Matches()
    students = list(students)
    by_id: dict[str, list[Person]] = {}
    by_number: dict[str, list[Person]] = {}
    by_name: dict[str, list[Person]] = {}
    for one in people:
        for key in one.ids:
            by_id.setdefault(key, []).append(one)
        for key in one.names:
            by_name.setdefault(key, []).append(one)
        if one.platform:
            by_number.setdefault(one.platform, []).append(one)
    alike = Counter(_name_in(student) for student in students)
    claims: dict[int, list[str]] = {}
    for student in students:
        number = re.search(r"_(\d+)$", student)
        found = list(by_id.get(_same(student), []))
        if not found and number and by_number:
            found = by_number.get(number[1], [])
        elif not found:
            found = by_number.get(student, []) or by_name.get(_name_in(student), [])
            if len(found) == 1 and alike[_name_in(student)] > 1:
                found = found * 2  # two students of one name, and one row for both
        if len({one.row for one in found}) == 1 and len(found) == 1:
            matches.found[student] = found[0]
            claims.setdefault(found[0].row, []).append(student)
        elif found:
            matches.unclear.append(student)
        else:
            matches.unknown.append(student)
    for several in claims.values():
        if len(several) > 1:
            for student in several:
                del matches.found[student]
                matches.unclear.append(student)
    return matches


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).casefold()


def _name_in(student: str) -> str:
    """Return the name in a student's id, squeezed: Moodle and Canvas add a number."""
    return _squeezed(re.sub(r"_\d+$", "", student))


def _both_ways(name: str) -> set[str]:
    """Return "Doe, Jane" squeezed, in both orders."""
    last, _, first = name.partition(",")
    return {_squeezed(name), _squeezed(first + last)}


def _squeezed(name: str) -> str:
    """Return the letters of a name alone, without accents: Canvas's file names have no others."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
