"""The built site, served and opened in Chromium."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from built_site import PHONE, SHIFT, SITE, pages, served


def pytest_generate_tests(metafunc):
    """Run a test that asks for `address` on every page: all that one page is asked, in a row."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", pages(), scope="session")


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

    def visit(self, url):
        """Open another page, with nothing left of what was before."""
        if self.page.url != "about:blank":
            self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")  # what the last page still says is its own
        self.asked.clear()
        self.errors.clear()
        self.page.goto(url)

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


# The visits: each page is opened once in each of these ways, and then asked everything. A new
# question is a test with `address` and one of them as arguments; it leaves the page as it found it.
# The pages come one after the other in the same two tabs: fresh ones take twice the time.


@pytest.fixture(scope="session")
def desk(browser):
    """A tab on a wide screen."""
    with browser.new_context() as context:
        yield Seen(context.new_page())


@pytest.fixture(scope="session")
def phone(browser):
    """A tab on a phone."""
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        yield Seen(context.new_page())


@pytest.fixture(scope="session")
def at_a_desk(address, site, desk):
    """The page from the web, on a wide screen, scrolled through. `moved`: how much did at first."""
    desk.visit(site + address)
    desk.moved = desk.page.evaluate(SHIFT)
    scroll_through(desk.page)
    return desk


@pytest.fixture(scope="session")
def on_a_phone(address, site, phone):
    """The page's file, opened from its folder on a phone, and scrolled through."""
    phone.page.set_viewport_size(PHONE)
    # only a server shows 404.html: its links start at the site's root
    phone.visit(site + address if address == "404.html" else (SITE / address).as_uri())
    scroll_through(phone.page)
    return phone


def scroll_through(page):
    """Make the browser ask for whatever waits to be seen."""
    page.evaluate("""new Promise((done) => {
        scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
        requestAnimationFrame(() => setTimeout(() => {
            scrollTo({ top: 0, behavior: "instant" });
            done();
        }));
    })""")
