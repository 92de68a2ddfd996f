"""Save a notebook whole or not at all: the chapters are the only source there is of their text."""

import os
from pathlib import Path

import nbformat


def save(path: Path, notebook) -> None:
    """Write a notebook beside its place, and put it there when it is complete."""
    part = path.with_suffix(".part")
    part.write_text(nbformat.writes(notebook), encoding="utf-8")
    os.replace(part, path)
