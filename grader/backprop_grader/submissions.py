"""Find who handed in what, by folder, by zip, and by Canvas's and Moodle's file names."""

import hashlib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from .files import Source, read, reason, walk
from .journal import clean
from .limits import MB
from .names import (
    are_attempts,
    bare,
    has_suffix,
    is_named,
    name_of,
    named_by,
    natural,
    student_of,
)

SHOWN = 5  # names in a message


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
        notebooks = [source for source in self.sources if has_suffix(source.path, ".ipynb")]
        return max(notebooks or self.sources, key=_rank)

    def read(self, limit: int) -> tuple[bytes | None, str]:
        """Return the notebook's bytes, at most `limit` megabytes, or None and why not."""
        source = self.source
        if source.problem:
            return None, source.problem
        if not has_suffix(source.path, ".ipynb"):
            return None, f"{name_of(source.path)} is not a notebook (.ipynb)."
        try:
            data = read(source.chain, limit * MB)
        except Exception as error:  # a damaged zip raises zlib.error, EOFError, and many more
            return None, clean(f"The file cannot be read: {reason(error)}.")
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
    FileNotFoundError, ValueError : there is no such folder, nothing was handed in, the pattern
        names nobody, or it gives several people the same name
    """
    if not folder.exists():
        raise FileNotFoundError(
            f"SUBMISSIONS must be a folder, a zip, or a notebook; {folder} does not exist."
        )
    expression = _compiled(pattern) if pattern else None
    found: dict[str, Submission] = {}
    named: dict[str, set[str]] = {}  # by student: what may be graded, as far as the name
    nobodys = []
    for source in _unwrapped(map(_written, walk(folder, skip))):
        owned, gradable = source.owned, has_suffix(source.path, (".ipynb", ".zip"))
        student = owner or student_of(owned, expression)
        if not student and expression and owned != source.path:
            owned += "/"
            student = student_of(owned, expression)
        if student:
            found.setdefault(student, Submission(student)).sources.append(source)
            if gradable and not owner:
                named.setdefault(student, set()).add(named_by(owned, expression))
        elif gradable:
            nobodys.append(source.path)
    if not found and not owner:
        names_nobody = f"--pattern must name somebody; {pattern} finds no student in {folder}."
        raise ValueError(names_nobody if pattern else f"SUBMISSIONS has no files: {folder}.")
    _check_one_each(named)
    if nobodys:
        more = ", ..." if len(nobodys) > SHOWN else "."
        print(
            f"--pattern names nobody in {len(nobodys)} notebooks and zips, which are not graded: "
            f"{', '.join(nobodys[:SHOWN])}{more}",
            file=sys.stderr,
        )
    return [found[student] for student in sorted(found)]


def _check_one_each(named: dict[str, set[str]]) -> None:
    """Raise a ValueError if a student would get what may be several people's work."""
    several = []
    for student, names in sorted(named.items()):
        different = set(map(bare, names))
        if len(different) > 1 and not are_attempts(different):
            several.append(f"  {student}: {', '.join(sorted(names))}\n")
    if several:
        raise ValueError(
            "A student's work must be in one file or folder, unless Canvas or Moodle named it; got"
            f"\n{''.join(several)}If these are different students, tell them apart with --pattern "
            "(with ^ it starts at the beginning); if not, move away what should not count."
        )


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


def _rank(source: Source) -> tuple:
    """Return a key: Canvas's or Moodle's name, then few folders (zips are none), then the name."""
    upload = source.owned.partition("/")[0]
    folders = sum(not has_suffix(part, ".zip") for part in PurePosixPath(source.path).parts)
    return natural(upload if is_named(upload) else ""), -folders, natural(source.path)


def _written(source: Source) -> Source:
    """Return a source whose name can be written, also if it is not UTF-8 on disk."""
    path, problem = clean(source.path), clean(source.problem)
    return replace(source, path=path, problem=problem, owned=clean(source.owned) or path)


def _unwrapped(all_sources: Iterable[Source]) -> list[Source]:
    """Look through one folder around everything, if Canvas's or Moodle's names are in it."""
    sources = list(all_sources)
    parts = [(*source.owned.split("/"), "")[:2] for source in sources]
    tops = {top for top, _ in parts}
    if len(tops) != 1 or is_named(*tops) or not any(is_named(second) for _, second in parts):
        return sources
    return [replace(s, owned=s.owned.partition("/")[2] or s.owned) for s in sources]
