"""The chapters show exactly what the catalog says, and the solutions page solves all of it."""

import re
import shutil

import nbformat
import pytest
import write_exercises as tool
from markdown_it import MarkdownIt

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.cells import exercise_cells, linked

each_chapter = pytest.mark.parametrize("path", tool.chapters(), ids=lambda path: path.stem)


def written(notebook):
    return [(c.id, c.source) for c in notebook.cells if c.id.startswith("exercise-")]


def output(cell):
    return "".join(o.get("text", "") for o in cell.outputs)


@each_chapter
def test_the_section_is_what_the_tool_writes(path):
    notebook = nbformat.read(path, as_version=4)
    before = [(cell.id, cell.source) for cell in notebook.cells]
    tool.insert(notebook, path.name)
    assert [(cell.id, cell.source) for cell in notebook.cells] == before


@each_chapter
def test_the_section_stands_before_what_you_now_know(path):
    ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]
    last = max(k for k, name in enumerate(ids) if name.startswith("exercise-"))
    cells = nbformat.read(path, as_version=4).cells
    assert cells[last + 1].source.startswith("## What you now know")


@each_chapter
def test_every_check_is_committed_as_not_attempted(path):
    checks = [c for c in nbformat.read(path, as_version=4).cells if c.id.endswith("-check")]
    assert len(checks) >= 2
    assert all("Not attempted yet" in output(cell) for cell in checks)


def test_all_exercises_are_in_their_chapters():
    found = [
        cell.id
        for path in tool.chapters()
        for cell in nbformat.read(path, as_version=4).cells
        if cell.id.endswith("-check")
    ]
    assert found == [f"exercise-{key.replace('.', '-')}-check" for key in EXERCISES]


def test_every_worked_solution_passes_its_check():
    page = nbformat.read(tool.BOOK / "solutions.ipynb", as_version=4)
    assert written(page) == [(cell.name, cell.source) for cell in tool.solutions()]
    solved = [cell for cell in page.cells if cell.id.endswith("-solution")]
    assert len(solved) == len(EXERCISES)
    for key, cell in zip(EXERCISES, solved, strict=True):
        assert output(cell).startswith(f"{key} ✓ Right")


@pytest.mark.thorough
def test_written_again_no_file_changes(tmp_path, monkeypatch):
    for path in tool.BOOK.glob("*.ipynb"):
        shutil.copy(path, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(tool, "BOOK", tmp_path)
    assert tool.main() == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_only_numbers_outside_mathematics_and_code_become_links():
    text = "See (28) and (V12), but $f(2)$ and `f(3)` stay."
    assert linked(text) == "See [(28)](#eq-28) and [(V12)](#vec-12), but $f(2)$ and `f(3)` stay."


def test_one_name_becomes_a_letter_and_several_become_letters():
    proofs = [EXERCISES["13.3"]]
    assert "13.3 turns `w` into a letter:" in tool.warning(proofs, {"w"})
    assert "13.3 turns `h` and `w` into letters:" in tool.warning(proofs, {"h", "w"})
    own = tool.warning([EXERCISES["13.5"]], {"relative_error", "w"})
    assert "13.5 defines a `relative_error` of its own:" in own


def test_a_chapter_without_its_last_section_is_refused():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 6 Derivative")])
    with pytest.raises(ValueError, match=r"^06-a\.ipynb needs a cell that begins with"):
        tool.insert(notebook, "06-a.ipynb")


def test_a_title_with_the_number_of_another_chapter_is_refused():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 12 Derivative")])
    with pytest.raises(ValueError, match=r'^13-a.ipynb must begin with .* "# 13 …"'):
        tool.insert(notebook, "13-a.ipynb")


def test_a_chapter_without_exercises_keeps_no_section_for_them():
    named = {"a": "# 99 New", "exercise-introduction": "## Exercises", "b": tool.BEFORE}
    cells = [nbformat.v4.new_markdown_cell(text, id=name) for name, text in named.items()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    tool.insert(notebook, "99-new.ipynb")
    assert [cell.id for cell in notebook.cells] == ["a", "b"]


@pytest.mark.parametrize("key", EXERCISES)
def test_a_list_in_a_prompt_is_a_list_on_the_page(key):
    prompt = exercise_cells(EXERCISES[key])[0].source
    items = re.findall(r"^(?:- |\d+\. )\S", EXERCISES[key].prompt, re.MULTILINE)
    assert MarkdownIt().render(prompt).count("<li>") == len(items)


@each_chapter
def test_names_that_a_proof_step_takes_from_the_chapter_are_told(path):
    cells = nbformat.read(path, as_version=4).cells
    own = [cell for cell in cells if not cell.id.startswith("exercise-")]
    held = tool.shared(own)
    taken = {
        name
        for exercise in EXERCISES.values()
        if path.name.startswith(f"{exercise.chapter:02}-")
        for name in (*exercise.symbols, exercise.name)
    }
    (text,) = (cell.source for cell in cells if cell.id == "exercise-introduction")
    told = re.findall(r"`(\w+)`", text)
    assert told == sorted(taken & held)


def test_only_what_a_cell_takes_from_an_earlier_one_counts_as_shared():
    sources = "a = b = c = 1", "b = 2\nd = a + b", "def g():\n    return c", "d = e = 0\nd + e"
    assert tool.shared([nbformat.v4.new_code_cell(code) for code in sources]) == {"a", "c"}
