"""Read a notebook's code cells, whatever was handed in under that name."""

import json


class NotANotebook(ValueError):
    """The file is not one; the message tells the student why."""


def code_cells(data: bytes) -> list[str]:
    """Return the sources of the code cells. Raises NotANotebook."""
    if not data.strip():
        raise NotANotebook("The file is empty.")
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotANotebook("The file is not a notebook: it is not JSON.") from error
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise NotANotebook("The file is not a notebook: it has no list of cells.")
    return [
        _text(cell.get("source"))
        for cell in cells
        if isinstance(cell, dict) and cell.get("cell_type") == "code"
    ]


def _text(source) -> str:
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
