"""The files that a student's process sees: Python, the library, and no reference answers."""

import functools
import os
import sys
import sysconfig
from pathlib import Path

import numpy as np

import backprop_lib

LIBRARY = Path(backprop_lib.__file__).parent
GRADER = Path(__file__).parent
CATALOG = LIBRARY / "exercises" / "catalog"
SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/alternatives")
# Shared pages of the last one count nowhere.
HIDDEN = ("/proc/keys", "/proc/key-users", "/dev/zero")


def bind(path: str) -> list[str]:
    """Return how bubblewrap shows a path: a link as the same link, anything else read-only."""
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    return ["--ro-bind", path, path]


def hide(path: str) -> list[str]:
    """Return how bubblewrap puts what cannot be opened in the place of a file."""
    return ["--ro-bind", os.devnull, path]


def parents(visible: tuple[str, ...]) -> list[str]:
    """Return the folders on the way to the visible ones, outermost first."""
    above = {str(folder) for path in visible for folder in list(Path(path).parents)[:-1]}
    inside = [f"{path}/" for path in visible if path not in ("/", "/tmp")]
    above = {folder for folder in above if not any(f"{folder}/".startswith(p) for p in inside)}
    return sorted(above - {"/tmp"}, key=lambda folder: folder.count("/"))


@functools.cache
def catalogs(visible: tuple[str, ...]) -> list[str]:
    """Return the folders with reference answers: ours, and those of other copies in sight."""
    found: set[Path] = set()
    for above in ("", "lib*/", "*/lib*/", "*/*/lib*/"):
        for place in ("", f"{above}python3*/*-packages/"):
            for folder in visible:
                found |= set(Path(folder).glob(f"{place}backprop_lib/exercises/catalog"))
    return sorted({str(CATALOG), *map(os.path.realpath, found)})


@functools.cache
def installed() -> tuple[str, ...]:
    """Return the folders that Python and its packages need, none inside another."""
    folders = {
        os.path.realpath(folder)
        for folder in (sys.base_prefix, sysconfig.get_path("stdlib"), *packages())
    }
    return tuple(
        folder
        for folder in sorted(folders)
        if not any(folder.startswith(f"{other}/") for other in (*folders, *SYSTEM))
        and folder not in SYSTEM
    )


@functools.cache
def packages() -> tuple[str, ...]:
    """Return the folders with installed packages."""
    places = (
        sysconfig.get_path("purelib"),
        sysconfig.get_path("platlib"),
        Path(np.__file__).parents[1],
    )
    return tuple(dict.fromkeys(map(str, places)))


def paths() -> list[str]:
    """Return where the child looks for modules, beyond the standard library."""
    return [*dict.fromkeys([*packages(), str(LIBRARY.parent), str(GRADER.parent)])]
