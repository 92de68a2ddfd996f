"""What the tests of the live pages share: the site with a Python of its own, and one open page.

Starting Python takes seconds, so all tests of a file use one page (`live`), and the complete run
over all chapters (`make live`) opens each chapter once.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "browser"))  # built_site.py
sys.path.append(str(HERE.parents[1] / "book/_static/live"))  # session.py, as the worker has it

from built_site import RELEASE, SITE, served, with_python  # noqa: E402
from pages import Chapter  # noqa: E402


@pytest.fixture(scope="session")
def live_folder(tmp_path_factory):
    """Return a folder with the site and a Python of its own in it, as `prefix`."""
    assert SITE.joinpath("book").is_dir(), f"{SITE} is missing: run `make book` first"
    if not RELEASE.is_dir():
        reason = "NO CELL WAS RUN IN A PAGE: `make pyodide` brings what it takes"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    top = tmp_path_factory.mktemp("live")
    if (whole := with_python(top / "prefix")) == SITE:
        (top / "prefix").symlink_to(whole)
    yield top
    shutil.rmtree(top, ignore_errors=True)


@pytest.fixture(scope="session")
def live_site(live_folder):
    """Serve the site under a path prefix, as GitHub Pages does, and return its address."""
    with served(live_folder) as address:
        yield f"{address}prefix/"


def _opening(browser, where):
    contexts = []

    def open_it(name, context=None, address=where, **options):
        if context is None:
            context = browser.new_context(**options)
            contexts.append(context)
        touch = options.get("has_touch", False)
        return Chapter(context.new_page(), f"{address}book/{name}.html", touch)

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def open_chapter(browser, live_site):
    """Return a function that opens a chapter in a fresh browser profile."""
    yield from _opening(browser, live_site)


@pytest.fixture(scope="module")
def read_chapter(browser):
    """Return the same function for a site as it was built, for what needs no Python."""
    assert SITE.joinpath("book").is_dir(), f"{SITE} is missing: run `make book` first"
    with served(SITE) as address:
        yield from _opening(browser, address)


@pytest.fixture(scope="module")
def live(open_chapter):
    """Open chapter 6 once for all tests of a file; none may leave edits behind."""
    return open_chapter("06-sigmoid-derivative")


@pytest.fixture
def chapter(live):
    """Return that chapter as the book has it."""
    live.reset()
    yield live
    assert live.errors == []
