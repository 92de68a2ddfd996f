"""What names say, without a look at the files: whose it is, which upload, and what kind of file."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

MOODLE = re.compile(r"^(?P<student>.+_\d+)_assignsubmission_")
CANVAS = re.compile(  # doejane_1234_567890_hw.ipynb; hw_6_2026_ann is none, see SHORT
    r"^(?P<name>[^_]+)_(?P<id>\d{3,})_(?P<upload>\d{3,})_"
    r"|^(?P<late>.+?)_(?:LATE|late)_(?P<late_id>\d+)_(?P<late_upload>\d+)_"
    r"|^(?P<long>.+?)_(?P<long_id>(?!(?:19|20)\d\d_)\d{3,})_(?P<long_upload>\d{5,})_"
    r"|^(?:LATE_)?(?P<anonymous>anon_[A-Za-z0-9]+)(?:_LATE)?_(?P<anonymous_upload>\d+)_"
    r"|^(?P<writer>.+?)(?:_LATE)?_(?P<writer_id>\d+)_(?:text|link)\.html$"  # typed into a box
)
# A small Canvas counts from 1, and names may have underscores; so may other people's file names.
SHORT = re.compile(r"^(?P<name>.+?)_(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)$")
BLACKBOARD = re.compile(r"^.+_(?P<student>[^_]+)_attempt_\d{4}(?:-\d\d){5}(?=_|\.txt$|$)")
GRADESCOPE = re.compile(r"^(?P<student>submission_\d+)$")
NBGRADER = re.compile(r"^(?P<student>[^+]+)\+.+\+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def student_of(path: str, expression=None, short: bool = False) -> str:
    """Return the id of the student who handed in this path; empty if the pattern finds none.

    Without a pattern the first part decides: what is inside was named by the student.
    short : Canvas may have given names with short numbers and underscores, see `are_short`
    """
    if expression:
        match = expression.search(path)
        return match[_group(expression)] if match else ""
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..")]
    first = parts[0] if parts else "unknown"
    if student := platforms_student(first, short):
        return student
    if len(parts) == 1:
        return PurePosixPath(first).stem
    return first[:-4] if has_suffix(first, ".zip") else first


def platforms_student(part: str, short: bool = False) -> str:
    """Return the student whom a platform named in this file or folder; empty if none did."""
    for form in (MOODLE, BLACKBOARD, GRADESCOPE, NBGRADER):
        if match := form.match(part):
            return match["student"]
    if match := CANVAS.match(part):
        name = match["name"] or match["long"] or match["late"] or match["writer"]
        number = match["id"] or match["long_id"] or match["late_id"] or match["writer_id"]
        return match["anonymous"] or f"{name}_{number}"
    if short and (match := SHORT.match(part)):
        return f"{match['name']}_{match['id']}"
    return ""


def are_short(parts: Iterable[str]) -> bool:
    """True when all these names can only be Canvas's, though some have underscores or short ids.

    Canvas numbers its uploads, each once, and people: one number is one name.
    """
    uploads: list[str] = []
    people: dict[str, str] = {}
    several: set[tuple[str, str]] = set()
    for part in set(parts):
        match = SHORT.match(part)
        if not match and not is_named(part):
            return False
        if match:
            student = platforms_student(part, short=True)
            uploads.append(match["upload"])
            several.add((student, _stem(match["file"])))
            if people.setdefault(match["id"], student) != student:
                return False
    students = {student for student, _ in several}
    versions = len(several) == 1 and len(uploads) > 1
    return len(set(uploads)) == len(uploads) and (len(students) > 1 or versions)


def named_by(path: str, expression=None) -> str:
    """Return the path as far as the file or folder whose name says whose it is."""
    match = expression.search(path) if expression else None
    end = match.end(_group(expression)) if match else 0
    return path[: f"{path}/".index("/", end)]


def _group(expression) -> str | int:
    return "student" if "student" in expression.groupindex else 1


def name_of(path: str) -> str:
    """Return the last part of a path."""
    return PurePosixPath(path).name or path


def has_suffix(path: str, suffix: str | tuple[str, ...]) -> bool:
    """True for a name with this suffix, or one of them, also for HW6.IPYNB."""
    return path.lower().endswith(suffix)


def is_named(part: str, short: bool = False) -> bool:
    """True when a platform gave this name, with the student's in it."""
    return bool(platforms_student(part, short))


def hold_many(zip_name: str, entries: Iterable[str]) -> bool:
    """True when a zip that is alone may hold many students' files, and its name is nobody's."""
    if is_named(zip_name):
        return False
    handed_in = [name for name in entries if has_suffix(name, (".ipynb", ".zip"))]
    while handed_in:
        if any(is_named(name.partition("/")[0]) for name in handed_in):
            return True
        if len(set(map(student_of, handed_in))) > 1:
            return True
        handed_in = [name.partition("/")[2] for name in handed_in if "/" in name]
    return False


def are_attempts(parts: set[str], short: bool = False) -> bool:
    """True when a platform gave all these names, to uploads of one student.

    Canvas numbers its uploads, so hw_2026_1015_ann and hw_2026_1015_bob are not its names; and
    Blackboard's name one assignment, so HW6_j_doe and HW6_k_doe are two people.
    """
    if len({platforms_student(part, short) for part in parts}) > 1:
        return False
    if not all(is_named(part, short) for part in parts):
        return False
    heads = {part.partition("_attempt_")[0] for part in parts if BLACKBOARD.match(part)}
    if len(heads) > 1:
        return False
    canvas = [match for match in map(CANVAS.match, parts) if match and not match["writer"]]
    uploads = {
        m["upload"] or m["long_upload"] or m["late_upload"] or m["anonymous_upload"] for m in canvas
    }
    small = [SHORT.match(part) for part in parts if not is_named(part)]
    files = {_stem(match["file"]) for match in small if match}
    return len(uploads) == len(canvas) and (len(files) <= 1)


def _stem(file: str) -> str:
    """Return a file's name without the number that Canvas adds to a second version of it."""
    return re.sub(r"-\d+$", "", bare(file))


def natural(text: str) -> list:
    """Return a key that sorts hw-2 before hw-10, and hw before hw-1."""
    parts = re.split(r"(\d+)", bare(text))
    return [_number(part) if part.isdecimal() else (-1, part) for part in parts]


def bare(name: str) -> str:
    """Return a name without .ipynb or .zip."""
    return re.sub(r"(?i)\.(ipynb|zip)$", "", name)


def _number(digits: str) -> tuple[int, str]:
    """Return what sorts like the number, however long it is (int() takes 4300 digits)."""
    digits = digits.lstrip("0")
    return len(digits), digits
