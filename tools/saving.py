"""Load a notebook as the tools need it; save a notebook or a folder whole or not at all.

The chapters are the only source there is of their text.
"""

import json
import os
import shutil
from pathlib import Path

import nbformat
from nbformat.corpus.words import generate_corpus_id


def load(path: Path):
    """Read a notebook; every cell gets an id, and every line the same end, whatever wrote them."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["nbformat_minor"] = 5  # from which on cells have ids
    for cell in raw["cells"]:
        cell.setdefault("id", generate_corpus_id())
    notebook = nbformat.reads(json.dumps(raw), as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace("\r\n", "\n")
    return notebook


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
