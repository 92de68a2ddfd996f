"""What a file's name says: whose it is, which upload it is, and what kind of file."""

import re
from pathlib import PurePosixPath

MOODLE = re.compile(r"^(?P<student>.+_\d+)_assignsubmission_")
CANVAS = re.compile(r"^(?P<name>[^_]+)(?:_LATE)?_(?P<id>\d{3,})_\d{3,}_")  # hw_6_2026_ann is not


def student_of(path: str, expression=None) -> str:
    """Return the id of the student who handed in this path; empty if the pattern finds none.

    Without a pattern the first part decides: what is inside was named by the student.
    """
    if expression:
        match = expression.search(path)
        return match[_group(expression)] if match else ""
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..")]
    first = parts[0] if parts else "unknown"
    if match := MOODLE.match(first):
        return match["student"]
    if match := CANVAS.match(first):
        return f"{match['name']}_{match['id']}"
    if len(parts) == 1:
        return PurePosixPath(first).stem
    return first[:-4] if has_suffix(first, ".zip") else first


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


def is_named(part: str) -> bool:
    """True when Canvas or Moodle gave this name, with the student's in it."""
    return bool(MOODLE.match(part) or CANVAS.match(part))


def are_attempts(parts: set[str]) -> bool:
    """True when Canvas or Moodle gave all these names, to uploads of one student.

    Canvas numbers its uploads, so hw_2026_1015_ann and hw_2026_1015_bob are not its names.
    """
    if not all(map(is_named, parts)) or len(set(map(student_of, parts))) > 1:
        return False
    uploads = {match[0] for match in map(CANVAS.match, parts) if match}
    return len(uploads) in (0, len(parts))


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
