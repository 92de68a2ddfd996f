"""Each chapter keeps the recipe, and its outputs are committed, clean and comparable."""

import re

import nbformat
import pytest
import yaml
from chapters import (
    BEYOND,
    BOOK,
    CHAPTERS,
    NOTEBOOKS,
    ROOT,
    TEMPLATE,
    cells,
    figures,
    read,
    text,
)

from backprop_lib.figures.palette import PALETTE

TITLES = [
    "# 1 Network Architecture",
    "# 2 Forward Pass Equations",
    "# 3 Cost Function",
    "# 4 Backpropagation: Chain Rule Decomposition",
    r"# 5 Derivative 1: $\frac{\partial C_0}{\partial a^L}$",
    r"# 6 Derivative 2: $\frac{\partial a^L}{\partial z^L}$ (Sigmoid Derivative)",
    r"# 7 Derivative 3: $\frac{\partial z^L}{\partial W^L}$",
    r"# 8 Complete Gradient: $\frac{\partial C_0}{\partial W^L}$",
    r"# 9 Gradient for Bias: $\frac{\partial C_0}{\partial b^L}$",
    r"# 10 Gradients for Previous Layer: $\frac{\partial C_0}{\partial W^{L-1}}$"
    r" and $\frac{\partial C_0}{\partial b^{L-1}}$",
    "# 11 Summary of All Gradients",
]
SUBSECTIONS = {
    6: ["6.1 Step-by-Step Sigmoid Derivative"],
    10: [
        "10.1 Chain Rule for $W^{L-1}$",
        "10.2 Computing Each Term",
        r"10.3 Final Result for $\frac{\partial C_0}{\partial W^{L-1}}$",
        "10.4 Gradient for $b^{L-1}$",
    ],
}
RECIPE = ["Where we are", "Run it", "Check it", "With vectors", "Pitfalls", "What you now know"]

each_chapter = pytest.mark.parametrize(
    "path", [*CHAPTERS, *BEYOND, TEMPLATE], ids=lambda path: path.stem
)
each_notebook = pytest.mark.parametrize("path", [*NOTEBOOKS, TEMPLATE], ids=lambda path: path.stem)


def headings(path, level=2):
    return re.findall(rf"^{'#' * level} (.+)$", text(path), re.MULTILINE)


def test_there_are_eleven_chapters_with_the_document_s_titles():
    assert [text(path).splitlines()[0] for path in CHAPTERS] == TITLES


@each_chapter
def test_a_chapter_follows_the_recipe(path):
    found = headings(path)
    wanted = [h for h in RECIPE if h in found]
    assert [h for h in found if h in RECIPE] == wanted, "sections out of order"
    number = 0 if path == TEMPLATE else int(path.name[:2])
    required = {"Where we are", "Pitfalls", "What you now know"}
    if number != 1:  # the first chapter derives nothing yet
        required |= {"Run it", "Check it"}
    if number < 11:  # the last one is vectors throughout
        required.add("With vectors")
    if path == TEMPLATE:  # shows all of them
        required |= {"The derivation", "Explore it", "Exercises"}
    assert required <= set(found)
    assert "**Predict.**" in text(path)
    for heading in SUBSECTIONS.get(number, []):
        assert heading in found


@each_chapter
def test_cells_are_short(path):
    for cell in cells(path, "code"):
        lines = cell.source.splitlines()
        assert len(lines) <= 12, cell.source
        assert max(map(len, lines)) <= 74, cell.source


@each_notebook
def test_text_reads_well_in_any_jupyter(path):
    assert not re.search(r"\{[a-z:]+\}`|^:::|^```\{", text(path), re.MULTILINE), "a MyST role"


@each_notebook
def test_a_notebook_is_committed_executed_and_clean(path):
    notebook = read(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@each_notebook
def test_outputs_can_be_compared(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"
            data = output.get("data", {})
            assert not set(data) & {"image/png", "image/jpeg"}, "nbval would not compare it"
            shown = output.get("text", "") + data.get("text/plain", "")
            assert not re.search(r"0x[0-9a-f]{6,}|/(home|tmp|Users|root)/", shown)
            assert not re.search(r"\d\.\d{10,}", shown), "more digits than machines agree on"


def test_every_figure_says_what_it_shows():
    assert len(figures()) >= 15
    for where, svg, alt in figures():
        assert len(alt.split()) >= 8, f"{where}: {alt}"
        assert 'role="img"' in svg
        assert "<title>" in svg


def test_every_color_has_a_dark_partner():
    light = {light for light, _ in PALETTE.values()}
    for where, svg, _ in figures():
        drawing = svg.split("</style>", 1)[1]
        used = set(re.findall(r"#[0-9a-f]{6}\b", drawing))
        assert used <= light, f"{where}: {used - light}"
        for color in used:
            assert f': {color}"]{{' in svg.split("</style>", 1)[0]


def test_figures_fit_a_phone():
    for where, svg, _ in figures():
        width = float(re.search(r'width="([\d.]+)pt"', svg)[1])
        assert width <= 5.2 * 72 + 0.01, where
        assert len(svg) < 150_000, where


def test_the_table_of_contents_lists_every_page():
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    entries = [entry["file"] for part in contents["parts"] for entry in part["chapters"]]
    listed = {contents["root"], *entries}
    assert len(listed) == len(entries) + 1
    pages = {f"book/{path.stem}" for path in BOOK.iterdir() if path.suffix in (".md", ".ipynb")}
    assert listed == pages
