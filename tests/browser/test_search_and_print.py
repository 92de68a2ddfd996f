"""What a reader does: search, choose colors, copy, print, read without scripts."""

import pytest
from built_site import SITE

CHAPTER = "book/06-sigmoid-derivative.html"


@pytest.mark.parametrize("origin", ["web", "folder"])
@pytest.mark.parametrize(
    ("query", "first", "anchor"),
    [
        ("24", "Equation 24", "#eq-24"),
        ("(5)", "Equation 5", "#eq-5"),
        ("equation 55", "Equation 55", "#eq-55"),
        ("V9", "Equation V9", "#vec-9"),
        ("dC_dW2", "dC_dW2", "#symbol-dc-dw2"),
        ("W1", "W1", "#symbol-w1"),
        ("sigmoid", "", ""),
    ],
)
def test_the_search_finds(query, first, anchor, origin, site, tab):
    start = site + CHAPTER if origin == "web" else (SITE / CHAPTER).as_uri()
    seen = tab(start)
    seen.page.fill("header input[name=q]", query)
    seen.page.press("header input[name=q]", "Enter")
    result = seen.page.locator("#search-results li a").first
    result.wait_for(timeout=5000)
    assert result.text_content().startswith(first)
    assert result.get_attribute("href").endswith(anchor)
    result.click()
    assert seen.page.url.endswith(anchor)
    if anchor:
        seen.page.locator(anchor).wait_for()
    assert seen.errors == []


def test_chosen_colors_stay(site, tab):
    page = tab(site + CHAPTER, color_scheme="light").page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("button.theme")
    dark = page.evaluate(ground)
    page.goto(site + "book/index.html")
    assert light != dark == page.evaluate(ground)


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
    assert not page.locator("#contents").is_visible()
    page.click("button.menu")
    assert page.locator("#contents").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#contents").is_visible()


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
    assert page.locator("#contents [aria-current=page]").inner_text() == "Teaching with this book"


def test_an_equation_that_cannot_be_broken_scrolls_in_its_box_and_by_keyboard(site, tab):
    page = tab(site + "book/10-previous-layer-gradients.html",
               viewport={"width": 360, "height": 740}).page  # fmt: skip
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
    page = tab(site + "book/11-summary.html#eq-55",
               viewport={"width": width, "height": 740}, reduced_motion="reduce").page  # fmt: skip
    last_line = """() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector("#equation-eq-55").previousElementSibling);
        return [...range.getClientRects()].at(-1).top
            - document.querySelector("header.top").getBoundingClientRect().bottom;
    }"""
    page.wait_for_function(f"({last_line})() > 0 && scrollY > 0")


def test_a_wrong_address_leads_back(site, tab):
    page = tab(site + "no-such-page").page
    assert page.title().startswith("Page not found")
    page.click("main a >> nth=0")
    assert "/book/index.html" in page.url


def test_on_paper_only_the_chapter_is_left(site, tab):
    page = tab(site + CHAPTER, color_scheme="dark").page
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator("#contents").is_visible()
    white = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(white) == "rgb(255, 255, 255)"


def test_on_paper_a_hint_is_unfolded(site, tab):
    page = tab(site + CHAPTER).page
    hint = page.locator("details p").first
    assert not hint.is_visible()
    page.emulate_media(media="print")
    assert hint.is_visible()


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
