"""With the repository's address set in one place, every button and link that needs it appears."""

import re
import shutil
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from built_site import ROOT, SITE

sys.path.insert(0, str(ROOT / "book" / "_ext"))
import addresses

CHAPTER = "book/06-sigmoid-derivative"
PAGES = "https://someone.github.io/a-book/"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the book whose address is set, built."""
    place = tmp_path_factory.mktemp("published")
    shutil.copy(ROOT / "_toc.yml", place)
    shutil.copytree(ROOT / "book", place / "book")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert config["repository"]["url"] == ""
    config["repository"]["url"] = "https://github.com/Someone/a-book"
    (place / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    build(place)
    return place


def build(place):
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "-W", "-n", "-q", place]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="module")
def published(copy, tmp_path_factory):
    """Return its site, which stays as it is when the copy is built again."""
    return shutil.copytree(copy / "_build" / "html", tmp_path_factory.mktemp("site") / "html")


@pytest.mark.parametrize(
    ("repository", "url"),
    [
        ("https://github.com/Ann/a-book.git", "https://ann.github.io/a-book/"),
        ("https://github.com/Ann/ann.github.io", "https://ann.github.io/"),
        ("https://github.com/Ann/Ann.GitHub.io/", "https://ann.github.io/"),
        ("https://gitlab.com/Ann/a-book", ""),
        ("", ""),
    ],
)
def test_the_site_is_where_github_serves_it(repository, url):
    assert addresses.site_url(repository) == url


def test_binder_finds_a_branch_whose_name_has_a_slash():
    opened = addresses.binder("https://github.com/Ann/a-book", "feature/x", "book/a.ipynb")
    assert opened.startswith("https://mybinder.org/v2/gh/Ann/a-book/feature%2Fx?")


def head(site, page):
    return BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "lxml")


def launch_buttons(site):
    return {
        button["class"][0]: button["href"]
        for button in head(site, CHAPTER).select(".launch-buttons > a")
    }


def test_the_launch_buttons_open_this_chapter(published):
    assert launch_buttons(published)["binder"] == (
        "https://mybinder.org/v2/gh/Someone/a-book/main"
        "?urlpath=lab%2Ftree%2Fbook%2F06-sigmoid-derivative.ipynb"
    )
    assert launch_buttons(published)["colab"] == (
        "https://colab.research.google.com/github/Someone/a-book/blob/main/"
        "book/06-sigmoid-derivative.ipynb"
    )


def test_colab_is_told_how_to_get_the_library(published):
    line = '%pip install "backprop-book[chapters] @ git+https://github.com/Someone/a-book@main"'
    assert line in head(published, CHAPTER).select_one(".launch-buttons").get_text()
    assert "%pip" not in head(SITE, CHAPTER).select_one(".launch-buttons").get_text()


def test_what_colab_installs_is_all_that_the_chapters_import():
    """Colab has NumPy; `chapters` must name the rest."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = " ".join([*project["dependencies"], *extras["chapters"]])
    for extra in re.search(r"\[(.*)\]", extras["chapters"][0])[1].split(","):
        named += " ".join(extras[extra])
    for package in ("numpy", "matplotlib", "anywidget", "tqdm", "sympy"):
        assert package in named


def test_they_are_hidden_while_the_address_is_unset():
    assert set(launch_buttons(SITE)) == {"lite", "download"}
    assert not head(SITE, CHAPTER).select('link[rel="canonical"], meta[property="og:image"]')


def test_each_page_knows_its_address_and_its_card(published):
    page = head(published, CHAPTER)
    assert page.select_one('link[rel="canonical"]')["href"] == f"{PAGES}{CHAPTER}.html"
    assert page.select_one('meta[property="og:image"]')["content"] == f"{PAGES}_static/card.png"
    assert len(page.select_one('meta[property="og:image:alt"]')["content"]) > 20


def test_the_card_has_the_size_networks_show(published):
    png = (published / "_static" / "card.png").read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_the_sitemap_lists_every_page_once(published):
    tree = ElementTree.parse(published / "sitemap.xml")
    listed = [element.text for element in tree.iter() if element.tag.endswith("loc")]
    built = [f"{PAGES}book/{path.name}" for path in (published / "book").glob("*.html")]
    assert sorted(listed) == sorted(built)
    assert f"Sitemap: {PAGES}sitemap.xml" in (published / "robots.txt").read_text()


def test_the_404_page_finds_its_files_from_anywhere(published):
    for tag in head(published, "404").select("link[href], script[src]"):
        assert (tag.get("href") or tag.get("src")).startswith("/a-book/")


def test_numbers_survive_an_incremental_build(copy, published):
    chapter = copy / f"{CHAPTER}.ipynb"
    changed = chapter.read_text(encoding="utf-8").replace("Step-by-Step", "Step-By-Step")
    chapter.write_text(changed, encoding="utf-8")
    build(copy)
    site = copy / "_build" / "html"
    assert "Step-By-Step" in head(site, CHAPTER).get_text()
    for number in (13, 24, 28):
        shown = head(site, CHAPTER).find(id=f"equation-eq-{number}").find(class_="eqno")
        assert shown.get_text().strip("()¶# \n") == str(number)
    # and one more where no page is read again, but all are written
    shutil.rmtree(site)
    build(copy)
    assert (site / f"{CHAPTER}.html").exists()
