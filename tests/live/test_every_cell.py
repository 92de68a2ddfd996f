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
TITLE = re.compile("<title>.*?</title>", re.DOTALL)
POINTS = 4  # of the 374 that a figure is wide
IMAGE = "data:image/svg+xml;charset=utf-8,"


def expected(outputs):
    """Return the committed outputs in the forms in which the page shows them."""
    for output in outputs:
        data = output.get("data", {})
        if output["output_type"] == "stream":
            yield "".join(output["text"])
        elif "image/svg+xml" in data:
            yield "".join(data["image/svg+xml"])
        elif "data-explorer" in "".join(data.get("text/html", "")):
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

    Pyodide has Matplotlib 3.10, the committed figures are of 3.11, which sets formulas up to three
    points wider or lower and names glyphs differently. On a logarithmic axis it may label other
    powers of ten: then the title and every curve must agree.
    """
    if not wanted.startswith("<svg"):
        return given == wanted
    (text, numbers), (same_text, same_numbers) = drawn(given), drawn(wanted)
    if text == same_text:
        return near(numbers, same_numbers)
    lines, same_lines = curves(given), curves(wanted)
    return (
        TITLE.search(given)[0] == TITLE.search(wanted)[0]
        and [style for style, _ in lines] == [style for style, _ in same_lines]
        and len(lines) > 0
        and all(near(a, b) for (_, a), (_, b) in zip(lines, same_lines, strict=True))
    )


def near(numbers, same_numbers):
    return len(numbers) == len(same_numbers) and np.all(np.abs(numbers - same_numbers) <= POINTS)


def curves(svg):
    """Return style and numbers of each line that is drawn inside the axes, but for the grid."""
    found = re.findall(r'<path d="([^"]*)" clip-path="[^"]*" style="([^"]*)"', svg)
    return [
        (style, np.array(list(map(float, NUMBER.findall(line)))))
        for line, style in found
        if LIGHT["grid"] not in style
    ]


def drawn(svg):
    """Split a figure into what it says and, in points, the numbers that place it."""
    parts = re.split(
        r'(<g style="[^"]*" transform="[^"]*scale\([^>]*>.*?</g>)', svg, flags=re.DOTALL
    )
    for k in range(1, len(parts), 2):  # words: their own numbers are in hundredths of their size
        head, _, letters = parts[k].partition(">")
        size = float(re.search(r"scale\(([\d.]+)", head)[1])
        parts[k] = head + NUMBER.sub(lambda found: f"{float(found[0]) * size:.4f}", letters)  # noqa: B023
    text = re.sub(r'(\bid="|url\(#|href="#)[^")]*', r"\1", "".join(parts))
    return NUMBER.sub("0", text), np.array([float(found[0]) for found in NUMBER.finditer(text)])


@pytest.mark.parametrize("name", PAGES if COMPLETE else ["09-bias-gradient"])
def test_every_cell_gives_its_committed_output(name, open_chapter):
    page, wrong = open_chapter(name), []
    for cell, content in code_cells(name).items():
        if not page.cell(cell).count() or cell.endswith("-stub"):
            continue  # an activity, which the page shows without its code; or run by its check
        check = page.cell(cell).locator("[data-act=run]").count() == 0
        page.run(cell, "check" if check else "run", seconds=150)
        given, wanted = shown(page, cell), list(expected(content["outputs"]))
        if len(given) != len(wanted) or not all(map(alike, given, wanted)):
            wrong.append((cell, given, wanted))
    assert wrong == []
    assert page.errors == []
