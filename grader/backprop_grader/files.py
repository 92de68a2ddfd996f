"""What was handed in, file by file: folders, and zips within zips. Whose it is, `names` says.

Nothing is unpacked to disk: a zip's entries are read in memory, up to a limit.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .archives import TooLarge, is_zip, opened, read_entry
from .limits import MB
from .names import has_suffix, hold_many

DEPTH = 3  # zips within zips
ENTRIES = 20_000  # of one upload, with those of the zips in it
INNER = 100 * MB  # one zip within a zip
IGNORED = re.compile(  # what systems and platforms leave beside the work
    r"(^|/)(\.(?!\.?/)|__MACOSX|__pycache__|~\$|(eh)?thumbs\.db$|desktop\.ini$|icon\r$"
    r"|submission_metadata\.ya?ml$)|^([^/]+/)?index\.html$",
    re.IGNORECASE,
)


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
class Budget:
    """What may still be opened of one upload: a small file can hold zips without end."""

    zips: int = 100
    size: int = 200 * MB  # of these zips
    entries: int = ENTRIES


def read(chain: tuple[str, ...], limit: int) -> bytes | None:
    """Return the bytes at the end of a chain, or None if there are more than `limit`."""
    if len(chain) == 1:
        with open(chain[0], "rb") as file:
            data = file.read(limit + 1)
        return data if len(data) <= limit else None
    try:
        with opened(_zip(chain[:-1])) as archive:
            return read_entry(archive, chain[-1], limit)
    except TooLarge:
        return None


def _zip(chain: tuple[str, ...]) -> str | bytes:
    """Return a zip's path, or what is in it if it is within another."""
    if len(chain) == 1:
        return chain[0]
    data = read(chain, INNER)
    if data is None:
        raise TooLarge(f"it is larger than {INNER // MB} MB")
    return data


def walk(folder: Path, skip: Path | None = None) -> Iterator[Source]:
    """Yield every file handed in, zips opened."""
    if folder.is_file():
        if has_suffix(folder.name, ".ipynb"):
            yield Source(folder.name, (str(folder),))
        elif has_suffix(folder.name, ".zip"):
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
    full = {below.rpartition("/")[0] for below in paths}
    for below, path in paths.items():
        if path.is_symlink():
            yield Source(below, (str(path),), "The file is a link, and links are not followed.")
        elif path.is_dir():
            if below not in full:
                yield _empty(below, path)
        elif not path.is_file():
            yield Source(below, (str(path),), "This is no file.")  # a pipe would never end
        elif has_suffix(below, ".zip"):
            yield from _unzipped(below, (str(path),), alone=alone and "/" not in below)
        else:
            yield Source(below, (str(path),))


def _below(folder: Path, skip: Path | None) -> str | tuple:
    """Return how paths in `folder` start that are in `skip`; an empty tuple if none are."""
    if skip is None or not skip.resolve().is_relative_to(folder.resolve()):
        return ()
    return f"{skip.resolve().relative_to(folder.resolve()).as_posix()}/"


def _empty(below: str, path: Path) -> Source:
    """Return a source for a folder that nothing can come out of."""
    problem = "The folder is empty."
    try:
        next(path.iterdir(), None)
    except OSError as error:
        problem = f"The folder cannot be read: {error}."
    return Source(f"{below}/nothing", (str(path),), problem)


def _unzipped(
    below: str,
    chain: tuple[str, ...],
    owned: str = "",
    alone: bool = False,
    data: bytes | None = None,
    budget: Budget | None = None,
) -> Iterator[Source]:
    """Yield the entries of a zip.

    below : its path; empty for SUBMISSIONS itself, which holds everybody's files
    owned : what says whose it is, if that is known
    alone : nothing else was handed in, so it may hold everybody's files
    data : a zip within a zip; the file on disk if there is none
    budget : what may still be opened of the upload it is in; a new one if there is none
    """
    budget = budget or Budget()
    try:
        with opened(data or chain[0]) as archive:
            entries, problem = _entries(archive, budget)
    except Exception as error:  # whatever is wrong with it, it is wrong with this zip only
        entries, problem = {}, f"The zip cannot be opened: {reason(error)}."
    if problem and not below:
        raise ValueError(f"SUBMISSIONS cannot be read. {problem}")
    if problem:
        yield Source(below, chain, problem, owned)
        return
    everybodys = not below or (alone and hold_many(below, entries))
    for name in sorted(entries):
        path = name if everybodys else f"{below}/{name}"
        whose = "" if everybodys else owned or below
        inner = (*chain, entries[name])
        if name.startswith("/") or ".." in PurePosixPath(name).parts:
            problem = f"The zip's entry {name} leads out of the zip; it was not read."
            yield Source(path, inner, problem, whose)
        elif not has_suffix(name, ".zip"):
            yield Source(path, inner, owned=whose)
        elif len(chain) >= DEPTH:
            yield Source(path, inner, "There are too many zips within zips.", whose)
        else:
            share = Budget() if everybodys else budget
            within, problem = _zip_within(data or chain[0], entries[name], share)
            if problem:
                yield Source(path, inner, problem, whose)
            else:
                yield from _unzipped(path, inner, whose or path, data=within, budget=share)


def _entries(archive: zipfile.ZipFile, budget: Budget) -> tuple[dict[str, str], str]:
    """Return a zip's files, {path: name in the zip}, and why they cannot be read, if so.

    The path has slashes, also where a Windows tool wrote backslashes.
    """
    paths = {name.replace("\\", "/"): name for name in archive.namelist()}
    entries = {path: name for path, name in paths.items() if not path.endswith("/")}
    entries = {path: name for path, name in entries.items() if not IGNORED.search(path)}
    budget.entries -= len(entries)
    if budget.entries < 0:
        return {}, f"The zip has more than {ENTRIES} entries."
    return entries, "" if entries else "The zip is empty."


def _zip_within(file: str | bytes, name: str, budget: Budget) -> tuple[bytes, str]:
    """Return a zip within a zip, in memory, or nothing and why it is not opened."""
    budget.zips -= 1
    spent = (
        f"No more than {Budget.zips} zips within an upload are opened, "
        f"and no more than {Budget.size // MB} MB of them."
    )
    if budget.zips < 0:
        return b"", spent
    most = min(INNER, budget.size)
    try:
        with opened(file) as archive:
            if not is_zip(archive, name):
                return b"", "The zip cannot be opened: it is no zip."
            data = read_entry(archive, name, most)
    except TooLarge as error:
        budget.size -= most  # to find that out took as long
        return b"", spent if most < INNER else f"The zip cannot be opened: {error}."
    except Exception as error:
        return b"", f"The zip cannot be opened: {reason(error)}."
    budget.size -= len(data)
    return data, ""


def reason(error: Exception) -> str:
    """Return what an error says, or at least its kind."""
    return str(error).rstrip(".") or type(error).__name__
