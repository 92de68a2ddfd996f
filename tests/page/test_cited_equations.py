"""A reference such as (28) shows its equation where it stands, by pointer, keyboard and touch."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from built_data import SITE, built_data
from parsed import anchored, soup
from playwright.sync_api import expect

from equation_prover.reading import LAST

BOX = ".equation-box:popover-open"
PAGES = sorted(SITE.glob("book/*.html"))


def references(path):
    return soup(path).select('main a[href*="#equation-"]')


def test_every_reference_of_every_page_has_its_equation():
    seen = crossing = 0
    for path in PAGES:
        for link in references(path):
            page, label = link["href"].split("#equation-")
            known = built_data()["equations"][label]
            there = anchored(path.with_name(page) if page else path)
            formula = there[f"equation-{label}"].find("math")["data-tex"]
            shown = BeautifulSoup(known["math"], "lxml").find("math")["data-tex"]
            inner = re.sub(r"^\\boxed\{(.*)\}$", r"\1", formula)
            assert shown == inner or (inner.startswith("=") and shown.endswith(inner)), label
            assert link.get_text() == f"({known['number']})"
            assert known["page"] == (page or path.name).removesuffix(".html")
            seen, crossing = seen + 1, crossing + bool(page)
    assert seen >= 162
    assert crossing >= 76


def test_every_labeled_equation_of_the_book_can_be_shown():
    labels = {
        tag["id"].removeprefix("equation-")
        for path in PAGES
        for tag in soup(path).select('[id^="equation-"]')
    }
    assert set(built_data()["equations"]) == labels
    assert {f"eq-{n}" for n in range(1, 56)} | {
        f"vec-{n}" for n in range(1, LAST["vec"] + 1)
    } <= labels


def test_a_line_that_goes_on_is_shown_with_its_left_side(data):
    words = {label: equation["words"] for label, equation in data["equations"].items()}
    assert words["eq-17"].startswith("dσ/dz = ")
    assert words["eq-11"] == "∂C₀/∂aᴸ = aᴸ − y"
    assert not any(text.startswith("=") for text in words.values())


def test_before_anybody_points_a_page_has_loaded_only_the_starter(visit):
    seen = visit("09")
    loaded = [url for url in seen.asked if "equation" in url.split("/")[-2:][0] + url]
    names = {url.split("/")[-1].split("?")[0] for url in loaded if url.endswith((".js", ".css"))}
    assert not names & {"box.js", "box.css", "equation_data.js"}


def test_pointing_shows_it_and_leaving_hides_it(visit):
    seen = visit("09")
    link = seen.locator('main p a[href$="#equation-eq-28"]').first
    link.hover()
    box = seen.locator(BOX)
    expect(box).to_contain_text("(28)")
    expect(box).to_contain_text("6 Derivative 2")
    tex = re.compile(re.escape("= a^L(1 - a^L)") + "$")
    expect(box.locator("math")).to_have_attribute("data-tex", tex)
    box.hover()  # it can be reached and read at leisure
    seen.page.wait_for_timeout(350)
    expect(box).to_be_visible()
    assert not [url for url in seen.asked if not url.startswith("file:")]
    seen.page.mouse.move(2, 2)
    expect(box).to_have_count(0)


def test_a_pointer_that_only_passes_opens_nothing(visit):
    seen = visit("09")
    seen.locator('main p a[href$="#equation-eq-28"]').first.hover()
    seen.page.mouse.move(2, 2)
    seen.page.wait_for_timeout(250)
    expect(seen.locator(BOX)).to_have_count(0)


def test_the_keyboard_shows_it_reads_it_and_puts_it_away(visit):
    seen = visit("09")
    link = seen.locator('main p a[href$="#equation-eq-12"]').first
    link.focus()  # by script, as after a click, it is no keyboard's focus
    seen.page.keyboard.press("Shift+Tab")
    seen.page.keyboard.press("Tab")
    box = seen.locator(BOX)
    expect(box).to_contain_text("(12)")
    spoken = link.evaluate(
        "(a) => document.getElementById(a.getAttribute('aria-describedby')).textContent"
    )
    assert "∂C₀/∂aᴸ = aᴸ − y" in spoken
    seen.page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(link).to_be_focused()
    expect(link).not_to_have_attribute("aria-describedby", re.compile(""))
    seen.page.keyboard.press("Shift+Tab")
    seen.page.keyboard.press("Tab")
    expect(box).to_have_count(1)
    seen.page.keyboard.press("Tab")  # it goes when the focus does
    expect(box.filter(has_text="(12)")).to_have_count(0)


def test_a_tap_shows_it_with_a_link_that_goes_there(visit):
    seen = visit("11", width=390, touch=True)
    link = seen.locator('main p a[href*="10-"][href$="#equation-eq-48"]').first
    address = seen.page.url
    link.tap()
    box = seen.locator(BOX)
    expect(box).to_contain_text("(48)")
    assert seen.page.url == address
    edges = box.bounding_box()
    assert edges["x"] >= 0
    assert edges["x"] + edges["width"] <= 390
    formula = box.locator(".formula")
    assert formula.evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")
    box.get_by_role("link", name="Go to (48)").tap()
    seen.page.wait_for_url("**/10-previous-layer-gradients.html#equation-eq-48")
    seen.page.go_back()
    link.tap()
    expect(box).to_contain_text("(48)")
    seen.page.touchscreen.tap(20, 880)
    expect(box).to_have_count(0)


def test_a_second_tap_follows_the_link(visit):
    seen = visit("11", width=390, touch=True)
    link = seen.locator('main p a[href*="08-"][href$="#equation-eq-36"]').first
    link.tap()
    expect(seen.locator(BOX)).to_contain_text("(36)")
    link.tap()
    seen.page.wait_for_url("**/08-weight-gradient.html#equation-eq-36")
    seen.page.go_back()


def test_without_its_data_a_reference_is_an_ordinary_link(browser):
    with browser.new_context(has_touch=True) as context:
        page = context.new_page()
        page.route("**/equation_data.js*", lambda route: route.abort())
        page.goto((SITE / "book/11-summary.html").as_uri())
        page.locator('main p a[href$="#equation-eq-48"]').first.tap()
        page.wait_for_url("**/10-previous-layer-gradients.html#equation-eq-48")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_box_open(visit, scheme):
    seen = visit("09", scheme)
    seen.locator('main p a[href$="#equation-eq-28"]').first.hover()
    expect(seen.locator(BOX)).to_be_visible()
    results = Axe().run(seen.page, context=[".equation-box", "p:has([aria-describedby])"])
    assert results.violations_count == 0, results.generate_report()
