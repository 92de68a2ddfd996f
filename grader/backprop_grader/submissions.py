"""Find who handed in what, by folder, by zip, and by the names that platforms give."""

import hashlib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from .files import Source, read, reason, walk
from .limits import MB
from .names import (
    are_attempts,
    are_short,
    bare,
    has_suffix,
    is_named,
    name_of,
    named_by,
    natural,
    student_of,
)
from .notebook import shortened
from .writing import clean

SHOWN = 5  # names in a message
WITH_OUTPUTS = 5  # times as large a notebook may be with its outputs, which are never read
# What lies beside the work of a class: lists, points, and what platforms say about it.
LITTER = re.compile(r"^([^/]+\.(csv|toml|ya?ml|log|xml|ini|db|cfg)|(readme|license)[^/]*)$", re.I)


@dataclass
class Submission:
    """What one student handed in; `source` is what will be graded."""

    student: str
    sources: list[Source] = field(default_factory=list)
    short: bool = False  # Canvas's names have short numbers here

    @property
    def source(self) -> Source:
        """The last upload by its name, in it the shallowest notebook, of these the last name.

        Names are in natural order, so hw-10 wins over hw-2, and hw-2 over hw.
        """
        notebooks = [source for source in self.sources if has_suffix(source.path, ".ipynb")]
        return max(notebooks or self.sources, key=lambda source: _rank(source, self.short))

    def read(self, limit: int) -> tuple[bytes | None, str]:
        """Return the notebook's bytes, or None and why not.

        limit : megabytes of a notebook without its outputs, which may have four times as many

        Raises a ValueError for a file that this machine does not let us read.
        """
        source = self.source
        if source.problem:
            return None, source.problem
        if not has_suffix(source.path, ".ipynb"):
            return None, f"{name_of(source.path)} is not a notebook (.ipynb)."
        try:
            data = read(source.chain, limit * WITH_OUTPUTS * MB)
        except OSError as error:
            if len(source.chain) == 1:  # no student's fault, and no student's zero
                raise ValueError(f"{source.chain[0]} cannot be read: {error.strerror}.") from error
            return None, clean(f"The file cannot be read: {reason(error)}.")
        except Exception as error:  # a damaged zip raises zlib.error, EOFError, and many more
            return None, clean(f"The file cannot be read: {reason(error)}.")
        if data is not None and len(data) > limit * MB:
            data = shortened(data, limit)
        if data is None:
            return None, (
                f"The notebook is larger than {limit} MB without its outputs, "
                f"or than {limit * WITH_OUTPUTS} MB with them."
            )
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
    sources = list(map(_written, walk(folder, skip)))
    if not (expression or owner):
        sources = _unwrapped(sources)
    short = not (expression or owner) and are_short(_firsts(filter(_gradable, sources)))
    found: dict[str, Submission] = {}
    named: dict[str, set[str]] = {}  # by student: what may be graded, as far as the name
    nobodys, litter = [], []
    for source in sources:
        owned = source.owned
        if not (expression or owner) and LITTER.search(owned) and not is_named(owned, short):
            litter.append(source.path)
            continue
        student = owner or student_of(owned, expression, short)
        if not student and expression and owned != source.path:
            owned += "/"
            student = student_of(owned, expression)
        if student:
            submission = found.setdefault(student, Submission(student, short=short))
            submission.sources.append(source)
            if _gradable(source) and not owner:
                named.setdefault(student, set()).add(named_by(owned, expression))
        elif _gradable(source):
            nobodys.append(source.path)
    if not found and not owner:
        names_nobody = f"--pattern must name somebody; {pattern} finds no student in {folder}."
        raise ValueError(names_nobody if pattern else f"SUBMISSIONS has no files: {folder}.")
    _check_one_each(named, short)
    if nobodys:
        print(
            f"--pattern names nobody in {len(nobodys)} notebooks and zips, which are not graded: "
            f"{_some(nobodys)}",
            file=sys.stderr,
        )
    if litter:
        print(f"Nobody's work, and passed over: {_some(litter)}", file=sys.stderr)
    return [found[student] for student in sorted(found)]


def _gradable(source: Source) -> bool:
    return has_suffix(source.path, (".ipynb", ".zip"))


def _firsts(sources: Iterable[Source]) -> set[str]:
    """Return the first part of what says whose each source is."""
    return {source.owned.partition("/")[0] for source in sources}


def _some(names: list[str]) -> str:
    """Return the first names, as the end of a sentence."""
    shown = [name if len(name) <= 80 else f"{name[:79]}…" for name in names[:SHOWN]]
    return ", ".join(shown) + (", ..." if len(names) > SHOWN else ".")


def _check_one_each(named: dict[str, set[str]], short: bool) -> None:
    """Raise a ValueError if a student would get what may be several people's work."""
    several = []
    for student, names in sorted(named.items()):
        different = set(map(bare, names))
        if len(different) > 1 and not are_attempts(different, short):
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


def _rank(source: Source, short: bool) -> tuple:
    """Return a key: the platform's name, then few folders (zips are none), then the name."""
    upload = source.owned.partition("/")[0]
    folders = sum(not has_suffix(part, ".zip") for part in PurePosixPath(source.path).parts)
    named = is_named(upload, short)
    return natural(upload if named else ""), -folders, natural(source.path)


def _written(source: Source) -> Source:
    """Return a source whose name can be written, also if it is not UTF-8 on disk."""
    path, problem = clean(source.path), clean(source.problem)
    return replace(source, path=path, problem=problem, owned=clean(source.owned) or path)


def _unwrapped(sources: list[Source]) -> list[Source]:
    """Look through folders that stand around everything, if a platform named what is in them.

    Raises a ValueError where one folder may be one student's, or a class's.
    """
    inner = sources
    while True:
        gradable = [source for source in inner if _gradable(source)]
        tops = _firsts(gradable)
        top = min(tops, default="")
        if len(tops) != 1 or not all("/" in source.owned for source in gradable):
            break
        if is_named(top) or has_suffix(top, ".zip"):
            break
        inner = [
            replace(s, owned=s.owned.partition("/")[2] or s.owned)
            for s in inner
            if s.owned.startswith(f"{top}/")
        ]
    tops = _firsts(source for source in inner if _gradable(source))
    if inner is sources:
        return sources
    if any(is_named(top) for top in tops) or (len(tops) > 1 and are_short(tops)):
        return inner
    people = sorted({student_of(source.owned) for source in inner if _gradable(source)})
    if len(people) > 1:
        (folder,) = _firsts(source for source in sources if _gradable(source))
        raise ValueError(
            f"SUBMISSIONS has one folder, {folder}, with work that may be one student's or "
            f"several people's: {_some(people)} For one student, add\n"
            f"  --pattern '{ONE}'\nand for several people\n  --pattern '{_several(sources, inner)}'"
        )
    return sources


ONE = "^(?P<student>[^/]+)/"  # each folder is somebody's


def _several(sources: list[Source], inner: list[Source]) -> str:
    """Return a pattern that finds the names below the folders around everything."""
    by_path = {source.path: source.owned for source in inner}
    around = next(s.owned.removesuffix(by_path[s.path]) for s in sources if s.path in by_path)
    return rf"^{re.escape(around)}(?P<student>[^/]+?)(\.ipynb|\.zip)?(/|$)"
