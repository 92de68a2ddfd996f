"""What a reader does: search, choose colors, copy, print, read without scripts."""

import re

import pytest
from built_site import SITE
from playwright.sync_api import expect

CHAPTER = "book/06-sigmoid-derivative.html"


FINDS = [
    ("24", "Equation 24", "#eq-24"),
    ("(5)", "Equation 5", "#eq-5"),
    ("equation 55", "Equation 55", "#eq-55"),
    ("V9", "Equation V9", "#vec-9"),
    ("dC_dW2", "dC_dW2", "#symbol-dc-dw2"),
    ("W1", "W1", "#symbol-w1"),
    ("sigmoid", "", ""),
]


@pytest.mark.parametrize("origin", ["web", "folder"])
def test_the_search_finds(origin, site, tab):
    """One search after another, each from the page where the last one led."""
    seen = tab(site + CHAPTER if origin == "web" else (SITE / CHAPTER).as_uri())
    for query, first, anchor in FINDS:
        seen.page.fill("header input[name=q]", query)
        seen.page.press("header input[name=q]", "Enter")
        expect(seen.page).to_have_url(re.compile("/search.html"))
        # until then results come one by one, and what is clicked may move away
        expect(seen.page.locator(".search-summary")).to_contain_text("Search finished")
        result = seen.page.locator("#search-results li a").first
        expect(result).to_have_text(re.compile("^" + re.escape(first)))
        expect(result).to_have_attribute("href", re.compile(re.escape(anchor) + "$"))
        result.click()
        expect(seen.page).to_have_url(re.compile(r"/book/.*" + re.escape(anchor) + "$"))
        if anchor:
            seen.page.locator(anchor).wait_for()
        assert seen.errors == []


def test_chosen_colors_stay(site, tab):
    page = tab(site + CHAPTER, color_scheme="light").page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("button.theme")
    page.wait_for_function(f"(light) => {ground} !== light", arg=light)
    dark = page.evaluate(ground)
    page.goto(site + "book/index.html")
    page.wait_for_function(f"(dark) => {ground} === dark", arg=dark)


def test_copied_mathematics_is_latex(site, tab):
    page = tab(site + CHAPTER).page
    copied = page.evaluate("""() => {
        getSelection().selectAllChildren(document.getElementById("equation-eq-24"));
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent("copy", { clipboardData, bubbles: true });
        document.dispatchEvent(event);
        return event.clipboardData.getData("text/plain");
    }""")
    assert r"$$\frac{d\sigma(z)}{dz} = \sigma(z)(1 - \sigma(z))$$" in copied


def test_everything_can_be_read_without_scripts(site, tab):
    seen = tab(site + CHAPTER, java_script_enabled=False)
    assert seen.page.locator("math[display=block]").count() > 15
    assert seen.page.locator("#equation-eq-28 mfrac").bounding_box()["height"] > 20
    assert seen.page.locator("#contents a").first.is_visible()


def test_the_contents_open_on_a_phone(site, tab):
    page = tab(site + CHAPTER, viewport={"width": 360, "height": 740}).page
    expect(page.locator("#contents")).to_be_hidden()
    page.click("button.menu")
    expect(page.locator("#contents")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#contents")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_contents_show_where_you_are(width, site, tab):
    page = tab(site + "book/teaching.html", viewport={"width": width, "height": 560}).page
    if width < 1024:
        page.click("button.menu")
    inside = """() => {
        const box = (choice) => document.querySelector(choice).getBoundingClientRect();
        const [all, here] = [box("#contents"), box("#contents [aria-current=page]")];
        return all.height > 0 && all.top < here.top && here.bottom < all.bottom;
    }"""
    page.wait_for_function(inside)
    expect(page.locator("#contents [aria-current=page]")).to_have_text("Teaching with this book")


def test_an_equation_that_cannot_be_broken_scrolls_in_its_box_and_by_keyboard(site, tab):
    page = tab(
        site + "book/10-previous-layer-gradients.html", viewport={"width": 360, "height": 740}
    ).page
    long = "<math><mrow>" + "<mi>W</mi><mo>+</mo>" * 40 + "<mi>b</mi></mrow></math>"
    page.evaluate("(long) => document.querySelector('.formula').innerHTML = long", long)
    page.set_viewport_size({"width": 380, "height": 740})
    box = page.locator(".formula[tabindex='0']").first
    box.wait_for()
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(box) => box.scrollLeft > 0", arg=box.element_handle())


@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_to_an_equation_shows_all_of_it_and_the_line_before(width, site, tab):
    page = tab(
        site + "book/11-summary.html#eq-55",
        viewport={"width": width, "height": 740},
        reduced_motion="reduce",
    ).page
    last_line = """() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector("#equation-eq-55").previousElementSibling);
        return [...range.getClientRects()].at(-1).top
            - document.querySelector("header.top").getBoundingClientRect().bottom;
    }"""
    page.wait_for_function(f"({last_line})() > 0 && scrollY > 0")


def test_a_wrong_address_leads_back(site, tab):
    page = tab(site + "no-such-page").page
    expect(page).to_have_title(re.compile("^Page not found"))
    page.click("main a >> nth=0")
    page.wait_for_url("**/book/index.html")


def test_on_paper_only_the_chapter_is_left(site, tab):
    page = tab(site + CHAPTER, color_scheme="dark").page
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("#contents")).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_on_paper_a_hint_is_unfolded(site, tab):
    page = tab(site + CHAPTER).page
    hint = page.locator("details p").first
    expect(hint).to_be_hidden()
    page.emulate_media(media="print")
    expect(hint).to_be_visible()


def is_set_in_the_font_of_the_book(page):
    """Tell whether the title's formula has another width in the machine's own font."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => null)")
    width = "document.querySelector('h1 math').getBoundingClientRect().width"
    booked = page.evaluate(width)
    page.add_style_tag(content="math { font-family: math !important; }")
    return page.evaluate(width) != booked


@pytest.mark.parametrize("origin", ["web", "folder"])
def test_formulas_are_set_in_the_font_of_the_book(origin, site, tab):
    """At the latest on a later page: one that would be drawn before its font is drawn without."""
    page = tab("about:blank").page
    address = site + CHAPTER if origin == "web" else (SITE / CHAPTER).as_uri()
    visits = (page.goto(address) for _ in range(20))
    assert any(is_set_in_the_font_of_the_book(page) for _ in visits)


def test_from_a_folder_the_fonts_are_asked_for_before_a_text_needs_them(tab):
    page = tab((SITE / "search.html").as_uri()).page  # it has no formula
    loaded = """() => [...document.fonts].some(
        ({ family, status }) => family.includes("Book Math") && status === "loaded")"""
    page.wait_for_function(loaded)
