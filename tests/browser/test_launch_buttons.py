"""A page opened from a folder cannot run Python: it says what to do, and hides the button."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_site import SITE
from playwright.sync_api import expect

CHAPTER = "book/06-sigmoid-derivative.html"


@pytest.mark.parametrize("width", [360, 1280])
def test_from_a_folder_the_page_says_how_to_run_it(tab, width):
    page = tab((SITE / CHAPTER).as_uri(), viewport={"width": width, "height": 800}).page
    expect(page.locator(".launch-buttons .lite")).to_be_hidden()
    line = page.locator(".from-folder")
    expect(line).to_be_visible()
    expect(line).to_contain_text("make read")
    expect(line).to_contain_text("python3 -m http.server")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).violations_count == 0


def test_from_a_server_there_is_the_button(site, tab):
    page = tab(site + CHAPTER).page
    expect(page.locator(".launch-buttons .lite")).to_be_visible()
    expect(page.locator(".from-folder")).to_be_hidden()
