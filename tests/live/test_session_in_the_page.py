"""A cell gets what it needs from the cells above, whatever ran before it."""

import json
from pathlib import Path

import pytest
from session import Session

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted(path.stem for path in (ROOT / "book").glob("*.ipynb"))


def code_cells(name):
    """Return each code cell's source, and the text of its committed outputs."""
    cells = json.loads((ROOT / "book" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    cells = [cell for cell in cells if cell["cell_type"] == "code"]
    texts = [
        "".join("".join(out.get("text") or out["data"]["text/plain"]) for out in cell["outputs"])
        for cell in cells
    ]
    return ["".join(cell["source"]) for cell in cells], texts


class Heard(list):
    """What a session says."""

    def __call__(self, kind, **facts):
        self.append((kind, facts))

    def text(self):
        said = "".join(facts.get("text") or facts["data"]["text/plain"] for _, facts in self)
        self.clear()
        return said


def run(sources, *order):
    heard = Heard()
    session = Session(heard)
    for cell in order:
        heard.clear()
        ended = session.run(sources, cell)
    return ended, heard.text()


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_cell_run_by_itself_gives_its_committed_output(name):
    sources, texts = code_cells(name)
    session = Session(heard := Heard())
    for cell in reversed(range(len(sources))):  # bottom up, so that nothing above has run
        ended = session.run(sources, cell)
        assert ended == {"ended": "done"}, (cell, ended)
        assert heard.text() == texts[cell], cell
