"""Print how long each chapter is: now, and at a commit given. Exercises are counted, not read.

    .venv/bin/python tools/lengths.py 1bdb79f

Words are those of the text; a displayed equation or a cell of code counts apart. Code that is
folded away counts as no code. The minutes are an estimate for a first reading with all exercises:
200 words in a minute, 90 seconds for an equation or a cell, six minutes for an exercise.
Four first-time readers, two for each chapter, estimated 721 minutes in all on average, which is
about what this rule says.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

BOOK = Path(__file__).parents[1] / "book"
DISPLAY = re.compile(r"\$\$.*?\$\$( \([\w-]+\))?", re.DOTALL)
FORMS = ("exercise-", "predict-", "compare-")  # to fill in, not to read
NOT_WORDS = re.compile(r"<[^>]+>|\]\([^)]*\)|^\|[-|]+\|$", re.MULTILINE)


def lengths(notebook: str) -> dict[str, int]:
    """Count words, displayed equations, open cells, lines of open code and exercises."""
    cells = json.loads(notebook)["cells"]
    own = [cell for cell in cells if not cell["id"].startswith(FORMS)]
    text = "\n".join("".join(cell["source"]) for cell in own if cell["cell_type"] == "markdown")
    code = [
        "".join(cell["source"])
        for cell in own
        if cell["cell_type"] == "code" and "hide-input" not in cell["metadata"].get("tags", [])
    ]
    prose = NOT_WORDS.sub(" ", DISPLAY.sub(" ", text))
    found = {
        "words": sum(bool(re.search(r"\w", word)) for word in prose.split()),
        "equations": len(DISPLAY.findall(text)),
        "cells": len(code),
        "lines": sum(len(cell.splitlines()) for cell in code),
        "exercises": sum(bool(re.match(r"exercise-.*-prompt$", cell["id"])) for cell in cells),
    }
    read = found["words"] / 200 + (found["equations"] + found["cells"]) * 1.5
    return found | {"minutes": round(read + 6 * found["exercises"])}


def git(*command: str) -> str:
    """Return what Git prints. Raises CalledProcessError if it refuses."""
    there = ["git", "-C", str(BOOK.parent), *command]
    return subprocess.run(there, capture_output=True, text=True, check=True).stdout


def at(commit: str, path: Path) -> str:
    """Return a chapter as it was; without cells, if there was none."""
    file = f"book/{path.name}"
    there = git("ls-tree", "--name-only", commit, file)
    return git("show", f"{commit}:{file}") if there else '{"cells": []}'


def main() -> None:
    """Print one line for each chapter: then → now."""
    commit = sys.argv[1] if sys.argv[1:] else "HEAD"
    try:
        git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    except subprocess.CalledProcessError:
        sys.exit(f"The argument must be a commit of this clone; got {commit}.")
    for path in sorted(BOOK.glob("[0-9][0-9]-*.ipynb")):
        now = lengths(path.read_text(encoding="utf-8"))
        then = lengths(at(commit, path))
        print(path.stem[:2], *(f"{name} {then[name]} → {now[name]}" for name in now), sep="   ")


if __name__ == "__main__":
    main()
