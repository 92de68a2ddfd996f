"""The built site, served and opened in Chromium."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from built_site import SITE, pages, served


def pytest_generate_tests(metafunc):
    """Run a test that asks for `address` on every page."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", pages())


@pytest.fixture(scope="session")
def site():
    """Serve the built site and return its address."""
    assert SITE.joinpath("book").is_dir(), f"{SITE} is missing: run `make book` first"
    with served(SITE) as address:
        yield address


class Seen:
    """A tab, what it asked for, and what it complained about."""

    def __init__(self, page):
        self.page, self.asked, self.errors = page, [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message):
        if message.type in ("error", "warning"):
            self.errors.append(message.text)


@pytest.fixture
def tab(browser):
    """Return a function that opens an address in a fresh tab, with options of its context."""
    contexts = []

    def open_tab(url, **options):
        contexts.append(browser.new_context(**options))
        seen = Seen(contexts[-1].new_page())
        seen.page.goto(url)
        return seen

    yield open_tab
    for context in contexts:
        context.close()
