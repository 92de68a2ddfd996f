"""What holds for each page of the site."""

import re
import time

import pytest
from built_site import SITE

AXE = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
OTHER_HOST = re.compile(r"(https?|wss?):(?!//127\.0\.0\.1[:/])")


def scroll_through(page):
    """Make the browser load whatever waits to be seen."""
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("origin", ["web", "folder"])
def test_it_asks_no_other_host_and_logs_nothing(address, origin, site, tab):
    if (address, origin) == ("404.html", "folder"):
        return  # only a server shows it, so its links start at the site's root
    seen = tab(site + address if origin == "web" else (SITE / address).as_uri())
    scroll_through(seen.page)
    assert [url for url in seen.asked if OTHER_HOST.match(url)] == []
    assert seen.errors == []


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(address, scheme, site, tab):
    page = tab(site + address, color_scheme=scheme).page
    results = AXE.run(page, options={"resultTypes": ["violations"], "runOnly": TAGS})
    assert results.violations_count == 0, results.generate_report()


def test_a_phone_scrolls_it_only_down(address, site, tab):
    page = tab(site + address, viewport={"width": 360, "height": 740}, has_touch=True).page
    for width in (360, 390):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = """[...document.querySelectorAll("main *")].filter(
        (e) => !e.closest(".formula, .wide, pre") && !e.ownerSVGElement
            && e.getBoundingClientRect().right > innerWidth + 1
    ).map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(wide) == []


def test_it_starts_with_a_skip_link_that_works(address, site, tab):
    page = tab(site + address).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


SHIFT = """new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 150);
})"""


@pytest.mark.parametrize("late", ["nothing", "fonts"])
def test_nothing_moves_while_it_loads(address, late, site, tab):
    seen = tab("about:blank", viewport={"width": 390, "height": 844})
    if late == "fonts":
        seen.page.route("**/*.woff2", lambda route: (time.sleep(0.3), route.continue_()))
    seen.page.goto(site + address)
    assert seen.page.evaluate(SHIFT) < 0.02
