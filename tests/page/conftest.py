"""Pages of the built site, opened from the folder: what they do there, they do anywhere."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from built_data import SITE, built_data


@pytest.fixture(scope="session")
def data():
    return built_data()


class Visit:
    """A page, what it asked for, and what it complained about."""

    def __init__(self, context, address):
        self.page, self.asked, self.errors = context.new_page(), [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(address)
        self.page.add_style_tag(
            content="html { scroll-behavior: auto !important } * { animation: none !important }"
        )

    def locator(self, selector):
        return self.page.locator(selector)


@pytest.fixture(scope="module")
def visit(browser):
    """Return a function that opens a chapter; the same kind of visit is made only once a module."""
    visits = {}

    def open_it(chapter, scheme="light", width=1280, touch=False):
        key = chapter, width, touch
        if key not in visits:
            context = browser.new_context(viewport={"width": width, "height": 900}, has_touch=touch)
            path = next(SITE.glob(f"book/{chapter}*.html"))
            visits[key] = Visit(context, path.as_uri())
        seen = visits[key]
        seen.page.emulate_media(color_scheme=scheme)
        seen.page.locator(f"html[data-theme={scheme}]").wait_for()
        seen.page.keyboard.press("Escape")
        seen.page.mouse.move(2, 2)
        return seen

    yield open_it
    for seen in visits.values():
        assert seen.errors == []
        seen.page.context.close()
