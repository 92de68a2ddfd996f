"""Find who handed in what: folders, zips within zips, Canvas's and Moodle's file names.

Nothing is unpacked to disk: a zip's entries are read in memory, up to a limit.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
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
    owned : what of the path says whose it is; names inside a student's zip say nothing
    """

    path: str
    chain: tuple[str, ...]
    problem: str = ""
    owned: str = ""


@dataclass
class Submission:
    """What one student handed in; `source` is what will be graded."""

    student: str
    sources: list[Source] = field(default_factory=list)

    @property
    def source(self) -> Source:
        """The last upload by its name, in it the shallowest notebook, of these the last name.

        Names are in natural order, so hw-10 wins over hw-2, and hw-2 over hw.
        """
        notebooks = [source for source in self.sources if _is(source.path, ".ipynb")]
        return max(notebooks or self.sources, key=_rank)

    def read(self, limit: int) -> tuple[bytes | None, str]:
        """Return the notebook's bytes, at most `limit` megabytes, or None and why not."""
        source = self.source
        if source.problem:
            return None, source.problem
        if not _is(source.path, ".ipynb"):
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


def find(
    folder: Path,
    pattern: str | None = None,
    owner: str | None = None,
    skip: Path | None = None,
) -> list[Submission]:
    """Return all submissions in a folder (or one zip, or one notebook), by student.

    pattern : a regular expression, searched in the path below the folder; its group `student`,
        or its first group, is the student's id
    owner : the student to whom everything belongs
    skip : a folder inside that nobody handed in

    Raises
    ------
    FileNotFoundError, ValueError : there is no such folder, or the pattern names nobody
    """
    if not folder.exists():
        raise FileNotFoundError(
            f"SUBMISSIONS must be a folder, a zip, or a notebook; {folder} does not exist."
        )
    expression = _compiled(pattern) if pattern else None
    found: dict[str, Submission] = {}
    for source in _unwrapped(map(_written, _walk(folder, skip))):
        student = owner or student_of(source.owned, expression)
        if not student and expression and source.owned != source.path:
            student = student_of(f"{source.owned}/", expression)
        if student:
            found.setdefault(student, Submission(student)).sources.append(source)
    return [found[student] for student in sorted(found)]


def _compiled(pattern: str) -> re.Pattern:
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise ValueError(
            f"--pattern must be a regular expression; got {pattern} ({error})."
        ) from error
    if not expression.groups:
        raise ValueError("--pattern must have a group, such as (?P<student>[a-z]+)_hw; got none.")
    return expression


def student_of(path: str, expression=None) -> str:
    """Return the id of the student who handed in this path; empty if the pattern finds none.

    Without a pattern the first part decides: what is inside was named by the student.
    """
    if expression:
        match = expression.search(path)
        if not match:
            return ""
        return match["student"] if "student" in expression.groupindex else match[1]
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..")]
    first = parts[0] if parts else "unknown"
    if match := MOODLE.match(first):
        return match["student"]
    if match := CANVAS.match(first):
        return f"{match['name']}_{match['id']}"
    if len(parts) == 1:
        return PurePosixPath(first).stem
    return first[:-4] if _is(first, ".zip") else first


def _rank(source: Source) -> tuple:
    """Return a key: Canvas's or Moodle's name, then few folders (zips are none), then the name."""
    upload = source.owned.partition("/")[0]
    folders = sum(not _is(part, ".zip") for part in PurePosixPath(source.path).parts)
    return natural(upload if _is_named(upload) else ""), -folders, natural(source.path)


def _is(path: str, suffix: str) -> bool:
    """True for a name with this suffix, also for HW6.IPYNB."""
    return path.lower().endswith(suffix)


def _is_named(part: str) -> bool:
    """True when Canvas or Moodle gave this name, with the student's in it."""
    return bool(MOODLE.match(part) or CANVAS.match(part))


def natural(text: str) -> list:
    """Return a key that sorts hw-2 before hw-10, and hw before hw-1."""
    parts = re.split(r"(\d+)", re.sub(r"(?i)\.(ipynb|zip)$", "", text))
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
    path, problem = clean(source.path), clean(source.problem)
    return replace(source, path=path, problem=problem, owned=clean(source.owned) or path)


def _unwrapped(all_sources: Iterable[Source]) -> list[Source]:
    """Look through one folder around everything, if Canvas's or Moodle's names are in it."""
    sources = list(all_sources)
    parts = [(*source.owned.split("/"), "")[:2] for source in sources]
    tops = {top for top, _ in parts}
    if len(tops) != 1 or _is_named(*tops) or not any(_is_named(second) for _, second in parts):
        return sources
    return [replace(s, owned=s.owned.partition("/")[2] or s.owned) for s in sources]


def _walk(folder: Path, skip: Path | None = None) -> Iterator[Source]:
    """Yield every file handed in, zips opened."""
    if folder.is_file():
        if _is(folder.name, ".ipynb"):
            yield Source(folder.name, (str(folder),))
        elif _is(folder.name, ".zip"):
            yield from _unzipped("", (str(folder),))
        else:
            raise ValueError(f"SUBMISSIONS must be a folder, a zip, or a notebook; got {folder}.")
        return
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    hidden = _below(folder, skip)
    paths = {
        below: path
        for below, path in paths.items()
        if not IGNORED.search(below) and not f"{below}/".startswith(hidden)
    }
    alone = len({below.partition("/")[0] for below in paths}) == 1
    for below, path in paths.items():
        if path.is_symlink():
            yield Source(below, (str(path),), "The file is a link, and links are not followed.")
        elif path.is_dir():
            yield from _empty(below, path)
        elif not path.is_file():
            yield Source(below, (str(path),), "This is no file.")  # a pipe would never end
        elif _is(below, ".zip"):
            yield from _unzipped(below, (str(path),), alone=alone and "/" not in below)
        else:
            yield Source(below, (str(path),))


def _below(folder: Path, skip: Path | None) -> str | tuple:
    """Return how paths in `folder` start that are in `skip`; an empty tuple if none are."""
    if skip is None or not skip.resolve().is_relative_to(folder.resolve()):
        return ()
    return f"{skip.resolve().relative_to(folder.resolve()).as_posix()}/"


def _empty(below: str, path: Path) -> Iterator[Source]:
    """Yield a source for a folder that nothing can come out of."""
    try:
        if not any(path.iterdir()):
            yield Source(f"{below}/nothing", (str(path),), "The folder is empty.")
    except OSError as error:
        yield Source(f"{below}/nothing", (str(path),), f"The folder cannot be read: {error}.")


def _unzipped(
    below: str, chain: tuple[str, ...], owned: str = "", alone: bool = False
) -> Iterator[Source]:
    """Yield the entries of a zip.

    below : its path; empty for SUBMISSIONS itself, which holds everybody's files
    owned : what says whose it is, if that is known
    alone : nothing else was handed in, so it may hold everybody's files
    """
    entries, problem = _entries(chain)
    if problem and not below:
        raise ValueError(f"SUBMISSIONS cannot be read. {problem}")
    if problem:
        yield Source(below, chain, problem, owned)
        return
    everybodys = not below or (alone and _holds_many(below, entries))
    for name in sorted(entries):
        path = name if everybodys else f"{below}/{name}"
        whose = "" if everybodys else owned or below
        inner = (*chain, name)
        if name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name:
            problem = f"The zip's entry {name} leads out of the zip; it was not read."
            yield Source(path, inner, problem, whose)
        elif not _is(name, ".zip"):
            yield Source(path, inner, owned=whose)
        elif len(chain) >= DEPTH:
            yield Source(path, inner, "There are too many zips within zips.", whose)
        else:
            yield from _unzipped(path, inner, whose or path)


def _entries(chain: tuple[str, ...]) -> tuple[list[str], str]:
    """Return the names of a zip's files, and why they cannot be read, if so."""
    try:
        with _opened(chain) as archive:
            files = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    except Exception as error:  # whatever is wrong with it, it is wrong with this zip only
        return [], f"The zip cannot be opened: {_reason(error)}."
    entries = [name for name in files if not IGNORED.search(name)]
    if len(entries) > ENTRIES:
        return [], f"The zip has more than {ENTRIES} entries."
    return entries, "" if entries else "The zip is empty."


def _holds_many(below: str, entries: list[str]) -> bool:
    """True when a zip that is alone holds many students' files, and its name is nobody's."""
    if _is_named(below):
        return False
    owners = {student_of(name) for name in entries if _is(name, ".ipynb") or _is(name, ".zip")}
    return len(owners) > 1 or any(_is_named(name) for name in entries)


def _reason(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _opened(chain: tuple[str, ...]) -> zipfile.ZipFile:
    """Open the zip at the end of a chain; a zip within a zip is read into memory first."""
    if len(chain) == 1:
        return zipfile.ZipFile(chain[0])
    data = read(chain, 100 * MB)
    if data is None:
        raise ValueError("it is larger than 100 MB")
    return zipfile.ZipFile(io.BytesIO(data))
