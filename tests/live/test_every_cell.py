"""Every cell of every chapter, pressed in the page, gives its committed output.

Minutes of work, so only `make live` does all of it; else one chapter stands for all.
"""

import os
import re
import urllib.parse

import numpy as np
import pytest
from built_site import SITE
from pages import code_cells
from playwright.sync_api import expect

from backprop_lib.figures.palette import LIGHT

pytestmark = pytest.mark.xdist_group("live")
COMPLETE = os.environ.get("COMPLETE")
PAGES = sorted(
    path.stem for path in SITE.glob("book/*.html") if 'id="cell-' in path.read_text("utf-8")
)
SHOWN = """(id) => [
    ...document.querySelector(`[id="cell-${id}"] .cell_output`)?.children ?? []
].map((part) => part.tagName === "IMG" ? part.src
        : part.matches("figure[data-explorer], .backprop-explorer") ? "explorer"
        : part.dataset.plain ?? part.textContent)"""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
CURVE = re.compile(r'<path d="([^"]*)" clip-path="[^"]*" style="([^"]*)"')
TITLE = re.compile("<title>.*?</title>", re.DOTALL)
POINTS = 4  # of the 374 that a figure is wide: how far apart two curves may be
WORDS = 6  # and two pieces of text
IMAGE = "data:image/svg+xml;charset=utf-8,"


def expected(outputs):
    """Return the committed outputs in the forms in which the page shows them."""
    for output in outputs:
        data = output.get("data", {})
        if output["output_type"] == "stream":
            yield "".join(output["text"])
        elif "image/svg+xml" in data:
            yield "".join(data["image/svg+xml"])
        elif re.search("data-(explorer|lab)=", "".join(data.get("text/html", ""))):
            yield "explorer"
        else:
            yield "".join(data["text/plain"]) + ("" if "text/latex" in data else "\n")


def shown(page, name):
    parts = page.page.evaluate(SHOWN, name)
    return [
        urllib.parse.unquote(part.removeprefix(IMAGE)) if part.startswith(IMAGE) else part
        for part in parts
    ]


def alike(given, wanted):
    """Tell whether two outputs are the same; of two figures, whether they draw the same.

    Pyodide has Matplotlib 3.10, and PyPI no other for it. The committed figures are of 3.11, which
    sets formulas up to five points wider or lower, names glyphs differently, and keeps other points
    of a smooth curve. On a logarithmic axis it may label other powers of ten: then title and curves
    must agree.
    """
    if not wanted.startswith("<svg"):
        return given == wanted
    lines, same_lines = curves(given), curves(wanted)
    if [style for style, _ in lines] != [style for style, _ in same_lines]:
        return False
    pairs = zip(lines, same_lines, strict=True)
    if not all(along(a, b) and along(b, a) for (_, a), (_, b) in pairs):
        return False
    (text, numbers), (same_text, same_numbers) = drawn(given), drawn(wanted)
    if text == same_text and len(numbers) == len(same_numbers):
        return np.all(np.abs(numbers - same_numbers) <= WORDS)
    return len(lines) > 0 and TITLE.search(given)[0] == TITLE.search(wanted)[0]


def along(points, line):
    """Tell whether all points lie on a line that is drawn through others."""
    start, end = (line, line) if len(line) == 1 else (line[:-1], line[1:])
    step = end - start
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    offset = points[:, None] - start
    share = np.clip((offset * step).sum(axis=2) / length, 0, 1)
    apart = np.linalg.norm(offset - share[..., None] * step, axis=2).min(axis=1)
    return np.all(apart <= POINTS)


def curves(svg):
    """Return style and points of each line that is drawn inside the axes, but for the grid."""
    return [
        (style, np.array(list(map(float, NUMBER.findall(line)))).reshape(-1, 2))
        for line, style in CURVE.findall(svg)
        if LIGHT["grid"] not in style
    ]


def drawn(svg):
    """Split a figure without its curves into what it says and, in points, where."""
    svg = CURVE.sub(lambda found: found[0] if LIGHT["grid"] in found[2] else "", svg)
    parts = re.split(
        r'(<g style="[^"]*" transform="[^"]*scale\([^>]*>.*?</g>)', svg, flags=re.DOTALL
    )
    for k in range(1, len(parts), 2):  # words: their own numbers are in hundredths of their size
        head, _, letters = parts[k].partition(">")
        size = float(re.search(r"scale\(([\d.]+)", head)[1])
        parts[k] = head + NUMBER.sub(lambda found: f"{float(found[0]) * size:.4f}", letters)  # noqa: B023
    text = re.sub(r'(\bid="|url\(#|href="#)[^")]*', r"\1", "".join(parts))
    return NUMBER.sub("0", text), np.array([float(found[0]) for found in NUMBER.finditer(text)])


def differing(page, name, ran):
    """Return the cells that show something else than the notebook, each once `ran` has run it."""
    for cell, content in code_cells(name).items():
        if not page.cell(cell).count() or cell.endswith("-stub"):
            continue  # an activity, which the page shows without its code; or run by its check
        ran(cell)
        given, wanted = shown(page, cell), list(expected(content["outputs"]))
        if len(given) != len(wanted) or not all(map(alike, given, wanted)):
            yield cell, given, wanted


@pytest.mark.parametrize("name", PAGES if COMPLETE else ["09-bias-gradient"])
def test_every_cell_gives_its_committed_output(name, open_chapter):
    page = open_chapter(name)

    def press(cell):
        check = page.cell(cell).locator("[data-act=run]").count() == 0
        page.run(cell, "check" if check else "run", seconds=150)

    if COMPLETE:
        assert list(differing(page, name, press)) == []
    everything = page.page.get_by_role("button", name="Run all cells")
    said = page.page.locator(".launch-buttons span")
    if not COMPLETE or everything.count():  # the page of solutions has no such button
        everything.click()
        expect(said).to_have_text("All cells have run.", timeout=300_000)
        assert list(differing(page, name, lambda cell: None)) == []
    if not COMPLETE:
        page.write(next(iter(code_cells(name))), "nothing")
        everything.click()
        expect(said).to_have_text("One cell failed; the rest did not run.", timeout=60_000)
    assert page.errors == []
