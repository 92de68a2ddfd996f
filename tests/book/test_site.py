"""The built site shows the document's numbers, links to them, and describes its figures."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from chapters import CHAPTERS, ROOT, equations, figures

SITE = ROOT / "_build" / "html" / "book"


@cache
def page(name):
    path = SITE / f"{name}.html"
    assert path.exists(), f"{path} is missing: run `make book` first"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def shown_number(soup, number):
    block = soup.find(id=f"equation-eq-{number}")
    assert block, f"no anchor for equation {number}"
    return block.find(class_="eqno").get_text().strip("()¶# \n")


PLACES = [
    (path.stem, int(label[3:]))
    for path in CHAPTERS
    for label, _ in equations(path)
    if label.startswith("eq-")
]


@pytest.mark.parametrize(("chapter", "number"), PLACES)
def test_an_equation_has_the_document_s_number_and_an_anchor(chapter, number):
    assert shown_number(page(chapter), number) == str(number)


def test_all_55_are_on_the_site():
    assert [number for _, number in PLACES] == list(range(1, 56))


def test_references_show_the_number_and_lead_to_it_across_chapters():
    crossings = 0
    for path in CHAPTERS:
        for link in page(path.stem).select('article a.reference[href*="#equation-"]'):
            target, anchor = link["href"].split("#")
            there = page(target.removesuffix(".html") or path.stem)
            assert there.find(id=anchor), link["href"]
            kind, number = anchor.removeprefix("equation-").split("-")
            assert link.get_text() == (f"({number})" if kind == "eq" else f"(V{number})")
            crossings += bool(target)
    assert crossings > 10


def test_every_figure_has_its_alt_text():
    alts = [
        image.get("alt", "")
        for path in CHAPTERS
        for image in page(path.stem).select("article .cell_output img")
    ]
    chapters = {path.name for path in CHAPTERS}
    assert sorted(alts) == sorted(alt for name, _, alt in figures() if name in chapters)


def test_nothing_was_executed_to_build_the_site():
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert config["execute"]["execute_notebooks"] == "off"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the book to change and build."""
    place = tmp_path_factory.mktemp("copy")
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, place)
    shutil.copytree(ROOT / "book", place / "book")
    return place


def build(place):
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "-W", "-n", "-q", place]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_numbers_survive_an_incremental_build(copy):
    build(copy)
    chapter = next((copy / "book").glob("06-*.ipynb"))
    changed = chapter.read_text(encoding="utf-8").replace("Step-by-Step", "Step-By-Step")
    chapter.write_text(changed, encoding="utf-8")
    build(copy)
    built = copy / "_build" / "html" / "book" / "06-sigmoid-derivative.html"
    soup = BeautifulSoup(built.read_text(encoding="utf-8"), "lxml")
    assert "Step-By-Step" in soup.get_text()
    assert [shown_number(soup, n) for n in (13, 24, 28)] == ["13", "24", "28"]
    # and one more where no page is read again, but all are written
    shutil.rmtree(copy / "_build" / "html")
    build(copy)
    assert built.exists()
