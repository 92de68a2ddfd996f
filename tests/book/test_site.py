"""The built site shows the document's numbers, links to them, and describes its figures."""

from functools import cache

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
