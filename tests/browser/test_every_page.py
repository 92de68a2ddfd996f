"""What holds for each page of the site. Each is opened once in each way; see conftest.py."""

import re

from accessible import COLORS, TAGS, in_colors, look
from built_site import PHONE, SHIFT
from playwright.sync_api import expect

DRAWN = "performance.getEntriesByName('first-contentful-paint').length > 0"  # without its fonts
OTHER_HOST = re.compile(r"(https?|wss?):(?!//127\.0\.0\.1[:/])")


def test_it_starts_with_a_skip_link_that_works(address, at_a_desk):
    page = at_a_desk.page
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the text")
    page.keyboard.press("Enter")
    expect(page.locator("main:focus")).to_have_count(1)
    page.evaluate("document.activeElement.blur()")


def test_it_is_accessible(address, at_a_desk):
    look(in_colors(at_a_desk.page, "light"), TAGS)


def test_it_has_enough_contrast_in_the_dark(address, at_a_desk):
    look(in_colors(at_a_desk.page, "dark"), COLORS)


def test_it_asks_no_other_host_and_logs_nothing(address, at_a_desk, on_a_phone):
    for seen in (at_a_desk, on_a_phone):
        seen.page.wait_for_load_state("networkidle")
        assert seen.asked
        assert [url for url in seen.asked if OTHER_HOST.match(url)] == []
        assert seen.errors == []


def test_nothing_moves_while_it_loads(address, at_a_desk):
    assert at_a_desk.moved < 0.02


def test_nor_does_anything_on_a_phone_when_its_fonts_come_late(address, site, on_a_phone):
    page, late = on_a_phone.page, []
    page.set_viewport_size(PHONE)
    page.route("**/*.woff2", lambda route: late.append(route))  # also asks for what was kept
    page.goto(site + address, wait_until="commit")
    page.wait_for_function(DRAWN)
    assert late
    for route in late:
        route.continue_()
    page.wait_for_load_state()
    assert page.evaluate(SHIFT) < 0.02
    page.unroute_all()


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
