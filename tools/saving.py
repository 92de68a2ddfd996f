"""Save a notebook or a folder whole or not at all.

The chapters are the only source there is of their text.
"""

import os
import shutil
from pathlib import Path

import nbformat


def save(path: Path, notebook) -> None:
    """Write a notebook beside its place, and put it there when it is complete."""
    part = path.with_suffix(f".{os.getpid()}.part")  # two runs may meet
    try:
        part.write_text(nbformat.writes(notebook), encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def put(folder: Path, place: Path) -> None:
    """Move a complete folder to its place; what cannot be removed there is an error."""
    if place.exists():
        shutil.rmtree(place)
    shutil.move(folder, place)  # into the old one, if it were still there
