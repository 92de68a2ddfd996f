"""Find who handed in what: folders, zips within zips, Canvas's and Moodle's file names.

Nothing is unpacked to disk: a zip's entries are read in memory, up to a limit.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from .journal import clean
from .limits import MB

DEPTH = 3  # zips within zips
ENTRIES = 20_000  # of one zip
MOODLE = re.compile(r"^(?P<student>.+_\d+)_assignsubmission_")
CANVAS = re.compile(r"^(?P<name>[^_]+)(?:_LATE)?_(?P<id>\d+)_\d+_")
IGNORED = re.compile(r"(^|/)(\.(?!\.?/)|__MACOSX|__pycache__)")


@dataclass(frozen=True)
class Source:
    """One handed-in file: its path as handed in, and how to reach it.

    chain : the file on disk, then the entry of each zip on the way
    problem : why it cannot be read, if that is known without reading it
    """

    path: str
    chain: tuple[str, ...]
    problem: str = ""


@dataclass
class Submission:
    """What one student handed in; `source` is what will be graded."""

    student: str
    sources: list[Source] = field(default_factory=list)

    @property
    def source(self) -> Source:
        """The last notebook in natural order, so that hw-2 wins over hw-1 and hw."""
        notebooks = [s for s in self.sources if s.path.endswith(".ipynb")]
        return max(notebooks or self.sources, key=lambda source: natural(source.path))

    def read(self, limit: int) -> tuple[bytes | None, str]:
        """Return the notebook's bytes, at most `limit` megabytes, or None and why not."""
        source = self.source
        if source.problem:
            return None, source.problem
        if not source.path.endswith(".ipynb"):
            return None, f"{name_of(source.path)} is not a notebook (.ipynb)."
        try:
            data = read(source.chain, limit * MB)
        except Exception as error:  # a damaged zip raises zlib.error, EOFError, and many more
            return None, clean(f"The file cannot be read: {_reason(error)}.")
        if data is None:
            return None, f"The notebook is larger than {limit} MB."
        return data, ""


def digest(data: bytes | None, problem: str) -> str:
    """Return a fingerprint, to notice when a student hands in something else."""
    return hashlib.sha256(problem.encode() if data is None else data).hexdigest()[:16]


def find(folder: Path, pattern: str | None = None, owner: str | None = None) -> list[Submission]:
    """Return all submissions in a folder (or one zip), by student.

    pattern : a regular expression, searched in the path below the folder; its group `student`,
        or its first group, is the student's id
    owner : the student to whom everything belongs

    Raises
    ------
    FileNotFoundError, ValueError : there is no such folder, or the pattern names nobody
    """
    if not folder.exists():
        raise FileNotFoundError(f"SUBMISSIONS must be a folder or a zip; {folder} does not exist.")
    expression = re.compile(pattern) if pattern else None
    if expression and not expression.groups:
        raise ValueError("--pattern must have a group, such as (?P<student>[a-z]+)_hw; got none.")
    found: dict[str, Submission] = {}
    for source in map(_written, _walk(folder)):
        student = owner or student_of(source.path, expression)
        if student:
            found.setdefault(student, Submission(student)).sources.append(source)
    return [found[student] for student in sorted(found)]


def student_of(path: str, expression=None) -> str:
    """Return the id of the student who handed in this path; empty if the pattern finds none."""
    if expression:
        match = expression.search(path)
        if not match:
            return ""
        return match["student"] if "student" in expression.groupindex else match[1]
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..")]
    for part in parts:
        if match := MOODLE.match(part):
            return match["student"]
        if match := CANVAS.match(part):
            return f"{match['name']}_{match['id']}"
    first = parts[0] if parts else "unknown"
    return first.removesuffix(".zip") if len(parts) > 1 else PurePosixPath(first).stem


def natural(text: str) -> list:
    """Return a key that sorts hw-2 before hw-10, and hw before hw-1."""
    parts = re.split(r"(\d+)", text.removesuffix(".ipynb"))
    return [_number(part) if part.isdecimal() else (-1, part) for part in parts]


def _number(digits: str) -> tuple[int, str]:
    """Return what sorts like the number, however long it is (int() takes 4300 digits)."""
    digits = digits.lstrip("0")
    return len(digits), digits


def name_of(path: str) -> str:
    """Return the last part of a path."""
    return PurePosixPath(path).name or path


def read(chain: tuple[str, ...], limit: int) -> bytes | None:
    """Return the bytes at the end of a chain, or None if there are more than `limit`."""
    if len(chain) == 1:
        with open(chain[0], "rb") as file:
            data = file.read(limit + 1)
    else:
        with _opened(chain[:-1]) as archive, archive.open(chain[-1]) as file:
            data = file.read(limit + 1)
    return data if len(data) <= limit else None


def _written(source: Source) -> Source:
    """Return a source whose name can be written, also if it is not UTF-8 on disk."""
    return replace(source, path=clean(source.path), problem=clean(source.problem))


def _walk(folder: Path) -> Iterator[Source]:
    """Yield every file handed in, zips opened."""
    if folder.is_file():
        yield from _unzipped("", (str(folder),))
        return
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder).as_posix()
        if IGNORED.search(below):
            continue
        if path.is_symlink():
            yield Source(below, (str(path),), "The file is a link, and links are not followed.")
        elif path.is_dir():
            if not any(path.iterdir()):
                yield Source(f"{below}/nothing", (str(path),), "The folder is empty.")
        elif path.suffix.lower() == ".zip":
            yield from _unzipped(below, (str(path),))
        else:
            yield Source(below, (str(path),))


def _unzipped(below: str, chain: tuple[str, ...]) -> Iterator[Source]:
    """Yield the entries of a zip. One with many people's files lends its name to nobody."""
    try:
        with _opened(chain) as archive:
            files = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    except Exception as error:  # whatever is wrong with it, it is wrong with this zip only
        yield Source(below, chain, f"The zip cannot be opened: {_reason(error)}.")
        return
    entries = [name for name in files if not IGNORED.search(name)]
    if len(entries) > ENTRIES:
        yield Source(below, chain, f"The zip has more than {ENTRIES} entries.")
        return
    if not entries:
        yield Source(below, chain, "The zip is empty.")
    bulk = len(chain) == 1 and "/" not in below and len(_owners(entries)) > 1
    for name in sorted(entries):
        path = name if bulk or not below else f"{below}/{name}"
        if name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name:
            problem = f"The zip's entry {name} leads out of the zip; it was not read."
            yield Source(path, (*chain, name), problem)
        elif name.lower().endswith(".zip"):
            if len(chain) >= DEPTH:
                yield Source(path, (*chain, name), "There are too many zips within zips.")
            else:
                yield from _unzipped(path, (*chain, name))
        else:
            yield Source(path, (*chain, name))


def _reason(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _owners(entries):
    """Return whose files a zip seems to hold: first folders, or files if there are none."""
    return {student_of(name) for name in entries if name.lower().endswith((".ipynb", ".zip"))}


def _opened(chain: tuple[str, ...]) -> zipfile.ZipFile:
    """Open the zip at the end of a chain; a zip within a zip is read into memory first."""
    if len(chain) == 1:
        return zipfile.ZipFile(chain[0])
    data = read(chain, 100 * MB)
    if data is None:
        raise ValueError("it is larger than 100 MB")
    return zipfile.ZipFile(io.BytesIO(data))
