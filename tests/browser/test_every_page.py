"""What holds for each page of the site. Each is opened once in each way; see conftest.py."""

import re
import time

import pytest
from built_site import PHONE, SHIFT
from playwright.sync_api import expect

AXE = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
OTHER_HOST = re.compile(r"(https?|wss?):(?!//127\.0\.0\.1[:/])")


def test_it_starts_with_a_skip_link_that_works(address, at_a_desk):
    page = at_a_desk.page
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the text")
    page.keyboard.press("Enter")
    expect(page.locator("main:focus")).to_have_count(1)
    page.evaluate("document.activeElement.blur()")


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(address, scheme, at_a_desk):
    page = at_a_desk.page
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function("name => document.documentElement.dataset.theme === name", arg=scheme)
    results = AXE.run(page, options={"resultTypes": ["violations"], "runOnly": TAGS})
    assert results.violations_count == 0, results.generate_report()


def test_it_asks_no_other_host_and_logs_nothing(address, at_a_desk):
    keeps_to_itself(at_a_desk)


def test_nor_does_it_from_a_folder(address, from_a_folder):
    if address != "404.html":  # only a server shows that one: its links start at the site's root
        keeps_to_itself(from_a_folder)


def keeps_to_itself(seen):
    seen.page.wait_for_load_state("networkidle")
    assert [url for url in seen.asked if OTHER_HOST.match(url)] == []
    assert seen.errors == []


def test_nothing_moves_while_it_loads(address, on_a_phone):
    assert on_a_phone.moved < 0.02


def test_nor_does_anything_when_its_fonts_come_late(address, site, tab):
    page = tab("about:blank", viewport=PHONE).page
    page.route("**/*.woff2", lambda route: (time.sleep(0.3), route.continue_()))
    page.goto(site + address)
    assert page.evaluate(SHIFT) < 0.02


def test_a_phone_scrolls_it_only_down(address, on_a_phone):
    page = on_a_phone.page
    for width in (360, 390):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = """[...document.querySelectorAll("main *")].filter(
        (e) => !e.closest(".formula, .wide, pre") && !e.ownerSVGElement
            && e.getBoundingClientRect().right > innerWidth + 1
    ).map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(wide) == []


def test_a_phone_cuts_no_code_and_no_equation_and_marks_what_scrolls(address, on_a_phone):
    page = on_a_phone.page
    cut = """(which) => [...document.querySelectorAll(which)].filter(
        (e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1
    ).map((e) => e.outerHTML.slice(0, 80))"""
    for width in (360, 390):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(cut, "main :is(pre, .formula)") == []
        # a script marks what scrolls, some time after the sizes have changed
        page.wait_for_function(
            f"(which) => !({cut})(which).length", arg="main .wide:not([tabindex])"
        )
