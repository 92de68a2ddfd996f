"""Every chapter has its explorer, alive on the built page: from a file, without a network."""

import re
from pathlib import Path

import nbformat
import pytest
from fixture_page import settle, shown
from playwright.sync_api import expect

from backprop_lib.explorers.catalog import EXPLORERS
from backprop_lib.explorers.labs import LABS

BOOK = Path(__file__).parents[2] / "book"
SITE = BOOK.parent / "_build/html/book"
CHAPTERS = {spec.name: next(BOOK.glob(f"{spec.chapter:02}-*.ipynb")) for spec in EXPLORERS.values()}
LAB_CHAPTERS = {lab.name: next(BOOK.glob(f"{lab.chapter:02}-*.ipynb")) for lab in LABS.values()}


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_chapter_shows_its_explorer(name):
    notebook = nbformat.read(CHAPTERS[name], as_version=4)
    cells = [cell for cell in notebook.cells if cell.source == f"explorers.{name}()"]
    assert len(cells) == 1
    bundle = cells[0].outputs[0].data
    assert set(bundle) == {"text/html", "text/plain"}  # no random widget id
    assert EXPLORERS[name].question in bundle["text/plain"]


CARD = {"light": "rgb(253, 253, 251)", "dark": "rgb(27, 32, 39)"}


@pytest.mark.parametrize("name", EXPLORERS)
def test_it_is_alive_on_the_built_page(open_page, name):
    path = SITE / f"{CHAPTERS[name].stem}.html"
    assert path.exists(), "run `make book` first"
    page = open_page(path.as_uri(), only_from="explorers.")
    figure = page.locator(f"#explore-{name}")
    expect(figure.get_by_role("button", name="Reset")).to_have_count(1)
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(
            "([node, color]) => getComputedStyle(node).backgroundColor === color",
            arg=[figure.element_handle(), CARD[theme]],
        )
    before = shown(figure)
    figure.locator("input[type=range]").first.focus()
    page.keyboard.press("End")
    settle(page)
    assert shown(figure) != before
    moved = shown(figure)
    dot = figure.locator(".bp-handle, input[type=range]").first
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 60, box["y"] + 20, steps=3)
    page.mouse.up()
    settle(page)
    assert shown(figure) != moved


def test_pages_without_an_explorer_do_not_load_one():
    for path in SITE.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert ("explorers.js" in text) == bool(re.search(r"<figure[^>]*data-explorer=", text))
        for name in LABS:
            shown = bool(re.search(rf'<figure[^>]*id="explore-{name}"', text))
            assert (f"lab-{name}.js" in text) == shown
            assert shown == (path.stem == LAB_CHAPTERS[name].stem)


@pytest.mark.parametrize("name", LABS)
def test_a_lab_is_in_its_chapter_and_alive_on_the_built_page(open_page, name):
    notebook = nbformat.read(LAB_CHAPTERS[name], as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.source == f"explorers.{name}()"]
    assert set(cell.outputs[0].data) == {"text/html", "text/plain"}
    assert "<svg" in cell.outputs[0].data["text/html"]
    page = open_page((SITE / f"{LAB_CHAPTERS[name].stem}.html").as_uri(), only_from="lab-")
    figure = page.locator(f"#explore-{name}")
    figure.get_by_role("combobox").first.wait_for()
    assert figure.locator("svg[role=group]").count() >= 1
