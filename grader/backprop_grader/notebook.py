"""Read a notebook's code cells, whatever was handed in under that name."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .limits import MB

PARTS = 1_000_000  # strings and brackets of a notebook without its outputs
TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{}]', re.DOTALL)
HEADING = re.compile(r"^#+\s.*$", re.MULTILINE)
EXERCISE = re.compile(r"\bExercise (\d+\.\d+)\b")
CELL_ID = re.compile(r"^exercise-(\d+)-(\d+)-")


class NotANotebook(ValueError):
    """The file is not one; the message tells the student why."""


@dataclass
class Notebook:
    """What of a notebook matters.

    cells : the sources of its code cells; sources : those of all cells, of text, too
    sections : the numbers of the code cells that stand under the heading of each exercise
    texts : what stands in text cells under the heading of each exercise, beside its prompt
    """

    cells: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    sections: dict[str, list[int]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)


def read_notebook(data: bytes, limit: int = 20) -> Notebook:
    """Return a notebook; it may have `limit` megabytes beside its outputs. Raises NotANotebook."""
    if not data.strip():
        raise NotANotebook("The file is empty.")
    text = without_outputs(_decoded(data))
    if len(text) > limit * MB:
        raise NotANotebook(f"The notebook is larger than {limit} MB, even without its outputs.")
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotANotebook("The file is not a notebook: it is not JSON.") from error
    notebook, section = Notebook(), ""
    for cell in _cells(parsed):
        source, kind = _text(cell), cell.get("cell_type")
        notebook.sources.append(source)
        name = CELL_ID.match(str(cell.get("id", "")))
        headings = HEADING.findall(source) if kind in ("markdown", "heading") else []
        if name:
            section = f"{name[1]}.{name[2]}"
        elif headings:
            number = EXERCISE.search(headings[-1])
            section = number[1] if number else ""
        if kind == "code":
            if section:
                notebook.sections.setdefault(section, []).append(len(notebook.cells))
            notebook.cells.append(source)
        elif section and not name and not headings:
            notebook.texts.setdefault(section, []).append(source)
    return notebook


def shortened(data: bytes, limit: int) -> bytes | None:
    """Return a notebook without its outputs; None if it is larger than `limit` megabytes still."""
    try:
        data = without_outputs(_decoded(data)).encode("utf-8", "surrogatepass")
    except NotANotebook:
        return None
    return data if len(data) <= limit * MB else None


def _decoded(data: bytes) -> str:
    """Return a file's text, also in UTF-16, which a shell of Windows writes."""
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise NotANotebook("The file is not a notebook: it is not text in UTF-8.") from error


def without_outputs(text: str) -> str:
    """Return a notebook's text without its outputs, which may be large, and are never read.

    Raises NotANotebook where there are so many parts that reading them all takes long.
    """
    kept, start, depth, outputs = [], 0, 0, None
    key = ""
    for number, token in enumerate(TOKEN.finditer(text)):
        if number > 3 * PARTS:
            raise NotANotebook("The file is not a notebook: it has too many parts.")
        word = token[0]
        if word in ("[", "{"):
            if outputs is None and word == "[" and key == '"outputs"':
                outputs = depth
                kept.append(text[start : token.end()])
            depth += 1
        elif word in ("]", "}"):
            depth -= 1
            if outputs == depth:
                outputs, start = None, token.start()
        key = word if outputs is None else ""
    kept.append(text[start:] if outputs is None else "")
    text = "".join(kept)
    if sum(text.count(mark) for mark in '"[{') > PARTS:
        raise NotANotebook("The file is not a notebook: it has too many parts.")
    return text


def _cells(parsed) -> Iterator[dict]:
    """Yield the cells; before format 4 they stood in worksheets. Raises NotANotebook."""
    if not isinstance(parsed, dict):
        parsed = {}
    cells = parsed.get("cells")
    if not isinstance(cells, list) and isinstance(parsed.get("worksheets"), list):
        sheets = [sheet for sheet in parsed["worksheets"] if isinstance(sheet, dict)]
        cells = [c for s in sheets if isinstance(s.get("cells"), list) for c in s["cells"]]
    if not isinstance(cells, list):
        raise NotANotebook("The file is not a notebook: it has no list of cells.")
    yield from (cell for cell in cells if isinstance(cell, dict))


def _text(cell: dict) -> str:
    """Return a cell's source; before format 4 that of code was called its input."""
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
